//! Finds a change by its id.

use crate::error::Error;
use clientwright_codegen::audit::report::{Change, Report};
use clientwright_codegen::diag::did_you_mean;

/// Maximum number of changes that the error for an unknown id lists.
const MAX_LISTED: usize = 10;

/// The change with an id. The error for an unknown id suggests the most similar of the expected changes and lists them.
/// `which` describes them, e.g. ` that need approval`.
pub(super) fn change<'a>(
    report: &'a Report,
    id: &str,
    which: &str,
    is_expected: &dyn Fn(&Change) -> bool,
) -> Result<&'a Change, Error> {
    if let Some(change) = report.changes.iter().find(|change| change.id == id) {
        return Ok(change);
    }
    let expected: Vec<_> = report.changes.iter().filter(|it| is_expected(it)).collect();
    let mut message = format!("no change has the id `{id}`");
    let ids = expected.iter().map(|change| change.id.as_str());
    if let Some(similar) = did_you_mean(id, ids) {
        message.push_str(&format!("; did you mean `{similar}`?"));
    }
    if expected.is_empty() {
        message.push_str(&format!("\nhelp: there are no changes{which}"));
    } else {
        message.push_str(&format!("\nhelp: changes{which} ({}):", expected.len()));
    }
    for change in expected.iter().take(MAX_LISTED) {
        message.push_str(&format!(
            "\n  {}  {} ({})",
            change.id, change.subject, change.rule
        ));
    }
    if let Some(more) = expected
        .len()
        .checked_sub(MAX_LISTED)
        .filter(|more| *more > 0)
    {
        message.push_str(&format!("\n  … and {more} more"));
    }
    Err(Error::Usage(message))
}
