//! Which change of the spec an item of the crate differs for.

use super::difference::Difference;
use super::items::kind;
use crate::audit::report::{Bump, Change, ItemChange, RustItem, RustSeverity};
use crate::audit::subject::Subject;
use crate::surface::{Item, ItemKind};

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
    is_rename: bool,
    severity: RustSeverity,
    bump: Bump,
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

    /// The index of the change that explains the difference, in one way.
    ///
    /// A change explains only what is no worse than what it says of itself, so that nothing hides behind a lesser one.
    pub(super) fn of_difference(
        &self,
        difference: &Difference,
        severity: RustSeverity,
        way: Way,
        changes: &[Change],
    ) -> Option<usize> {
        let line = difference.line()?;
        let subject = line.subject.as_deref().and_then(Subject::parse);
        let items = |cause: &Cause| {
            let change = changes.get(cause.index);
            change.map_or(&[][..], |change| change.rust.items.as_slice())
        };
        let is_named = |cause: &Cause| items(cause).iter().any(|item| names(difference, item));
        let explains = |cause: &Cause| match (way, &subject) {
            (Way::Itself, Some(subject)) => cause.is_about(subject),
            (Way::Whole, Some(subject)) => cause.is_whole && cause.holds(subject),
            (Way::Part, _) => items(cause)
                .iter()
                .any(|item| holds(line, difference, item)),
            (Way::NewName, _) => cause.stays() && is_named(cause),
            (Way::Name, _) => is_named(cause),
            (Way::Around, Some(subject)) => cause.holds(subject),
            (Way::Inside, _) => items(cause)
                .iter()
                .any(|item| is_inside(line, difference, item)),
            (Way::Below, Some(subject)) => cause.is_below(subject),
            // What belongs to no part of the API belongs to the API as a whole.
            (Way::Below, None) => {
                matches!(
                    cause.subject.root_name(),
                    "service" | "namespaces" | "pagination"
                )
            }
            (Way::Itself | Way::Whole | Way::Around, None) => false,
        };
        let mut able = self.0.iter().filter(|cause| cause.admits(severity));
        able.find(|cause| explains(cause)).map(|cause| cause.index)
    }
}

/// How an item can be explained by a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The change is of what the item is there for.
    Itself,
    /// The change brought, took or moved something around that.
    Whole,
    /// A part of the item is explained by it.
    Part,
    /// The item's line names another one, which the change calls otherwise.
    NewName,
    /// The item's line names another one that came or went with it. What goes is named no more for a reason of its own,
    /// so this is not looked at first.
    Name,
    /// What the item stands in is explained by it, and both came or went.
    Inside,
    /// The change is of something in what the item is there for.
    Below,
    /// The change is of what that stands in.
    Around,
}

impl Way {
    /// The ways, the surest first. Whether a line names an explained item is known only once that one is explained.
    pub(super) const ALL: &'static [Self] = &[
        Self::Itself,
        Self::Whole,
        Self::Part,
        Self::NewName,
        Self::Inside,
        Self::Below,
        Self::Name,
        Self::Inside,
        Self::Around,
    ];
}

impl Cause {
    fn of(index: usize, change: &Change) -> Option<Self> {
        let subject = Subject::parse(&change.subject)?;
        let is_rename = ["-renamed", "-moved", "-shape-status-changed"]
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
            is_rename,
            severity: change.rust.severity,
            bump: change.bump,
        })
    }

    /// Whether it is at least as bad. What breaks silently is no better than what the compiler finds, if the version
    /// says as much.
    fn admits(&self, severity: RustSeverity) -> bool {
        let is_silent = self.severity == RustSeverity::Silent && self.bump == Bump::Major;
        is_silent || self.severity >= severity
    }

    fn is_about(&self, subject: &Subject) -> bool {
        self.subject == *subject || self.also.contains(subject)
    }

    /// Whether what it is about was there before and still is.
    fn stays(&self) -> bool {
        self.is_rename || !self.is_whole
    }

    fn is_below(&self, subject: &Subject) -> bool {
        self.subject.is_under(subject) || self.also.iter().any(|part| part.is_under(subject))
    }

    fn holds(&self, subject: &Subject) -> bool {
        subject.is_under(&self.subject) || self.also.iter().any(|part| subject.is_under(part))
    }
}

/// Whether an explained item stands in the one that differs, and both came or went.
fn holds(line: &Item, difference: &Difference, item: &RustItem) -> bool {
    let rest = item.path.strip_prefix(&line.path);
    let is_part = rest.is_some_and(|rest| rest.starts_with("::"))
        // The traits of a type stand under its own path.
        || (line.kind == ItemKind::Impl && rest == Some(""));
    is_part && item.change == difference.change() && item.change != ItemChange::Changed
}

/// Whether the one that differs stands in an explained item, and both came or went.
fn is_inside(line: &Item, difference: &Difference, item: &RustItem) -> bool {
    let can_hold = matches!(
        kind(item),
        Some(ItemKind::Module | ItemKind::Struct | ItemKind::Enum)
    );
    let rest = line.path.strip_prefix(&item.path);
    let is_part = rest.is_some_and(|rest| rest.starts_with("::"))
        || (line.kind == ItemKind::Impl && rest == Some(""));
    can_hold && is_part && item.change == difference.change() && item.change != ItemChange::Changed
}

/// Whether the line names a type that came or went.
fn names(difference: &Difference, item: &RustItem) -> bool {
    let line = match item.change {
        ItemChange::Removed => difference.old.as_ref(),
        ItemChange::Added => difference.new.as_ref(),
        ItemChange::Changed => None,
    };
    line.is_some_and(|line| line.mentions(&item.path))
}
