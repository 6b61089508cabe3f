//! Validates requests.

use std::net::IpAddr;

use base64::prelude::{BASE64_STANDARD, Engine};
use bytes::Bytes;
use serde_json::Value;

use super::describe::{Field, Kind, Object, Place};
use super::refusal::Refusal;
use super::request;
use super::route::Route;
use crate::{BodyFormat, Timestamp};

/// Validates the parameters: required ones are present and values have the right type.
pub(super) fn parameters(request: &http::Request<Bytes>, route: &Route) -> Result<(), Refusal> {
    for parameter in route.endpoint.parameters {
        let field = &parameter.field;
        let at = format!("/{}", escaped(field.name));
        let Some(values) = request::values(parameter, request, route) else {
            // An empty list that repeats its name is not sent at all.
            let may_vanish = matches!(field.kind, Kind::List(_) | Kind::Object(_) | Kind::Map(_));
            if field.required && !may_vanish {
                let place = described(parameter.place);
                return Err(Refusal::bad(
                    &at,
                    format!("missing {place} `{}`", field.name),
                ));
            }
            continue;
        };
        let kind = match field.kind {
            Kind::List(item) => *item,
            kind => kind,
        };
        let is_null = |text: &str| field.nullable && matches!(text, "" | "null");
        // The message does not quote the value, which may be a secret in the wrong place.
        if values.iter().any(|it| !text_fits(kind, it) && !is_null(it)) {
            let place = described(parameter.place);
            return Err(Refusal::bad(
                &at,
                format!("{place} `{}`: expected {}", field.name, name(&kind)),
            ));
        }
    }
    Ok(())
}

fn described(place: Place) -> &'static str {
    match place {
        Place::Path => "path parameter",
        Place::Query => "query parameter",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}

/// Validates the body: it is present and, if it is JSON, has the right type.
pub(super) fn body(request: &http::Request<Bytes>, route: &Route) -> Result<Value, Refusal> {
    let operation = route.endpoint.operation;
    let bytes = request.body();
    let Some(format) = operation.body else {
        return Ok(Value::Null);
    };
    if bytes.is_empty() {
        let empty_is_a_value = matches!(format, BodyFormat::Text | BodyFormat::Bytes);
        return if operation.body_optional || empty_is_a_value {
            Ok(Value::Null)
        } else {
            Err(Refusal::bad("", "missing body"))
        };
    }
    if format != BodyFormat::Json {
        return Ok(Value::Null);
    }
    let json: Value = serde_json::from_slice(bytes)
        .map_err(|error| Refusal::bad("", format!("the body is not JSON: {error}")))?;
    if let Some(kind) = &route.endpoint.body {
        value(kind, &json, "")?;
    }
    Ok(json)
}

/// Validates a JSON value.
fn value(kind: &Kind, json: &Value, at: &str) -> Result<(), Refusal> {
    let wrong = || Refusal::bad(at, format!("expected {}", name(kind)));
    match (kind, json) {
        (Kind::Json, _) | (Kind::Bool, Value::Bool(_)) | (Kind::Number, Value::Number(_)) => Ok(()),
        (Kind::Int32, json) => json
            .as_i64()
            .and_then(|number| i32::try_from(number).ok())
            .map(drop)
            .ok_or_else(wrong),
        (Kind::Int64, json) => json.as_i64().map(drop).ok_or_else(wrong),
        (Kind::Numbers(known), json) => json
            .as_i64()
            .filter(|number| known.contains(number))
            .map(drop)
            .ok_or_else(wrong),
        (Kind::Object(object), Value::Object(members)) => members_of(object, members, at),
        (Kind::List(item), Value::Array(items)) => {
            let items = items.iter().enumerate();
            items
                .into_iter()
                .try_for_each(|(index, json)| value(item, json, &format!("{at}/{index}")))
        }
        (Kind::Map(item), Value::Object(members)) => members
            .iter()
            .try_for_each(|(key, json)| value(item, json, &format!("{at}/{}", escaped(key)))),
        (Kind::Union(union), json) => match union.tag {
            Some(tag) => {
                let found = json.get(tag).and_then(Value::as_str);
                let variant = union.variants.iter().find(|(name, _)| Some(*name) == found);
                let at_tag = || Refusal::bad(&format!("{at}/{}", escaped(tag)), "unknown value");
                value(&variant.ok_or_else(at_tag)?.1, json, at)
            }
            None => {
                let mut kinds = union.variants.iter().map(|(_, kind)| kind);
                let fits = kinds.any(|kind| value(kind, json, at).is_ok());
                fits.then_some(()).ok_or_else(wrong)
            }
        },
        (
            Kind::Text
            | Kind::DateTime
            | Kind::Date
            | Kind::Uuid
            | Kind::Uri
            | Kind::Ip
            | Kind::Cidr
            | Kind::Bytes
            | Kind::Words(_),
            Value::String(text),
        ) => text_fits(*kind, text).then_some(()).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

/// Members that only the server writes are ignored, as they are when the item is stored.
fn members_of(
    object: &Object,
    members: &serde_json::Map<String, Value>,
    at: &str,
) -> Result<(), Refusal> {
    for field in object.fields.iter().filter(|field| !field.read_only) {
        let at = format!("{at}/{}", escaped(field.name));
        match members.get(field.name) {
            None if field.required => {
                return Err(Refusal::bad(
                    &at,
                    format!("missing member `{}`", field.name),
                ));
            }
            Some(Value::Null) if !allows_null(field) => {
                return Err(Refusal::bad(
                    &at,
                    format!("`{}` must not be null", field.name),
                ));
            }
            None | Some(Value::Null) => {}
            Some(json) => value(&field.kind, json, &at)?,
        }
    }
    Ok(())
}

fn allows_null(field: &Field) -> bool {
    field.nullable || matches!(field.kind, Kind::Json)
}

/// Whether a string outside of JSON is a valid value. Any string is accepted for objects and lists.
pub(super) fn text_fits(kind: Kind, text: &str) -> bool {
    match kind {
        Kind::Bool => matches!(text, "true" | "false"),
        Kind::Int32 => text.parse::<i32>().is_ok(),
        Kind::Int64 => text.parse::<i64>().is_ok(),
        Kind::Number => text.parse::<f64>().is_ok(),
        Kind::DateTime => text.parse::<Timestamp>().is_ok(),
        Kind::Date => text.parse::<crate::Date>().is_ok(),
        Kind::Uuid => is_uuid(text),
        Kind::Ip => text.parse::<IpAddr>().is_ok(),
        Kind::Bytes => BASE64_STANDARD.decode(text).is_ok(),
        Kind::Words(known) => known.contains(&text),
        Kind::Numbers(known) => text.parse().is_ok_and(|number| known.contains(&number)),
        Kind::Json
        | Kind::Text
        | Kind::Uri
        | Kind::Cidr
        | Kind::Object(_)
        | Kind::List(_)
        | Kind::Map(_)
        | Kind::Union(_) => true,
    }
}

/// RFC 9562 section 4: digits in groups of 8, 4, 4, 4 and 12.
fn is_uuid(text: &str) -> bool {
    let groups = text.split('-').map(|group| {
        let digits = group.bytes().all(|byte| byte.is_ascii_hexdigit());
        digits.then_some(group.len())
    });
    groups.eq([8, 4, 4, 4, 12].map(Some))
}

fn name(kind: &Kind) -> String {
    let name = match kind {
        Kind::Json => "a value",
        Kind::Text => "a string",
        Kind::Bool => "a boolean",
        Kind::Int32 => "a 32-bit integer",
        Kind::Int64 => "a 64-bit integer",
        Kind::Number => "a number",
        Kind::DateTime => "a date and time (RFC 3339)",
        Kind::Date => "a date (RFC 3339)",
        Kind::Uuid => "a UUID",
        Kind::Uri => "a URI",
        Kind::Ip => "an IP address",
        Kind::Cidr => "an IP network",
        Kind::Bytes => "a base64 string",
        Kind::Words(words) => return format!("one of {}", words.join(", ")),
        Kind::Numbers(numbers) => {
            let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
            return format!("one of {}", numbers.join(", "));
        }
        Kind::Object(_) | Kind::Map(_) => "an object",
        Kind::List(_) => "a list",
        Kind::Union(_) => "a value of one of several types",
    };
    name.to_owned()
}

/// Escapes a token of a JSON pointer (RFC 6901 section 3).
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
