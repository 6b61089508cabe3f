//! The report as JSON, for programs. Its form is `codegen/src/audit/report.schema.json`.

use super::View;
use crate::audit::report::Report;

/// The report with the changes that are shown.
pub(super) fn report(view: &View<'_>) -> String {
    let report = Report {
        changes: view.changes.iter().copied().cloned().collect(),
        ..view.report.clone()
    };
    // Every key is a string and no serializer of a report fails, so there always is a text.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}
