//! Where what is wrong can be mended.

use clientwright_codegen::audit::report::{Change, Location};
use clientwright_codegen::source::{Sources, Span};

/// Names the line to write where the version is not enough.
pub(super) fn say_what_to_write(change: &mut Change, required: &str) {
    let or_before_it = match change.rule.as_str() {
        "version-bump-insufficient" => format!(", or `{required}-dev` between releases,"),
        // What was released never goes back.
        "version-decreased" => ",".to_owned(),
        _ => return,
    };
    if let Some(Location { file, line, .. }) = &change.location.head {
        change.migration = format!(
            "Write `version: {required}` in line {line} of `{file}`{or_before_it} and run `cargo xtask generate`."
        );
    }
}

/// The place of a stretch of a spec.
pub(super) fn location(sources: &Sources, span: Span) -> Location {
    let (line, column) = sources.line_column(span);
    Location {
        file: sources.display_path(span.file),
        line,
        column,
    }
}
