//! Descriptions and deprecations, which many kinds of objects have.

use super::object::Object;
use crate::ir::Deprecation;

/// `deprecated` and `x-deprecation`; no members if there is no deprecation.
pub(super) fn deprecation(deprecated: Option<&Deprecation>) -> Object {
    let Some(it) = deprecated else {
        return Object::new();
    };
    let details = Object::new()
        .with_some("since", it.since.map(|day| day.to_string()))
        .with_some("end_of_life", it.end_of_life.map(|day| day.to_string()))
        .with_some("use", it.replacement.as_deref())
        .with_some("note", it.note.as_deref());
    Object::new()
        .with("deprecated", true)
        .with_object("x-deprecation", details)
}

/// Docs split into a one-line summary and a description.
pub(super) fn summary_and_description(docs: &str) -> Object {
    let (summary, description) = docs.split_once("\n\n").unwrap_or((docs, ""));
    let summary: Vec<_> = summary.split_whitespace().collect();
    Object::new()
        .with_text("summary", &summary.join(" "))
        .with_text("description", description.trim())
}
