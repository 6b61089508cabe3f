//! Compares two versions of an API and reports what the differences mean for callers.
//!
//! - `facts` describes an API as typed facts, and `delta` compares two sets of facts.
//! - `rules` holds the severity of each kind of difference, as data. `classify` groups differences by cause and applies
//!   the rules.
//! - `join` links the changes to the Rust items that differ.
//! - `approvals` and `tombstones` check the ledgers in the spec folder.
//! - `report` is the result, and `render` writes it.
//! - `wire` writes facts as listings that are checked in.

pub mod approvals;
mod classify;
pub mod delta;
pub mod deprecations;
pub(crate) mod escape;
pub mod facts;
pub mod identity;
pub mod join;
pub mod ledger_yaml;
pub mod reach;
pub mod render;
pub mod report;
pub mod rules;
pub mod subject;
mod successor;
mod summary;
pub mod tombstones;
pub mod version;
mod violation;
pub mod wire;

pub use classify::Context;
pub use summary::{build_report, required_bump, update_summary};

use crate::ir::Api;
use crate::source::Sources;
use facts::{Aspect, Facts};
use reach::Reach;
use report::Change;
use subject::Subject;

/// Minimum number of days between the announcement of an end of life and its date.
pub const GRACE_DAYS: i32 = 180;

/// One version of an API.
#[derive(Debug, Clone)]
pub struct State<'a> {
    /// Its facts.
    pub facts: Facts,
    /// Sources of its spec, for the locations of changes; none if the facts were read from a listing.
    pub sources: Option<&'a Sources>,
}

impl<'a> State<'a> {
    /// The state that a spec describes.
    pub fn of(api: &Api, sources: &'a Sources) -> Self {
        Self {
            facts: Facts::of(api),
            sources: Some(sources),
        }
    }

    /// The state without the facts that listings omit. If one side of a comparison was read from a listing, reduce the
    /// other side.
    #[must_use]
    pub fn listed(&self) -> Self {
        Self {
            facts: wire::listed(&self.facts),
            sources: self.sources,
        }
    }

    /// Version of the package; empty if the facts were read from a listing.
    fn version(&self) -> &str {
        let service = self.facts.get(&Subject::reserved("service"));
        service
            .and_then(|it| it.text(Aspect::Version))
            .unwrap_or_default()
    }
}

/// Changes between two states, most urgent first.
pub fn diff(base: &State<'_>, head: &State<'_>, context: &Context<'_>) -> Vec<Change> {
    let deltas = delta::between(&base.facts, &head.facts);
    classify::changes(&sides(base, head, &deltas), context)
}

/// Changes between two states, and elements that are past their end of life and whose end of life did not change.
fn diff_and_overdue(base: &State<'_>, head: &State<'_>, context: &Context<'_>) -> Vec<Change> {
    let deltas = delta::between(&base.facts, &head.facts);
    let sides = sides(base, head, &deltas);
    let mut changes = classify::changes(&sides, context);
    changes.extend(classify::overdue(&sides, context));
    changes
}

/// Rows of the table of causes, in order, and whether each attributes a delta between two states. Tests use it to find
/// unused rows.
#[doc(hidden)]
pub fn used_causes(base: &State<'_>, head: &State<'_>) -> Vec<(String, bool)> {
    let deltas = delta::between(&base.facts, &head.facts);
    classify::attribution::used_rows(&sides(base, head, &deltas))
}

fn sides<'a>(
    base: &State<'a>,
    head: &'a State<'_>,
    deltas: &'a delta::Deltas,
) -> classify::Sides<'a> {
    classify::Sides {
        base: &deltas.renamed,
        head: &head.facts,
        base_sources: base.sources,
        head_sources: head.sources,
        base_reach: Reach::of(&deltas.renamed),
        head_reach: Reach::of(&head.facts),
        deltas: &deltas.list,
    }
}
