//! Routes requests to operations.

use percent_encoding::percent_decode_str;

use super::schema::{Api, Collection, Endpoint, Resource};

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

    /// Key of an item: the last path value, or an empty string for a singleton.
    pub(super) fn key(&self, collection: &Collection) -> &str {
        let last = self.values.last().filter(|_| !collection.singleton);
        last.map_or("", |(_, value)| value)
    }
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
