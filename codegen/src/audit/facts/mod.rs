//! An API as facts: its elements, and the value of each aspect of an element.
//!
//! Facts cover every field of [`Api`]: the functions here destructure each struct without `..`, so a new field does not
//! compile until a fact claims it. Facts refer to types by name, and record order only where order matters.

mod aspect;
mod constraints;
mod fields;
mod kind;
mod operations;
mod path;
mod service;
mod type_expr;
mod types;
mod value;

pub use aspect::Aspect;
pub use kind::Kind;
pub use path::PathTemplate;
pub use type_expr::TypeExpr;
pub use value::Value;

pub(super) use value::Form;

use super::subject::Subject;
use crate::ir::{Access, Api, Deprecation, Ty};
use crate::source::Span;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Part of an API: an operation, a parameter, a type, a field, and so on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Kind of the element.
    pub kind: Kind,
    /// Values of the aspects that apply.
    pub aspects: BTreeMap<Aspect, Value>,
}

/// All facts of an API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Elements by path.
    pub elements: BTreeMap<Subject, Element>,
    /// Where elements are declared. Elements can share a declaration, and some have none.
    pub places: BTreeMap<Subject, Span>,
    /// Where an aspect is declared, if that is not where its element is.
    pub aspect_places: BTreeMap<(Subject, Aspect), Span>,
    /// Where deprecations are declared. Elements can share a deprecation without sharing the rest of their declaration.
    pub deprecations: BTreeMap<Subject, Span>,
}

impl Element {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            aspects: BTreeMap::new(),
        }
    }

    /// Value of an aspect.
    pub fn get(&self, aspect: Aspect) -> Option<&Value> {
        self.aspects.get(&aspect)
    }

    /// Value of an aspect that is text.
    pub fn text(&self, aspect: Aspect) -> Option<&str> {
        self.get(aspect)?.as_text()
    }

    /// Whether a flag is set.
    pub fn is(&self, aspect: Aspect) -> bool {
        matches!(self.get(aspect), Some(Value::Flag(true)))
    }

    /// Value of an aspect that is a date.
    pub fn date(&self, aspect: Aspect) -> Option<Date> {
        match self.get(aspect)? {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// Value of an aspect that is a type expression.
    pub fn ty(&self, aspect: Aspect) -> Option<&TypeExpr> {
        match self.get(aspect)? {
            Value::Type(ty) => Some(ty),
            _ => None,
        }
    }

    /// Path of an operation.
    pub fn path(&self) -> Option<&PathTemplate> {
        match self.get(Aspect::Path)? {
            Value::Path(path) => Some(path),
            _ => None,
        }
    }

    /// Namespaces of a resource, outermost first.
    pub fn namespace(&self) -> &[String] {
        match self.get(Aspect::Namespace) {
            Some(Value::Steps(steps)) => steps,
            _ => &[],
        }
    }

    /// Direction in which a field travels.
    pub fn access(&self) -> Option<Access> {
        match self.get(Aspect::Access)? {
            Value::Access(access) => Some(*access),
            _ => None,
        }
    }

    fn set(&mut self, aspect: Aspect, value: impl Into<Value>) {
        self.aspects.insert(aspect, value.into());
    }

    fn set_some(&mut self, aspect: Aspect, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(aspect, value);
        }
    }

    /// Sets text unless it is empty, which is how the IR represents missing text.
    fn set_text(&mut self, aspect: Aspect, text: &str) {
        self.set_some(aspect, (!text.is_empty()).then_some(text));
    }

    /// Sets names whose order does not matter, if there are any.
    fn set_names(&mut self, aspect: Aspect, names: &[String]) {
        let names: BTreeSet<_> = names.iter().cloned().collect();
        if !names.is_empty() {
            self.aspects.insert(aspect, Value::Set(names));
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

    /// Element at a path.
    pub fn get(&self, subject: &Subject) -> Option<&Element> {
        self.elements.get(subject)
    }

    /// Elements below a path, at any depth.
    pub fn under<'a>(
        &'a self,
        subject: &'a Subject,
    ) -> impl Iterator<Item = (&'a Subject, &'a Element)> {
        // Paths with the same start are next to each other.
        self.elements
            .range(subject..)
            .skip_while(move |(other, _)| *other == subject)
            .take_while(move |(other, _)| other.is_under(subject))
    }

    fn place_aspect(&mut self, subject: &Subject, aspect: Aspect, place: Span) {
        self.aspect_places.insert((subject.clone(), aspect), place);
    }

    fn place_deprecation(&mut self, subject: &Subject, deprecated: Option<&Deprecation>) {
        if let Some(deprecated) = deprecated {
            self.deprecations.insert(subject.clone(), deprecated.span);
        }
    }

    fn insert(&mut self, subject: Subject, element: Element, place: Option<Span>) {
        if let Some(place) = place {
            self.places.insert(subject.clone(), place);
        }
        self.elements.insert(subject, element);
    }
}

/// A use of a type, by name.
fn type_expr(api: &Api, ty: &Ty) -> TypeExpr {
    match ty {
        Ty::Scalar(scalar) => TypeExpr::named(scalar.name()),
        Ty::Named(id) => TypeExpr::named(&api.ty(*id).name),
        Ty::List(item) => TypeExpr::List(Box::new(type_expr(api, item))),
        Ty::Map(item) => TypeExpr::Map(Box::new(type_expr(api, item))),
        Ty::Nullable(value) => TypeExpr::Nullable(Box::new(type_expr(api, value))),
    }
}
