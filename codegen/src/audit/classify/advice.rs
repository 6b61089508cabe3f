//! Migration advice from deprecations: dates, replacement and note.

use super::Sides;
use super::rust_path::rust_path;
use crate::audit::delta::Delta;
use crate::audit::facts::{Aspect, Element};
use crate::audit::subject::Subject;
use crate::audit::successor;

/// Advice for a delta of a deprecated element; empty for others.
pub(super) fn of_deprecation(sides: &Sides<'_>, delta: &Delta) -> String {
    let subject = delta.subject();
    let in_head = sides.head.get(subject);
    let Some(element) = in_head.or_else(|| sides.base.get(subject)) else {
        return String::new();
    };
    let mut sentences = Vec::new();
    match delta {
        Delta::Changed {
            aspect: Aspect::Deprecated,
            new: Some(_),
            ..
        } => {
            sentences.extend(until(sides, subject, element));
            sentences.extend(instead(sides, subject, element));
        }
        Delta::Removed { .. }
        | Delta::Changed {
            aspect: Aspect::EndOfLife | Aspect::Replacement,
            new: Some(_),
            ..
        } if element.is(Aspect::Deprecated) => sentences.extend(instead(sides, subject, element)),
        _ => {}
    }
    sentences.join(" ")
}

/// Rust path of an element, or its path in the spec.
pub(super) fn called(sides: &Sides<'_>, subject: &Subject) -> String {
    rust_path(sides.head, subject)
        .or_else(|| rust_path(sides.base, subject))
        .unwrap_or_else(|| subject.to_string())
}

fn until(sides: &Sides<'_>, subject: &Subject, element: &Element) -> Option<String> {
    let name = called(sides, subject);
    let since = element.date(Aspect::Since);
    let eol = element.date(Aspect::EndOfLife);
    let since = since.map(|day| format!("is deprecated since {day}"));
    let eol = eol.map(|day| format!("may be gone from {day} on"));
    let parts: Vec<_> = since.into_iter().chain(eol).collect();
    (!parts.is_empty()).then(|| format!("`{name}` {}.", parts.join(" and ")))
}

fn instead(sides: &Sides<'_>, subject: &Subject, element: &Element) -> Vec<String> {
    let named = element.text(Aspect::Replacement).map(|name| {
        let found = successor::named(sides.head, subject, name);
        let path = found.map_or_else(|| name.to_owned(), |it| called(sides, &it));
        format!("Use `{path}` instead.")
    });
    let note = element.text(Aspect::Note);
    // Notes can contain Markdown, but must fit into one paragraph.
    let words = note.map(|note| note.split_whitespace().collect::<Vec<_>>());
    let note = words.map(|words| format!("The spec notes: {}", words.join(" ")));
    named.into_iter().chain(note).collect()
}
