//! A change by its id.

use crate::error::Error;
use clientwright_codegen::audit::report::{Change, Class, Report};
use clientwright_codegen::diag::did_you_mean;

/// Changes that are listed where an id is unknown.
const LISTED: usize = 10;

/// The change with the id. Where there is none, the error names the nearest, and those that `is_meant`; `what` says of
/// one of these what it is, such as `needs an approval`.
pub(super) fn change<'a>(
    report: &'a Report,
    id: &str,
    what: &str,
    is_meant: &dyn Fn(&Change) -> bool,
) -> Result<&'a Change, Error> {
    if let Some(change) = report.changes.iter().find(|change| change.id == id) {
        return Ok(change);
    }
    let meant: Vec<_> = report.changes.iter().filter(|it| is_meant(it)).collect();
    let mut text = format!("no change has the id `{id}`");
    let ids = meant.iter().map(|change| change.id.as_str());
    if let Some(near) = did_you_mean(id, ids) {
        text.push_str(&format!("; did you mean `{near}`?"));
    }
    match meant.len() {
        0 => text.push_str(&format!("\nhelp: nothing {what}")),
        all => text.push_str(&format!("\nhelp: this {what} ({all}):")),
    }
    for change in meant.iter().take(LISTED) {
        text.push_str(&format!(
            "\n  {}  {} ({})",
            change.id, change.subject, change.rule
        ));
    }
    if let Some(more) = meant.len().checked_sub(LISTED).filter(|more| *more > 0) {
        text.push_str(&format!("\n  … and {more} more"));
    }
    Err(Error::Usage(text))
}

/// Why a change may go in, which does not block.
pub(super) fn passes(change: &Change) -> &'static str {
    match change.class {
        _ if change.approval.is_some() => "somebody approved it",
        Class::Silent | Class::Breaking => "the end of life of what is gone had come",
        Class::PolicyError | Class::Deprecation => "it tells what is on its way out",
        Class::Additive if change.may_behave_differently() => {
            "it depends on the server, so a reviewer should look"
        }
        Class::Additive => "what was there goes on working",
        Class::Docs => "only words and places differ",
    }
}
