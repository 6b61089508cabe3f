//! Deterministic values that the fake makes up.

use serde_json::{Value, json};

use super::describe::{Field, Kind, Object};
use crate::Timestamp;

/// Maximum nesting depth of objects.
const DEEPEST: usize = 8;

/// Start of virtual time, in Unix seconds: the beginning of 2026.
const EPOCH: i64 = 1_767_225_600;

/// Timestamp this many seconds after the start.
pub(super) fn time(moment: u64) -> Value {
    let seconds = EPOCH.saturating_add_unsigned(moment);
    let moment = Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX);
    moment.to_string().into()
}

/// Identifier with this number: an integer if the API uses numbers, otherwise in UUID format.
pub(super) fn id(kind: Kind, number: u64) -> Value {
    match kind {
        Kind::Int32 | Kind::Int64 | Kind::Number => json!(number),
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

/// Adds all required members to an object.
pub(super) fn complete(object: &Object, members: &mut serde_json::Map<String, Value>) {
    complete_within(object, members, DEEPEST);
}

fn complete_within(
    object: &Object,
    members: &mut serde_json::Map<String, Value>,
    left: usize,
) -> bool {
    object.fields.iter().all(|field| {
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

fn read(json: &str) -> Option<Value> {
    serde_json::from_str(json).ok()
}

fn member(field: &Field, left: usize) -> Option<Value> {
    match field.example.and_then(read) {
        Some(example) => Some(example),
        None if field.nullable => Some(Value::Null),
        None => value(field.kind, left),
    }
}

/// A value of a type; `None` if every candidate is nested too deeply.
fn value(kind: Kind, left: usize) -> Option<Value> {
    let left = left.checked_sub(1)?;
    Some(match kind {
        Kind::Json | Kind::Text => "text".into(),
        Kind::Bool => false.into(),
        Kind::Int32 | Kind::Int64 => 1.into(),
        Kind::Number => json!(1.5),
        Kind::DateTime => time(0),
        Kind::Date => "2026-01-01".into(),
        Kind::Uuid => id(kind, 0),
        Kind::Uri => "https://example.com".into(),
        Kind::Ip => "192.0.2.1".into(),
        Kind::Cidr => "192.0.2.0/24".into(),
        Kind::Bytes => "".into(),
        Kind::Words(words) => (*words.first()?).into(),
        Kind::Numbers(numbers) => (*numbers.first()?).into(),
        Kind::List(_) => json!([]),
        Kind::Map(_) => json!({}),
        Kind::Object(object) => {
            let mut members = serde_json::Map::new();
            complete_within(object, &mut members, left).then_some(members.into())?
        }
        Kind::Union(union) => union.variants.iter().find_map(|(name, kind)| {
            let mut made = value(*kind, left)?;
            if let Some(tag) = union.tag {
                let members = made.as_object_mut()?;
                members.insert(tag.to_owned(), (*name).into());
            }
            Some(made)
        })?,
    })
}
