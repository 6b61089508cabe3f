//! Pairs of queries and forms, `name=value`, with lists and nested values.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::form::form_encoded;
use crate::model::Members;

/// Serialization style of a list in a query or form.
///
/// Lists of objects or lists are always numbered. Lists inside other values are numbered too,
/// unless the style is `Brackets`.
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
    /// `a[0]=1&a[1]=2`, with encoded brackets
    Indices,
}

/// A JSON value, split one level deep. Numbers keep their digits, and members their order.
pub(super) enum Json<'a> {
    /// A value without nested values; `null` is an empty string.
    Plain(Cow<'a, str>),
    List(Vec<&'a RawValue>),
    Object(Members<'a>),
}

impl<'a> Json<'a> {
    /// Splits JSON that this crate wrote.
    pub(super) fn split(json: &'a str) -> Self {
        match json.as_bytes().first() {
            Some(b'[') => Self::List(serde_json::from_str(json).unwrap_or_default()),
            Some(b'{') => match Members::parse(json.as_bytes()) {
                Ok(members) => Self::Object(members),
                Err(_) => Self::Plain("".into()),
            },
            Some(b'"') => {
                let text: String = serde_json::from_str(json).unwrap_or_default();
                Self::Plain(text.into())
            }
            Some(b'n') => Self::Plain("".into()),
            _ => Self::Plain(json.into()),
        }
    }
}

/// Encodes `name=value`.
pub(super) fn pair(name: &str, value: &str) -> String {
    format!("{}={}", form_encoded(name), form_encoded(value))
}

/// Encodes a list of plain values; empty if the style repeats the name and there are no items.
pub(super) fn list<T: AsRef<str>>(name: &str, style: ListStyle, items: &[T]) -> String {
    let delimited = |delimiter: &str| {
        let items: Vec<String> = items.iter().map(|it| form_encoded(it.as_ref())).collect();
        format!("{}={}", form_encoded(name), items.join(delimiter))
    };
    let named = |name: &dyn Fn(usize) -> String| {
        let items = items.iter().enumerate();
        let pairs: Vec<String> = items
            .map(|(index, item)| pair(&name(index), item.as_ref()))
            .collect();
        pairs.join("&")
    };
    match style {
        ListStyle::Repeat => named(&|_| name.to_owned()),
        ListStyle::Brackets => named(&|_| format!("{name}[]")),
        ListStyle::Indices => named(&|index| format!("{name}[{index}]")),
        ListStyle::Comma => delimited(","),
        ListStyle::Space => delimited("%20"),
        ListStyle::Pipe => delimited("%7C"),
    }
}

/// Encodes a JSON value: a list in the style, and an object as `name[key]=value`.
pub(super) fn value(name: &str, style: ListStyle, json: &str) -> String {
    if let Json::List(items) = Json::split(json)
        && let Some(items) = plain(&items)
    {
        return list(name, style, &items);
    }
    let mut pairs = Vec::new();
    flatten(name, style, json, &mut pairs);
    pairs.join("&")
}

/// Encodes the members of a JSON object as values of their own; anything else as the value `name`.
pub(super) fn members(name: &str, style: ListStyle, json: &str) -> String {
    match Json::split(json) {
        Json::Object(members) => {
            let members = members.iter().map(|(key, json)| value(key, style, json));
            let members: Vec<String> = members.filter(|it| !it.is_empty()).collect();
            members.join("&")
        }
        _ => value(name, style, json),
    }
}

/// A plain value, or a list of plain values separated by commas; `None` for nested values.
pub(super) fn text(json: &str) -> Option<String> {
    match Json::split(json) {
        Json::Plain(text) => Some(text.into_owned()),
        Json::List(items) => plain(&items).map(|items| items.join(",")),
        Json::Object(_) => None,
    }
}

/// The items of a list of plain values; `None` if one is a list or object.
fn plain<'a>(items: &[&'a RawValue]) -> Option<Vec<Cow<'a, str>>> {
    let items = items.iter().map(|item| match Json::split(item.get()) {
        Json::Plain(text) => Some(text),
        Json::List(_) | Json::Object(_) => None,
    });
    items.collect()
}

fn flatten(name: &str, style: ListStyle, json: &str, pairs: &mut Vec<String>) {
    match Json::split(json) {
        Json::Plain(text) => pairs.push(pair(name, &text)),
        Json::List(items) => match plain(&items) {
            Some(items) if style == ListStyle::Brackets => {
                pairs.extend(items.iter().map(|item| pair(&format!("{name}[]"), item)));
            }
            _ => {
                for (index, item) in items.iter().enumerate() {
                    flatten(&format!("{name}[{index}]"), style, item.get(), pairs);
                }
            }
        },
        Json::Object(members) => {
            for (key, member) in members.iter() {
                flatten(&format!("{name}[{key}]"), style, member, pairs);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLES: [ListStyle; 6] = [
        ListStyle::Repeat,
        ListStyle::Comma,
        ListStyle::Space,
        ListStyle::Pipe,
        ListStyle::Brackets,
        ListStyle::Indices,
    ];

    #[test]
    fn lists_follow_their_style() {
        let expected = [
            ("l=a%2Cb&l=c+d", ""),
            ("l=a%2Cb,c+d", "l="),
            ("l=a%2Cb%20c+d", "l="),
            ("l=a%2Cb%7Cc+d", "l="),
            ("l%5B%5D=a%2Cb&l%5B%5D=c+d", ""),
            ("l%5B0%5D=a%2Cb&l%5B1%5D=c+d", ""),
        ];
        for (style, (filled, empty)) in STYLES.into_iter().zip(expected) {
            assert_eq!(list("l", style, &["a,b", "c d"]), filled, "{style:?}");
            assert_eq!(value("l", style, r#"["a,b","c d"]"#), filled, "{style:?}");
            assert_eq!(value("l", style, "[]"), empty, "{style:?}");
        }
    }

    #[test]
    fn nested_lists_are_numbered_or_have_brackets() {
        let json = r#"[{"z":[1,2],"a":[[true]]},"s"]"#;
        let numbered = "l%5B0%5D%5Bz%5D%5B0%5D=1&l%5B0%5D%5Bz%5D%5B1%5D=2\
                        &l%5B0%5D%5Ba%5D%5B0%5D%5B0%5D=true&l%5B1%5D=s";
        let brackets = "l%5B0%5D%5Bz%5D%5B%5D=1&l%5B0%5D%5Bz%5D%5B%5D=2\
                        &l%5B0%5D%5Ba%5D%5B0%5D%5B%5D=true&l%5B1%5D=s";
        for style in STYLES {
            let expected = match style {
                ListStyle::Brackets => brackets,
                _ => numbered,
            };
            assert_eq!(value("l", style, json), expected, "{style:?}");
        }
    }

    #[test]
    fn plain_values_keep_their_spelling() {
        for (json, expected) in [
            (r#""a\"&\u00e9""#, "v=a%22%26%C3%A9"),
            ("\"\"", "v="),
            ("null", "v="),
            ("false", "v=false"),
            ("1.0", "v=1.0"),
            ("12345678901234567890123", "v=12345678901234567890123"),
            ("{}", ""),
        ] {
            assert_eq!(value("v", ListStyle::Repeat, json), expected);
        }
    }

    #[test]
    fn members_are_values_of_their_own() {
        let json = r#"{"z":1,"in":["a","b"],"none":[],"sub":{"x":null,"l":[1]}}"#;
        assert_eq!(
            members("o", ListStyle::Repeat, json),
            "z=1&in=a&in=b&sub%5Bx%5D=&sub%5Bl%5D%5B0%5D=1"
        );
        assert_eq!(members("o", ListStyle::Repeat, "1"), "o=1");
    }

    #[test]
    fn only_plain_values_and_lists_of_them_are_text() {
        for (json, expected) in [
            ("\"a b\"", Some("a b")),
            ("12", Some("12")),
            ("[1,\"x\"]", Some("1,x")),
            ("[]", Some("")),
            ("[[1]]", None),
            ("{}", None),
        ] {
            assert_eq!(text(json).as_deref(), expected, "{json}");
        }
    }
}
