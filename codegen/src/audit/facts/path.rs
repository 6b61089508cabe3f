//! Path templates: the paths of operations, with placeholders.

use std::fmt;

/// A path with placeholders, such as `/zones/{zone_id}/purge`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PathTemplate {
    /// The literal before the first placeholder.
    start: String,
    /// Each placeholder's name with the literal that follows it.
    rest: Vec<(String, String)>,
}

impl PathTemplate {
    /// Parses a path.
    pub(super) fn parse(text: &str) -> Self {
        let mut parts = text.split('{');
        let start = parts.next().unwrap_or_default().to_owned();
        let rest = parts.map(|part| {
            let (name, literal) = part.split_once('}').unwrap_or((part, ""));
            (name.to_owned(), literal.to_owned())
        });
        Self {
            start,
            rest: rest.collect(),
        }
    }

    /// The names of the placeholders, in order.
    pub(in crate::audit) fn placeholders(&self) -> Vec<&str> {
        self.rest.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// The path as a server sees it: placeholders have no names.
    #[must_use]
    pub(in crate::audit) fn shape(&self) -> Self {
        self.renamed(|_| String::new())
    }

    /// The segments up to the last one that differs from another path.
    pub(in crate::audit) fn without_common_end(&self, other: &Self) -> String {
        let (path, other) = (self.to_string(), other.to_string());
        let (mut segments, other): (Vec<_>, Vec<_>) =
            (path.split('/').collect(), other.split('/').collect());
        let ends = segments.iter().rev().zip(other.iter().rev());
        let common = ends.take_while(|(one, other)| one == other).count();
        segments.truncate(segments.len() - common);
        segments.join("/")
    }

    /// The path with other placeholder names.
    #[must_use]
    pub(in crate::audit) fn renamed(&self, name: impl Fn(&str) -> String) -> Self {
        let rest = self.rest.iter();
        Self {
            start: self.start.clone(),
            rest: rest
                .map(|(old, literal)| (name(old), literal.clone()))
                .collect(),
        }
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.start)?;
        let mut rest = self.rest.iter();
        rest.try_for_each(|(name, literal)| write!(f, "{{{name}}}{literal}"))
    }
}
