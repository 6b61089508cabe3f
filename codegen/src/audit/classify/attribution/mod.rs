//! Attribution: which deltas are causes, and which follow from another delta.

mod computed;
mod index;
mod table;

use super::Sides;
use crate::audit::delta::Delta;
use index::Index;
use std::collections::BTreeSet;
use table::TABLE;

/// How a delta enters the report. All variants but `Cause` name the delta that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attribution {
    /// The delta is a cause: it gets a change of its own.
    Cause,
    /// The delta is part of another one, which lists its element as a member.
    Member(usize),
    /// The delta is implied by another one and not mentioned.
    Implied(usize),
    /// The delta follows from another one, which becomes as severe as its consequence.
    Consequence(usize),
}

impl Attribution {
    /// The delta that this one belongs to.
    fn of(self) -> Option<usize> {
        match self {
            Self::Cause => None,
            Self::Member(of) | Self::Implied(of) | Self::Consequence(of) => Some(of),
        }
    }
}

/// Attribution of each delta, with the cause at the end of its chain.
pub(super) fn attribute(sides: &Sides<'_>) -> Vec<(Attribution, usize)> {
    let index = Index::of(sides);
    let all: Vec<_> = sides
        .deltas
        .iter()
        .map(|delta| first_row(&index, delta).map_or(Attribution::Cause, |(_, found)| found))
        .collect();
    let cause = |index: usize| {
        let mut at = index;
        // A chain is shorter than the list, unless it is a cycle.
        for _ in 0..all.len() {
            match all.get(at).and_then(|it| it.of()) {
                Some(of) => at = of,
                None => break,
            }
        }
        at
    };
    let resolved = |delta: &Delta, attribution: Attribution| match attribution {
        // A body field follows its model, whose delta may be implied itself. Removed types are consequences of every use.
        Attribution::Consequence(of)
            if matches!(all.get(of), Some(Attribution::Implied(_)))
                && is_declared(delta)
                && !delta.subject().is_type() =>
        {
            Attribution::Implied(of)
        }
        attribution => attribution,
    };
    let deltas = sides.deltas.iter().zip(&all).enumerate();
    deltas
        .map(|(index, (delta, attribution))| (resolved(delta, *attribution), cause(index)))
        .collect()
}

/// The first row of the table that finds a cause of a delta, by position, and what it finds.
fn first_row(index: &Index<'_>, delta: &Delta) -> Option<(usize, Attribution)> {
    let mut rows = TABLE.iter().enumerate();
    rows.find_map(|(position, row)| Some((position, row.attribution(index, delta)?)))
}

/// For each row of the table, in order, whether it attributes a delta. Rows are described by their declaration.
pub(in crate::audit) fn used_rows(sides: &Sides<'_>) -> Vec<(String, bool)> {
    let index = Index::of(sides);
    let rows = sides.deltas.iter().filter_map(|it| first_row(&index, it));
    let used: BTreeSet<_> = rows.map(|(position, _)| position).collect();
    let table = TABLE.iter().enumerate();
    table
        .map(|(position, row)| (row.to_string(), used.contains(&position)))
        .collect()
}

/// Whether the spec declares the differing fact. Other facts are derived.
fn is_declared(delta: &Delta) -> bool {
    !matches!(delta, Delta::Changed { aspect, .. } if aspect.is_derived())
}
