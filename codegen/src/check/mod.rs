//! Checks a spec against the rules of the format, one small function each, and resolves it to an [`Api`].
//!
//! Names are resolved where they are checked, so an API exists only if the spec satisfies every rule. All errors are
//! collected; an element that cannot be resolved is reported and left out.

mod any_of;
mod bodies;
mod body_media;
mod constraints;
mod context;
mod cycles;
mod deprecations;
mod duplicate_routes;
mod duplicates;
mod enums;
mod fields;
mod given_constraints;
mod grammar;
mod idempotency;
mod implied;
mod index;
mod lenient;
mod lints;
mod names;
mod namespaces;
mod oauth;
mod operations;
mod paginate;
mod pagination;
mod parameter;
mod parameters;
mod part_types;
mod patterns;
mod recursion;
mod resources;
mod response_headers;
mod responses;
mod routes;
mod security;
mod selected_fields;
mod selection;
mod sendable;
mod serialization;
mod servers;
mod service;
mod shadowing;
mod shared_parameters;
mod sizes;
mod styles;
mod type_mismatch;
mod types;
mod unions;
mod usage;
mod valued;
mod values;
mod webhooks;

pub(crate) use grammar::{is_token, placeholders};
pub(crate) use patterns::is_valid as is_valid_pattern;
pub(crate) use routes::is_valid_path;

use crate::diag::{Code, Report};
use crate::ir::Api;
use crate::spec::Spec;
use std::collections::BTreeSet;

/// Checks and resolves a spec. The report has the warnings.
///
/// # Errors
/// Returns a report with all errors of the spec.
pub fn check(spec: &Spec) -> Result<(Api, Report), Report> {
    let mut invalid = Report::default();
    let mut report = Report::with_levels(lints::levels(spec, &mut invalid));
    report.append(invalid);
    let mut api = resolve(spec, &mut report);
    if report.is_empty() {
        let mut removed = BTreeSet::new();
        let mut unused = usage::report_unused(spec, &api, &mut report);
        // Without these definitions, those that only they refer to are unused too.
        while report.is_empty() && !unused.is_subset(&removed) {
            removed.append(&mut unused);
            // Nothing else refers to them, so leaving them out causes no errors.
            let used = spec.without(&removed);
            api = resolve(&used, &mut Report::default());
            unused = usage::report_unused(&used, &api, &mut report);
        }
        if report.is_empty() {
            lints::report_unneeded(spec, &mut report);
        }
    }
    if report.is_empty() {
        Ok((api, report))
    } else {
        Err(report)
    }
}

/// Resolves a spec. The result is valid only if there are no errors.
fn resolve(spec: &Spec, report: &mut Report) -> Api {
    let mut index = index::Index::build(spec, report);
    index.lenient = lenient::of_api(&spec.api.lenient, report);
    let mut names = names::CrateNames::default();
    let mut api = service::resolve(spec, &mut names, report);
    api.types = types::resolve(&index, &mut names, report);
    api.resources = resources::resolve(spec, &index, &api, &mut names, report);
    api.webhooks = webhooks::resolve(&spec.api, &index, report);
    servers::check_variables_agree(&api, report);
    security::check_constructors(spec, &mut api, report);
    recursion::mark_boxed(&mut api, report);
    usage::mark(spec, &mut api, &index);
    lenient::unmark_sent(&mut api);
    implied::mark(&mut api);
    sizes::box_large(&mut api);
    sendable::check_nested(&api, report);
    sendable::check_selected(&api, &index, report);
    deprecations::resolve(&mut api, &index, report);
    report.merge_same(Code::UndefinedType);
    api
}
