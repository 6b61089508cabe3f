//! Query strings.

use std::borrow::Cow;

use super::pairs::pair;
use crate::form::form_decoded;

/// Encoded query parameters, in the order in which they were first set.
#[derive(Clone, Default)]
pub(crate) struct Query {
    parameters: Vec<(Cow<'static, str>, String)>,
}

impl Query {
    /// Splits an encoded query into its parameters.
    pub(super) fn parse(query: &str) -> Self {
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let parameters = pairs.map(|pair| {
            let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
            (form_decoded(name).into(), pair.to_owned())
        });
        Self {
            parameters: parameters.collect(),
        }
    }

    /// Sets a parameter with a single value.
    pub(crate) fn set_text(&mut self, name: &str, value: &str) {
        self.set(name, pair(name, value));
    }

    /// Adds a value to a parameter.
    pub(super) fn append_text(&mut self, name: &str, value: &str) {
        let pair = pair(name, value);
        match self.get_encoded(name) {
            Some(encoded) if !encoded.is_empty() => {
                encoded.push('&');
                encoded.push_str(&pair);
            }
            _ => self.set(name, pair),
        }
    }

    /// Sets a parameter to encoded pairs; none are sent if they are empty.
    pub(super) fn set(&mut self, name: &str, encoded: String) {
        match self.get_encoded(name) {
            Some(parameter) => *parameter = encoded,
            None => self.parameters.push((name.to_owned().into(), encoded)),
        }
    }

    fn get_encoded(&mut self, name: &str) -> Option<&mut String> {
        let mut parameters = self.parameters.iter_mut();
        let (_, encoded) = parameters.find(|(key, _)| key == name)?;
        Some(encoded)
    }

    /// The encoded value of a parameter with a single value.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let (_, encoded) = self.parameters.iter().find(|(key, _)| key == name)?;
        encoded.split_once('=').map(|(_, value)| value)
    }

    /// The query string without `?`; empty if there are no parameters.
    pub(super) fn to_text(&self) -> String {
        let sent: Vec<&str> = self
            .parameters
            .iter()
            .map(|(_, encoded)| encoded.as_str())
            .filter(|encoded| !encoded.is_empty())
            .collect();
        sent.join("&")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_form_encoded() {
        for (value, expected) in [
            ("", "q="),
            ("true", "q=true"),
            ("test+tag@example.com", "q=test%2Btag%40example.com"),
            (
                "a b&c=d/é+~*'!()-_.:@[],;$\"<>\\^`{|}%",
                "q=a+b%26c%3Dd%2F%C3%A9%2B~%2A%27%21%28%29-_.%3A%40%5B%5D%2C%3B%24%22%3C%3E%5C%5E%60%7B%7C%7D%25",
            ),
        ] {
            let mut query = Query::default();
            query.set_text("q", value);
            assert_eq!(query.to_text(), expected);
        }
    }

    #[test]
    fn encoded_queries_are_kept() {
        let mut query = Query::parse("&a=1&b+c=%20x&a=2&flag&");
        assert_eq!(query.to_text(), "a=1&b+c=%20x&a=2&flag");
        query.set_text("b c", "y");
        assert_eq!(query.to_text(), "a=1&b+c=y&a=2&flag");
    }

    #[test]
    fn the_last_value_wins_and_keeps_its_position() {
        let mut query = Query::default();
        query.set_text("page", "1");
        query.set_text("order", "asc");
        query.set_text("page", "2");
        assert_eq!(query.to_text(), "page=2&order=asc");
        assert_eq!(query.get("page"), Some("2"));
        assert_eq!(query.get("direction"), None);
    }
}
