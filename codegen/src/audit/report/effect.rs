//! The effect of a change: on released clients, on source that is recompiled, and on the version.

use super::RustItem;
use serde::{Deserialize, Serialize};

/// Urgency of a change, in the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// A policy forbids the change.
    PolicyError,
    /// Source still compiles but behaves differently.
    Silent,
    /// Released clients fail, or source does not compile.
    Breaking,
    /// A deprecation was added, changed or removed.
    Deprecation,
    /// Something was added.
    Additive,
    /// Documentation and other changes without effect.
    Docs,
}

/// Result of the policies for a change.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// No policy applies.
    #[default]
    None,
    /// The change needs a review.
    Warning,
    /// The change is forbidden.
    Error,
}

/// A version increment, under the rules for 1.0 and later.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Bump {
    /// No new version is needed.
    #[default]
    None,
    /// A new patch version.
    Patch,
    /// A new minor version.
    Minor,
    /// A new major version.
    Major,
}

/// Direction of data.
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
    /// Both.
    Both,
}

/// Effect of a change on released clients.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Wire {
    /// Severity of the effect: the higher one of both directions.
    pub severity: WireSeverity,
    /// Severity for data that clients send; none if no rule applies to it.
    pub request: Option<WireSeverity>,
    /// Severity for data that clients receive; none if no rule applies to it.
    pub response: Option<WireSeverity>,
    /// Aspect of the subject that differs, such as `required` or `type`; none if the subject was added, removed or
    /// renamed, or if several aspects differ.
    pub aspect: Option<String>,
    /// Old value in canonical form; none if it was added.
    pub old: Option<String>,
    /// New value in canonical form; none if it was removed.
    pub new: Option<String>,
}

impl Wire {
    /// An effect of the same severity on all data that travels in a direction.
    pub fn uniform(severity: WireSeverity, direction: Direction) -> Self {
        let travels = |way| direction == way || direction == Direction::Both;
        Self {
            severity,
            request: travels(Direction::Request).then_some(severity),
            response: travels(Direction::Response).then_some(severity),
            ..Self::default()
        }
    }
}

/// Severity of a change for released clients.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum WireSeverity {
    /// The wire format is unchanged.
    #[default]
    None,
    /// Only documentation differs.
    Docs,
    /// Only dates of a deprecation differ, or the removed element was past its end of life.
    Lifecycle,
    /// Released clients still work.
    Compatible,
    /// Whether released clients still work depends on the server.
    Risky,
    /// Released clients can fail.
    Breaking,
}

/// Effect of a change on source that is recompiled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Rust {
    /// Highest severity: a change of [`Class::Silent`] can also break the build of some callers.
    pub severity: RustSeverity,
    /// Items of the crate that differ because of the change, entry points first.
    pub items: Vec<RustItem>,
}

/// Severity of a change for source that is recompiled.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum RustSeverity {
    /// The crate is unchanged.
    #[default]
    None,
    /// Only documentation differs.
    Docs,
    /// Items were added.
    Minor,
    /// Source compiles with a new warning.
    Warning,
    /// Source compiles and behaves differently.
    Silent,
    /// Source does not compile.
    Major,
}
