//! Locations in the spec or document that the report refers to.

use crate::places::{DocumentPlaces, Places};
use clientwright_codegen::audit::report::{Change, Location};
use clientwright_codegen::source::{Sources, Span};

/// Replaces the locations of a change, which are in the imported specs, by those in the documents. An element without a place is at the first operation that it affects.
pub(super) fn relocate(change: &mut Change, places: &DocumentPlaces) {
    let subjects = || {
        let subject = [change.subject.as_str()].into_iter();
        subject.chain(change.affected_operations.iter().map(String::as_str))
    };
    let of = |places: &Places| subjects().find_map(|it| places.of_subject(it)).cloned();
    let (base, head) = (of(&places.base), of(&places.head));
    change.location.base = change.location.base.take().and(base);
    change.location.head = change.location.head.take().and(head);
}

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
