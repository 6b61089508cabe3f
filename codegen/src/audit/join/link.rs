//! Links Rust items that differ to the changes of the spec that caused them.

use crate::audit::report::{Bump, Change, Elements, Extent, ItemChange, RustItem, RustSeverity};
use crate::audit::subject::Subject;
use crate::surface::{Item, ItemKind};
use std::cmp::Reverse;

/// Changes that items can be linked to, most severe first.
pub(super) struct Candidates(Vec<Candidate>);

/// A change that concerns an element.
struct Candidate {
    /// Index of the change.
    index: usize,
    subject: Subject,
    elements: Elements,
    severity: RustSeverity,
    bump: Bump,
}

/// A relation between an item and a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// The item belongs to an element of the change.
    Element,
    /// The item belongs to an element below one that was added, removed or moved.
    BelowWhole,
    /// The item contains a linked item.
    Contains,
    /// The declaration mentions a linked item that has a new path.
    MentionsMoved,
    /// The declaration mentions a linked item. Declarations that mention a removed item may differ for another reason, so
    /// this relation comes late.
    Mentions,
    /// A linked item contains the item.
    Inside,
    /// The item belongs to a parent of an element of the change.
    Above,
    /// The item belongs to an element below one of the change.
    Below,
}

impl Link {
    /// All relations, strongest first. An item can be mentioned or contain others only once those are linked, so some are
    /// tried twice.
    pub(super) const ORDER: &'static [Self] = &[
        Self::Element,
        Self::BelowWhole,
        Self::Contains,
        Self::MentionsMoved,
        Self::Inside,
        Self::Above,
        Self::Mentions,
        Self::Inside,
        Self::Below,
    ];
}

impl Candidates {
    pub(super) fn of(changes: &[Change]) -> Self {
        let candidates = changes.iter().enumerate().filter_map(|(index, change)| {
            Some(Candidate {
                index,
                subject: change.elements.subject.clone()?,
                elements: change.elements.clone(),
                severity: change.rust.severity,
                bump: change.bump,
            })
        });
        let mut candidates: Vec<_> = candidates.collect();
        candidates.sort_by_key(|it| (Reverse(it.severity), it.index));
        Self(candidates)
    }

    /// Index of the change that an item is linked to by a relation.
    ///
    /// The change must be at least as severe as the difference of the item, so that no difference is hidden behind a less
    /// severe change.
    pub(super) fn find(
        &self,
        item: &RustItem,
        severity: RustSeverity,
        link: Link,
        changes: &[Change],
    ) -> Option<usize> {
        let subject = item.item().subject.as_deref().and_then(Subject::parse);
        let is_linked = |candidate: &Candidate| {
            let change = changes.get(candidate.index);
            let linked = change.map_or(&[][..], |it| it.rust.items.as_slice());
            match (link, &subject) {
                (Link::Element, Some(subject)) => candidate.is_about(subject),
                (Link::BelowWhole, Some(subject)) => {
                    candidate.elements.extent != Extent::Aspects && candidate.contains(subject)
                }
                (Link::Below, Some(subject)) => candidate.contains(subject),
                (Link::Above, Some(subject)) => candidate.is_below(subject),
                // Items without an element belong to the service as a whole.
                (Link::Above, None) => candidate.is_of_service(),
                (Link::Contains, _) => linked
                    .iter()
                    .any(|it| contains(item, it) || is_impl_of(item, it)),
                (Link::Inside, _) => linked
                    .iter()
                    .any(|it| can_contain(it) && (contains(it, item) || is_impl_of(item, it))),
                (Link::MentionsMoved, _) if candidate.elements.extent == Extent::Whole => false,
                (Link::MentionsMoved | Link::Mentions, _) => {
                    linked.iter().any(|it| mentions(item, it))
                }
                (Link::Element | Link::BelowWhole | Link::Below, None) => false,
            }
        };
        let mut able = self.0.iter().filter(|it| it.covers(severity));
        able.find(|it| is_linked(it)).map(|it| it.index)
    }
}

impl Candidate {
    /// Whether the change is at least as severe. A silent change that requires a major version covers everything.
    fn covers(&self, severity: RustSeverity) -> bool {
        let is_silent = self.severity == RustSeverity::Silent && self.bump == Bump::Major;
        is_silent || self.severity >= severity
    }

    fn is_about(&self, subject: &Subject) -> bool {
        self.subject == *subject || self.elements.others.contains(subject)
    }

    /// Whether an element is below one of the change.
    fn contains(&self, subject: &Subject) -> bool {
        let mut all = self.elements.others.iter().chain([&self.subject]);
        all.any(|it| subject.is_under(it))
    }

    /// Whether an element of the change is below another element.
    fn is_below(&self, subject: &Subject) -> bool {
        let mut all = self.elements.others.iter().chain([&self.subject]);
        all.any(|it| it.is_under(subject))
    }

    fn is_of_service(&self) -> bool {
        matches!(
            self.subject.root_name(),
            "service" | "namespaces" | "pagination" | "response_headers"
        )
    }
}

fn can_contain(item: &RustItem) -> bool {
    let kind = item.kind();
    matches!(kind, ItemKind::Module | ItemKind::Struct | ItemKind::Enum)
}

/// Whether one item contains another, and both were added or both removed.
fn contains(outer: &RustItem, inner: &RustItem) -> bool {
    let mut ancestors = inner.item().ancestors();
    is_same_change(outer, inner) && ancestors.any(|path| path == outer.path())
}

/// Whether an item lists the traits of a type, and both were added or both removed.
fn is_impl_of(item: &RustItem, ty: &RustItem) -> bool {
    is_same_change(item, ty) && item.kind() == ItemKind::Impl && item.path() == ty.path()
}

fn is_same_change(one: &RustItem, other: &RustItem) -> bool {
    one.change() == other.change() && one.change() != ItemChange::Changed
}

/// Whether a declaration mentions another item on the side on which that item exists.
fn mentions(item: &RustItem, other: &RustItem) -> bool {
    let declaration = match other.change() {
        ItemChange::Removed => item.before(),
        ItemChange::Added => item.after(),
        ItemChange::Changed => None,
    };
    declaration.is_some_and(|it: &Item| it.mentions(other.path()))
}
