//! Options of an import.

use super::Lock;

/// Which operations an import takes, and the names that are already chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Patterns of operations to import; all if there are none.
    pub include: Vec<String>,
    /// Patterns of operations that are left out, even if they match `include`.
    pub exclude: Vec<String>,
    /// The names of the last import.
    pub lock: Lock,
}

impl Options {
    /// Whether an operation is imported. A pattern matches the method and path, as in `GET /pets/*`, or the operation ID.
    pub(crate) fn selects(&self, method: &str, path: &str, id: Option<&str>) -> bool {
        let route = format!("{} {path}", method.to_ascii_uppercase());
        let is_match = |pattern: &String| {
            matches(pattern, &route) || id.is_some_and(|id| matches(pattern, id))
        };
        let is_included = self.include.is_empty() || self.include.iter().any(is_match);
        is_included && !self.exclude.iter().any(is_match)
    }
}

/// Whether a pattern matches all of a text. `*` matches any characters, also `/`, and everything else itself: paths
/// contain braces and periods, which are special in other patterns.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|start| text.strip_prefix(start)) else {
        return false;
    };
    let mut last = None;
    for part in parts {
        // Earlier parts match as early as possible, which leaves the most for later ones.
        if let Some(part) = last.replace(part) {
            match rest.split_once(part) {
                Some((_, after)) => rest = after,
                None => return false,
            }
        }
    }
    last.map_or(rest.is_empty(), |end| rest.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::{Options, matches};

    #[test]
    fn stars_match_any_characters() {
        for (pattern, text, expected) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("", "", true),
            ("*", "", true),
            ("*", "a/b", true),
            ("a*", "a", true),
            ("a*", "xa", false),
            ("*a", "xa", true),
            ("*a", "ab", false),
            ("a*a", "a", false),
            ("a*a", "aba", true),
            ("a*b*c", "a1b2b3c", true),
            ("a*b*c", "a1c2b", false),
            ("*ab*ab*", "xaby", false),
            ("**", "a", true),
            ("GET /pets/{id}", "GET /pets/{id}", true),
            ("GET /pets*", "GET /pets/{id}", true),
            ("* /v1/*", "POST /v1/pets", true),
            ("a.c", "abc", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn excluded_operations_are_left_out() {
        let options = |include: &[&str], exclude: &[&str]| Options {
            include: include.iter().map(|it| (*it).to_owned()).collect(),
            exclude: exclude.iter().map(|it| (*it).to_owned()).collect(),
            ..Options::default()
        };
        let selects = |options: &Options| options.selects("get", "/pets/{id}", Some("getPet"));
        assert!(selects(&options(&[], &[])));
        assert!(selects(&options(&["GET /pets/*"], &[])));
        assert!(selects(&options(&["POST *", "getPet"], &["*Pets"])));
        assert!(!selects(&options(&["POST *"], &[])));
        assert!(!selects(&options(&["*"], &["get*"])));
        assert!(options(&[], &["a"]).selects("get", "/", None));
    }
}
