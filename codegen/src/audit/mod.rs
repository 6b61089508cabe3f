//! How an API differs from what it was, and what that means for callers.
//!
//! `facts` takes an API apart; `delta` leads from one set of facts to another; `rules` say what a difference means;
//! `classify` joins differences into causes and gives each its rule; `report` is the result. `wire` writes facts as
//! text that is checked in. `join` tells what the changes do to the crate, `approvals` and `tombstones` read what stands
//! beside the spec, `render` shows the result.

pub mod approvals;
mod assemble;
mod classify;
pub mod delta;
pub mod deprecations;
pub(crate) mod escape;
pub mod facts;
mod finding;
pub mod identity;
pub mod join;
pub mod ledger_text;
pub mod reach;
pub mod render;
pub mod report;
pub mod rules;
pub mod subject;
mod successor;
pub mod tombstones;
pub mod version;
pub mod wire;

pub use assemble::{assemble, required_bump, settle};
pub use classify::{Context, Tombstone};

use crate::ir::Api;
use crate::source::Sources;
use facts::{Aspect, Facts};
use reach::Reach;
use report::Change;
use subject::Subject;

/// How many days callers are given between hearing of an end of life and its coming, unless a project says otherwise.
pub const GRACE_DAYS: i32 = 180;

/// One state of an API.
#[derive(Debug, Clone)]
pub struct State<'a> {
    /// What is true of it.
    pub facts: Facts,
    /// The texts of its spec, so that changes can name lines; none, when it was read from a listing.
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

    /// What a listing holds of the state. Both sides of a comparison must be reduced alike.
    #[must_use]
    pub fn listed(&self) -> Self {
        Self {
            facts: wire::listed(&self.facts),
            sources: self.sources,
        }
    }

    /// The version of the package.
    fn version(&self) -> &str {
        let service = self.facts.get(&Subject::reserved("service"));
        service
            .and_then(|it| it.text(Aspect::Version))
            .unwrap_or_default()
    }
}

/// All changes from one state to another, most urgent first.
pub fn diff(base: &State<'_>, head: &State<'_>, context: &Context<'_>) -> Vec<Change> {
    let deltas = delta::between(&base.facts, &head.facts);
    classify::changes(&sides(base, head, &deltas), context)
}

/// Ends of life that have passed, and stand as they stood; of the others the changes tell.
pub fn overdue(base: &State<'_>, head: &State<'_>, context: &Context<'_>) -> Vec<Change> {
    let deltas = delta::between(&base.facts, &head.facts);
    classify::overdue(&sides(base, head, &deltas), context)
}

/// Rows of the table of causes, in order, and whether each attributes a delta between two states. Tests use it to find
/// rows that nothing uses.
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
