//! Format of the rule files, `codegen/rules/<id>.yaml`.

use super::super::facts::{Aspect, Kind};
use super::super::report::{Bump, Direction, Policy, RustSeverity, WireSeverity};
use super::relation::Relation;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Meaning of one kind of difference.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Id of the rule; the stem of its file.
    pub id: String,
    /// Group that the rule is listed in.
    pub group: Group,
    /// The change, as a noun phrase.
    pub what: String,
    /// Alternative conditions. The rule claims a difference that meets all conditions of one of them.
    pub when: Vec<When>,
    /// Direction of the data. A rule for one direction does not claim data that travels only in the other.
    pub direction: Direction,
    /// Severity for released clients.
    pub wire: WireSeverity,
    /// Severity for source that is recompiled.
    pub rust: RustSeverity,
    /// Version increment that the difference requires.
    pub bump: Bump,
    /// Aspects of the subject or a parent that decide whether `rust` applies. If one of them is set and the same on both
    /// sides, the crate is unchanged, and a smaller version increment is sufficient.
    #[serde(default)]
    pub rust_follows: Vec<Aspect>,
    /// Policy for the difference.
    #[serde(default)]
    pub policy: Policy,
    /// Whether the difference is not reported, because another rule reports its effect.
    #[serde(default)]
    pub hidden: bool,
    /// Message, as Markdown with placeholders: `{subject}`, `{name}`, `{owner}`, `{kind}`, `{old}` and `{new}`; `{was}` for
    /// the old name of a renamed element; `{rust_was}` and `{rust}` for the old and new Rust path; `{by}` for the aspect
    /// that differs, if it is only one; `{use}` for `send`, `expect` or both, by the direction of the data.
    pub message: String,
    /// Required action of callers, with the same placeholders.
    #[serde(default)]
    pub migration: String,
    /// Why the difference has this severity.
    pub reason: String,
    /// Rule for the reverse difference.
    #[serde(default)]
    pub mirror: Option<String>,
    /// Why no rule is the reverse.
    #[serde(default)]
    pub waiver: Option<String>,
}

/// Group of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Resources, operations and the service.
    Operations,
    /// Parameters outside of bodies.
    Parameters,
    /// Request bodies and models in requests.
    Requests,
    /// Responses.
    Responses,
    /// Enums, constants and unions.
    Values,
    /// Types, and their form in Rust.
    Types,
    /// Constraints of values.
    Constraints,
    /// Pagination.
    Pagination,
    /// Deprecation, end of life, replacement.
    Lifecycle,
    /// The package.
    Package,
    /// Documentation and locations.
    Docs,
    /// The audit itself.
    Policy,
}

/// Conditions of a rule. Of all rules that match a difference, the one with the most conditions claims it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// Kind of change of the subject.
    pub change: Transition,
    /// Kinds of the subject; any if empty.
    #[serde(default)]
    pub kind: Vec<Kind>,
    /// Kinds of its parent; any if empty.
    #[serde(default)]
    pub parent: Vec<Kind>,
    /// Aspects that differ, for [`Transition::Changed`].
    #[serde(default)]
    pub aspect: Vec<Aspect>,
    /// Pattern of the old value.
    #[serde(default)]
    pub from: Option<Pattern>,
    /// Pattern of the new value.
    #[serde(default)]
    pub to: Option<Pattern>,
    /// Relations of the new value to the old one; any if empty.
    #[serde(default)]
    pub relation: Vec<Relation>,
    /// Aspects that are set and the same on both sides.
    #[serde(default)]
    pub same: Vec<Aspect>,
    /// Patterns of other aspects, after the change or before the removal.
    #[serde(default, rename = "if")]
    pub given: BTreeMap<Aspect, Pattern>,
}

/// Kind of change of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transition {
    /// The subject was added.
    Added,
    /// The subject was removed.
    Removed,
    /// The subject has a different name and the same parent.
    Renamed,
    /// The subject has a different parent.
    Moved,
    /// The kind differs; `from` and `to` are kinds.
    Kind,
    /// An aspect differs.
    Changed,
    /// Found by code, because it depends on dates, versions or tombstones.
    Computed,
    /// Found by comparing the listings of two crates.
    Surface,
    /// Concerns the audit process: approvals and tombstones.
    Process,
}

/// Pattern of a value: `some`, `none`, or the value itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Pattern {
    /// Any value.
    Some,
    /// No value.
    None,
    /// Exactly this value.
    Is(String),
}

impl From<String> for Pattern {
    fn from(text: String) -> Self {
        match text.as_str() {
            "some" => Self::Some,
            "none" => Self::None,
            _ => Self::Is(text),
        }
    }
}

impl Pattern {
    /// Whether a value matches.
    pub fn matches(&self, value: Option<&str>) -> bool {
        match self {
            Self::Some => value.is_some(),
            Self::None => value.is_none(),
            Self::Is(wanted) => value == Some(wanted),
        }
    }
}

impl When {
    /// Number of conditions.
    pub fn conditions(&self) -> usize {
        let Self {
            change: _,
            kind,
            parent,
            aspect,
            from,
            to,
            relation,
            same,
            given,
        } = self;
        usize::from(!kind.is_empty())
            + usize::from(!parent.is_empty())
            + usize::from(!aspect.is_empty())
            + usize::from(from.is_some())
            + usize::from(to.is_some())
            + usize::from(!relation.is_empty())
            + same.len()
            + given.len()
    }
}
