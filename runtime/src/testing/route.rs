//! Routes requests to operations.

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use percent_encoding::percent_decode_str;

use super::schema::{Api, Collection, Endpoint, Resource};
use crate::BodyFormat;

/// An operation that matches a path.
pub(super) struct Route {
    pub(super) resource: &'static Resource,
    pub(super) endpoint: &'static Endpoint,
    /// Decoded path values, by name.
    pub(super) values: Vec<(&'static str, String)>,
}

impl Route {
    /// Values of the path parameters of the collection.
    pub(super) fn path_values(&self, collection: &Collection) -> Vec<String> {
        let values = self.values.iter().take(collection.parameter_count());
        values.map(|(_, value)| value.clone()).collect()
    }

    /// Whether a request of the operation has these content types. Operations with the same method
    /// and path differ in them.
    pub(super) fn has_content_types(&self, headers: &HeaderMap) -> bool {
        let operation = self.endpoint.operation;
        let is = |name, expected: &str| match headers.get(name).map(HeaderValue::to_str) {
            Some(Ok(value)) => essence(value).eq_ignore_ascii_case(essence(expected)),
            Some(Err(_)) => false,
            None => true,
        };
        let sent = operation.body.map(BodyFormat::media_type);
        let sent = operation.content_type.or(sent);
        sent.is_none_or(|it| is(CONTENT_TYPE, it)) && is(ACCEPT, operation.accept)
    }

    /// Key of an item: the last path value, or an empty string for a singleton.
    pub(super) fn key(&self, collection: &Collection) -> &str {
        let last = self.values.last().filter(|_| !collection.singleton);
        last.map_or("", |(_, value)| value)
    }
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// The operations that match a path best: a literal segment takes precedence over a placeholder.
pub(super) fn routes(api: &Api, path: &str) -> Vec<Route> {
    let mut found: Vec<Route> = Vec::new();
    for resource in api.resources {
        for endpoint in resource.endpoints {
            let Some(values) = values(endpoint.operation.path, path) else {
                continue;
            };
            found.push(Route {
                resource,
                endpoint,
                values,
            });
        }
    }
    let best = found.iter().map(|route| shape(route.endpoint)).min();
    found.retain(|route| Some(shape(route.endpoint)) == best);
    found
}

/// Whether each segment has a placeholder.
fn shape(endpoint: &Endpoint) -> Vec<bool> {
    let segments = endpoint.operation.path.split('/');
    segments.map(|segment| segment.contains('{')).collect()
}

/// Values of the placeholders, if the path matches the template.
fn values(template: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    let mut values = Vec::new();
    let mut segments = path.split('/');
    for pattern in template.split('/') {
        segment(pattern, segments.next()?, &mut values)?;
    }
    segments.next().is_none().then_some(values)
}

fn segment(
    pattern: &'static str,
    text: &str,
    values: &mut Vec<(&'static str, String)>,
) -> Option<()> {
    let Some((literal, rest)) = pattern.split_once('{') else {
        let text = percent_decode_str(text).decode_utf8_lossy();
        let pattern = percent_decode_str(pattern).decode_utf8_lossy();
        return (pattern == text).then_some(());
    };
    let (name, rest) = rest.split_once('}')?;
    let text = text.strip_prefix(literal)?;
    // A placeholder extends to the next literal, the last one to the end.
    let next = rest.split('{').next().unwrap_or_default();
    let end = match (next, rest.len() == next.len()) {
        ("", _) => text.len(),
        (next, true) => text.ends_with(next).then(|| text.len() - next.len())?,
        (next, false) => text.find(next)?,
    };
    let (value, after) = text.split_at_checked(end)?;
    if value.is_empty() {
        return None;
    }
    let value = percent_decode_str(value).decode_utf8().ok()?;
    values.push((name, value.into_owned()));
    segment(rest, after, values)
}
