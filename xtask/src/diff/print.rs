//! Prints the report to stdout or a file.

use super::options::Options;
use crate::arguments;
use crate::error::Error;
use crate::{output, output_file};
use clientwright_codegen::audit::facts::Facts;
use clientwright_codegen::audit::render::{Format, render_part};
use clientwright_codegen::audit::report::{Change, Class, Report};
use clientwright_codegen::ir::Api;
use std::collections::BTreeSet;

/// Prints the report. `api` is the newer state of the API.
pub(super) fn print(report: &Report, api: &Api, options: &Options) -> Result<(), Error> {
    let only = options.only.as_deref();
    let is_selected = |change: &Change| only.is_none_or(|resource| affects(change, resource));
    if let Some(resource) = only.filter(|_| !report.changes.iter().any(is_selected)) {
        let changed: BTreeSet<_> = report.changes.iter().flat_map(resources).collect();
        check_resource(resource, api, &changed)?;
        if !changed.is_empty() {
            let changed: Vec<_> = changed.into_iter().collect();
            output::message(format_args!(
                "note: no changes in `{resource}`; there are changes in {}",
                changed.join(", ")
            ));
        }
    }
    // Changes of docs that violate a policy are always printed.
    let with_docs = options.docs || options.format != Format::Text;
    let mut text = render_part(report, options.format, &|change| {
        is_selected(change) && (with_docs || change.class != Class::Docs || change.blocks())
    });
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    match &options.output {
        Some(file) => output_file::write(file, &text),
        None => output::write(&text),
    }
}

/// Fails if the resource of `--only` does not exist, so that a typo is not mistaken for a resource without changes.
fn check_resource(resource: &str, api: &Api, changed: &BTreeSet<&str>) -> Result<(), Error> {
    let facts = Facts::of(api);
    let subjects = facts.elements.keys().map(ToString::to_string);
    let mut known: BTreeSet<String> = subjects
        .filter_map(|subject| subject.split('.').next().map(str::to_owned))
        .collect();
    known.extend(changed.iter().map(|name| (*name).to_owned()));
    if known.contains(resource) {
        return Ok(());
    }
    let known = known.iter().map(String::as_str);
    Err(Error::Usage(format!(
        "{}\nhelp: the files in `spec/resources` have the names of the resources",
        arguments::unknown("resource", resource, known),
    )))
}

/// Whether a change is in a resource, or affects one of its operations.
fn affects(change: &Change, resource: &str) -> bool {
    resources(change).contains(resource)
}

/// The top-level elements that a change affects: resources, types, the service.
fn resources(change: &Change) -> BTreeSet<&str> {
    let subjects = [change.subject.as_str()].into_iter();
    let subjects = subjects
        .chain(change.affected_operations.iter().map(String::as_str))
        .chain(change.members.iter().map(|member| member.subject.as_str()));
    subjects
        .filter_map(|subject| subject.split('.').next())
        .collect()
}
