//! Stable paths of elements: `zones.list.query.page`, `Zone.paused`, `service.security`.
//!
//! Paths consist of names from the spec. They stay the same if declarations are reordered or moved to another file, or if
//! the naming rules for Rust change.

use crate::subject::{self, starts_upper};
use std::fmt;

/// Stable path of an element. The first step is a reserved word, a resource, or a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(Vec<String>);

impl Subject {
    /// A path of the service as a whole: `service`, `pagination`, `namespaces`.
    pub(super) fn reserved(step: &str) -> Self {
        Self(vec![step.to_owned()])
    }

    /// Path of a resource, with a prefix if its id is reserved.
    pub(super) fn resource(id: &str) -> Self {
        Self(vec![subject::resource(id)])
    }

    /// Path of a type, with a prefix if its name could be that of a resource.
    pub(super) fn named_type(name: &str) -> Self {
        Self(vec![subject::named_type(name)])
    }

    /// Path of a child.
    #[must_use]
    pub(super) fn child(&self, step: &str) -> Self {
        let mut steps = self.0.clone();
        steps.push(step.to_owned());
        Self(steps)
    }

    /// Path of the parent; none for a path of one step.
    pub fn parent(&self) -> Option<Self> {
        let (_, before) = self.0.split_last()?;
        (!before.is_empty()).then(|| Self(before.to_vec()))
    }

    /// The last step.
    pub fn name(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }

    /// The first step, without its prefix.
    pub fn root_name(&self) -> &str {
        let root = self.0.first().map_or("", String::as_str);
        root.split_once(':').map_or(root, |(_, name)| name)
    }

    /// Whether the path is that of a type, not of one of its children.
    pub(super) fn is_type(&self) -> bool {
        matches!(self.0.as_slice(), [root] if root.starts_with("type:") || starts_upper(root))
    }

    /// Path of the outermost parent.
    pub(super) fn root(&self) -> Self {
        Self(self.0.iter().take(1).cloned().collect())
    }

    /// All steps.
    pub(super) fn steps(&self) -> &[String] {
        &self.0
    }

    /// Whether the path is below another, at any depth.
    pub fn is_under(&self, other: &Self) -> bool {
        self.0.len() > other.0.len() && self.0.starts_with(&other.0)
    }

    /// Replaces the start `from` by `to`; none if the path is not `from` or below it.
    pub(super) fn rebased(&self, from: &Self, to: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(from.0.as_slice())?;
        Some(Self(to.0.iter().chain(rest).cloned().collect()))
    }

    /// Parses the text form; none if its quotes are wrong.
    pub fn parse(text: &str) -> Option<Self> {
        let mut steps = Vec::new();
        let mut rest = text;
        loop {
            let (step, after) = if rest.starts_with('"') {
                leading_string(rest)?
            } else {
                let end = rest.find('.').unwrap_or(rest.len());
                let (step, after) = rest.split_at(end);
                (step.to_owned(), after)
            };
            steps.push(step);
            match after.strip_prefix('.') {
                Some(after) => rest = after,
                None if after.is_empty() => return Some(Self(current(steps))),
                None => return None,
            }
        }
    }
}

/// Updates paths of listings that were made when security schemes were declared under the key `auth`.
fn current(mut steps: Vec<String>) -> Vec<String> {
    if let [root, part, ..] = steps.as_mut_slice()
        && root == "service"
        && part == "auth"
    {
        let [_, security] = subject::SECURITY;
        *part = security.to_owned();
    }
    steps
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&subject::joined(&self.0))
    }
}

/// Splits off the JSON string that the text starts with.
pub(super) fn leading_string(text: &str) -> Option<(String, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<String>();
    let value = values.next()?.ok()?;
    Some((value, text.get(values.byte_offset()..)?))
}

#[cfg(test)]
mod tests {
    use super::Subject;

    #[test]
    fn a_path_is_read_as_it_is_shown() {
        let word = Subject::named_type("Word");
        let cases = [
            (word.child("plain"), "Word.plain"),
            (word.child(""), "Word.\"\""),
            (word.child("a.b \"c\""), "Word.\"a.b \\\"c\\\"\""),
            (word.child("a.b").child("c"), "Word.\"a.b\".c"),
            (Subject::resource("service"), "resource:service"),
            (Subject::named_type("zones"), "type:zones"),
        ];
        for (subject, text) in cases {
            assert_eq!(subject.to_string(), text);
            assert_eq!(Subject::parse(text), Some(subject));
        }
        let scheme = Subject::reserved("service")
            .child("security")
            .child("token");
        assert_eq!(Subject::parse("service.auth.token"), Some(scheme));
        assert_eq!(Subject::parse("Word.\"open"), None);
        assert_eq!(Subject::parse("Word.\"a\"b"), None);
    }
}
