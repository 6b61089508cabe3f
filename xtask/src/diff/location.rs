//! Locations in the spec that the report refers to.

use clientwright_codegen::audit::report::{Change, Location};
use clientwright_codegen::source::{Sources, Span};

/// The location of a span of a spec.
pub(super) fn location(sources: &Sources, span: Span) -> Location {
    let (line, column) = sources.line_column(span);
    Location {
        file: sources.display_path(span.file),
        line,
        column,
    }
}

/// Adds to a change that is about the version which line to edit.
pub(super) fn name_version_line(change: &mut Change, required: &str) {
    let or_pre_release = match change.rule.as_str() {
        "version-bump-insufficient" => format!(", or `{required}-dev` between releases"),
        // Versions never decrease, so a pre-release is not sufficient.
        "version-decreased" => String::new(),
        _ => return,
    };
    if let Some(Location { file, line, .. }) = &change.location.head {
        change.migration = format!(
            "Set `version: {required}` in line {line} of `{file}`{or_pre_release}, and run `cargo xtask generate`."
        );
    }
}
