//! What an audit says: plain data that every renderer reads and that is written as JSON, schema `apidiff/1`.
//!
//! Nothing here depends on wording: whoever renders may drop `message` and `migration` and still know everything.

use jiff::civil::Date;
use serde::{Deserialize, Serialize, Serializer};

/// Name and version of the JSON form. A field may be added under the same name; none is changed or removed.
pub const SCHEMA: &str = "apidiff/1";

/// How one state of an API differs from another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Always [`SCHEMA`].
    pub schema: &'static str,
    /// The older state.
    pub base: Revision,
    /// The newer state.
    pub head: Revision,
    /// The day that ends of life were compared with.
    #[serde(serialize_with = "date")]
    pub as_of: Date,
    /// The least step of the version that the changes allow, before the shift of 0.x.
    pub required_bump: Bump,
    /// Whether a listing of the crate was checked in with the base. Without one, what another generator changed goes
    /// unseen.
    pub base_is_listed: bool,
    /// The package's version, and whether it is enough.
    pub version: VersionCheck,
    /// Whether the changes may go in.
    pub verdict: Verdict,
    /// How many changes there are.
    pub counts: Counts,
    /// The changes: by class, most urgent first, then by subject and rule.
    pub changes: Vec<Change>,
}

/// One state of the API.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Revision {
    /// What the caller called it, such as `main`, `v1.2.0` or a folder.
    #[serde(rename = "ref")]
    pub name: String,
    /// The commit; none for a folder or a working tree with changes.
    pub sha: Option<String>,
}

/// The package's version against what the changes ask for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct VersionCheck {
    /// Version at the base; empty where only a listing of what travels was there to compare with.
    pub base: String,
    /// Version at the head.
    pub head: String,
    /// The least version that the changes allow, the shift of 0.x included; empty as that of the base is.
    pub required: String,
    /// Whether `head` is at least `required`.
    pub sufficient: bool,
    /// Where they stand.
    pub location: Locations,
}

/// Whether the changes may go in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing stands against it.
    #[default]
    Pass,
    /// A policy is violated, or a breaking or silent change is not approved.
    Violation,
    /// Something differs that no rule claims: the audit cannot vouch for the rest either.
    Unclassified,
}

/// How many changes there are, by class and by policy. What only stands past its end of life, and nobody touched, is
/// counted as a deprecation and as a warning; the reports that people read count it by itself.
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
    /// Changes with an approval, whatever their class.
    pub approved: usize,
    /// Changes that a reviewer has to look at although the policy lets them pass.
    pub warnings: usize,
}

/// One cause of a difference, with all that follows from it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The first 10 hex digits of SHA-256 over rule, subject, canonical old and new value, joined by NUL. The values are
    /// those of all that the change consists of, so an approval of it is one of nothing more. No wording enters it, so
    /// an approval outlives a better message.
    pub id: String,
    /// The rule that claims it; the stem of its file in `codegen/rules/`.
    pub rule: String,
    /// Rules that claim it too: those of the other direction, and policies on the same subject.
    pub also: Vec<String>,
    /// How urgent it is.
    pub class: Class,
    /// What the policy says of it.
    pub policy: Policy,
    /// The least step of the version that it allows.
    pub bump: Bump,
    /// Stable path of what changed: `zones.list.query.account_id`, `Zone.paused`, `ZoneStatus.moved`.
    pub subject: String,
    /// What kind of thing the subject is, in words: `query parameter`, `field`, `value`.
    pub kind: String,
    /// Which way the affected data travels.
    pub direction: Direction,
    /// What it means for programs that follow the old contract.
    pub wire: Wire,
    /// What it means for source that calls the old crate.
    pub rust: Rust,
    /// What made it.
    pub cause: Cause,
    /// Ids of the operations that reach the subject, sorted.
    pub affected_operations: Vec<String>,
    /// Where the subject is declared.
    pub location: Locations,
    /// Its deprecation, if it has one, or had one when it went.
    pub lifecycle: Option<Lifecycle>,
    /// Who let it pass, and why.
    pub approval: Option<Approval>,
    /// What happened, in one sentence of Markdown without a full stop.
    pub message: String,
    /// What policies say of it, the parts of `message` that mean nothing to callers.
    pub remarks: Vec<String>,
    /// What callers have to do, in Markdown; empty when there is nothing to do.
    pub migration: String,
    /// What is part of it and therefore has no entry of its own: the operations of a resource that was added, the
    /// parameters that share one declaration.
    pub members: Vec<Member>,
}

/// A part of a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Member {
    /// Its stable path.
    pub subject: String,
    /// What kind of thing it is, in words.
    pub kind: String,
}

/// How urgent a change is; the order is that of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// It must not go in like this.
    PolicyError,
    /// Callers compile as before, and their programs behave differently.
    Silent,
    /// Old programs or old source stop working.
    Breaking,
    /// Something is on its way out, or back.
    Deprecation,
    /// There is more than before.
    Additive,
    /// Words, places and other things without effect.
    Docs,
}

/// What the policy says of a change.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Nothing.
    #[default]
    None,
    /// A reviewer should look.
    Warning,
    /// It must not go in.
    Error,
}

/// A step of a version, for a package of 1.0 or later.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Bump {
    /// No new version is needed.
    #[default]
    None,
    /// The third number.
    Patch,
    /// The second number.
    Minor,
    /// The first number.
    Major,
}

/// Which way data travels.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// No data is affected.
    #[default]
    None,
    /// To the server.
    Request,
    /// From the server.
    Response,
    /// Both ways.
    Both,
}

/// What a change means for programs that follow the old contract.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Wire {
    /// How bad it is.
    pub severity: WireSeverity,
    /// What of the subject differs, such as `required` or `type`; none where it came, went or got another name, and where
    /// the values name several.
    pub aspect: Option<String>,
    /// The old value, in canonical form; none for what was added.
    pub old: Option<String>,
    /// The new value, in canonical form; none for what was removed.
    pub new: Option<String>,
}

/// How bad a change is on the wire.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum WireSeverity {
    /// Nothing on the wire differs.
    #[default]
    None,
    /// Only words differ.
    Docs,
    /// Only dates differ.
    Lifecycle,
    /// Old clients go on working.
    Compatible,
    /// It depends on what the server or the client does.
    Risky,
    /// A client that follows the old contract can fail.
    Breaking,
}

/// What a change means for source that calls the old crate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Rust {
    /// How bad it is at worst: a change of the class [`Class::Silent`] may keep some source from compiling too.
    pub severity: RustSeverity,
    /// The items of the crate that differ because of it, what callers meet first before the rest.
    pub items: Vec<RustItem>,
}

/// How bad a change is for source that calls the old crate.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum RustSeverity {
    /// Nothing differs.
    #[default]
    None,
    /// Only words differ.
    Docs,
    /// There is more to call.
    Minor,
    /// It compiles with a new warning.
    Warning,
    /// It compiles and behaves differently.
    Silent,
    /// It no longer compiles.
    Major,
}

/// An item of the crate that differs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RustItem {
    /// Its path in the crate.
    pub path: String,
    /// Its old declaration.
    pub old: Option<String>,
    /// Its new declaration.
    pub new: Option<String>,
    /// What happened to it.
    pub change: ItemChange,
}

/// What happened to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemChange {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is declared differently.
    Changed,
}

/// What made a change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// An edit of the spec.
    #[default]
    Spec,
    /// Another generator.
    Generator,
}

/// Where the subject of a change is declared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Locations {
    /// In the base; none for what was added.
    pub base: Option<Location>,
    /// In the head; none for what was removed.
    pub head: Option<Location>,
}

/// A place in a spec.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Location {
    /// Path of the file, with the folder's name before it.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
}

/// A deprecation: the head's; the base's where the subject is gone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Lifecycle {
    /// First day on which it was deprecated, `YYYY-MM-DD`.
    pub since: Option<String>,
    /// Day from which it may be gone, `YYYY-MM-DD`.
    pub eol: Option<String>,
    /// What to use instead, as the spec names it.
    pub replacement: Option<String>,
}

/// Who let a change pass, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approval {
    /// Why it may pass.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// Where it was discussed.
    pub issue: Option<String>,
    /// The day after which it no longer counts, `YYYY-MM-DD`.
    pub expires: Option<String>,
}

impl Change {
    /// Whether it keeps the changes from going in: what breaks or silently changes callers needs an approval, unless
    /// its end of life had come. Every renderer and the verdict ask this one question.
    pub fn blocks(&self) -> bool {
        let wanted = match self.class {
            Class::PolicyError => true,
            Class::Silent | Class::Breaking => !self.is_after_its_end(),
            Class::Deprecation | Class::Additive | Class::Docs => self.policy == Policy::Error,
        };
        wanted && self.approval.is_none()
    }

    /// Whether all of it is gone since its end of life had come. A break that a deprecation makes is none of that.
    fn is_after_its_end(&self) -> bool {
        let says = |rule: &str| self.rule == rule || self.also.iter().any(|other| other == rule);
        says("removed-after-eol")
            && !says("removed-before-eol")
            && !says("removed-never-deprecated")
    }

    /// Whether it adds nothing and callers may notice it all the same, since what they get depends on the server.
    pub fn may_behave_differently(&self) -> bool {
        self.class == Class::Additive
            && self.wire.severity == WireSeverity::Risky
            && self.rust.severity <= RustSeverity::Docs
    }

    /// Whether it holds because of the day alone: an end of life that passed while nobody edited anything.
    pub fn is_of_the_day(&self) -> bool {
        self.rule == "eol-passed-still-present"
    }
}

fn date<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}
