//! Which change of the spec an item of the crate differs for.

use super::difference::Difference;
use super::line::Line;
use crate::audit::report::{Change, ItemChange, RustItem, RustSeverity};
use crate::audit::subject::Subject;

/// A change as the search sees it.
struct Cause {
    /// Its index.
    index: usize,
    /// Its subject.
    subject: Subject,
    /// All that is part of it: members, and the name that it had before.
    also: Vec<Subject>,
    /// Whether something came, went or moved, so that all below its subject did too.
    is_whole: bool,
    severity: RustSeverity,
}

/// The changes that items can differ for, most urgent first.
pub(super) struct Causes(Vec<Cause>);

impl Causes {
    pub(super) fn of(changes: &[Change]) -> Self {
        let mut causes: Vec<_> = changes
            .iter()
            .enumerate()
            .filter_map(|(index, change)| Cause::of(index, change))
            .collect();
        causes.sort_by_key(|cause| (std::cmp::Reverse(cause.severity), cause.index));
        Self(causes)
    }

    /// The index of the change that explains the difference.
    ///
    /// A change explains only what is no worse than what it says of itself, so that nothing hides behind a lesser one.
    pub(super) fn of_difference(
        &self,
        difference: &Difference,
        severity: RustSeverity,
        changes: &[Change],
    ) -> Option<usize> {
        let subject = difference
            .line()
            .and_then(|line| line.subject.as_deref())
            .and_then(Subject::parse);
        let able = || self.0.iter().filter(|cause| cause.severity >= severity);
        let found = match &subject {
            Some(subject) => able()
                .find(|cause| cause.is_about(subject))
                .or_else(|| able().find(|cause| cause.is_whole && cause.holds(subject)))
                .or_else(|| able().find(|cause| cause.subject.is_under(subject))),
            // What belongs to no part of the API belongs to the API as a whole.
            None => able().find(|cause| {
                matches!(
                    cause.subject.root_name(),
                    "service" | "namespaces" | "pagination"
                )
            }),
        };
        found
            .or_else(|| able().find(|cause| cause.is_mentioned(difference, changes)))
            .map(|cause| cause.index)
    }
}

impl Cause {
    fn of(index: usize, change: &Change) -> Option<Self> {
        let subject = Subject::parse(&change.subject)?;
        let is_rename = ["-renamed", "-moved"]
            .iter()
            .any(|end| change.rule.ends_with(end));
        let mut also: Vec<_> = change
            .members
            .iter()
            .filter_map(|member| Subject::parse(&member.subject))
            .collect();
        if let Some(old) = change.wire.old.as_deref().filter(|_| is_rename) {
            also.extend(Subject::parse(old));
            let parent = subject.parent();
            also.extend(parent.and_then(|parent| Subject::parse(&format!("{parent}.{old}"))));
        }
        Some(Self {
            index,
            subject,
            also,
            is_whole: is_rename || change.wire.old.is_none() || change.wire.new.is_none(),
            severity: change.rust.severity,
        })
    }

    fn is_about(&self, subject: &Subject) -> bool {
        self.subject == *subject || self.also.contains(subject)
    }

    fn holds(&self, subject: &Subject) -> bool {
        subject.is_under(&self.subject) || self.also.iter().any(|part| subject.is_under(part))
    }

    /// Whether the line names a type that came or went with the change.
    fn is_mentioned(&self, difference: &Difference, changes: &[Change]) -> bool {
        let items = changes
            .get(self.index)
            .map_or(&[][..], |change| change.rust.items.as_slice());
        items.iter().any(|item| match item.change {
            ItemChange::Removed => mentions(difference.old.as_ref(), item),
            ItemChange::Added => mentions(difference.new.as_ref(), item),
            ItemChange::Changed => false,
        })
    }
}

fn mentions(line: Option<&Line>, item: &RustItem) -> bool {
    let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    line.is_some_and(|line| {
        line.rest
            .split(|c| !is_path(c))
            .any(|word| word == item.path)
    })
}
