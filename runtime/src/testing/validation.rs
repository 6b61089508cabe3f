//! Validates requests.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use base64::prelude::{BASE64_STANDARD, Engine};
use bytes::Bytes;
use serde_json::Value;

use super::constraints;
use super::error_response::ErrorResponse;
use super::route::Route;
use super::schema::{Body, Field, Location, Object, Type};
use super::{form, request};
use crate::operation::alternatives;
use crate::{BodyFormat, Operation, Timestamp};

/// Validates the parameters: required ones are present, and values have the right type and meet
/// their constraints.
pub(super) fn parameters(
    request: &http::Request<Bytes>,
    route: &Route,
) -> Result<(), ErrorResponse> {
    for parameter in route.endpoint.parameters {
        let field = &parameter.field;
        let at = format!("/{}", escaped(field.name));
        // Members are not checked: undeclared ones look like other parameters.
        if parameter.exploded {
            continue;
        }
        let Some(values) = request::values(parameter, request, route) else {
            // An empty list that repeats its name is not sent at all.
            let may_vanish = is_nested(&field.ty) && !parameter.json;
            if field.required && !may_vanish {
                let place = described(parameter.location);
                return Err(ErrorResponse::bad_request(
                    &at,
                    format!("missing {place} `{}`", field.name),
                ));
            }
            continue;
        };
        if parameter.json {
            json_parameter(field, &values, &at)?;
            continue;
        }
        let ty = match field.ty {
            Type::List(item) => *item,
            ty => ty,
        };
        let is_null = |text: &str| field.nullable && matches!(text, "" | "null");
        // The message does not quote the value, which may be a secret in the wrong place.
        if values
            .iter()
            .any(|it| !accepts_text(ty, it) && !is_null(it))
        {
            let place = described(parameter.location);
            return Err(ErrorResponse::bad_request(
                &at,
                format!("{place} `{}`: expected {}", field.name, name(&ty)),
            ));
        }
        if values.iter().any(|it| is_null(it)) {
            continue;
        }
        // The number of values is not that of the items.
        if is_nested(&ty) {
            continue;
        }
        let value = constraints::parameter(field.ty, &values);
        if let Some(violation) = constraints::of_field(field, &value) {
            let place = described(parameter.location);
            let message = format!("{place} `{}` {violation}", field.name);
            return Err(ErrorResponse::bad_request(&at, message));
        }
    }
    Ok(())
}

/// Whether values of the type are lists or objects, or can be.
fn is_nested(ty: &Type) -> bool {
    match ty {
        Type::List(_) | Type::Object(_) | Type::Map(_) => true,
        Type::Union(union) => union().variants.iter().any(|(_, ty)| {
            matches!(
                ty,
                Type::List(_) | Type::Object(_) | Type::Map(_) | Type::Union(_)
            )
        }),
        _ => false,
    }
}

/// Validates a parameter that is a JSON document.
fn json_parameter(field: &Field, values: &[String], at: &str) -> Result<(), ErrorResponse> {
    let text = values.first().map(String::as_str).unwrap_or_default();
    let json: Value = serde_json::from_str(text).map_err(|error| {
        let message = format!("query parameter `{}` is not JSON: {error}", field.name);
        ErrorResponse::bad_request(at, message)
    })?;
    if json.is_null() && allows_null(field) {
        return Ok(());
    }
    value(&field.ty, &json, at)?;
    match constraints::of_field(field, &json) {
        Some(violation) => Err(ErrorResponse::bad_request(
            at,
            format!("query parameter `{}` {violation}", field.name),
        )),
        None => Ok(()),
    }
}

fn described(place: Location) -> &'static str {
    match place {
        Location::Path => "path parameter",
        Location::Query => "query parameter",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// Validates the body: it is present and, if it is JSON, has the right type.
pub(super) fn body(request: &http::Request<Bytes>, route: &Route) -> Result<Value, ErrorResponse> {
    let operation = route.endpoint.operation;
    let bytes = request.body();
    let Some(format) = operation.body else {
        return Ok(Value::Null);
    };
    if bytes.is_empty() {
        let empty_is_a_value = matches!(format, BodyFormat::Text | BodyFormat::Bytes);
        return if operation.optional_body.is_some() || empty_is_a_value {
            Ok(Value::Null)
        } else {
            Err(ErrorResponse::bad_request("", "missing body"))
        };
    }
    if format != BodyFormat::Json {
        form_any_of(operation, format, request)?;
        return Ok(Value::Null);
    }
    let json: Value = serde_json::from_slice(bytes).map_err(|error| {
        ErrorResponse::bad_request("", format!("the body is not JSON: {error}"))
    })?;
    match (route.endpoint.body, &json) {
        (None, _) => {}
        (Some(Body::Value(ty)), json) => value(&ty, json, "")?,
        (Some(Body::Fields(object)), Value::Object(members)) => {
            members_of(object, members, "")?;
            any_of(operation.any_of, "", |name| members.contains_key(name))?;
        }
        (Some(Body::Fields(_)), _) => {
            return Err(ErrorResponse::bad_request("", "expected an object"));
        }
    }
    Ok(json)
}

/// Validates that a body or object has all members of an alternative, if there are any.
fn any_of(of: &[&[&str]], at: &str, has: impl Fn(&str) -> bool) -> Result<(), ErrorResponse> {
    let is_complete = |names: &&[&str]| names.iter().all(|name| has(name));
    if of.is_empty() || of.iter().any(is_complete) {
        return Ok(());
    }
    let expected = alternatives(of);
    let message = format!("expected at least one of {expected}");
    Err(ErrorResponse::bad_request(at, message))
}

/// Validates that a form has all fields of an alternative. A field without values, such as an empty
/// list, is not in the form.
fn form_any_of(
    operation: &Operation,
    format: BodyFormat,
    request: &http::Request<Bytes>,
) -> Result<(), ErrorResponse> {
    if operation.any_of.is_empty() {
        return Ok(());
    }
    let names = form::names(format, request).ok_or_else(|| {
        let message = format!("the body is not `{}`", format.media_type());
        ErrorResponse::bad_request("", message)
    })?;
    any_of(operation.any_of, "", |name| form::has(&names, name))
}

/// Validates a JSON value.
fn value(ty: &Type, json: &Value, at: &str) -> Result<(), ErrorResponse> {
    let wrong = || ErrorResponse::bad_request(at, format!("expected {}", name(ty)));
    match (ty, json) {
        (Type::Any, _) | (Type::Bool, Value::Bool(_)) | (Type::Number, Value::Number(_)) => Ok(()),
        (Type::Int32, json) => json
            .as_i64()
            .and_then(|number| i32::try_from(number).ok())
            .map(drop)
            .ok_or_else(wrong),
        (Type::Int64 | Type::UInt32 | Type::UInt64 | Type::UnixTime, Value::Number(number)) => {
            let text = number.to_string();
            accepts_text(*ty, &text).then_some(()).ok_or_else(wrong)
        }
        (Type::IntEnum(known), json) => json
            .as_i64()
            .filter(|number| known.contains(number))
            .map(drop)
            .ok_or_else(wrong),
        (Type::Constant(constant), json) => constant.is(json).then_some(()).ok_or_else(wrong),
        (Type::Object(object), Value::Object(members)) => members_of(object(), members, at),
        (Type::Nullable(_), Value::Null) => Ok(()),
        (Type::Nullable(ty), json) => value(ty, json, at),
        (Type::List(item), Value::Array(items)) => {
            let items = items.iter().enumerate();
            items
                .into_iter()
                .try_for_each(|(index, json)| value(item, json, &format!("{at}/{index}")))
        }
        (Type::Map(item), Value::Object(members)) => members
            .iter()
            .try_for_each(|(key, json)| value(item, json, &format!("{at}/{}", escaped(key)))),
        (Type::Union(union), json) => match union().discriminator {
            Some(tag) => {
                let found = json.get(tag).and_then(Value::as_str);
                let at_tag =
                    ErrorResponse::bad_request(&format!("{at}/{}", escaped(tag)), "unknown value");
                let variants = union().variants.iter();
                // Several variants may have the same value of the discriminator.
                variants
                    .filter(|(tags, _)| found.is_some_and(|found| tags.contains(&found)))
                    .map(|(_, ty)| value(ty, json, at))
                    .reduce(|first, other| first.or(other))
                    .unwrap_or(Err(at_tag))
            }
            None => {
                let mut types = union().variants.iter().map(|(_, ty)| ty);
                let fits = types.any(|ty| value(ty, json, at).is_ok());
                fits.then_some(()).ok_or_else(wrong)
            }
        },
        (
            Type::String
            | Type::DateTime
            | Type::Date
            | Type::Time
            | Type::Decimal
            | Type::Uuid
            | Type::Uri
            | Type::Ip
            | Type::Ipv4
            | Type::Ipv6
            | Type::Cidr
            | Type::Bytes
            | Type::StringEnum(_),
            Value::String(text),
        ) => accepts_text(*ty, text).then_some(()).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

/// Members that only the server writes are ignored, as they are when the item is stored.
fn members_of(
    object: &Object,
    members: &serde_json::Map<String, Value>,
    at: &str,
) -> Result<(), ErrorResponse> {
    any_of(object.any_of, at, |name| members.contains_key(name))?;
    for field in object.fields().filter(|field| !field.read_only) {
        let at = format!("{at}/{}", escaped(field.name));
        match members.get(field.name) {
            None if field.required => {
                return Err(ErrorResponse::bad_request(
                    &at,
                    format!("missing member `{}`", field.name),
                ));
            }
            Some(Value::Null) if !allows_null(&field) => {
                return Err(ErrorResponse::bad_request(
                    &at,
                    format!("`{}` must not be null", field.name),
                ));
            }
            None | Some(Value::Null) => {}
            Some(json) => {
                value(&field.ty, json, &at)?;
                if let Some(violation) = constraints::of_field(&field, json) {
                    let message = format!("`{}` {violation}", field.name);
                    return Err(ErrorResponse::bad_request(&at, message));
                }
            }
        }
    }
    Ok(())
}

fn allows_null(field: &Field) -> bool {
    field.nullable || matches!(field.ty, Type::Any)
}

/// Whether a string outside of JSON is a valid value. Any string is accepted for objects and lists.
pub(super) fn accepts_text(ty: Type, text: &str) -> bool {
    match ty {
        Type::Bool => matches!(text, "true" | "false"),
        Type::Int32 => text.parse::<i32>().is_ok(),
        Type::Int64 => text.parse::<i64>().is_ok(),
        Type::UInt32 => text.parse::<u32>().is_ok(),
        Type::UInt64 => text.parse::<u64>().is_ok(),
        Type::Number => text.parse::<f64>().is_ok(),
        Type::DateTime => text.parse::<Timestamp>().is_ok(),
        Type::Date => text.parse::<crate::Date>().is_ok(),
        Type::Time => crate::model::parse_time(text).is_some(),
        Type::UnixTime => text.parse::<crate::UnixTime>().is_ok(),
        Type::Decimal => text.parse::<crate::Decimal>().is_ok(),
        Type::Uuid => is_uuid(text),
        Type::Ip => text.parse::<IpAddr>().is_ok(),
        Type::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
        Type::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
        Type::Bytes => BASE64_STANDARD.decode(text).is_ok(),
        Type::StringEnum(known) => known.contains(&text),
        Type::IntEnum(known) => text.parse().is_ok_and(|number| known.contains(&number)),
        Type::Constant(constant) => request::text(&constant.value()) == text,
        Type::Any
        | Type::String
        | Type::Uri
        | Type::Cidr
        | Type::Object(_)
        | Type::List(_)
        | Type::Map(_) => true,
        Type::Nullable(ty) => text.is_empty() || accepts_text(*ty, text),
        Type::Union(union) => {
            let mut variants = union().variants.iter();
            variants.any(|(_, ty)| matches!(ty, Type::Union(_)) || accepts_text(*ty, text))
        }
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

fn name(ty: &Type) -> String {
    let name = match ty {
        Type::Any => "a value",
        Type::String => "a string",
        Type::Bool => "a boolean",
        Type::Int32 => "a 32-bit integer",
        Type::Int64 => "a 64-bit integer",
        Type::UInt32 => "a 32-bit unsigned integer",
        Type::UInt64 => "a 64-bit unsigned integer",
        Type::Number => "a number",
        Type::DateTime => "a date and time (RFC 3339)",
        Type::Date => "a date (RFC 3339)",
        Type::Time => "a time of day (RFC 3339)",
        Type::UnixTime => "a Unix time in seconds",
        Type::Decimal => "a decimal number in a string",
        Type::Uuid => "a UUID",
        Type::Uri => "a URI",
        Type::Ip => "an IP address",
        Type::Ipv4 => "an IPv4 address",
        Type::Ipv6 => "an IPv6 address",
        Type::Cidr => "an IP network",
        Type::Bytes => "a base64 string",
        Type::StringEnum(words) => return format!("one of {}", words.join(", ")),
        Type::IntEnum(numbers) => {
            let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
            return format!("one of {}", numbers.join(", "));
        }
        Type::Constant(constant) => return constant.value().to_string(),
        Type::Object(_) | Type::Map(_) => "an object",
        Type::List(_) => "a list",
        Type::Nullable(ty) => return format!("{} or null", name(ty)),
        Type::Union(_) => "a value of one of several types",
    };
    name.to_owned()
}

/// Escapes a token of a JSON pointer (RFC 6901 section 3).
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
