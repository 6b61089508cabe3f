//! Compares two states of an API.

use super::head::Head;
use super::location::{location, name_version_line, relocate};
use crate::base::{self, Base};
use crate::error::Error;
use crate::output;
use clientwright_codegen as codegen;
use clientwright_codegen::audit::deprecations;
use clientwright_codegen::audit::join::{self, Surfaces};
use clientwright_codegen::audit::report::Report;
use clientwright_codegen::audit::rules::Rules;
use clientwright_codegen::audit::tombstones::{Removals, Tombstones};
use clientwright_codegen::audit::{
    Context, GRACE_DAYS, State, approvals, build_report, update_summary, wire,
};
use clientwright_codegen::ir::Api;
use clientwright_codegen::lower;
use clientwright_codegen::spec::{self, Ledger};
use clientwright_codegen::surface::{self, Item};
use std::collections::BTreeMap;

/// The changes from the base to the head.
pub(crate) struct Comparison {
    pub(crate) report: Report,
    /// Entries to add to `removed.yaml`.
    pub(crate) missing_tombstones: Vec<String>,
}

/// Compares the base with the head.
pub(crate) fn compare(base: &Base, head: &Head) -> Result<Comparison, Error> {
    let rules = Rules::embedded().map_err(|error| Error::Internal(error.to_string()))?;
    let rules = match head.documents {
        Some(_) => rules.without_policies(),
        None => rules,
    };
    let older = Older::of(base)?;
    let newer = State::of(&head.api, &head.sources);
    let newer = match older.api {
        Some(_) => newer,
        // A listing has less information than a spec, and both sides need the same.
        None => newer.listed(),
    };
    let removed_names = removed_names(&older.ledger, &head.ledger);
    let context = Context {
        rules: &rules,
        as_of: head.as_of,
        grace_days: GRACE_DAYS,
        removed_names: &removed_names,
    };
    let mut report = build_report(
        (&older.state, base.revision.clone()),
        (&newer, head.revision.clone()),
        &context,
    );
    deprecations::collect(&head.api, &head.sources, head.as_of).deduplicate(&mut report.changes);
    // A state from a listing has no version, but the spec of the head has one. The version of a document is not that of a package.
    if head.documents.is_some() {
        (report.version.base, report.version.head) = (String::new(), String::new());
    } else {
        report.version.head.clone_from(&head.api.version);
    }
    let surfaces = surfaces(base, &older, head);
    report.base_is_listed = surfaces.base.is_some();
    report.of_documents = head.documents.is_some();
    let unlinked = join::join(&mut report.changes, &surfaces, &rules);
    report.changes.extend(unlinked);
    // The version of tombstones depends on all changes.
    update_summary(&mut report, &context);
    if let Some(places) = &head.documents {
        for change in &mut report.changes {
            relocate(change, places);
        }
        // Documents have no tombstones and approvals.
        return Ok(Comparison {
            report,
            missing_tombstones: Vec::new(),
        });
    }
    let both = Tombstones {
        base: &older.ledger.removed,
        head: &head.ledger.removed,
    };
    // Elements are removed in the version that the removal requires.
    let version = if report.version.sufficient {
        &report.version.head
    } else {
        &report.version.required
    };
    let ground = Removals {
        base: &older.state.facts,
        head: &newer.facts,
        old_version: &report.version.base,
        new_version: version,
        ledger: &head.sources.path(spec::REMOVED),
        locate_in_base: &|span| location(&base.spec, span),
        locate_in_head: &|span| location(&head.sources, span),
    };
    report.changes.extend(both.violations(&ground));
    let missing_tombstones = both.missing(&ground);
    let spent = base.branch_start.as_ref().map(|sources| {
        let ledger = spec::ledger(sources).unwrap_or_default();
        ledger.approvals
    });
    let entries = approvals::Entries {
        base: &older.ledger.approvals,
        spent: spent.as_deref().unwrap_or(&older.ledger.approvals),
        head: &head.ledger.approvals,
    };
    let problems = approvals::attach(&mut report.changes, &entries, head.as_of, &|span| {
        location(&head.sources, span)
    });
    report.changes.extend(problems);
    update_summary(&mut report, &context);
    let required = report.version.required.clone();
    for change in &mut report.changes {
        name_version_line(change, &required);
    }
    Ok(Comparison {
        report,
        missing_tombstones,
    })
}

/// The older state, as far as it can be read.
struct Older<'a> {
    state: State<'a>,
    /// `None` if the state was read from a listing.
    api: Option<Api>,
    ledger: Ledger,
}

impl<'a> Older<'a> {
    fn of(base: &'a Base) -> Result<Self, Error> {
        let report = match codegen::resolve(&base.spec) {
            Ok(api) => {
                return Ok(Self {
                    state: State::of(&api, &base.spec),
                    api: Some(api),
                    ledger: spec::ledger(&base.spec).unwrap_or_default(),
                });
            }
            Err(report) => report,
        };
        let listings = texts(&base.listings, "wire/");
        if listings.is_empty() {
            return Err(Error::Base(format!(
                "the spec of {} is not valid for this version, and there is no wire listing to compare instead\n\n{}",
                base::display(&base.revision),
                report.render(&base.spec).trim_end()
            )));
        }
        let facts = wire::read(listings).map_err(|error| {
            Error::Base(format!(
                "neither the spec nor the wire listing of {} is valid for this version: {error}",
                base::display(&base.revision)
            ))
        })?;
        output::message(format_args!(
            "note: the spec of {} is not valid for this version; comparing its listing in `generated/api/wire` instead, \
             which has no docs, Rust names or version",
            base::display(&base.revision)
        ));
        Ok(Self {
            state: State {
                facts,
                sources: None,
            },
            api: None,
            ledger: spec::ledger(&base.spec).unwrap_or_default(),
        })
    }
}

/// The Rust listings: the checked-in one of the base, and those that this version generates for both specs.
fn surfaces(base: &Base, older: &Older<'_>, head: &Head) -> Surfaces {
    let Some(listing) = &head.surface else {
        return Surfaces::default();
    };
    let checked_in = texts(&base.listings, "rust/");
    let older_files = base.spec.files().map(|(_, path, text)| (path, text));
    let newer_files = head.sources.files().map(|(_, path, text)| (path, text));
    let is_same_spec = older_files.eq(newer_files);
    Surfaces {
        base: (!checked_in.is_empty()).then(|| join::parse(checked_in)),
        regenerated: match &older.api {
            Some(_) if is_same_spec => Some(listing.clone()),
            Some(api) => Some(regenerated(api)),
            None => None,
        },
        head: listing.clone(),
    }
}

fn regenerated(api: &Api) -> Vec<Item> {
    surface::listing(&lower::lower(api))
}

fn texts<'a>(listings: &'a BTreeMap<String, String>, folder: &str) -> Vec<&'a str> {
    listings
        .iter()
        .filter(|(path, _)| path.starts_with(folder))
        .map(|(_, text)| text.as_str())
        .collect()
}

/// The names in the tombstones of both sides, because removing one does not free its name.
fn removed_names(older: &Ledger, newer: &Ledger) -> Vec<String> {
    let stones = older.removed.iter().chain(&newer.removed);
    stones.map(|stone| stone.name.value.clone()).collect()
}
