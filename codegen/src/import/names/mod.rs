//! Names that the document does not have, or that Rust cannot use.

mod operations;
mod placeholders;
mod resources;
mod rust;
mod types;

pub(super) use operations::{avoid_types, locked_requests};
pub(super) use placeholders::separate;
pub(super) use resources::resources;
pub(super) use rust::{of_fields, of_values, of_variants};
pub(super) use types::types;

use crate::naming;
use std::collections::BTreeSet;

/// The words of a name in `snake_case`, without characters that a name cannot have.
pub(super) fn snake(name: &str) -> String {
    let ascii: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    naming::snake(&plural_acronyms(&ascii))
}

/// A name whose plural acronyms are ordinary words: `listISOs` is `listIsos`, and not `list is os` as words.
fn plural_acronyms(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut found = chars.clone();
    let mut start = 0;
    for (at, c) in chars.iter().enumerate() {
        if c.is_ascii_uppercase() {
            continue;
        }
        let ends = !chars.get(at + 1).is_some_and(char::is_ascii_lowercase);
        if *c == 's' && ends && at - start > 1 {
            for letter in found.iter_mut().take(at).skip(start + 1) {
                letter.make_ascii_lowercase();
            }
        }
        start = at + 1;
    }
    found.into_iter().collect()
}

/// The name of a variant: `snake_case`, never empty.
pub(super) fn value_name(name: &str) -> String {
    let last = name
        .rsplit('.')
        .next()
        .filter(|it| it.starts_with(|c: char| c.is_ascii_uppercase()))
        .unwrap_or(name);
    match snake(last) {
        name if name.is_empty() => "value".to_owned(),
        name => name,
    }
}

/// A name that is not taken yet, with a number if the name itself is. It is taken then.
pub(super) fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut unique = name.to_owned();
    let mut number = 2;
    while !taken.insert(unique.clone()) {
        unique = format!("{name}_{number}");
        number += 1;
    }
    unique
}

/// The singular of an English word, by its usual endings.
pub(super) fn singular(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    let is_singular = ["ss", "us", "is", "as", "os"]
        .iter()
        .any(|end| lower.ends_with(end))
        || lower == "series"
        || lower == "news";
    if is_singular || lower.len() < 4 {
        return word.to_owned();
    }
    for (plural, ending) in [
        ("ies", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("s", ""),
    ] {
        if lower.ends_with(plural)
            && let Some(stem) = word.get(..word.len() - plural.len())
        {
            return format!("{stem}{ending}");
        }
    }
    word.to_owned()
}
