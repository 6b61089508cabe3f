//! `oneOf` and `anyOf`.

use super::super::document::Document;
use super::super::draft::{Kind, Ty, Value, Variant};
use super::super::loss::Loss;
use super::super::names;
use super::part::{self, Part};
use super::{Place, Schemas, Shape};
use crate::builtin::Scalar;
use crate::yaml::Node;
use std::collections::BTreeSet;

/// The alternatives of a schema.
pub(super) fn of<'d>(part: &Part<'d>) -> Option<&'d Node> {
    let alternatives = part.node.get("oneOf").or_else(|| part.node.get("anyOf"))?;
    (part.has_choices && !alternatives.list().is_empty()).then_some(alternatives)
}

/// Whether `null` is a value of a schema or of one of its alternatives, at any depth.
pub(super) fn allows_null<'d>(document: &'d Document, schema: &'d Node) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        let target = document.resolve(schema).unwrap_or(schema);
        if !seen.insert(std::ptr::from_ref(target)) {
            continue;
        }
        let flat = part::flatten(document, &[Part::new(schema)]);
        if part::is_null(schema) || part::is_nullable(&flat) {
            return true;
        }
        waiting.extend(flat.iter().filter_map(of).flat_map(Node::list));
    }
    false
}

impl<'d> Schemas<'d, '_> {
    /// A schema with alternatives; `None` if it has none that matter.
    pub(super) fn choice(&mut self, flat: &[Part<'d>], place: &Place) -> Option<Shape> {
        let mut with_choices = flat.iter().filter_map(of);
        let node = with_choices.next()?;
        let both = flat
            .iter()
            .filter(|part| part.has_choices && part.node.get("oneOf").is_some());
        let both = both.filter_map(|part| part.node.get("anyOf"));
        for other in with_choices.chain(both) {
            self.losses
                .add(Loss::IgnoredKeyword, other, "a second `oneOf` or `anyOf`");
        }
        let mut nullable = part::is_nullable(flat);
        let mut alternatives = Vec::new();
        for alternative in node.list() {
            if part::is_null(alternative) {
                nullable = true;
            } else if is_only_required(alternative) {
                self.losses.add(
                    Loss::IgnoredKeyword,
                    alternative,
                    "alternatives of required members",
                );
            } else {
                alternatives.push(alternative);
            }
        }
        let base: Vec<_> = flat.iter().map(|part| part.without_choices()).collect();
        let has_members = part::keyword(flat, "properties").is_some();
        let with_base = |alternative: &'d Node| -> Vec<Part<'d>> {
            let own = std::iter::once(Part::new(alternative));
            if has_members {
                own.chain(base.iter().copied()).collect()
            } else {
                own.collect()
            }
        };
        match alternatives.as_slice() {
            [] => return None,
            [only] => {
                let mut value = self.value_of(&with_base(only), place);
                value.nullable |= nullable;
                return Some(Shape::Type(value));
            }
            _ => {}
        }
        if !has_members && let Some(shape) = self.strings(&alternatives) {
            return Some(with_null(shape, nullable));
        }
        let mut variants = Vec::new();
        let mut taken = BTreeSet::new();
        for alternative in &alternatives {
            let parts = with_base(alternative);
            let hint = self.hint(alternative);
            let mut value = self.value_of(&parts, &place.child(&hint));
            nullable |= std::mem::take(&mut value.nullable);
            if value.ty == Ty::Scalar(Scalar::Json) {
                return Some(Shape::Type(Value::of(Ty::Scalar(Scalar::Json))));
            }
            let ty = if value.constant.is_some() {
                self.ty_of(&parts, &place.child(&hint))
            } else {
                if !value.constraints.is_empty() {
                    self.losses.add(
                        Loss::IgnoredConstraint,
                        alternative,
                        "constraints of an alternative",
                    );
                }
                value.ty
            };
            variants.push(Variant {
                name: names::unique(&hint, &mut taken),
                ty,
                tags: Vec::new(),
            });
        }
        let discriminator = self.discriminator(flat, &alternatives, &mut variants);
        let kind = Kind::Union {
            discriminator,
            variants,
        };
        Some(Shape::Definition(kind, nullable))
    }

    /// The declared discriminator, whose values become the tags of the variants.
    fn discriminator(
        &mut self,
        flat: &[Part<'d>],
        alternatives: &[&'d Node],
        variants: &mut [Variant],
    ) -> Option<String> {
        let node = part::keyword(flat, "discriminator")?;
        let name = node.get("propertyName")?.str()?;
        let mapping = node.get("mapping").map_or(&[][..], Node::entries);
        for (variant, alternative) in variants.iter_mut().zip(alternatives) {
            let reference = self.document.reference(alternative);
            let component = reference
                .as_ref()
                .and_then(|it| it.name())
                .unwrap_or_default();
            // A mapping has references or names of components.
            let is_this =
                |target: &str| target == component || target.rsplit('/').next() == Some(component);
            let tags = mapping
                .iter()
                .filter(|(_, target)| target.str().is_some_and(is_this));
            variant.tags = tags.map(|(tag, _)| tag.text.clone()).collect();
            if variant.tags.is_empty() && !component.is_empty() {
                variant.tags.push(component.to_owned());
            }
        }
        Some(name.to_owned())
    }

    /// Enums and strings only: one open enum, or a string.
    fn strings(&self, alternatives: &[&'d Node]) -> Option<Shape> {
        let mut values: Vec<(String, Option<String>)> = Vec::new();
        for alternative in alternatives {
            let flat = part::flatten(self.document, &[Part::new(alternative)]);
            let types = part::types(&flat);
            let is_plain =
                !flat.iter().any(|part| of(part).is_some()) && !types.contains(&"object");
            let listed = part::keyword(&flat, "enum").map(Node::list);
            let constant = part::keyword(&flat, "const").map(std::slice::from_ref);
            match constant.or(listed) {
                Some(listed) if is_plain && listed.iter().all(|it| it.str().is_some()) => {
                    let docs = constant.and_then(|_| part::string(&flat, "description"));
                    for text in listed.iter().filter_map(Node::str) {
                        if !values.iter().any(|(value, _)| value == text) {
                            values.push((text.to_owned(), docs.map(str::to_owned)));
                        }
                    }
                }
                None if is_plain
                    && types == ["string"]
                    && part::string(&flat, "format").is_none() => {}
                _ => return None,
            }
        }
        if values.is_empty() {
            return None;
        }
        Some(Shape::Definition(
            Kind::Enum {
                is_integer: false,
                values,
            },
            false,
        ))
    }

    /// A schema with several JSON types.
    pub(super) fn of_types(&mut self, types: &[&str], flat: &[Part<'d>], place: &Place) -> Shape {
        let is_all = ["string", "number", "boolean", "object", "array"];
        if is_all.iter().all(|it| types.contains(it)) {
            return Shape::Type(Value::of(Ty::Scalar(Scalar::Json)));
        }
        let nullable = part::is_nullable(flat);
        let mut variants = Vec::new();
        for ty in types {
            // A number has integers too.
            if *ty == "integer" && types.contains(&"number") {
                continue;
            }
            let ty_name = type_noun(ty);
            let value = match self.of_type(ty, flat, &place.child(ty_name)) {
                Shape::Definition(kind, _) => Value::of(Ty::Named(self.intern(
                    kind,
                    &place.child(ty_name),
                    None,
                    false,
                ))),
                Shape::Type(value) => value,
            };
            variants.push(Variant {
                name: ty_name.to_owned(),
                ty: value.ty,
                tags: Vec::new(),
            });
        }
        if variants.len() == 1 {
            let mut value = Value::of(variants.remove(0).ty);
            value.nullable = nullable;
            return Shape::Type(value);
        }
        Shape::Definition(
            Kind::Union {
                discriminator: None,
                variants,
            },
            nullable,
        )
    }

    /// A name for a variant: that of the schema it refers to, its title, or its type.
    fn hint(&self, alternative: &'d Node) -> String {
        let parts = [Part::new(alternative)];
        if let Some(reference) = part::reference(&parts)
            && let Some(reference) = self.document.reference(reference)
            && let Some(name) = reference.name()
        {
            return names::value_name(name);
        }
        let flat = part::flatten(self.document, &parts);
        let constant = || {
            part::keyword(&flat, "const").or_else(|| {
                part::keyword(&flat, "enum")
                    .filter(|it| it.list().len() == 1)
                    .and_then(|it| it.list().first())
            })
        };
        let title = alternative.get("title").and_then(Node::str);
        let named = title
            .or_else(|| constant().and_then(Node::str))
            .map(names::value_name);
        if let Some(name) = named.filter(|it| !it.is_empty() && it.len() <= 40) {
            return name;
        }
        match part::types(&flat).first() {
            Some(&"array") => "list".to_owned(),
            Some(ty) => type_noun(ty).to_owned(),
            None => "object".to_owned(),
        }
    }
}

/// A shape whose values can be `null` too.
fn with_null(shape: Shape, nullable: bool) -> Shape {
    match shape {
        Shape::Definition(kind, is_nullable) => Shape::Definition(kind, nullable || is_nullable),
        Shape::Type(mut value) => {
            value.nullable |= nullable;
            Shape::Type(value)
        }
    }
}

/// Whether a schema only requires members.
fn is_only_required(node: &Node) -> bool {
    !node.entries().is_empty()
        && node
            .entries()
            .iter()
            .all(|(key, _)| matches!(key.text.as_str(), "required" | "title" | "description"))
        && node.get("required").is_some()
}

fn type_noun(ty: &str) -> &str {
    match ty {
        "array" => "list",
        "boolean" => "bool",
        other => other,
    }
}
