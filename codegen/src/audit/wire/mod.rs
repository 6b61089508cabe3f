//! What an API is on the wire, as text that is checked in and read in the diffs of pull requests.
//!
//! One line says one thing and makes sense alone: kind, path, what it is, and in brackets what else is true. Lines are
//! sorted; only names and values of the spec are in them. Words of docs and names in Rust are not.

mod line;
mod read;

pub use line::summary;
pub use read::{Mistake, read};

use super::facts::{Aspect, Element, Facts, Kind};
use super::subject::Subject;
use crate::ir::Api;
use crate::tree::{MARKER, Tree};
use std::collections::BTreeMap;

/// Where the listings stand in the generated crate.
const FOLDER: &str = "api/wire";

/// Flags that are not shown where they are `false`, by the kinds that have them.
fn flags(kind: Kind) -> &'static [Aspect] {
    match kind {
        Kind::Field | Kind::BodyField => &[Aspect::Required, Aspect::Nullable],
        _ if kind.is_input() => &[Aspect::Required, Aspect::Nullable],
        Kind::Value => &[Aspect::ReadOnly],
        Kind::Operation => &[Aspect::Idempotent],
        Kind::Response => &[Aspect::Enveloped],
        _ => &[],
    }
}

/// Whether a listing has the aspect: what travels, and how long it will.
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
    // What a call returns follows from other lines, but no reader should have to work it out.
    aspect == Aspect::Returns || !(in_rust || aspect.is_prose() || aspect.is_derived())
}

/// The part of the facts that a listing holds; what is read from one can be compared with that.
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
    }
}

/// The listings of an API: one file for each resource, one for the service, and one for what resources share.
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

/// The name of the file that a part stands in.
fn file(facts: &Facts, subject: &Subject) -> String {
    let root = subject.root();
    let Some(element) = facts.get(&root) else {
        return "service".to_owned();
    };
    let resource = if element.kind.is_type() {
        element.get(Aspect::Module).unwrap_or("types")
    } else if element.kind == Kind::Resource {
        element.get(Aspect::Rust).unwrap_or_default()
    } else {
        "service"
    };
    let name = resource.trim_start_matches("r#");
    // The crate has a module `types` of its own, so no resource has that name; `service` can be one.
    if name == "service" && element.kind != Kind::Service {
        "resource-service".to_owned()
    } else {
        name.to_owned()
    }
}
