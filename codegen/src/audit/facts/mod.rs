//! An API as facts: what it consists of, and what is true of each part.
//!
//! Nothing of an [`Api`] is left out: every struct of it is taken apart here without `..`, so a new field does not
//! compile before a fact claims it. Types are named, never numbered, and order is a fact only where it means something.

mod aspect;
mod fields;
mod kind;
mod operations;
mod service;
mod types;

pub use aspect::Aspect;
pub use kind::Kind;

use super::subject::Subject;
use crate::ir::{Api, Ty};
use crate::source::Span;
use std::collections::BTreeMap;

/// A part of an API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// What kind of thing it is.
    pub kind: Kind,
    /// What is true of it, in canonical form. An aspect that does not apply has no entry.
    pub aspects: BTreeMap<Aspect, String>,
}

/// All parts of an API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The parts, by path.
    pub elements: BTreeMap<Subject, Element>,
    /// Where they are declared. Several parts may share a declaration; some have none of their own.
    pub places: BTreeMap<Subject, Span>,
    /// Where an aspect is said that does not stand where the rest of its part does.
    pub aspect_places: BTreeMap<(Subject, Aspect), Span>,
}

impl Element {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            aspects: BTreeMap::new(),
        }
    }

    /// The value of an aspect.
    pub fn get(&self, aspect: Aspect) -> Option<&str> {
        self.aspects.get(&aspect).map(String::as_str)
    }

    /// Whether a flag is set.
    pub fn is(&self, aspect: Aspect) -> bool {
        self.get(aspect) == Some("true")
    }

    fn set(&mut self, aspect: Aspect, value: impl Into<String>) {
        self.aspects.insert(aspect, value.into());
    }

    fn set_some(&mut self, aspect: Aspect, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.set(aspect, value.to_string());
        }
    }

    /// Text that is not there is empty in the IR.
    fn set_text(&mut self, aspect: Aspect, text: &str) {
        self.set_some(aspect, (!text.is_empty()).then_some(text));
    }

    fn set_flag(&mut self, aspect: Aspect, flag: bool) {
        self.set(aspect, flag.to_string());
    }

    /// A list whose order means nothing.
    fn set_sorted<'a>(&mut self, aspect: Aspect, items: impl IntoIterator<Item = &'a String>) {
        let mut items: Vec<_> = items.into_iter().map(String::as_str).collect();
        items.sort_unstable();
        self.set_list(aspect, &items);
    }

    /// A list whose order means something.
    fn set_list(&mut self, aspect: Aspect, items: &[&str]) {
        if !items.is_empty() {
            self.set(aspect, list(items));
        }
    }
}

impl Facts {
    /// All facts of an API.
    pub fn of(api: &Api) -> Self {
        let mut facts = Self::default();
        service::claim(api, &mut facts);
        for (index, ty) in api.types.iter().enumerate() {
            types::claim(api, crate::ir::TypeId(index), ty, &mut facts);
        }
        for resource in &api.resources {
            operations::claim_resource(api, resource, &mut facts);
        }
        facts
    }

    /// A part, by its path.
    pub fn get(&self, subject: &Subject) -> Option<&Element> {
        self.elements.get(subject)
    }

    /// The parts that stand under another, at whatever depth.
    pub fn under<'a>(
        &'a self,
        subject: &'a Subject,
    ) -> impl Iterator<Item = (&'a Subject, &'a Element)> {
        // Paths that start alike stand side by side.
        self.elements
            .range(subject..)
            .skip_while(move |(other, _)| *other == subject)
            .take_while(move |(other, _)| other.is_under(subject))
    }

    fn place_aspect(&mut self, subject: &Subject, aspect: Aspect, place: Span) {
        self.aspect_places.insert((subject.clone(), aspect), place);
    }

    fn insert(&mut self, subject: Subject, element: Element, place: Option<Span>) {
        if let Some(place) = place {
            self.places.insert(subject.clone(), place);
        }
        self.elements.insert(subject, element);
    }
}

/// A list as one value: `a, b`; an item that would be misread is quoted.
fn list(items: &[&str]) -> String {
    let quoted: Vec<_> = items.iter().map(|item| quoted_item(item)).collect();
    quoted.join(", ")
}

fn quoted_item(item: &str) -> String {
    let plain = !item.is_empty()
        && item.trim() == item
        && !item.contains(|c: char| c.is_control() || "\",".contains(c));
    if plain {
        item.to_owned()
    } else {
        serde_json::Value::from(item).to_string()
    }
}

/// A use of a type as the spec writes it.
fn type_name(api: &Api, ty: &Ty) -> String {
    match ty {
        Ty::Scalar(scalar) => scalar.word().to_owned(),
        Ty::Named(id) => api.ty(*id).name.clone(),
        Ty::List(item) => format!("[{}]", type_name(api, item)),
        Ty::Map(item) => format!("{{{}}}", type_name(api, item)),
    }
}
