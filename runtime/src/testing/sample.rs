//! Deterministic values that the fake makes up.

use serde_json::{Value, json};

use super::schema::{Field, Object, Type};
use crate::Timestamp;

/// Maximum nesting depth of objects.
const MAX_DEPTH: usize = 8;

/// Start of virtual time, in Unix seconds: the beginning of 2026.
const EPOCH: i64 = 1_767_225_600;

/// Timestamp of the type, this many seconds after the start.
pub(super) fn time(ty: Type, time: u64) -> Value {
    let seconds = EPOCH.saturating_add_unsigned(time);
    if matches!(ty, Type::UnixTime) {
        return seconds.into();
    }
    let time = Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX);
    time.to_string().into()
}

/// Identifier with this number: an integer if the API uses numbers, otherwise in UUID format.
pub(super) fn id(ty: Type, number: u64) -> Value {
    match ty {
        Type::Int32 | Type::Int64 | Type::UInt32 | Type::UInt64 | Type::Number => json!(number),
        _ => format!("00000000-0000-4000-8000-{number:012x}").into(),
    }
}

/// The number of a generated identifier.
pub(super) fn number_of_id(id: &str) -> Option<u64> {
    match id.strip_prefix("00000000-0000-4000-8000-") {
        Some(digits) if digits.len() == 12 => u64::from_str_radix(digits, 16).ok(),
        Some(_) => None,
        None => id.parse().ok(),
    }
}

/// A value of a type; `None` if it contains itself.
pub(super) fn value_of(ty: Type) -> Option<Value> {
    value(ty, MAX_DEPTH)
}

/// Adds all required members to an object.
pub(super) fn complete(object: &Object, members: &mut serde_json::Map<String, Value>) {
    complete_within(object, members, MAX_DEPTH);
}

fn complete_within(
    object: &Object,
    members: &mut serde_json::Map<String, Value>,
    left: usize,
) -> bool {
    object.fields().all(|field| {
        if members.contains_key(field.name) || field.write_only {
            return true;
        }
        let value = match (field.default.and_then(read), field.required) {
            (Some(default), _) => Some(default),
            (None, true) => member(field, left),
            (None, false) => return true,
        };
        let made = value.is_some();
        members.extend(value.map(|value| (field.name.to_owned(), value)));
        made
    })
}

/// Adds the members of the first alternative, unless the object has those of another one.
fn choose(object: &Object, members: &mut serde_json::Map<String, Value>, left: usize) -> bool {
    let has = |name: &&str| members.contains_key(*name);
    if object.any_of.iter().any(|names| names.iter().all(has)) {
        return true;
    }
    let names = object.any_of.first().into_iter().flat_map(|it| it.iter());
    let missing: Vec<_> = names.filter(|name| !has(name)).collect();
    missing.into_iter().all(|name| {
        let made = object.field(name).and_then(|field| member(field, left));
        let is_made = made.is_some();
        members.extend(made.map(|value| ((*name).to_owned(), value)));
        is_made
    })
}

fn read(json: &str) -> Option<Value> {
    serde_json::from_str(json).ok()
}

fn member(field: Field, left: usize) -> Option<Value> {
    match field.example.and_then(read) {
        Some(example) => Some(example),
        None if field.nullable => Some(Value::Null),
        None => value(field.ty, left),
    }
}

/// A value of a type; `None` if every candidate is nested too deeply.
fn value(ty: Type, left: usize) -> Option<Value> {
    let left = left.checked_sub(1)?;
    Some(match ty {
        Type::Any | Type::String => "text".into(),
        Type::Bool => false.into(),
        Type::Int32 | Type::Int64 | Type::UInt32 | Type::UInt64 => 1.into(),
        Type::Number => json!(1.5),
        Type::DateTime | Type::UnixTime => time(ty, 0),
        Type::Date => "2026-01-01".into(),
        Type::Time => "09:30:00".into(),
        Type::Decimal => "1.50".into(),
        Type::Uuid => id(ty, 0),
        Type::Uri => "https://example.com".into(),
        Type::Ip | Type::Ipv4 => "192.0.2.1".into(),
        Type::Ipv6 => "2001:db8::1".into(),
        Type::Cidr => "192.0.2.0/24".into(),
        Type::Bytes => "".into(),
        Type::StringEnum(words) => (*words.first()?).into(),
        Type::IntEnum(numbers) => (*numbers.first()?).into(),
        Type::Constant(constant) => constant.value(),
        Type::List(_) => json!([]),
        Type::Map(_) => json!({}),
        Type::Nullable(ty) => value(*ty, left)?,
        Type::Object(object) => {
            let mut members = serde_json::Map::new();
            let is_made = complete_within(object(), &mut members, left)
                && choose(object(), &mut members, left);
            is_made.then_some(members.into())?
        }
        Type::Union(union) => union().variants.iter().find_map(|(tags, ty)| {
            let mut made = value(*ty, left)?;
            if let (Some(discriminator), Some(tag)) = (union().discriminator, tags.first()) {
                let members = made.as_object_mut()?;
                members.insert(discriminator.to_owned(), (*tag).into());
            }
            Some(made)
        })?,
    })
}
