//! Deprecations as Rust shows them.

use crate::ir;
use crate::naming;
use crate::rust::Deprecation;

/// The attribute `#[deprecated]`.
pub(super) fn of(deprecation: Option<&ir::Deprecation>) -> Option<Deprecation> {
    let deprecation = deprecation?;
    let note = self::note(deprecation);
    Some(Deprecation {
        since: deprecation.since.map(|since| since.to_string()),
        note: (!note.is_empty()).then_some(note),
    })
}

/// Replacement, advice and end of life, in one line.
pub fn note(deprecation: &ir::Deprecation) -> String {
    let mut note = Vec::new();
    let replacement = deprecation.rust_replacement.as_ref();
    if let Some(replacement) = replacement.or(deprecation.replacement.as_ref()) {
        note.push(format!("use `{}` instead", naming::plain(replacement)));
    }
    if let Some(text) = &deprecation.note {
        let words: Vec<_> = text.split_whitespace().collect();
        note.push(words.join(" ").trim_end_matches('.').to_owned());
    }
    if let Some(end) = deprecation.end_of_life {
        note.push(format!("end of life: {end}"));
    }
    note.join("; ")
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
