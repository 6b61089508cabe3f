//! The report of a comparison, as plain data. Renderers read it, and its JSON form is `report.schema.json`.
//!
//! `message` and `migration` are for people; all facts in them are in other fields too.

mod effect;
mod rust_item;

pub use effect::{Bump, Class, Direction, Policy, Rust, RustSeverity, Wire, WireSeverity};
pub use rust_item::{ItemChange, RustItem};

use super::subject::Subject;
use crate::source::{Sources, Span};
use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// Name and version of the JSON form. Adding a field keeps the version; changing or removing one does not.
pub const SCHEMA: &str = "apidiff/1";

/// Changes between two states of an API.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Always [`SCHEMA`].
    pub schema: &'static str,
    /// The old state.
    pub base: Revision,
    /// The new state.
    pub head: Revision,
    /// Date that ends of life are compared with.
    #[serde(serialize_with = "date")]
    pub as_of: Date,
    /// Version increment that the changes require under the rules for 1.0 and later.
    pub required_bump: Bump,
    /// Whether the base has a checked-in listing of the crate. Without one, changes made by the generator are unknown.
    pub base_is_listed: bool,
    /// Whether OpenAPI documents were compared. They have no versions of a package, approvals and other policies.
    pub of_documents: bool,
    /// Versions of the package, and whether the new one is sufficient.
    pub version: VersionCheck,
    /// Whether the changes can be merged.
    pub verdict: Verdict,
    /// Numbers of changes.
    pub counts: Counts,
    /// Changes by class, most urgent first, then by subject and rule.
    pub changes: Vec<Change>,
}

/// One state of the API.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Revision {
    /// Name that the user gave, such as `main`, `v1.2.0` or a folder.
    #[serde(rename = "ref")]
    pub name: String,
    /// Commit; none for a folder or a modified working tree.
    pub sha: Option<String>,
}

/// Version of the package, compared with the version that the changes require.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct VersionCheck {
    /// Version of the base; empty if only its wire listing is known.
    pub base: String,
    /// Version of the head.
    pub head: String,
    /// Minimum version, under the rules for 0.x if they apply; empty if the version of the base is.
    pub required: String,
    /// Whether `head` is at least `required`.
    pub sufficient: bool,
    /// Where the versions are declared.
    pub location: Locations,
}

/// Whether the changes can be merged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// No change blocks.
    #[default]
    Pass,
    /// A change violates a policy, or a breaking or silent change is not approved.
    Violation,
    /// No rule covers a change, so the report may be incomplete.
    Unclassified,
}

/// Numbers of changes by class and policy. An element past its end of life counts as a deprecation and as a
/// warning here; reports for people count it separately.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// [`Class::PolicyError`].
    pub policy_error: usize,
    /// [`Class::Silent`].
    pub silent: usize,
    /// [`Class::Breaking`].
    pub breaking: usize,
    /// [`Class::Deprecation`].
    pub deprecation: usize,
    /// [`Class::Additive`].
    pub additive: usize,
    /// [`Class::Docs`].
    pub docs: usize,
    /// Approved changes of any class.
    pub approved: usize,
    /// Approved changes for which [`Change::affects_callers`] holds.
    pub approved_breaking: usize,
    /// Changes that do not block but need a review.
    pub warnings: usize,
}

/// One cause of differences, with all its effects.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// First 10 hexadecimal digits of the SHA-256 of rule, subject, old value and new value, joined by NUL. The values
    /// include those of all parts of the change, so an approval covers nothing else. Messages are not included, so
    /// approvals stay valid if the wording changes.
    pub id: String,
    /// Rule that determines the change: the stem of its file in `codegen/rules/`.
    pub rule: String,
    /// Other rules that apply: those of the other direction, and policies.
    pub also: Vec<String>,
    /// Urgency of the change.
    pub class: Class,
    /// Result of the policies.
    pub policy: Policy,
    /// Version increment that the change requires.
    pub bump: Bump,
    /// Stable path of the changed element, such as `zones.list.query.account_id`, `Zone.paused` or `ZoneStatus.moved`.
    pub subject: String,
    /// Kind of the subject, such as `query parameter`, `field` or `value`.
    pub kind: String,
    /// Direction of the affected data.
    pub direction: Direction,
    /// Effect on released clients.
    pub wire: Wire,
    /// Effect on source that is recompiled.
    pub rust: Rust,
    /// Whether the spec or the generator made the change.
    #[serde(rename = "cause")]
    pub origin: Origin,
    /// Ids of the affected operations that exist in the base, sorted. A renamed operation has its new id.
    pub affected_operations: Vec<String>,
    /// Those of the affected operations that reach the subject only by error responses, sorted.
    pub affected_by_errors: Vec<String>,
    /// Where the subject is declared.
    pub location: Locations,
    /// Deprecation of the subject; that of the base if the subject was removed.
    pub lifecycle: Option<Lifecycle>,
    /// Approval of the change.
    pub approval: Option<Approval>,
    /// The change: one sentence of Markdown without a period.
    pub message: String,
    /// Parts of `message` that come from policies and do not concern callers.
    pub remarks: Vec<String>,
    /// Required action of callers, as Markdown; empty if none.
    pub migration: String,
    /// Elements that are part of the change: the operations of an added resource, parameters that share a declaration.
    pub members: Vec<Member>,
    /// The same subject and members as paths, for linking Rust items.
    #[serde(skip)]
    pub elements: Elements,
}

/// Elements that a change is about. This is not part of the JSON form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Elements {
    /// Path of the subject; none if the change concerns no element of the spec.
    pub subject: Option<Subject>,
    /// Paths of the members, and the old paths of renamed elements.
    pub others: Vec<Subject>,
    /// How much of the subject changed.
    pub extent: Extent,
}

/// How much of an element changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Extent {
    /// Some of its aspects.
    #[default]
    Aspects,
    /// Its name or place, and with it the paths of everything below it.
    Path,
    /// All of it: the element, or its content, was added or removed.
    Whole,
}

/// An element that is part of a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Member {
    /// Stable path of the element.
    pub subject: String,
    /// Kind of the element.
    pub kind: String,
}

/// Source of a change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// An edit of the spec.
    #[default]
    Spec,
    /// A different version of the generator.
    Generator,
}

/// Where the subject of a change is declared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Locations {
    /// Location in the base; none if the subject was added.
    pub base: Option<Location>,
    /// Location in the head; none if the subject was removed.
    pub head: Option<Location>,
}

/// A location in a spec.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Location {
    /// Path of the file, including the spec folder.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Location {
    /// Start of a span.
    pub fn of(sources: &Sources, span: Span) -> Self {
        let (line, column) = sources.line_column(span);
        Self {
            file: sources.display_path(span.file),
            line,
            column,
        }
    }
}

/// A deprecation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Lifecycle {
    /// First day of the deprecation, `YYYY-MM-DD`.
    #[serde(serialize_with = "optional_date")]
    pub since: Option<Date>,
    /// Day from which the element can be removed, `YYYY-MM-DD`.
    #[serde(serialize_with = "optional_date")]
    pub eol: Option<Date>,
    /// Replacement, as named in the spec.
    pub replacement: Option<String>,
}

/// Approval of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approval {
    /// Why the change is acceptable.
    pub reason: String,
    /// Who is responsible for the approval.
    pub owner: String,
    /// Where the change was discussed.
    pub issue: Option<String>,
    /// Last day on which the approval is valid, `YYYY-MM-DD`.
    pub expires: Option<String>,
}

impl Change {
    /// Whether the change prevents the merge. Breaking and silent changes need an approval, unless the element was removed
    /// after its end of life.
    pub fn blocks(&self) -> bool {
        let is_forbidden = match self.class {
            Class::PolicyError => true,
            Class::Silent | Class::Breaking => !self.is_removed_after_end_of_life(),
            Class::Deprecation | Class::Additive | Class::Docs => self.policy == Policy::Error,
        };
        is_forbidden && self.approval.is_none()
    }

    /// Whether everything that the change removes was past its end of life.
    fn is_removed_after_end_of_life(&self) -> bool {
        let has = |rule: &str| self.rule == rule || self.also.iter().any(|other| other == rule);
        has("removed-after-eol") && !has("removed-before-eol") && !has("removed-never-deprecated")
    }

    /// Whether the change is breaking or silent, whatever its class.
    pub fn affects_callers(&self) -> bool {
        self.wire.severity == WireSeverity::Breaking || self.rust.severity >= RustSeverity::Silent
    }

    /// Whether calls may behave differently although source still compiles, depending on the server.
    pub fn may_behave_differently(&self) -> bool {
        self.class == Class::Additive
            && self.wire.severity == WireSeverity::Risky
            && self.rust.severity <= RustSeverity::Docs
    }

    /// Whether the change only reports that an element is past its end of life.
    pub fn is_overdue(&self) -> bool {
        self.rule == "eol-passed-still-present"
    }
}

pub(super) fn date<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

pub(super) fn optional_date<S: Serializer>(
    date: &Option<Date>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serializer.collect_str(date),
        None => serializer.serialize_none(),
    }
}
