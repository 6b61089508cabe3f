//! What the reports say of a change, in words that all formats share.

use super::sort::Sort;
use crate::audit::approvals::is_approvable;
use crate::audit::report::{
    Approval, Bump, Change, Class, Direction, Location, Member, Report, RustSeverity, Verdict,
    WireSeverity,
};
use std::collections::BTreeMap;

/// The command that lists what is deprecated.
pub(super) const LIST: &str = "cargo xtask deprecations";

/// A sign for a change: whether it blocks, else what it is.
pub(super) fn sign(change: &Change) -> &'static str {
    match change.class {
        _ if change.blocks() => "❌",
        Class::PolicyError | Class::Silent | Class::Breaking => "✅",
        Class::Deprecation => "⚠️",
        Class::Additive if change.may_behave_differently() => "⚠️",
        Class::Additive => "➕",
        Class::Docs => "📝",
    }
}

/// The same without pictures, for where the font may have none.
pub(super) fn plain_sign(change: &Change) -> char {
    match change.class {
        _ if change.blocks() => '✗',
        Class::PolicyError | Class::Silent | Class::Breaking => '✓',
        Class::Deprecation => '!',
        Class::Additive if change.may_behave_differently() => '!',
        Class::Additive => '+',
        Class::Docs => '·',
    }
}

/// What of the subject has the old and the new value, to stand before them; empty where the value says it.
pub(super) fn label(change: &Change) -> String {
    let aspect = change.wire.aspect.as_deref();
    aspect.map_or(String::new(), |aspect| format!("{aspect}: "))
}

/// Whether a change means anything for callers, rather than only for what stands around the spec.
pub(super) fn has_effect(change: &Change) -> bool {
    change.wire.severity != WireSeverity::None
        || change.rust.severity != RustSeverity::None
        || change.bump != Bump::None
}

/// What a change means on the wire.
pub(super) fn wire(severity: WireSeverity) -> &'static str {
    match severity {
        WireSeverity::None => "no effect",
        WireSeverity::Docs => "docs",
        WireSeverity::Lifecycle => "lifecycle",
        WireSeverity::Compatible => "compatible",
        WireSeverity::Risky => "risky",
        WireSeverity::Breaking => "breaking",
    }
}

/// What a change means for source.
pub(super) fn rust(severity: RustSeverity) -> &'static str {
    match severity {
        RustSeverity::None => "no effect",
        RustSeverity::Docs => "docs",
        RustSeverity::Minor => "minor",
        RustSeverity::Warning => "warning",
        RustSeverity::Silent => "silent",
        RustSeverity::Major => "major",
    }
}

/// A step of the version.
pub(super) fn step(bump: Bump) -> &'static str {
    match bump {
        Bump::None => "no step",
        Bump::Patch => "patch step",
        Bump::Minor => "minor step",
        Bump::Major => "major step",
    }
}

/// Which way data travels; none, where none does.
pub(super) fn direction(direction: Direction) -> Option<&'static str> {
    match direction {
        Direction::None => None,
        Direction::Request => Some("request"),
        Direction::Response => Some("response"),
        Direction::Both => Some("request and response"),
    }
}

/// How many changes there are of each class: `2 breaking, 1 docs`.
pub(super) fn by_class(changes: &[&Change]) -> String {
    let mut sorts: BTreeMap<Sort, usize> = BTreeMap::new();
    for change in changes {
        *sorts.entry(Sort::of(change)).or_default() += 1;
    }
    let numbers = sorts.into_iter();
    let numbers: Vec<_> = numbers
        .map(|(of, number)| format!("{number} {}", of.word()))
        .collect();
    numbers.join(", ")
}

/// The other rules that claim a change, to stand behind the first; empty where there are none.
pub(super) fn also(change: &Change) -> String {
    match change.also.as_slice() {
        [] => String::new(),
        rules => format!(", also {}", rules.join(", ")),
    }
}

/// A number of things.
pub(super) fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// A text that starts a sentence.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// The operations of a change: some to name, and how many there are besides.
pub(super) fn operations(change: &Change, named: usize) -> (&[String], usize) {
    let (first, rest) = change
        .affected_operations
        .split_at(named.min(change.affected_operations.len()));
    (first, rest.len())
}

/// The parts of a change that its operations do not tell already, as they do of a parameter that they share.
pub(super) fn members(change: &Change) -> Vec<&Member> {
    let name = change.subject.rsplit('.').next().unwrap_or_default();
    let is_told = |member: &Member| {
        let mut steps = member.subject.rsplitn(3, '.');
        let is_same = steps.next() == Some(name) && steps.next().is_some();
        let operation = steps.next();
        is_same && operation.is_some_and(|of| change.affected_operations.iter().any(|it| it == of))
    };
    let members = change.members.iter();
    members.filter(|member| !is_told(member)).collect()
}

/// Whether what changed is there no more.
pub(super) fn is_gone(change: &Change) -> bool {
    change.location.base.is_some() && change.location.head.is_none()
}

/// Words before the places of a change, and these, old and new; once, where both are the same line. None, where none is
/// known.
pub(super) fn places(change: &Change) -> Option<(&'static str, String)> {
    let text = |place: &Location| format!("{}:{}", place.file, place.line);
    let (base, head) = (&change.location.base, &change.location.head);
    let mut places: Vec<_> = base.iter().chain(head).map(text).collect();
    places.dedup();
    let lead = if is_gone(change) { "was at" } else { "at" };
    (!places.is_empty()).then(|| (lead, places.join(" → ")))
}

/// The command that approves a change.
pub(super) fn approve(change: &Change) -> String {
    format!(
        "cargo xtask diff --approve {} --reason \"…\" --owner @you --expires YYYY-MM-DD",
        change.id
    )
}

/// Whether an approval would let a change pass. Next to what no rule claims nothing can be vouched for.
pub(super) fn approvable(report: &Report, change: &Change) -> bool {
    change.blocks() && is_approvable(change) && report.verdict != Verdict::Unclassified
}

/// Where an approval was discussed and until when it counts.
pub(super) fn approval_details(approval: &Approval) -> String {
    let expires = approval
        .expires
        .as_ref()
        .map(|day| format!("expires {day}"));
    let parts: Vec<_> = approval.issue.iter().cloned().chain(expires).collect();
    parts.join(", ")
}
