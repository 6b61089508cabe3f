//! Type definitions, fields and types.

use super::super::draft::{Constraints, Definition, DefinitionId, Field, Kind, Ty, Value};
use super::super::names;
use super::super::text::Yaml;
use super::{Keys, Render, add_docs, key, short, strings};
use crate::builtin::Scalar;

impl Render<'_> {
    pub(super) fn types(&self, ids: &[DefinitionId]) -> Keys {
        let mut types: Keys = Vec::new();
        for id in ids {
            if let (Some(name), Some(definition)) =
                (self.names.get(id), self.draft.definitions.get(id.0))
            {
                types.push((name.clone(), self.definition(definition)));
            }
        }
        types.sort_by(|(one, _), (other, _)| one.cmp(other));
        types
    }

    fn definition(&self, definition: &Definition) -> Yaml {
        let mut keys = Keys::new();
        add_docs(&mut keys, definition.docs.as_ref());
        match &definition.kind {
            Kind::Alias { ty, constraints } => {
                keys.push(key("type", self.ty(ty)));
                add_constraints(&mut keys, constraints);
            }
            Kind::Model { fields, additional } => {
                let taken: &[&str] = if additional.is_some() {
                    &["additional_properties"]
                } else {
                    &[]
                };
                if additional.is_none() || !fields.is_empty() {
                    keys.push(key("fields", self.fields(fields, taken)));
                }
                keys.extend(
                    additional
                        .as_ref()
                        .map(|ty| key("additional_properties", self.ty(ty))),
                );
            }
            Kind::Enum { is_integer, values } => {
                if *is_integer {
                    keys.push(key("type", Yaml::from("i64")));
                }
                keys.push(key("enum", enumeration(values, *is_integer)));
            }
            Kind::Union {
                discriminator,
                variants,
            } => {
                keys.extend(
                    discriminator
                        .as_ref()
                        .map(|it| key("discriminator", Yaml::from(it.as_str()))),
                );
                let rust = names::of_variants(variants.iter().map(|it| it.name.as_str()));
                let variants = variants.iter().zip(rust).map(|(variant, rust)| {
                    let mut keys = vec![key("type", self.ty(&variant.ty))];
                    if discriminator.is_some() && variant.tags != [variant.name.clone()] {
                        keys.push(key("tags", strings(&variant.tags)));
                    }
                    keys.extend(rust.map(|it| key("rust_name", Yaml::from(it))));
                    (variant.name.clone(), short(keys, "type"))
                });
                keys.push(key("one_of", Yaml::Map(variants.collect())));
            }
        }
        if definition.deprecated {
            keys.push(key("deprecated", Yaml::from(true)));
        }
        Yaml::Map(keys)
    }

    pub(super) fn fields(&self, fields: &[Field], taken: &[&str]) -> Yaml {
        let rust = names::of_fields(fields.iter().map(|it| it.wire.as_str()), taken);
        let fields = fields.iter().zip(rust).map(|(field, rust)| {
            let mut keys = self.field(field);
            keys.extend(rust.map(|it| key("rust_name", Yaml::from(it))));
            (field.wire.clone(), short(keys, "type"))
        });
        Yaml::Map(fields.collect())
    }

    fn field(&self, field: &Field) -> Keys {
        let Value {
            ty,
            nullable,
            docs,
            read_only,
            write_only,
            deprecated,
            default,
            example,
            constant,
            constraints,
            items,
        } = &field.value;
        let mut keys = vec![key("type", self.ty(ty))];
        let flags = [
            ("required", field.required),
            (
                "nullable",
                *nullable && !matches!(ty, Ty::Scalar(Scalar::Json)),
            ),
            ("read_only", *read_only && !write_only),
            ("write_only", *write_only && !read_only),
            ("explode", field.explode),
        ];
        for (name, is_set) in flags {
            if is_set {
                keys.push(key(name, Yaml::from(true)));
            }
        }
        keys.extend(field.style.map(|it| key("style", Yaml::from(it))));
        if field.is_json {
            keys.push(key("media", Yaml::from("json")));
        }
        add_constraints(&mut keys, constraints);
        if !items.is_empty() {
            let mut inner = Keys::new();
            add_constraints(&mut inner, items);
            keys.push(key("items", Yaml::Map(inner)));
        }
        keys.extend(constant.as_ref().map(|it| key("const", it.clone())));
        if constant.is_none() && !field.required {
            keys.extend(default.as_ref().map(|it| key("default", it.clone())));
        }
        keys.extend(
            example
                .as_ref()
                .filter(|_| constant.is_none())
                .map(|it| key("example", it.clone())),
        );
        if *deprecated {
            keys.push(key("deprecated", Yaml::from(true)));
        }
        add_docs(&mut keys, docs.as_ref());
        keys
    }

    /// A type as it is written in the spec.
    pub(super) fn ty(&self, ty: &Ty) -> Yaml {
        Yaml::Type(self.expression(ty))
    }

    fn expression(&self, ty: &Ty) -> String {
        match ty {
            Ty::Scalar(scalar) => scalar.name().to_owned(),
            Ty::List(item) => format!("[{}]", self.expression(item)),
            Ty::Map(value) => format!("{{{}}}", self.expression(value)),
            Ty::Nullable(inner) => format!("{}?", self.expression(inner)),
            Ty::Named(id) => self
                .names
                .get(id)
                .cloned()
                .unwrap_or_else(|| "json".to_owned()),
        }
    }
}

fn add_constraints(keys: &mut Keys, constraints: &Constraints) {
    keys.extend(
        constraints
            .iter()
            .map(|(name, value)| key(name, value.clone())),
    );
}

fn enumeration(values: &[(String, Option<String>)], is_integer: bool) -> Yaml {
    let rust = names::of_values(values.iter().map(|(value, _)| value.as_str()), is_integer);
    if rust.iter().all(Option::is_none) && values.iter().all(|(_, docs)| docs.is_none()) {
        let value = |(value, _): &(String, Option<String>)| {
            if is_integer {
                Yaml::number(value.clone())
            } else {
                Yaml::from(value.as_str())
            }
        };
        return Yaml::List(values.iter().map(value).collect());
    }
    let values = values.iter().zip(rust).map(|((value, docs), rust)| {
        let mut keys = Keys::new();
        add_docs(&mut keys, docs.as_ref());
        keys.extend(rust.map(|it| key("rust_name", Yaml::from(it))));
        let details = if keys.is_empty() {
            Yaml::null()
        } else {
            short(keys, "docs")
        };
        (value.clone(), details)
    });
    Yaml::Map(values.collect())
}
