//! Listings of the wire contract. They are checked in, so that reviewers see how it changes.
//!
//! Each line describes one element: kind, path, main aspects, and other aspects in brackets. Lines are sorted. They
//! contain names and values of the spec, but no documentation and no Rust names.

mod line;
mod read;

pub use line::summary;
pub use read::{ListingError, read};

use super::facts::{Aspect, Element, Facts, Kind};
use super::subject::Subject;
use crate::ir::Api;
use crate::tree::{MARKER, Tree};
use std::collections::BTreeMap;

/// Folder of the listings in the generated crate.
const FOLDER: &str = "api/wire";

/// Flags that are omitted if `false`, by kind.
fn flags(kind: Kind) -> &'static [Aspect] {
    match kind {
        _ if kind == Kind::Field || kind.is_input() => &[Aspect::Required, Aspect::Nullable],
        Kind::Value => &[Aspect::ReadOnly],
        Kind::Operation => &[Aspect::Idempotent],
        Kind::Response => &[Aspect::Enveloped],
        _ => &[],
    }
}

/// Whether listings show the aspect.
pub(super) fn is_listed(aspect: Aspect) -> bool {
    let in_rust = matches!(
        aspect,
        Aspect::Rust
            | Aspect::RustType
            | Aspect::RustRequest
            | Aspect::Item
            | Aspect::Module
            | Aspect::Package
            | Aspect::Version
    );
    // The return value follows from other lines, but readers should not have to derive it.
    aspect == Aspect::Returns || !(in_rust || aspect.is_prose() || aspect.is_derived())
}

/// The facts that listings show. Facts parsed from a listing can be compared with them.
pub fn listed(facts: &Facts) -> Facts {
    let elements = facts.elements.iter().map(|(subject, element)| {
        let aspects = element.aspects.iter();
        let element = Element {
            kind: element.kind,
            aspects: aspects
                .filter(|(aspect, _)| is_listed(**aspect))
                .map(|(aspect, value)| (*aspect, value.clone()))
                .collect(),
        };
        (subject.clone(), element)
    });
    Facts {
        elements: elements.collect(),
        places: facts.places.clone(),
        aspect_places: facts.aspect_places.clone(),
        deprecations: facts.deprecations.clone(),
    }
}

/// Listings of an API: a file per resource, one for the service, and one for shared types.
pub fn listing(api: &Api) -> Tree {
    let facts = Facts::of(api);
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (subject, element) in &facts.elements {
        let file = file(&facts, subject);
        files
            .entry(file)
            .or_default()
            .push(line::write(subject, element));
    }
    let mut tree = Tree::default();
    for (file, lines) in files {
        let head = format!("# {MARKER}; change the spec instead.\n");
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        tree.insert(format!("{FOLDER}/{file}.txt"), head + &text);
    }
    tree
}

/// Stem of the file that lists an element.
fn file(facts: &Facts, subject: &Subject) -> String {
    let root = subject.root();
    let Some(element) = facts.get(&root) else {
        return "service".to_owned();
    };
    let resource = if element.kind.is_type() {
        element.text(Aspect::Module).unwrap_or("types")
    } else if element.kind == Kind::Resource {
        element.text(Aspect::Rust).unwrap_or_default()
    } else {
        "service"
    };
    let name = resource.trim_start_matches("r#");
    // No resource is called `types`, because the crate has such a module; one can be called `service`.
    if name == "service" && element.kind != Kind::Service {
        "resource-service".to_owned()
    } else {
        name.to_owned()
    }
}
