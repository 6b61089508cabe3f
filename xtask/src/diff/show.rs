//! The report where it is wanted: on stdout or in a file, whole or in part.

use super::options::Request;
use crate::error::Error;
use crate::{folder, output};
use clientwright_codegen::audit::render::{Format, render};
use clientwright_codegen::audit::report::{Change, Class, Report};
use std::collections::BTreeSet;

/// Writes the report.
pub(super) fn show(report: &Report, request: &Request) -> Result<(), Error> {
    let mut shown = report.clone();
    if let Some(resource) = &request.only {
        shown.changes.retain(|change| concerns(change, resource));
        if shown.changes.is_empty() && !report.changes.is_empty() {
            let all: BTreeSet<_> = report.changes.iter().flat_map(resources).collect();
            let all: Vec<_> = all.into_iter().collect();
            eprintln!(
                "note: nothing changed in `{resource}`; something did in {}",
                all.join(", ")
            );
        }
    }
    if request.format == Format::Text && !request.docs {
        shown.changes.retain(|change| change.class != Class::Docs);
    }
    let mut text = render(&shown, request.format);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    match &request.output {
        Some(file) => folder::replace(file, &text),
        None => output::text(&text),
    }
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
