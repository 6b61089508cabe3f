//! Stable paths of what an API consists of: `zones.list.query.page`, `Zone.paused`, `service.security`.
//!
//! A path holds names of the spec alone, so it outlives reordering, moving between files, and another rule for names in
//! Rust.

use std::fmt;

/// First steps that are not the id of a resource.
const RESERVED: &[&str] = &["service", "pagination", "namespaces", "parameters"];

/// A stable path. The first step says what it stands under: a part of the service, a resource, or a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(Vec<String>);

impl Subject {
    /// What concerns the API as a whole: `service`, `pagination`, `namespaces`.
    pub(super) fn reserved(step: &str) -> Self {
        Self(vec![step.to_owned()])
    }

    /// A resource. One that is called as a reserved step is marked.
    pub(super) fn resource(id: &str) -> Self {
        Self(vec![if RESERVED.contains(&id) || !starts_lower(id) {
            format!("resource:{id}")
        } else {
            id.to_owned()
        }])
    }

    /// A type. One that could be taken for a resource is marked.
    pub(super) fn named_type(name: &str) -> Self {
        Self(vec![if starts_lower(name) {
            format!("type:{name}")
        } else {
            name.to_owned()
        }])
    }

    /// What stands under it by that name.
    #[must_use]
    pub(super) fn child(&self, step: &str) -> Self {
        let mut steps = self.0.clone();
        steps.push(step.to_owned());
        Self(steps)
    }

    /// What it stands under; none for a first step.
    pub fn parent(&self) -> Option<Self> {
        let (_, before) = self.0.split_last()?;
        (!before.is_empty()).then(|| Self(before.to_vec()))
    }

    /// Its last step.
    pub fn name(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }

    /// Its first step, without a mark.
    pub fn root_name(&self) -> &str {
        let root = self.0.first().map_or("", String::as_str);
        root.split_once(':').map_or(root, |(_, name)| name)
    }

    /// Whether it is a type, rather than what stands in one.
    pub(super) fn is_type(&self) -> bool {
        matches!(self.0.as_slice(), [root] if root.starts_with("type:") || !starts_lower(root))
    }

    /// The path of its first step.
    pub(super) fn root(&self) -> Self {
        Self(self.0.iter().take(1).cloned().collect())
    }

    /// Its steps.
    pub(super) fn steps(&self) -> &[String] {
        &self.0
    }

    /// Whether it stands under another, at whatever depth.
    pub fn is_under(&self, other: &Self) -> bool {
        self.0.len() > other.0.len() && self.0.starts_with(&other.0)
    }

    /// The same place under another path, for what is `from` or stands under it.
    pub(super) fn rebased(&self, from: &Self, to: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(from.0.as_slice())?;
        Some(Self(to.0.iter().chain(rest).cloned().collect()))
    }

    /// The path that a text shows; none when its quotes are wrong.
    pub fn parse(text: &str) -> Option<Self> {
        let mut steps = Vec::new();
        let mut rest = text;
        loop {
            let (step, after) = if rest.starts_with('"') {
                let mut values = serde_json::Deserializer::from_str(rest).into_iter::<String>();
                let step = values.next()?.ok()?;
                (step, rest.get(values.byte_offset()..)?)
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

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(".")?;
            }
            if is_plain(step) {
                f.write_str(step)?;
            } else {
                write!(f, "{}", serde_json::Value::from(step.as_str()))?;
            }
        }
        Ok(())
    }
}

/// The steps with the name that replaced an old one: schemes were declared under the key `auth` once.
fn current(mut steps: Vec<String>) -> Vec<String> {
    if let [root, part, ..] = steps.as_mut_slice()
        && root == "service"
        && part == "auth"
    {
        *part = "security".to_owned();
    }
    steps
}

/// Whether a step can stand in a path without quotes.
fn is_plain(step: &str) -> bool {
    !step.is_empty()
        && step
            .chars()
            .all(|c| !(c.is_whitespace() || c.is_control() || ".\"[]`".contains(c)))
}

fn starts_lower(name: &str) -> bool {
    name.starts_with(|first: char| !first.is_ascii_uppercase())
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
