//! Whether a request is one that the API takes.

use std::net::IpAddr;

use base64::prelude::{BASE64_STANDARD, Engine};
use bytes::Bytes;
use serde_json::Value;

use super::describe::{Field, Kind, Object, Place};
use super::refusal::Refusal;
use super::request;
use super::route::Route;
use crate::{BodyFormat, Timestamp};

/// The parameters: required ones are there, and values are of their kinds.
pub(super) fn parameters(request: &http::Request<Bytes>, route: &Route) -> Result<(), Refusal> {
    for parameter in route.endpoint.parameters {
        let field = &parameter.field;
        let at = format!("/{}", escaped(field.name));
        let Some(values) = request::values(parameter, request, route) else {
            // A list that repeats its name has nothing to repeat when it is empty.
            let may_vanish = matches!(field.kind, Kind::List(_) | Kind::Object(_) | Kind::Map(_));
            if field.required && !may_vanish {
                let place = described(parameter.place);
                return Err(Refusal::bad(
                    &at,
                    format!("{place} `{}` is missing", field.name),
                ));
            }
            continue;
        };
        let kind = match field.kind {
            Kind::List(item) => *item,
            kind => kind,
        };
        let is_null = |text: &str| field.nullable && matches!(text, "" | "null");
        if values.iter().any(|it| !text_fits(kind, it) && !is_null(it)) {
            let (place, expected) = (described(parameter.place), name(&kind));
            return Err(Refusal::bad(
                &at,
                format!("{place} `{}`: {expected} is expected", field.name),
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

/// The body: it is there, and what the operation takes if that is JSON. Of other formats nothing else is looked at.
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
            Err(Refusal::bad("", "the body is missing"))
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

/// Whether a value that the caller sends is of a kind.
fn value(kind: &Kind, json: &Value, at: &str) -> Result<(), Refusal> {
    let wrong = || Refusal::bad(at, format!("{} is expected", name(kind)));
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
                let at_tag = || Refusal::bad(&format!("{at}/{}", escaped(tag)), "is not known");
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

/// What only the server writes is not looked at: it is not taken over either.
fn members_of(
    object: &Object,
    members: &serde_json::Map<String, Value>,
    at: &str,
) -> Result<(), Refusal> {
    for field in object.fields.iter().filter(|field| !field.read_only) {
        let at = format!("{at}/{}", escaped(field.name));
        match members.get(field.name) {
            None if field.required => {
                return Err(Refusal::bad(&at, format!("`{}` is missing", field.name)));
            }
            Some(Value::Null) if !allows_null(field) => {
                return Err(Refusal::bad(
                    &at,
                    format!("`{}` cannot be null", field.name),
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

/// Whether a text outside of JSON is a value of a kind. Of objects and lists only that they are there is checked.
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
        Kind::Text => "a text",
        Kind::Bool => "true or false",
        Kind::Int32 => "a whole number of 32 bits",
        Kind::Int64 => "a whole number of 64 bits",
        Kind::Number => "a number",
        Kind::DateTime => "a moment (RFC 3339)",
        Kind::Date => "a day (RFC 3339)",
        Kind::Uuid => "a UUID",
        Kind::Uri => "a URI",
        Kind::Ip => "an IP address",
        Kind::Cidr => "an IP network",
        Kind::Bytes => "a text in base 64",
        Kind::Words(words) => return format!("one of {}", words.join(", ")),
        Kind::Numbers(numbers) => {
            let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
            return format!("one of {}", numbers.join(", "));
        }
        Kind::Object(_) | Kind::Map(_) => "an object",
        Kind::List(_) => "a list",
        Kind::Union(_) => "one of several kinds of value",
    };
    name.to_owned()
}

/// A token of a JSON pointer, RFC 6901 section 3.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
