//! Objects: models and maps.

use super::super::draft::{Field, Kind, Ty, Value};
use super::super::loss::Loss;
use super::part::{self, Part};
use super::scalar::Constrained;
use super::{Place, Schemas, Shape};
use crate::builtin::Scalar;
use crate::yaml::{self, Key, Node};
use std::collections::{BTreeMap, BTreeSet};

/// Members that objects of several schemas have.
#[derive(Default)]
struct Members<'d> {
    /// Names in the order in which they are declared, those of `allOf` first.
    names: Vec<&'d str>,
    /// Schemas by name.
    schemas: BTreeMap<&'d str, Vec<Part<'d>>>,
}

impl<'d> Members<'d> {
    fn of(flat: &[Part<'d>]) -> Self {
        let mut members = Self::default();
        // Members of the schema itself extend those of its `allOf`.
        for part in flat.iter().skip(1).chain(flat.first()) {
            let names = properties(part).iter().map(|(key, _)| key.text.as_str());
            for name in names {
                if !members.schemas.contains_key(name) {
                    members.names.push(name);
                    members.schemas.insert(name, Vec::new());
                }
            }
        }
        for part in flat {
            for (key, schema) in properties(part) {
                members
                    .schemas
                    .entry(&key.text)
                    .or_default()
                    .push(Part::new(schema));
            }
        }
        members
    }
}

fn properties<'d>(part: &Part<'d>) -> &'d [(Key, Node)] {
    part.node.get("properties").map_or(&[][..], Node::entries)
}

impl<'d> Schemas<'d, '_> {
    /// An object: a model if it has known members, or else a map.
    pub(super) fn object(&mut self, flat: &[Part<'d>], place: &Place) -> Shape {
        let members = Members::of(flat);
        let additional = self.additional(flat, place);
        if members.names.is_empty() {
            let closed = part::keyword(flat, "additionalProperties");
            if closed.is_some_and(|it| it.value == yaml::Value::Bool(false)) {
                return Shape::Definition(
                    Kind::Model {
                        fields: Vec::new(),
                        additional: None,
                    },
                    false,
                );
            }
            let (ty, items) = additional.unwrap_or((Ty::Scalar(Scalar::Json), Vec::new()));
            let mut value = Value::of(Ty::Map(Box::new(ty)));
            value.nullable = part::is_nullable(flat);
            value.constraints = self.constraints(flat, Constrained::Map);
            value.items = items;
            return Shape::Type(value);
        }
        self.constraints(flat, Constrained::Other);
        let discriminators = flat.iter().filter(|part| part.has_choices);
        for node in discriminators.filter_map(|part| part.node.get("discriminator")) {
            self.losses.add(
                Loss::IgnoredKeyword,
                node,
                "`discriminator` of an object without alternatives",
            );
        }
        let required = required(flat);
        let mut fields = Vec::new();
        for name in &members.names {
            let parts = self.distinct(&members.schemas[name]);
            let value = self.value_of(&parts, &place.child(name));
            fields.push(Field {
                wire: (*name).to_owned(),
                required: required.contains(name),
                value,
                style: None,
                explode: false,
                is_json: false,
            });
        }
        Shape::Definition(
            Kind::Model {
                fields,
                additional: additional.map(|(ty, _)| ty),
            },
            false,
        )
    }

    /// The schemas without those that others refer to as well.
    fn distinct(&self, parts: &[Part<'d>]) -> Vec<Part<'d>> {
        let mut seen = BTreeSet::new();
        let target = |part: &Part<'d>| {
            let target = self.document.resolve(part.node).unwrap_or(part.node);
            std::ptr::from_ref(target)
        };
        parts
            .iter()
            .copied()
            .filter(|part| seen.insert(target(part)))
            .collect()
    }

    /// The type of the members without a name, with the constraints of their values. `true` is what objects are by default, so
    /// it is not a type.
    fn additional(
        &mut self,
        flat: &[Part<'d>],
        place: &Place,
    ) -> Option<(Ty, super::super::draft::Constraints)> {
        let patterns =
            || part::keyword(flat, "patternProperties").filter(|it| it.entries().len() == 1);
        let schema = part::keyword(flat, "additionalProperties")
            .filter(|it| !matches!(it.value, yaml::Value::Bool(_)) && !it.entries().is_empty())
            .or_else(|| patterns().and_then(|it| it.entries().first().map(|(_, schema)| schema)))?;
        let place = if part::keyword(flat, "properties").is_some() {
            place.child("additional")
        } else {
            place.item()
        };
        let mut value = self.value(schema, &place);
        let constraints = std::mem::take(&mut value.constraints);
        if value.constant.is_some() {
            return Some((self.ty(schema, &place), Vec::new()));
        }
        Some((value.with_null(), constraints))
    }
}

/// Names of the members that are required.
fn required<'d>(flat: &[Part<'d>]) -> BTreeSet<&'d str> {
    let lists = flat.iter().filter_map(|part| part.node.get("required"));
    lists.flat_map(Node::list).filter_map(Node::str).collect()
}
