//! Deprecations as Rust shows them.

use crate::ir;
use crate::markdown::{Inline, code, fill};
use crate::naming;
use crate::rust::Deprecation;

/// The attribute `#[deprecated]`.
pub(super) fn of(deprecation: Option<&ir::Deprecation>) -> Option<Deprecation> {
    let deprecation = deprecation?;
    let note = self::note(deprecation);
    Some(Deprecation {
        since: deprecation.since.map(|since| since.to_string()),
        note: (!note.is_empty()).then(|| note.to_string()),
    })
}

/// Replacement, advice and end of life. rustdoc reads notes as Markdown.
pub fn note(deprecation: &ir::Deprecation) -> Inline {
    let mut note = Vec::new();
    let replacement = deprecation.rust_replacement.as_ref();
    if let Some(replacement) = replacement.or(deprecation.replacement.as_ref()) {
        let replacement = code(naming::plain(replacement));
        note.push(fill("use {} instead", [replacement]));
    }
    if let Some(text) = &deprecation.note {
        note.push(Inline::text(text).without_period());
    }
    if let Some(end) = deprecation.end_of_life {
        note.push(fill("end of life: {}", [Inline::text(&end.to_string())]));
    }
    Inline::join(&note, "; ")
}

/// The deprecation of a setter, which names the setter of the replacement. `setter` is the name of the setter of a field.
pub fn of_setter(
    deprecation: &ir::Deprecation,
    setter: impl Fn(&str) -> String,
) -> ir::Deprecation {
    let replacement = deprecation.rust_replacement.as_deref();
    ir::Deprecation {
        rust_replacement: replacement.map(setter),
        ..deprecation.clone()
    }
}
