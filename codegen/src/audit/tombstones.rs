//! `removed.yaml` against the changes that there are: what goes gets a tombstone, and tombstones stay.
//!
//! That a name with a tombstone does not come back is a rule like any other; see `removed-id-reused`.

use super::facts::Facts;
use super::finding::Finding;
use super::ledger_text;
use super::report::{Change, Location};
use super::subject::Subject;
use crate::source::Span;
use crate::spec::{REMOVED, Tombstone};
use std::collections::BTreeSet;

/// Kinds of things that have a name which could come back with another meaning.
const NAMED: &[&str] = &[
    "resource",
    "operation",
    "path parameter",
    "query parameter",
    "header parameter",
    "cookie parameter",
    "body field",
    "model",
    "string enum",
    "integer enum",
    "identifier",
    "tagged union",
    "untagged union",
    "alias",
    "field",
    "value",
    "variant",
];

/// The tombstones of both sides.
#[derive(Debug, Clone, Copy)]
pub struct Tombstones<'a> {
    /// Those of the base.
    pub base: &'a [Tombstone],
    /// Those of the head.
    pub head: &'a [Tombstone],
}

impl Tombstones<'_> {
    /// What is wrong with the tombstones: one is missing, or one is gone. `head` is what there is now, `version` that
    /// of the package, `place` tells where things of the base stand.
    pub fn faults(
        self,
        changes: &[Change],
        head: &Facts,
        version: &str,
        place: &dyn Fn(Span) -> Location,
    ) -> Vec<Change> {
        let buried: BTreeSet<_> = self.head.iter().map(|it| it.name.value.as_str()).collect();
        let is_there =
            |name: &str| Subject::parse(name).is_some_and(|subject| head.get(&subject).is_some());
        let missing = changes
            .iter()
            .filter(|change| is_removal(change) && !is_there(&change.subject))
            .filter(|change| !buried.contains(change.subject.as_str()))
            .map(|change| missing(change, version));
        let mut seen = BTreeSet::new();
        let removed = self
            .base
            .iter()
            .filter(|stone| !buried.contains(stone.name.value.as_str()))
            // A name that is back already has an entry for that.
            .filter(|stone| !is_there(&stone.name.value))
            .map(|stone| removed(stone, place));
        missing
            .chain(removed)
            .filter(|change| seen.insert(change.id.clone()))
            .collect()
    }
}

/// Items of the crate are no names of the spec, and follow from them.
fn is_removal(change: &Change) -> bool {
    if change.subject.starts_with("crate::") {
        return false;
    }
    let steps: BTreeSet<_> = change.rule.split('-').collect();
    steps.contains("removed") && NAMED.contains(&change.kind.as_str())
}

fn missing(change: &Change, version: &str) -> Change {
    let mut finding = Finding {
        rule: "tombstone-missing",
        subject: change.subject.clone(),
        kind: &change.kind,
        message: format!(
            "`{}` is gone and not on the list of removed names",
            change.subject
        ),
        help: format!(
            "Add this to `{REMOVED}`, beside `api.yaml`:\n\n```yaml\n{}```",
            ledger_text::tombstone(change, version)
        ),
        place: None,
    }
    .into_change();
    finding.location.base = change.location.base.clone();
    finding
}

fn removed(stone: &Tombstone, place: &dyn Fn(Span) -> Location) -> Change {
    let mut finding = Finding {
        rule: "tombstone-removed",
        subject: stone.name.value.clone(),
        kind: &stone.kind.value,
        message: format!(
            "`{}` is no longer on the list of removed names",
            stone.name.value
        ),
        help: format!(
            "Put it back into `{REMOVED}`: released clients still know what the name meant."
        ),
        place: None,
    }
    .into_change();
    finding.location.base = Some(place(stone.name.span));
    finding
}
