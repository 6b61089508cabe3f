//! Unions, once all definitions are known: their discriminators, and variants that no value selects.

use super::super::draft::{Definition, DefinitionId, Field, Kind, Ty, Value, Variant};
use super::super::text::Yaml;
use crate::builtin::Scalar;
use std::collections::{BTreeSet, HashMap};

/// Maximum length of a chain of aliases that is followed.
const MAX_ALIASES: usize = 64;

/// Completes the unions among the definitions. That of the events of webhooks stays a union even with one variant.
pub(super) fn finish(
    mut definitions: Vec<Definition>,
    events: Option<DefinitionId>,
) -> Vec<Definition> {
    for index in 0..definitions.len() {
        let Kind::Union {
            discriminator,
            variants,
        } = &definitions[index].kind
        else {
            continue;
        };
        let (mut discriminator, mut variants) = (discriminator.clone(), variants.clone());
        remove_unreachable(DefinitionId(index), &mut variants, &definitions);
        if let Some(name) = &discriminator
            && !fits(name, &mut variants, &mut definitions)
        {
            discriminator = None;
        }
        if discriminator.is_none() {
            discriminator = detect(&mut variants, &definitions);
        }
        if discriminator.is_none() {
            for variant in &mut variants {
                variant.tags.clear();
            }
            strict_first(&mut variants, &definitions);
        }
        definitions[index].kind = match variants.as_slice() {
            [only] if events != Some(DefinitionId(index)) => Kind::Alias {
                ty: only.ty.clone(),
                constraints: Vec::new(),
            },
            _ => Kind::Union {
                discriminator,
                variants,
            },
        };
    }
    mark_read_only(&mut definitions);
    definitions
}

/// Whether requests cannot have a value, because it is a model with only read-only fields.
pub(in crate::import) fn is_read_only(ty: &Ty, definitions: &[Definition]) -> bool {
    let item = match resolved(ty, definitions) {
        Ty::List(item) | Ty::Map(item) => item,
        ty => ty,
    };
    model(item, definitions)
        .is_some_and(|(_, fields)| !fields.is_empty() && fields.iter().all(|it| it.value.read_only))
}

/// Marks fields whose model has only read-only fields, because requests cannot have them.
fn mark_read_only(definitions: &mut [Definition]) {
    loop {
        let mut found = Vec::new();
        for (index, definition) in definitions.iter().enumerate() {
            let Kind::Model { fields, .. } = &definition.kind else {
                continue;
            };
            for (at, field) in fields.iter().enumerate() {
                if !field.value.read_only && is_read_only(&field.value.ty, definitions) {
                    found.push((index, at));
                }
            }
        }
        if found.is_empty() {
            return;
        }
        for (index, at) in found {
            if let Kind::Model { fields, .. } = &mut definitions[index].kind {
                fields[at].value.read_only = true;
                fields[at].value.write_only = false;
            }
        }
    }
}

/// The type behind aliases without constraints.
fn resolved<'a>(ty: &'a Ty, definitions: &'a [Definition]) -> &'a Ty {
    let mut ty = ty;
    for _ in 0..MAX_ALIASES {
        match ty {
            Ty::Named(id) => match definitions.get(id.0).map(|it| &it.kind) {
                Some(Kind::Alias {
                    ty: inner,
                    constraints,
                }) if constraints.is_empty() => ty = inner,
                _ => return ty,
            },
            _ => return ty,
        }
    }
    ty
}

/// Removes variants with the same type as an earlier one, and the union itself.
fn remove_unreachable(
    union: DefinitionId,
    variants: &mut Vec<Variant>,
    definitions: &[Definition],
) {
    let mut seen: HashMap<Ty, usize> = HashMap::new();
    let mut kept: Vec<Variant> = Vec::new();
    for variant in variants.drain(..) {
        let ty = resolved(&variant.ty, definitions).clone();
        if ty == Ty::Named(union) {
            continue;
        }
        match seen.get(&ty) {
            Some(index) => kept[*index].tags.extend(variant.tags),
            None => {
                seen.insert(ty, kept.len());
                kept.push(variant);
            }
        }
    }
    *variants = kept;
}

fn model<'a>(ty: &Ty, definitions: &'a [Definition]) -> Option<(DefinitionId, &'a [Field])> {
    match resolved(ty, definitions) {
        Ty::Named(id) => match definitions.get(id.0).map(|it| &it.kind) {
            Some(Kind::Model { fields, .. }) => Some((*id, fields)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether every variant is a model that can have the discriminator. Adds the member to models that do not declare it.
fn fits(name: &str, variants: &mut [Variant], definitions: &mut [Definition]) -> bool {
    let mut missing = Vec::new();
    for variant in variants.iter() {
        let Some((id, fields)) = model(&variant.ty, definitions) else {
            return false;
        };
        match fields.iter().find(|it| it.wire == name) {
            None => missing.push(id),
            Some(field) if !is_string(&field.value, definitions) => return false,
            Some(field) => {
                if let Some(constant) = field.value.constant.as_ref().and_then(Yaml::as_str)
                    && variant.tags.iter().any(|tag| tag != constant)
                    && variant.tags.len() > 1
                {
                    return false;
                }
            }
        }
        if variant.tags.is_empty() && constant(&variant.ty, name, definitions).is_none() {
            return false;
        }
    }
    for variant in variants.iter_mut() {
        if let Some(tag) = constant(&variant.ty, name, definitions) {
            variant.tags = vec![tag];
        }
    }
    for id in missing {
        if let Some(Kind::Model { fields, .. }) = definitions.get_mut(id.0).map(|it| &mut it.kind)
            && !fields.iter().any(|it| it.wire == name)
        {
            fields.insert(0, discriminator_field(name));
        }
    }
    true
}

fn discriminator_field(name: &str) -> Field {
    Field {
        wire: name.to_owned(),
        required: true,
        value: Value::of(Ty::Scalar(Scalar::String)),
        style: None,
        explode: false,
        is_json: false,
    }
}

fn is_string(value: &Value, definitions: &[Definition]) -> bool {
    match resolved(&value.ty, definitions) {
        Ty::Scalar(Scalar::String) => true,
        Ty::Named(id) => matches!(
            definitions.get(id.0).map(|it| &it.kind),
            Some(
                Kind::Enum {
                    is_integer: false,
                    ..
                } | Kind::Alias {
                    ty: Ty::Scalar(Scalar::String),
                    ..
                }
            )
        ),
        _ => false,
    }
}

/// The only value of a member of a model.
fn constant(ty: &Ty, name: &str, definitions: &[Definition]) -> Option<String> {
    let (_, fields) = model(ty, definitions)?;
    let field = fields.iter().find(|it| it.wire == name)?;
    match field.value.constant.as_ref().and_then(Yaml::as_str) {
        Some(text) => Some(text.to_owned()),
        None => match resolved(&field.value.ty, definitions) {
            Ty::Named(id) => match definitions.get(id.0).map(|it| &it.kind) {
                Some(Kind::Enum {
                    is_integer: false,
                    values,
                }) if values.len() == 1 => values.first().map(|(text, _)| text.clone()),
                _ => None,
            },
            _ => None,
        },
    }
}

/// A member that is a different constant in each variant.
fn detect(variants: &mut [Variant], definitions: &[Definition]) -> Option<String> {
    let (_, fields) = model(&variants.first()?.ty, definitions)?;
    let names: Vec<_> = fields
        .iter()
        .filter(|it| it.required)
        .map(|it| it.wire.clone())
        .collect();
    let name = names.into_iter().find(|name| {
        let is_required = |it: &Variant| {
            model(&it.ty, definitions)
                .is_some_and(|(_, fields)| fields.iter().any(|it| it.wire == *name && it.required))
        };
        let tags: Option<BTreeSet<_>> = variants
            .iter()
            .map(|it| constant(&it.ty, name, definitions))
            .collect();
        variants.iter().all(is_required) && tags.is_some_and(|tags| tags.len() == variants.len())
    })?;
    for variant in variants.iter_mut() {
        variant.tags = constant(&variant.ty, &name, definitions)
            .into_iter()
            .collect();
    }
    Some(name)
}

/// Sorts scalars after those that they contain, because the first matching variant is used.
fn strict_first(variants: &mut [Variant], definitions: &[Definition]) {
    let rank = |variant: &Variant| match resolved(&variant.ty, definitions) {
        Ty::Scalar(scalar) => scalar_rank(*scalar),
        _ => 0,
    };
    variants.sort_by_key(rank);
}

/// How many other scalars a scalar contains; 0 if none.
fn scalar_rank(scalar: Scalar) -> usize {
    Scalar::ALL
        .iter()
        .filter(|other| **other != scalar && scalar.contains(**other))
        .count()
}
