//! Schemas -> types.

mod choices;
mod definitions;
mod enums;
mod finish;
mod object;
mod part;
mod scalar;
mod serialized;

pub(super) use finish::is_read_only;
pub(super) use serialized::Serialized;

use super::document::Document;
use super::draft::{Definition, DefinitionId, Kind, Origin, Ty, Value};
use super::lock::Lock;
use super::loss::{Loss, Losses};
use super::text::Yaml;
use crate::builtin::Scalar;
use crate::yaml::{self, Node};
use part::Part;
use scalar::Constrained;
use std::collections::{HashMap, VecDeque};

/// Maximum depth of inline schemas. Deeper ones are imported as `json`.
const MAX_DEPTH: usize = 64;

/// The names from a named element to an inline schema, which form the name of its type.
#[derive(Debug, Clone, Default)]
pub(super) struct Place(Vec<String>);

impl Place {
    /// A named element.
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self(vec![name.into()])
    }

    /// A part of it.
    pub(super) fn child(&self, name: &str) -> Self {
        let mut names = self.0.clone();
        names.push(name.to_owned());
        Self(names)
    }

    /// An item of it: the last name in the singular.
    pub(super) fn item(&self) -> Self {
        let mut names = self.0.clone();
        if names.len() > 1
            && let Some(last) = names.last_mut()
        {
            *last = super::names::singular(last);
        }
        Self(names)
    }
}

/// Result of a schema without a name of its own.
enum Shape {
    /// A type definition, and whether `null` is a value too.
    Definition(Kind, bool),
    /// A type that needs none.
    Type(Value),
}

/// Interprets the schemas of a document. Each named schema becomes one definition, and so do identical inline schemas.
pub(super) struct Schemas<'d, 'l> {
    pub(super) document: &'d Document,
    pub(super) losses: &'l mut Losses<'d>,
    lock: &'d Lock,
    /// Definitions by ID; `None` while they are being interpreted.
    definitions: Vec<(Origin, Option<Definition>)>,
    /// Values of the named schemas, by the address of the schema.
    named: HashMap<*const Node, Value>,
    /// Definitions of inline schemas, by their content.
    inline: HashMap<Kind, Vec<DefinitionId>>,
    /// Definitions of inline schemas, by the names of their places.
    places: HashMap<Vec<String>, Vec<DefinitionId>>,
    /// Named schemas that are referred to, but not interpreted yet.
    pending: VecDeque<(DefinitionId, String, &'d Node)>,
    depth: usize,
}

impl<'d, 'l> Schemas<'d, 'l> {
    /// Starts with no definitions.
    pub(super) fn new(document: &'d Document, lock: &'d Lock, losses: &'l mut Losses<'d>) -> Self {
        Self {
            document,
            losses,
            lock,
            definitions: Vec::new(),
            named: HashMap::new(),
            inline: HashMap::new(),
            places: HashMap::new(),
            pending: VecDeque::new(),
            depth: 0,
        }
    }

    /// The type of the values of a schema, with `null` as a part of it.
    pub(super) fn ty(&mut self, schema: &'d Node, place: &Place) -> Ty {
        let ty = self.ty_of(&[Part::new(schema)], place);
        self.interpret_pending();
        ty
    }

    /// The values of a schema.
    pub(super) fn value(&mut self, schema: &'d Node, place: &Place) -> Value {
        let value = self.value_of(&[Part::new(schema)], place);
        self.interpret_pending();
        value
    }

    /// The members of an object without other properties, for a body whose members are set one by one. Unless `also_of_named`,
    /// the schema is inline.
    pub(super) fn fields(
        &mut self,
        schema: &'d Node,
        place: &Place,
        also_of_named: bool,
    ) -> Option<Vec<super::draft::Field>> {
        let parts = [Part::new(schema)];
        if part::reference(&parts).is_some() && !also_of_named {
            return None;
        }
        let flat = part::flatten(self.document, &parts);
        if flat.iter().any(|part| choices::of(part).is_some()) || part::is_nullable(&flat) {
            return None;
        }
        let object = self.object(&flat, place);
        self.interpret_pending();
        match object {
            Shape::Definition(
                Kind::Model {
                    fields,
                    additional: None,
                },
                _,
            ) if !fields.is_empty() => Some(fields),
            _ => None,
        }
    }

    fn ty_of(&mut self, parts: &[Part<'d>], place: &Place) -> Ty {
        let value = self.value_of(parts, place);
        if let (Some(node), false) = (parts.first(), value.constraints.is_empty()) {
            let names: Vec<_> = value
                .constraints
                .iter()
                .map(|(key, _)| format!("`{key}`"))
                .collect();
            self.losses
                .add(Loss::IgnoredConstraint, node.node, names.join(", "));
        }
        match value.constant.as_ref().and_then(Yaml::as_str) {
            Some(text) => {
                let values = vec![(text.to_owned(), None)];
                let id = self.intern(
                    Kind::Enum {
                        is_integer: false,
                        values,
                    },
                    place,
                    None,
                    false,
                );
                Value {
                    ty: Ty::Named(id),
                    ..value
                }
                .with_null()
            }
            _ => value.with_null(),
        }
    }

    fn value_of(&mut self, parts: &[Part<'d>], place: &Place) -> Value {
        if self.depth >= MAX_DEPTH {
            if let Some(part) = parts.first() {
                self.losses
                    .add(Loss::DeepSchema, part.node, format!("{MAX_DEPTH} levels"));
            }
            return Value::of(Ty::Scalar(Scalar::Json));
        }
        self.depth += 1;
        let value = self.value_at_depth(parts, place);
        self.depth -= 1;
        value
    }

    fn value_at_depth(&mut self, parts: &[Part<'d>], place: &Place) -> Value {
        let mut value = match part::reference(parts) {
            Some(reference) => self.referenced(reference),
            None => {
                let flat = part::flatten(self.document, parts);
                match self.shape(&flat, place) {
                    Shape::Definition(kind, nullable) => {
                        let docs = part::string(&flat, "description");
                        let id = self.intern(kind, place, docs, false);
                        let mut value = Value::of(Ty::Named(id));
                        value.nullable = nullable;
                        value
                    }
                    Shape::Type(value) => value,
                }
            }
        };
        let direct: Vec<_> = match part::reference(parts) {
            // The referenced type has docs and examples of its own.
            Some(_) => parts.to_vec(),
            None => part::flatten(self.document, parts),
        };
        annotate(&mut value, &direct);
        value
    }

    /// The values of a schema that a `$ref` refers to.
    fn referenced(&mut self, reference: &'d Node) -> Value {
        let target = match self.document.resolve(reference) {
            Ok(target) => target,
            Err(error) => {
                self.losses
                    .add(Loss::UnresolvedReference, reference, error.to_string());
                return Value::of(Ty::Scalar(Scalar::Json));
            }
        };
        let key = std::ptr::from_ref(target);
        if let Some(value) = self.named.get(&key) {
            return value.clone();
        }
        let name = self
            .document
            .reference(reference)
            .and_then(|it| it.name().map(str::to_owned));
        let name = name.unwrap_or_else(|| "Value".to_owned());
        let id = self.reserve(Origin::Component(name.clone()));
        let mut value = Value::of(Ty::Named(id));
        value.nullable = choices::allows_null(self.document, target);
        self.named.insert(key, value.clone());
        // It can refer to itself, and to any number of others, so it is interpreted later.
        self.pending.push_back((id, name, target));
        value
    }

    /// Interprets the named schemas that are referred to. Their definitions are complete then.
    fn interpret_pending(&mut self) {
        if self.depth > 0 {
            return;
        }
        self.depth += 1;
        while let Some((id, name, schema)) = self.pending.pop_front() {
            self.define(id, name, schema);
        }
        self.depth -= 1;
    }

    /// Fills the definition of a named schema.
    fn define(&mut self, id: DefinitionId, name: String, schema: &'d Node) {
        let parts = [Part::new(schema)];
        let flat = part::flatten(self.document, &parts);
        let kind = match part::reference(&parts) {
            Some(inner) => Kind::Alias {
                ty: self.referenced(inner).ty,
                constraints: Vec::new(),
            },
            None => match self.shape(&flat, &Place::new(name)) {
                Shape::Definition(kind, _) => kind,
                Shape::Type(inner) => self.alias(inner, schema),
            },
        };
        let docs = part::string(&flat, "description").map(str::to_owned);
        let deprecated = part::is_set(&parts, "deprecated");
        let definition = Definition {
            origin: Origin::Inline(Vec::new()),
            docs,
            deprecated,
            kind,
            span: Some(schema.span),
        };
        self.fill(id, definition);
    }

    /// A named schema that needs no definition of its own.
    fn alias(&mut self, value: Value, schema: &'d Node) -> Kind {
        if let Some(text) = value.constant.as_ref().and_then(Yaml::as_str) {
            return Kind::Enum {
                is_integer: false,
                values: vec![(text.to_owned(), None)],
            };
        }
        let can_be_constrained = matches!(&value.ty, Ty::Scalar(it) if *it == Scalar::String || it.is_primitive() && it.is_number());
        let mut constraints = value.constraints;
        if !can_be_constrained && !constraints.is_empty() || !value.items.is_empty() {
            self.losses.add(
                Loss::IgnoredConstraint,
                schema,
                "constraints of a named list",
            );
            constraints.clear();
        }
        Kind::Alias {
            ty: value.ty,
            constraints,
        }
    }

    /// Decides what a schema becomes.
    fn shape(&mut self, flat: &[Part<'d>], place: &Place) -> Shape {
        self.report_ignored(flat);
        if let Some(shape) = self.enumeration(flat) {
            return shape;
        }
        if let Some(shape) = self.choice(flat, place) {
            return shape;
        }
        let types = part::types(flat);
        match types.as_slice() {
            [] => match implied_type(flat) {
                Some(ty) => self.of_type(ty, flat, place),
                None => Shape::Type(nullable_json()),
            },
            [ty] => self.of_type(ty, flat, place),
            several => self.of_types(several, flat, place),
        }
    }

    /// A schema with one JSON type.
    fn of_type(&mut self, ty: &str, flat: &[Part<'d>], place: &Place) -> Shape {
        let nullable = part::is_nullable(flat);
        match ty {
            "object" => self.object(flat, place),
            "array" => Shape::Type(self.list(flat, place)),
            "string" | "integer" | "number" | "boolean" => {
                let scalar = scalar::scalar(ty, part::string(flat, "format"));
                let mut value = Value::of(Ty::Scalar(scalar));
                value.nullable = nullable;
                value.constraints = self.constraints(flat, Constrained::Scalar(scalar));
                Shape::Type(value)
            }
            other => {
                if let Some(part) = flat.first() {
                    self.losses
                        .add(Loss::IgnoredKeyword, part.node, format!("`type: {other}`"));
                }
                Shape::Type(nullable_json())
            }
        }
    }

    fn list(&mut self, flat: &[Part<'d>], place: &Place) -> Value {
        let (item, items) = match part::keyword(flat, "items") {
            Some(schema) if !schema.entries().is_empty() => {
                let mut item = self.value(schema, &place.item());
                let items = std::mem::take(&mut item.constraints);
                if item.constant.is_some() {
                    (self.ty(schema, &place.item()), Vec::new())
                } else {
                    (item.with_null(), items)
                }
            }
            _ => (Ty::Scalar(Scalar::Json), Vec::new()),
        };
        let mut value = Value::of(Ty::List(Box::new(item)));
        value.nullable = part::is_nullable(flat);
        value.constraints = self.constraints(flat, Constrained::List);
        value.items = items;
        value
    }

    /// Reports keywords that no shape has.
    fn report_ignored(&mut self, flat: &[Part<'d>]) {
        for part in flat {
            for (key, node) in part.node.entries() {
                if matches!(
                    key.text.as_str(),
                    "not"
                        | "if"
                        | "then"
                        | "else"
                        | "prefixItems"
                        | "contains"
                        | "dependentRequired"
                        | "dependentSchemas"
                        | "propertyNames"
                        | "unevaluatedProperties"
                        | "patternProperties"
                        | "$dynamicRef"
                        | "contentSchema"
                ) {
                    self.losses
                        .add(Loss::IgnoredKeyword, node, format!("`{}`", key.text));
                }
            }
        }
    }
}

/// Any value, `null` included.
fn nullable_json() -> Value {
    Value::of(Ty::Scalar(Scalar::Json))
}

/// The type that the keywords of a schema without `type` apply to.
fn implied_type(flat: &[Part<'_>]) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().any(|key| part::keyword(flat, key).is_some());
    if has(&["properties", "additionalProperties", "patternProperties"]) {
        Some("object")
    } else if has(&["items", "minItems", "maxItems"]) {
        Some("array")
    } else if has(&["pattern", "minLength", "maxLength", "format"]) {
        Some("string")
    } else if has(&["minimum", "maximum", "multipleOf"]) {
        Some("number")
    } else {
        None
    }
}

/// Adds the annotations of schemas.
fn annotate(value: &mut Value, flat: &[Part<'_>]) {
    value.nullable |= part::is_nullable(flat);
    value.read_only |= part::is_set(flat, "readOnly");
    value.write_only |= part::is_set(flat, "writeOnly");
    value.deprecated |= part::is_set(flat, "deprecated");
    if value.docs.is_none() {
        value.docs = part::string(flat, "description").map(str::to_owned);
    }
    let not_null = |node: &&Node| node.value != yaml::Value::Null;
    if value.default.is_none() {
        value.default = part::keyword(flat, "default")
            .filter(not_null)
            .map(Yaml::from);
    }
    if value.example.is_none() {
        let first = || part::keyword(flat, "examples").and_then(|it| it.list().first());
        let example = part::keyword(flat, "example").or_else(first);
        value.example = example.filter(not_null).map(Yaml::from);
    }
}
