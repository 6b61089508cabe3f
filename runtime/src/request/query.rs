//! Query strings and forms: `application/x-www-form-urlencoded`.

use std::borrow::Cow;

use serde_json::Value;

use crate::form::{form_decoded, form_encoded};

/// Serialization style of a list in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListStyle {
    /// `a=1&a=2`
    Repeat,
    /// `a=1,2`
    Comma,
    /// `a=1%202`
    Space,
    /// `a=1%7C2`
    Pipe,
    /// `a[]=1&a[]=2`, with encoded brackets
    Brackets,
}

/// Serialization style of an object in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ObjectStyle {
    /// `name[key]=value`, with encoded brackets
    Deep,
    /// `key=value`
    Form,
}

/// Serialization style of a list within an object or a form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Nested {
    /// A list of scalars repeats the name; a list of objects is numbered.
    Repeat,
    /// Every list is numbered.
    Numbered,
}

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
        self.set(name, join_pairs([(name, value)]));
    }

    /// Adds a value to a parameter.
    pub(super) fn append_text(&mut self, name: &str, value: &str) {
        let pair = join_pairs([(name, value)]);
        match self.get_encoded(name) {
            Some(encoded) if !encoded.is_empty() => {
                encoded.push('&');
                encoded.push_str(&pair);
            }
            _ => self.set(name, pair),
        }
    }

    pub(super) fn set_list(&mut self, name: &'static str, style: ListStyle, items: &[String]) {
        let delimited = |delimiter: &str| {
            let items: Vec<String> = items.iter().map(|item| form_encoded(item)).collect();
            format!("{}={}", form_encoded(name), items.join(delimiter))
        };
        let repeated = |name: &str| join_pairs(items.iter().map(|item| (name, item.as_str())));
        let encoded = match style {
            ListStyle::Repeat => repeated(name),
            ListStyle::Brackets => repeated(&format!("{name}[]")),
            ListStyle::Comma => delimited(","),
            ListStyle::Space => delimited("%20"),
            ListStyle::Pipe => delimited("%7C"),
        };
        self.set(name, encoded);
    }

    pub(super) fn set_object(&mut self, name: &'static str, style: ObjectStyle, value: &Value) {
        let mut pairs = Vec::new();
        match (style, value) {
            (ObjectStyle::Form, Value::Object(members)) => {
                for (key, member) in members {
                    flatten(key, member, Nested::Repeat, &mut pairs);
                }
            }
            _ => flatten(name, value, Nested::Numbered, &mut pairs),
        }
        self.set(
            name,
            join_pairs(
                pairs
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str())),
            ),
        );
    }

    fn set(&mut self, name: &str, encoded: String) {
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

/// Flattens a value into form fields: `name[key]`, `name[0]`.
pub(super) fn flatten(name: &str, value: &Value, lists: Nested, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Array(items) => {
            let plain = lists == Nested::Repeat
                && !items.iter().any(|item| item.is_array() || item.is_object());
            for (index, item) in items.iter().enumerate() {
                let name = if plain {
                    name.to_owned()
                } else {
                    format!("{name}[{index}]")
                };
                flatten(&name, item, lists, pairs);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                flatten(&format!("{name}[{key}]"), member, lists, pairs);
            }
        }
        Value::Null => pairs.push((name.to_owned(), String::new())),
        Value::String(text) => pairs.push((name.to_owned(), text.clone())),
        Value::Bool(_) | Value::Number(_) => pairs.push((name.to_owned(), value.to_string())),
    }
}

/// Encodes pairs as `name=value`, joined with `&`.
pub(super) fn join_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let pairs: Vec<String> = pairs
        .into_iter()
        .map(|(name, value)| format!("{}={}", form_encoded(name), form_encoded(value)))
        .collect();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

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
    fn lists_follow_their_style() {
        let two = ["a,b".to_owned(), "c d".to_owned()];
        for (style, filled, empty) in [
            (ListStyle::Repeat, "l=a%2Cb&l=c+d", ""),
            (ListStyle::Brackets, "l%5B%5D=a%2Cb&l%5B%5D=c+d", ""),
            (ListStyle::Comma, "l=a%2Cb,c+d", "l="),
            (ListStyle::Space, "l=a%2Cb%20c+d", "l="),
            (ListStyle::Pipe, "l=a%2Cb%7Cc+d", "l="),
        ] {
            let mut query = Query::default();
            query.set_list("l", style, &two);
            assert_eq!(query.to_text(), filled, "{style:?}");
            query.set_list("l", style, &[]);
            assert_eq!(query.to_text(), empty, "{style:?}");
        }
    }

    #[test]
    fn objects_follow_their_style() {
        let value = json!({"gte": 1, "in": ["a", "b"], "sub": {"x": null, "y": true}});
        for (style, expected) in [
            (
                ObjectStyle::Form,
                "gte=1&in=a&in=b&sub%5Bx%5D=&sub%5By%5D=true",
            ),
            (
                ObjectStyle::Deep,
                "o%5Bgte%5D=1&o%5Bin%5D%5B0%5D=a&o%5Bin%5D%5B1%5D=b&o%5Bsub%5D%5Bx%5D=&o%5Bsub%5D%5By%5D=true",
            ),
        ] {
            let mut query = Query::default();
            query.set_object("o", style, &value);
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
