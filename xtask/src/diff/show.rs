//! The report where it is wanted: on stdout or in a file, whole or in part.

use super::options::Request;
use crate::error::Error;
use crate::{folder, output};
use clientwright_codegen::audit::facts::Facts;
use clientwright_codegen::audit::render::{Format, render_part};
use clientwright_codegen::audit::report::{Change, Class, Report};
use clientwright_codegen::diag::suggest;
use clientwright_codegen::ir::Api;
use std::collections::BTreeSet;

/// Writes the report. `api` is the newer state.
pub(super) fn show(report: &Report, api: &Api, request: &Request) -> Result<(), Error> {
    let only = request.only.as_deref();
    let is_wanted = |change: &Change| only.is_none_or(|resource| concerns(change, resource));
    if let Some(resource) = only.filter(|_| !report.changes.iter().any(is_wanted)) {
        let changed: BTreeSet<_> = report.changes.iter().flat_map(resources).collect();
        must_exist(resource, api, &changed)?;
        if !changed.is_empty() {
            let changed: Vec<_> = changed.into_iter().collect();
            eprintln!(
                "note: nothing changed in `{resource}`; something did in {}",
                changed.join(", ")
            );
        }
    }
    // Docs that stand against the policy are worth their lines.
    let with_docs = request.docs || request.format != Format::Text;
    let mut text = render_part(report, request.format, &|change| {
        is_wanted(change) && (with_docs || change.class != Class::Docs || change.blocks())
    });
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    match &request.output {
        Some(file) => folder::replace(file, &text),
        None => output::text(&text),
    }
}

/// Whoever misspells a name is not to read that nothing changed there.
fn must_exist(resource: &str, api: &Api, changed: &BTreeSet<&str>) -> Result<(), Error> {
    let facts = Facts::of(api);
    let subjects = facts.elements.keys().map(ToString::to_string);
    let mut known: BTreeSet<String> = subjects
        .filter_map(|subject| subject.split('.').next().map(str::to_owned))
        .collect();
    known.extend(changed.iter().map(|name| (*name).to_owned()));
    if known.contains(resource) {
        return Ok(());
    }
    Err(Error::Usage(format!(
        "`--only`: there is no resource `{resource}`; {}",
        suggest(resource, known.iter().map(String::as_str))
    )))
}

/// Whether a change is in a resource, or reaches one of its operations.
fn concerns(change: &Change, resource: &str) -> bool {
    resources(change).contains(resource)
}

/// The first steps of all that a change is about: resources, types, the service.
fn resources(change: &Change) -> BTreeSet<&str> {
    let subjects = [change.subject.as_str()].into_iter();
    let all = subjects
        .chain(change.affected_operations.iter().map(String::as_str))
        .chain(change.members.iter().map(|member| member.subject.as_str()));
    all.filter_map(|path| path.split('.').next()).collect()
}
