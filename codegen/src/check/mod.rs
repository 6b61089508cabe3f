//! Checks a spec against the rules of the format, one small function each, and resolves it to an [`Api`].
//!
//! Names are resolved where they are checked, so an API exists only if the spec satisfies every rule. All errors are
//! collected; an element that cannot be resolved is reported and left out.

mod bodies;
mod constraints;
mod context;
mod cycles;
mod deprecations;
mod duplicate_routes;
mod duplicates;
mod enums;
mod fields;
mod grammar;
mod idempotency;
mod index;
mod names;
mod namespaces;
mod operations;
mod paginate;
mod pagination;
mod parameter;
mod parameters;
mod patterns;
mod recursion;
mod resources;
mod responses;
mod routes;
mod security;
mod selected_fields;
mod selection;
mod sendable;
mod serialization;
mod servers;
mod service;
mod shared_parameters;
mod styles;
mod type_mismatch;
mod types;
mod unions;
mod usage;
mod values;

use crate::diag::{Code, Report};
use crate::ir::Api;
use crate::spec::Spec;

/// Checks and resolves a spec.
///
/// # Errors
/// Returns a report with all errors of the spec.
pub fn check(spec: &Spec) -> Result<Api, Report> {
    let mut report = Report::default();
    let index = index::Index::build(spec, &mut report);
    let mut names = names::CrateNames::default();
    let mut api = service::resolve(spec, &mut names, &mut report);
    api.types = types::resolve(&index, &mut names, &mut report);
    api.resources = resources::resolve(spec, &index, &api, &mut names, &mut report);
    security::check_constructors(spec, &mut api, &mut report);
    recursion::mark_boxed(&mut api, &mut report);
    usage::mark(spec, &mut api, &index);
    sendable::check_nested(&api, &mut report);
    sendable::check_selected(&api, &index, &mut report);
    deprecations::resolve(&mut api, &index, &mut report);
    report.merge_same(Code::UndefinedType);
    if report.is_empty() {
        usage::report_unused(spec, &api, &mut report);
    }
    report.finish(api)
}
