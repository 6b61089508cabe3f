//! Routes: the method and path of an operation, which identify it.

use super::draft::Operation;
use crate::check;

/// The identity of an operation of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Route {
    /// The path without the names of its placeholders.
    pub path: String,
    /// HTTP method in uppercase.
    pub method: String,
    /// Words for the media type, if it is not the usual method of the operation.
    pub suffix: Option<String>,
}

impl Route {
    pub(super) fn of(operation: &Operation) -> Self {
        Self {
            path: shape(&operation.path),
            method: operation.method.clone(),
            suffix: operation.suffix.clone(),
        }
    }

    /// Parses `GET /pets/{id}`, or `GET /pets (csv)` with a suffix.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (method, path) = text.split_once(' ')?;
        let (path, suffix) = match path.strip_suffix(')').and_then(|it| it.rsplit_once(" (")) {
            Some((path, suffix)) => (path, Some(suffix.to_owned())),
            None => (path, None),
        };
        path.starts_with('/').then(|| Self {
            path: shape(path),
            method: method.to_owned(),
            suffix,
        })
    }

    /// The opposite of [`Route::parse`].
    pub(super) fn display(&self, parameters: &[String]) -> String {
        let mut parts = self.path.split("{}");
        let mut path = parts.next().unwrap_or_default().to_owned();
        for (part, name) in parts.zip(parameters) {
            path.push_str(&format!("{{{name}}}{part}"));
        }
        let suffix = self.suffix.as_ref().map(|it| format!(" ({it})"));
        format!("{} {path}{}", self.method, suffix.unwrap_or_default())
    }
}

/// The names of the placeholders of a path, in its order.
pub(super) fn placeholders(path: &str) -> Vec<String> {
    let names = check::placeholders(path).unwrap_or_default();
    names.into_iter().map(str::to_owned).collect()
}

/// A path without the names of its placeholders.
pub(super) fn shape(path: &str) -> String {
    let mut shape = String::new();
    for (index, part) in path.split('{').enumerate() {
        match part.split_once('}').filter(|_| index > 0) {
            Some((_, after)) => {
                shape.push_str("{}");
                shape.push_str(after);
            }
            None => shape.push_str(part),
        }
    }
    shape
}
