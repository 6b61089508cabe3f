//! JSON output, as described by `codegen/src/audit/report.schema.json`.

use crate::audit::report::{Change, Report};

/// The report with the changes that are shown.
pub(super) fn report(report: &Report, is_shown: &dyn Fn(&Change) -> bool) -> String {
    let mut report = report.clone();
    report.changes.retain(|change| is_shown(change));
    // Serialization of a report cannot fail: all keys are strings.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}
