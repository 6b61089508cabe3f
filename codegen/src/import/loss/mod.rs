//! Elements of a document that an import cannot carry over, and decisions that it made.

mod format;
mod kind;
mod markdown;
mod report;

pub use format::ReportFormat;
pub use kind::Loss;
pub use report::{ImportReport, Place};

use super::document::Document;
use crate::source::Sources;
use crate::yaml::Node;
use report::{Decision, Lost};
use std::collections::BTreeSet;

/// The losses and decisions of an import, while it runs.
#[derive(Default)]
pub(crate) struct Losses<'d> {
    losses: Vec<(Loss, &'d Node, String)>,
    decisions: Vec<(&'d Node, String, String)>,
}

impl<'d> Losses<'d> {
    /// Records that an element cannot be carried over. `detail` names the element: its key, value or type, in backticks.
    /// The same loss is counted once, however often it is added.
    pub(crate) fn add(&mut self, kind: Loss, node: &'d Node, detail: impl Into<String>) {
        self.losses.push((kind, node, detail.into()));
    }

    /// Records a convention that was detected, such as a pagination, and the evidence for it. This is no loss.
    pub(crate) fn decide(
        &mut self,
        node: &'d Node,
        decision: impl Into<String>,
        reason: impl Into<String>,
    ) {
        self.decisions.push((node, decision.into(), reason.into()));
    }

    /// Finds the places of all losses and decisions, which takes one pass over the document.
    pub(crate) fn report(self, document: &Document, sources: &Sources) -> ImportReport {
        let lost = self.losses.iter().map(|(_, node, _)| *node);
        let nodes: Vec<_> = lost.chain(self.decisions.iter().map(|it| it.0)).collect();
        let spans: Vec<_> = nodes.iter().map(|node| node.span).collect();
        let positions = sources.line_columns(&spans).into_iter();
        let pointers = document.pointers(&nodes).into_iter();
        let places = spans.iter().zip(positions).zip(pointers);
        let mut places = places.map(|((span, (line, column)), pointer)| Place {
            file: sources.display_path(span.file),
            line,
            column,
            pointer,
        });
        // As many as there are losses and decisions; the latter come last.
        let losses = self.losses.into_iter().zip(&mut places);
        let losses: BTreeSet<_> = losses
            .map(|((kind, _, detail), place)| Lost {
                kind,
                place,
                detail,
            })
            .collect();
        let decisions = self.decisions.into_iter().zip(places);
        let decisions: BTreeSet<_> = decisions
            .map(|((_, decision, reason), place)| Decision {
                place,
                decision,
                reason,
            })
            .collect();
        ImportReport {
            losses: losses.into_iter().collect(),
            decisions: decisions.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests;
