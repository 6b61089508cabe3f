//! The form of a rule: `codegen/rules/<id>.yaml`.

use super::super::facts::{Aspect, Kind};
use super::super::report::{Bump, Direction, Policy, RustSeverity, WireSeverity};
use super::relation::Relation;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What one kind of difference means.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name; the stem of its file.
    pub id: String,
    /// Which chapter of the rules it belongs to.
    pub group: Group,
    /// What changed, in a few words.
    pub what: String,
    /// The differences that it claims: any of these.
    pub when: Vec<When>,
    /// Which way the data travels. A rule of one direction claims nothing that travels only the other way.
    pub direction: Direction,
    /// What it means on the wire.
    pub wire: WireSeverity,
    /// What it means for callers' source.
    pub rust: RustSeverity,
    /// The least step of the version.
    pub bump: Bump,
    /// The rule's Rust severity counts only if this aspect of the subject, or of what it stands in, differs too.
    /// Otherwise the crate's source is the same, and `patch` is enough.
    #[serde(default)]
    pub rust_follows: Option<Aspect>,
    /// What the policy says.
    #[serde(default)]
    pub policy: Policy,
    /// It has no entry of its own, because another rule says what it means.
    #[serde(default)]
    pub hidden: bool,
    /// What to say: Markdown with `{subject}`, `{name}`, `{owner}`, `{kind}`, `{old}`, `{new}`, `{was}` for the old name of
    /// what is renamed, `{rust_was}` and `{rust}` for what callers wrote and write, and `{by}` for the aspect that differs, where it is one.
    pub message: String,
    /// What callers have to do, in the same form.
    #[serde(default)]
    pub migration: String,
    /// Why it is as severe as it is.
    pub reason: String,
    /// The rule for the opposite difference.
    #[serde(default)]
    pub mirror: Option<String>,
    /// Why there is none.
    #[serde(default)]
    pub waiver: Option<String>,
}

/// A chapter of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Resources, operations and the service.
    Operations,
    /// Parameters outside of bodies.
    Parameters,
    /// What is sent.
    Requests,
    /// What comes back.
    Responses,
    /// Enums, constants and unions.
    Values,
    /// Types and their shape in Rust.
    Types,
    /// What values must meet.
    Constraints,
    /// Lists in pages.
    Pagination,
    /// Deprecation, end of life, replacement.
    Lifecycle,
    /// The package.
    Package,
    /// Words and places.
    Docs,
    /// The audit itself.
    Policy,
}

/// Conditions that a difference meets. The more of them a rule has, the better it fits.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// What happened.
    pub change: Transition,
    /// What kind of thing the subject is; any, when none is named.
    #[serde(default)]
    pub kind: Vec<Kind>,
    /// What kind of thing it stands in; any, when none is named.
    #[serde(default)]
    pub parent: Vec<Kind>,
    /// What is true of it now and was not, or the reverse; with `changed`.
    #[serde(default)]
    pub aspect: Vec<Aspect>,
    /// The old value.
    #[serde(default)]
    pub from: Option<Pattern>,
    /// The new value.
    #[serde(default)]
    pub to: Option<Pattern>,
    /// How the new value compares with the old one.
    #[serde(default)]
    pub relation: Vec<Relation>,
    /// What else is true of it: afterwards, or before it was removed.
    #[serde(default, rename = "if")]
    pub given: BTreeMap<Aspect, Pattern>,
}

/// What happened to a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transition {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another name in the same place.
    Renamed,
    /// It stands somewhere else.
    Moved,
    /// It is of another kind; `from` and `to` are kinds.
    Kind,
    /// Something else is true of it.
    Changed,
    /// Told by code, since it depends on the day, on versions or on tombstones.
    Computed,
    /// Told by whoever compares the surfaces of two crates.
    Surface,
    /// Told by whoever runs the audit: of approvals, listings and generators.
    Process,
}

/// What a value must be: `some`, `none`, or the value itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Pattern {
    /// Any value.
    Some,
    /// No value.
    None,
    /// This value.
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
    /// Whether a value is what it must be.
    pub fn fits(&self, value: Option<&str>) -> bool {
        match self {
            Self::Some => value.is_some(),
            Self::None => value.is_none(),
            Self::Is(wanted) => value == Some(wanted),
        }
    }
}

impl When {
    /// How many conditions there are.
    pub fn conditions(&self) -> usize {
        let Self {
            change: _,
            kind,
            parent,
            aspect,
            from,
            to,
            relation,
            given,
        } = self;
        usize::from(!kind.is_empty())
            + usize::from(!parent.is_empty())
            + usize::from(!aspect.is_empty())
            + usize::from(from.is_some())
            + usize::from(to.is_some())
            + usize::from(!relation.is_empty())
            + given.len()
    }
}
