//! An entry of a report: one change, in the words that all formats share.

use super::declarations::{Line, declarations};
use crate::audit::approvals::is_approvable;
use crate::audit::escape::truncated;
use crate::audit::facts::Kind;
use crate::audit::render::dates;
use crate::audit::render::markup::{Block, Inline, blocks, inlines};
use crate::audit::render::words::count;
use crate::audit::report::{
    Approval, Bump, Change, Class, Direction, Location, Member, Report, RustSeverity, Verdict,
    Wire, WireSeverity,
};
use crate::audit::subject::Subject;
use crate::audit::version::increment;

/// One change as the renderers show it.
pub(in crate::audit::render) struct Entry<'a> {
    /// The change, for fields that need no formatting.
    pub(in crate::audit::render) change: &'a Change,
    pub(in crate::audit::render) mark: Mark,
    pub(in crate::audit::render) message: Vec<Inline>,
    /// Effect on callers; none if only the ledgers or the version are concerned.
    pub(in crate::audit::render) effect: Option<Effect>,
    pub(in crate::audit::render) values: Option<Values<'a>>,
    /// Locations in the base and the head, after `at` or `was at`.
    pub(in crate::audit::render) location: Option<(&'static str, String)>,
    pub(in crate::audit::render) declarations: Vec<Line>,
    /// Members that are not implied by others.
    pub(in crate::audit::render) members: Vec<&'a Member>,
    /// Dates and replacement of the deprecation.
    pub(in crate::audit::render) lifecycle: Option<String>,
    pub(in crate::audit::render) approval: Option<Approved<'a>>,
    /// Required action; see [`Entry::addressee`].
    pub(in crate::audit::render) advice: Vec<Block>,
    /// Command that approves the change, if it needs an approval.
    pub(in crate::audit::render) approve: Option<String>,
}

/// Mark before a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::audit::render) enum Mark {
    Blocks,
    Allowed,
    Caution,
    Added,
    Docs,
}

impl Mark {
    fn of(change: &Change) -> Self {
        match change.class {
            _ if change.blocks() => Self::Blocks,
            Class::PolicyError | Class::Silent | Class::Breaking => Self::Allowed,
            Class::Deprecation => Self::Caution,
            Class::Additive if change.may_behave_differently() => Self::Caution,
            Class::Additive => Self::Added,
            Class::Docs => Self::Docs,
        }
    }

    /// The mark as an emoji.
    pub(in crate::audit::render) fn emoji(self) -> &'static str {
        match self {
            Self::Blocks => "❌",
            Self::Allowed => "✅",
            Self::Caution => "⚠️",
            Self::Added => "➕",
            Self::Docs => "📝",
        }
    }

    /// The mark as a character that every font has.
    pub(in crate::audit::render) fn plain(self) -> char {
        match self {
            Self::Blocks => '✗',
            Self::Allowed => '✓',
            Self::Caution => '!',
            Self::Added => '+',
            Self::Docs => '·',
        }
    }
}

/// Effect of a change, in words.
pub(in crate::audit::render) struct Effect {
    /// The highest severity: `breaking`.
    pub(in crate::audit::render) wire: &'static str,
    /// The severity of each direction: `breaking (response), compatible (request)`.
    pub(in crate::audit::render) wire_by_direction: String,
    pub(in crate::audit::render) has_direction: bool,
    pub(in crate::audit::render) rust: &'static str,
    /// Version that the change requires: `requires a major version`.
    pub(in crate::audit::render) version: &'static str,
}

impl Effect {
    fn of(report: &Report, change: &Change) -> Option<Self> {
        let has_effect = change.wire.severity != WireSeverity::None
            || change.rust.severity != RustSeverity::None
            || change.bump != Bump::None;
        has_effect.then(|| Self {
            wire: wire(change.wire.severity),
            wire_by_direction: wire_by_direction(&change.wire),
            has_direction: change.direction != Direction::None,
            rust: match change.rust.severity {
                RustSeverity::None => "unchanged",
                RustSeverity::Docs => "docs",
                RustSeverity::Minor => "minor",
                RustSeverity::Warning => "warning",
                RustSeverity::Silent => "silent",
                RustSeverity::Major => "major",
            },
            version: match increment(&report.version.base, change.bump) {
                Bump::None => "requires no new version",
                Bump::Patch => "requires a patch version",
                Bump::Minor => "requires a minor version",
                Bump::Major => "requires a major version",
            },
        })
    }
}

fn wire(severity: WireSeverity) -> &'static str {
    match severity {
        WireSeverity::None => "unchanged",
        WireSeverity::Docs => "docs",
        WireSeverity::Lifecycle => "lifecycle",
        WireSeverity::Compatible => "compatible",
        WireSeverity::Risky => "risky",
        WireSeverity::Breaking => "breaking",
    }
}

/// `breaking (request and response)`, or both directions, the more severe one first.
fn wire_by_direction(effect: &Wire) -> String {
    let one = |severity, way| format!("{} ({way})", wire(severity));
    match (effect.request, effect.response) {
        (None, None) => wire(effect.severity).to_owned(),
        (Some(request), None) => one(request, "request"),
        (None, Some(response)) => one(response, "response"),
        (Some(request), Some(response)) if request == response => {
            one(request, "request and response")
        }
        (Some(request), Some(response)) if request > response => {
            format!("{}, {}", one(request, "request"), one(response, "response"))
        }
        (Some(request), Some(response)) => {
            format!("{}, {}", one(response, "response"), one(request, "request"))
        }
    }
}

/// Operations that a change affects.
pub(in crate::audit::render) struct Operations<'a> {
    /// `2 operations`, or `the errors of 2 operations`.
    pub(in crate::audit::render) number: String,
    /// Ids of the first ones.
    pub(in crate::audit::render) named: Vec<&'a String>,
    /// Ids of the others.
    pub(in crate::audit::render) rest: Vec<&'a String>,
    /// Further operations of which only errors are affected: `the errors of 2 operations`.
    pub(in crate::audit::render) also: Option<String>,
}

impl Operations<'_> {
    /// The named ids, with `code` applied to each: `a, b, +2`, and further operations.
    pub(in crate::audit::render) fn list(&self, code: impl Fn(&str) -> String) -> String {
        let named: Vec<_> = self.named.iter().map(|id| code(id)).collect();
        let more = match self.rest.len() {
            0 => String::new(),
            more => format!(", +{more}"),
        };
        format!("{}{more}", named.join(", "))
    }

    /// ` and the errors of 2 operations`, or nothing.
    pub(in crate::audit::render) fn and_errors(&self) -> String {
        let also = self.also.as_ref();
        also.map_or(String::new(), |also| format!(" and {also}"))
    }
}

/// Old and new value of a change.
pub(in crate::audit::render) enum Values<'a> {
    /// The value of an element that was added.
    Added(&'a str),
    /// The value of an element that was removed.
    Removed(&'a str),
    /// Values of an aspect; none if it is not set.
    Changed {
        aspect: Option<&'a str>,
        old: Option<&'a str>,
        new: Option<&'a str>,
    },
}

impl<'a> Values<'a> {
    fn of(change: &'a Change) -> Option<Self> {
        let wire = &change.wire;
        let aspect = wire.aspect.as_deref();
        match (aspect, wire.old.as_deref(), wire.new.as_deref()) {
            (_, None, None) => None,
            // The end of life of an overdue element is not a difference.
            _ if change.is_overdue() => None,
            (None, None, Some(new)) => Some(Self::Added(new)),
            (None, Some(old), None) => Some(Self::Removed(old)),
            (aspect, old, new) => Some(Self::Changed { aspect, old, new }),
        }
    }
}

/// Who an advice is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::audit::render) enum Addressee {
    /// Callers of the crate.
    Callers,
    /// The author of the branch.
    Author,
}

/// Approval of a change.
pub(in crate::audit::render) struct Approved<'a> {
    pub(in crate::audit::render) owner: &'a str,
    pub(in crate::audit::render) reason: &'a str,
    /// Issue and expiry date; empty if there are none.
    pub(in crate::audit::render) details: String,
}

impl<'a> Approved<'a> {
    fn of(approval: &'a Approval) -> Self {
        let expires = approval.expires.as_ref();
        let expires = expires.map(|day| format!("expires {day}"));
        let details: Vec<_> = approval.issue.iter().cloned().chain(expires).collect();
        Self {
            owner: &approval.owner,
            reason: &approval.reason,
            details: details.join(", "),
        }
    }
}

impl<'a> Entry<'a> {
    pub(in crate::audit::render) fn of(report: &Report, change: &'a Change) -> Self {
        // If a change is unclassified, the report may be incomplete, so nothing should be approved yet.
        let is_approvable = change.blocks()
            && is_approvable(change)
            && report.verdict != Verdict::Unclassified
            && !report.of_documents;
        let lifecycle = change.lifecycle.as_ref();
        Self {
            change,
            mark: Mark::of(change),
            message: inlines(&change.message),
            effect: Effect::of(report, change),
            values: Values::of(change),
            location: location(change),
            declarations: declarations(&change.rust.items),
            members: members(change),
            lifecycle: lifecycle.map(|it| dates::lifecycle(it, report.as_of).join(", ")),
            approval: change.approval.as_ref().map(Approved::of),
            advice: blocks(&change.migration),
            approve: is_approvable.then(|| {
                format!(
                    "cargo xtask diff --approve {} --reason \"…\" --owner @you --expires YYYY-MM-DD",
                    change.id
                )
            }),
        }
    }

    /// Who the advice is for: callers, unless the change is a violation without an effect on them.
    pub(in crate::audit::render) fn addressee(&self) -> Addressee {
        match self.effect {
            Some(_) => Addressee::Callers,
            None => Addressee::Author,
        }
    }

    /// Whether the element was removed.
    pub(in crate::audit::render) fn is_removed(&self) -> bool {
        is_removed(self.change)
    }

    /// The old and new docs of a docs change, if they are sentences.
    pub(in crate::audit::render) fn docs(&self) -> Option<(&'a str, &'a str)> {
        let wire = &self.change.wire;
        let (old, new) = (wire.old.as_deref()?, wire.new.as_deref()?);
        let is_sentence = |text: &str| text.contains(char::is_whitespace);
        let is_docs = self.change.class == Class::Docs;
        (is_docs && (is_sentence(old) || is_sentence(new))).then_some((old, new))
    }

    /// The affected operations, of which the first are named; none if there are none.
    pub(in crate::audit::render) fn operations(&self, named: usize) -> Option<Operations<'a>> {
        let Change {
            affected_operations: all,
            affected_by_errors: by_errors,
            ..
        } = self.change;
        let errors = || format!("the errors of {}", count(by_errors.len(), "operation"));
        let regular: Vec<_> = all.iter().filter(|id| !by_errors.contains(id)).collect();
        let (number, mut ids, also) = if all.is_empty() {
            return None;
        } else if regular.is_empty() {
            (errors(), by_errors.iter().collect(), None)
        } else {
            let also = (!by_errors.is_empty()).then(errors);
            (count(regular.len(), "operation"), regular, also)
        };
        let rest = ids.split_off(named.min(ids.len()));
        Some(Operations {
            number,
            named: ids,
            rest,
            also,
        })
    }

    /// The rules of the change, with `code` applied to each: `a, also b, c`.
    pub(in crate::audit::render) fn rules(&self, code: impl Fn(&str) -> String) -> String {
        let also: Vec<_> = self.change.also.iter().map(|rule| code(rule)).collect();
        let rule = code(&self.change.rule);
        if also.is_empty() {
            rule
        } else {
            format!("{rule}, also {}", also.join(", "))
        }
    }

    /// The entry with its message and advice truncated.
    pub(in crate::audit::render) fn truncate(&mut self, message: usize, advice: usize) {
        self.message = inlines(&truncated(&self.change.message, message));
        self.advice = blocks(&truncated(&self.change.migration, advice));
    }
}

fn is_removed(change: &Change) -> bool {
    change.location.base.is_some() && change.location.head.is_none()
}

/// Locations of a change, once if both sides have the same line.
fn location(change: &Change) -> Option<(&'static str, String)> {
    let text = |it: &Location| format!("{}:{}", it.file, it.line);
    let (base, head) = (&change.location.base, &change.location.head);
    let mut locations: Vec<_> = base.iter().chain(head).map(text).collect();
    locations.dedup();
    let lead = if is_removed(change) { "was at" } else { "at" };
    (!locations.is_empty()).then(|| (lead, locations.join(" → ")))
}

/// Members that are not implied by the subject, another member or an affected operation: elements below another one, and
/// the same parameter of each operation.
fn members(change: &Change) -> Vec<&Member> {
    let subject = Subject::parse(&change.subject);
    let paths = change.members.iter().map(|it| Subject::parse(&it.subject));
    let paths: Vec<_> = paths.collect();
    let is_implied = |member: &Member, path: &Subject| {
        let operation = path.parent().and_then(|it| it.parent());
        let operation = operation.map(|it| it.to_string());
        let operations = &change.affected_operations;
        let is_shared = subject.as_ref().map(Subject::name) == Some(path.name())
            && operation.is_some_and(|it| operations.contains(&it));
        let is_below = |other: &Subject| path.is_under(other);
        // The operations of a resource are worth listing, other children are not.
        let is_child =
            member.kind != Kind::Operation.word() && subject.as_ref().is_some_and(is_below);
        is_shared || is_child || paths.iter().flatten().any(is_below)
    };
    let members = change.members.iter().zip(&paths);
    let shown =
        members.filter(|(member, path)| path.as_ref().is_none_or(|path| !is_implied(member, path)));
    shown.map(|(member, _)| member).collect()
}
