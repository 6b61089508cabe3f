//! Calls of the runtime's macros.

use super::constants;
use super::module::Module;
use super::numbers::{float, grouped};
use crate::format::{self, Item};
use crate::ir::{Access, Api, Constraints, Field, Scalar, Ty, TypeKind, UnionVariant, Variant};
use crate::lower::{Side, presence};
use crate::rust::names::ADDITIONAL_PROPERTIES;
use crate::rust::{Macro, MacroCall, Presence, string_literal};
use serde_json::Value as Json;

/// The groups of `object!`, in the order that it expects.
const GROUPS: [(Presence, &str); 4] = [
    (Presence::Required, "required"),
    (Presence::Optional, "optional"),
    (Presence::Nullable, "nullable"),
    (Presence::OptionalNullable, "optional_nullable"),
];

pub(super) fn item(module: &Module<'_>, call: &MacroCall<'_>) -> Item {
    let ty = &call.ty.name;
    // Printed as a type, so that it is spaced as one.
    let printed = |ty| format::ty(&module.ty(ty));
    let plain = |name, subject| Item::Macro {
        name,
        subject,
        rows: Vec::new(),
    };
    match &call.name {
        Macro::Object {
            fields,
            additional_properties,
            any_of,
        } => {
            let rows = rows(module.api, fields, *additional_properties, any_of);
            // `object!` expects the colon even if nothing follows.
            let colon = if rows.is_empty() { ":" } else { "" };
            Item::Macro {
                name: "object",
                subject: format!("{ty}{colon}"),
                rows,
            }
        }
        Macro::StringEnum(values) => table("string_enum", ty.to_string(), values, string_literal),
        Macro::StringEnumInput(values) => {
            table("string_enum", format!("input {ty}"), values, string_literal)
        }
        Macro::IntEnum(values) => table("int_enum", ty.to_string(), values, number),
        Macro::IntEnumInput(values) => table("int_enum", format!("input {ty}"), values, number),
        Macro::StringId => plain("string_id", ty.to_string()),
        Macro::ScalarId(inner) => plain("scalar_id", format!("{ty}({})", printed(inner))),
        Macro::Constrained(inner, constraints) => Item::Macro {
            name: "constrained",
            subject: format!("{ty}({})", printed(inner)),
            rows: vec![bounds(constraints).join(", ")],
        },
        Macro::TaggedUnion {
            discriminator,
            variants,
        } => {
            let is_shared =
                |tag: &String| variants.iter().filter(|it| it.tags.contains(tag)).count() > 1;
            let rows = variants.iter().map(|it| {
                let tags: Vec<_> = it.tags.iter().map(|tag| string_literal(tag)).collect();
                // A value of its own needs no further conditions.
                let conditions = if it.tags.iter().any(is_shared) {
                    conditions(module.api, it)
                } else {
                    String::new()
                };
                format!("{} = {}{conditions}", variant(module, it), tags.join(" | "))
            });
            Item::Macro {
                name: "tagged_union",
                subject: format!("{ty} by {}", string_literal(discriminator)),
                rows: vec![rows.collect::<Vec<_>>().join(", ")],
            }
        }
        Macro::UntaggedUnion(variants) => {
            let rows = variants
                .iter()
                .map(|it| variant(module, it) + &conditions(module.api, it));
            Item::Macro {
                name: "untagged_union",
                subject: ty.to_string(),
                rows: vec![rows.collect::<Vec<_>>().join(", ")],
            }
        }
        Macro::Request(output) => plain("request", format!("{ty} => {}", printed(output))),
    }
}

/// `User(_)`, or `Everyone as Everyone` for a unit variant, which is encoded as its model.
fn variant(module: &Module<'_>, variant: &UnionVariant) -> String {
    if variant.is_unit {
        let model = module.use_of(module.api.resolved(&variant.ty), Side::Any);
        format!("{} as {model}", variant.rust)
    } else {
        format!("{}(_)", variant.rust)
    }
}

/// ` { "kind": "user" } [ "id" ]`: the constants of a variant, and the members that its type does not require, because it is
/// also sent.
fn conditions(api: &Api, variant: &UnionVariant) -> String {
    let Ty::Named(id) = api.resolved(&variant.ty) else {
        return String::new();
    };
    let ty = api.ty(*id);
    let TypeKind::Model(model) = &ty.kind else {
        return String::new();
    };
    let returned = model
        .fields
        .iter()
        .filter(|it| it.always_returned() && it.access != Access::WriteOnly);
    let (mut constants, mut required) = (Vec::new(), Vec::new());
    for field in returned {
        let constant = field.implied.as_ref().or(field.constant.as_ref());
        match constant.filter(|_| !field.nullable) {
            Some(constant @ (Json::String(_) | Json::Number(_) | Json::Bool(_))) => {
                let literal = literal(constant);
                constants.push(format!("{}: {literal}", string_literal(&field.wire)));
            }
            _ if presence(field, ty) != Presence::Required => {
                required.push(string_literal(&field.wire));
            }
            _ => {}
        }
    }
    let list = |open: &str, items: Vec<String>, close: &str| match items.as_slice() {
        [] => String::new(),
        items => format!(" {open} {} {close}", items.join(", ")),
    };
    list("{", constants, "}") + &list("[", required, "]")
}

/// A constant as Rust source.
fn literal(constant: &Json) -> String {
    match constant {
        Json::String(text) => string_literal(text),
        // Tokens of a negative number are printed with a space.
        _ => constants::literal(constant)
            .unwrap_or_default()
            .to_string()
            .replace("- ", "-"),
    }
}

/// `max_length(8)`: the constraints of a string or number.
fn bounds(of: &Constraints) -> Vec<String> {
    let lengths = [("min_length", of.min_length), ("max_length", of.max_length)];
    let lengths = lengths.into_iter().filter_map(|(name, length)| {
        let length = i64::try_from(length?).ok()?;
        Some(format!("{name}({})", grouped(length)))
    });
    let numbers = [
        ("minimum", &of.minimum),
        ("maximum", &of.maximum),
        ("exclusive_minimum", &of.exclusive_minimum),
        ("exclusive_maximum", &of.exclusive_maximum),
        ("multiple_of", &of.multiple_of),
    ];
    let numbers = numbers.into_iter().filter_map(|(name, bound)| {
        let bound = float(bound.as_ref()?)?;
        // Tokens of a negative number are printed with a space.
        Some(format!("{name}({bound})").replace("- ", "-"))
    });
    let pattern = of.pattern.iter();
    let pattern = pattern.map(|it| format!("pattern({})", string_literal(it)));
    lengths.chain(numbers).chain(pattern).collect()
}

/// `Email = "EMAIL", …`: the literal of each value.
fn table(
    name: &'static str,
    subject: String,
    values: &[&Variant],
    literal: fn(&str) -> String,
) -> Item {
    let rows = values
        .iter()
        .map(|it| format!("{} = {}", it.rust, literal(&it.wire)));
    Item::Macro {
        name,
        subject,
        rows: vec![rows.collect::<Vec<_>>().join(", ")],
    }
}

fn number(wire: &str) -> String {
    grouped(wire.parse::<i64>().unwrap_or_default())
}

/// `required id, created_at;`: the constants, and one row for each presence that occurs.
fn rows(
    api: &Api,
    fields: &[(Presence, &Field)],
    additional_properties: bool,
    any_of: &[Vec<String>],
) -> Vec<String> {
    let constants = fields.iter().filter_map(|(_, field)| {
        let value = field.implied.clone()?;
        let value = match api.resolved(&field.ty) {
            // The constant `1` of a floating-point number is `1.0`.
            Ty::Scalar(Scalar::F64) => value.as_f64().map_or(value, Json::from),
            _ => value,
        };
        Some(format!(
            "{} = {}",
            string_literal(&field.wire),
            literal(&value)
        ))
    });
    let constants: Vec<_> = constants.collect();
    let mut groups = Vec::new();
    if !constants.is_empty() {
        groups.push(format!("constant {};", constants.join(", ")));
    }
    for (presence, group) in GROUPS {
        let fields = fields.iter().filter(|(other, _)| *other == presence);
        let names: Vec<_> = fields.map(|(_, field)| name(field)).collect();
        if !names.is_empty() {
            groups.push(format!("{group} {};", names.join(", ")));
        }
    }
    let alternatives = any_of.iter().map(|names| {
        let names: Vec<_> = names.iter().map(|name| string_literal(name)).collect();
        format!("[{}]", names.join(", "))
    });
    let alternatives: Vec<_> = alternatives.collect();
    if !alternatives.is_empty() {
        groups.push(format!("any_of {};", alternatives.join(", ")));
    }
    groups.extend(additional_properties.then(|| format!("..{ADDITIONAL_PROPERTIES};")));
    groups
}

/// The name of a field, with that of its member if they differ.
fn name(field: &Field) -> String {
    if field.rust == field.wire {
        field.rust.clone()
    } else {
        format!("{} as {}", field.rust, string_literal(&field.wire))
    }
}
