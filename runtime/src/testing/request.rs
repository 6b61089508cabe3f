//! Parses queries, cookies and parameters of requests.

use bytes::Bytes;
use http::HeaderMap;
use http::header::COOKIE;
use serde_json::Value;

use super::route::Route;
use super::schema::{Location, Parameter, Type};
use crate::ListStyle;
use crate::form::form_decoded;

/// The decoded pairs of a query, in order.
pub(super) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    raw_pairs(query).map(|(name, value)| (name, form_decoded(value)))
}

fn raw_pairs(query: &str) -> impl Iterator<Item = (String, &str)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (form_decoded(name), value)
    })
}

/// First value of a query parameter.
pub(super) fn first(query: &str, name: &str) -> Option<String> {
    pairs(query)
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}

/// Cookies of a request.
pub(super) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let values = headers.get_all(COOKIE).into_iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}

/// Values of a parameter, one unless it is a list; `None` if it is missing.
pub(super) fn values(
    parameter: &Parameter,
    request: &http::Request<Bytes>,
    route: &Route,
) -> Option<Vec<String>> {
    let name = parameter.field.name;
    match parameter.location {
        Location::Path => {
            let (_, value) = route.values.iter().find(|(key, _)| *key == name)?;
            Some(vec![value.clone()])
        }
        Location::Query => in_query(parameter, request.uri().query()?),
        Location::Header => {
            let value = request.headers().get(name)?.to_str().ok()?;
            Some(match parameter.field.ty {
                Type::List(_) => separated(value, &[","]),
                _ => vec![value.to_owned()],
            })
        }
        Location::Cookie => {
            let (_, value) = cookies(request.headers()).find(|(key, _)| *key == name)?;
            Some(vec![value.to_owned()])
        }
    }
}

/// Values of a query parameter.
pub(super) fn in_query(parameter: &Parameter, query: &str) -> Option<Vec<String>> {
    let name = parameter.field.name;
    let is_list = matches!(parameter.field.ty, Type::List(_));
    let own = |key: &str| match key.strip_prefix(name) {
        Some("") => true,
        // `name[]=…` and `name[key]=…`.
        Some(rest) => rest.starts_with('['),
        None => false,
    };
    let mut found = None::<Vec<String>>;
    for (_, value) in raw_pairs(query).filter(|(key, _)| own(key)) {
        let values = found.get_or_insert_default();
        match parameter.style {
            ListStyle::Comma if is_list => values.extend(separated(value, &[","])),
            ListStyle::Space if is_list => values.extend(separated(value, &["%20", "+"])),
            ListStyle::Pipe if is_list => values.extend(separated(value, &["%7C", "|"])),
            _ => values.push(form_decoded(value)),
        }
    }
    found
}

/// Default values of a parameter, as they would appear in a query.
pub(super) fn default(parameter: &Parameter) -> Option<Vec<String>> {
    match serde_json::from_str(parameter.field.default?).ok()? {
        Value::Null => None,
        // A query cannot distinguish an empty list from a missing one.
        Value::Array(values) if values.is_empty() => None,
        Value::Array(values) => Some(values.iter().map(text).collect()),
        value => Some(vec![text(&value)]),
    }
}

/// A JSON value as it appears in a path or a query.
pub(super) fn text(value: &Value) -> String {
    let text = value.as_str().map(str::to_owned);
    text.unwrap_or_else(|| value.to_string())
}

/// Splits a list at separators that are literal, or else all encoded in the same way.
fn separated(text: &str, separators: &[&str]) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let separator = separators.iter().find(|it| text.contains(**it));
    let parts = text.split(separator.copied().unwrap_or(","));
    parts.map(|part| form_decoded(part.trim())).collect()
}
