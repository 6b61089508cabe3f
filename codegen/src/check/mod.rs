//! From a spec as written to the API it describes: every rule of the format, one small function each.
//!
//! Names are resolved where they are checked, so nothing is looked up twice and a resolved API cannot exist unless
//! every rule was met. All findings of the phase are collected; what cannot be resolved is left out and reported.

mod auth;
mod bodies;
mod constraints;
mod context;
mod deprecations;
mod enums;
mod fields;
mod grammar;
mod index;
mod misfit;
mod names;
mod namespaces;
mod operations;
mod pagination;
mod parameters;
mod places;
mod recursion;
mod repeats;
mod resources;
mod responses;
mod rings;
mod routes;
mod servers;
mod service;
mod shared;
mod types;
mod unions;
mod usage;
mod values;

pub(crate) use names::setter as setter_name;

use crate::diag::{Code, Report};
use crate::ir::Api;
use crate::spec::Spec;

/// Checks a spec against itself and resolves it.
///
/// # Errors
/// All findings, when there is one.
pub fn check(spec: &Spec) -> Result<Api, Report> {
    let mut report = Report::default();
    let index = index::Index::build(spec, &mut report);
    let mut names = names::CrateNames::default();
    let mut api = service::resolve(spec, &mut names, &mut report);
    api.types = types::resolve(&index, &mut names, &mut report);
    api.resources = resources::resolve(spec, &index, &api, &mut names, &mut report);
    auth::constructors(spec, &mut api, &mut report);
    recursion::mark_boxed(&mut api, &mut report);
    usage::mark(&mut api);
    deprecations::resolve(&mut api, &mut report);
    report.gather(Code::UndefinedType);
    if report.is_empty() {
        usage::report_unused(spec, &api, &mut report);
    }
    report.finish(api)
}
