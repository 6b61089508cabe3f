//! The report as JSON, for programs. Its form is `codegen/src/audit/report.schema.json`.

use crate::audit::report::Report;

/// The whole report.
pub(super) fn report(report: &Report) -> String {
    // Every key is a string and no serializer of a report fails, so there always is a text.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}
