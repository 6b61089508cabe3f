//! Splits a JSON object into members without decoding their values.
//!
//! An envelope is read in two steps: this module splits it, and the result is decoded only if the
//! other members report success.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::DecodeError;
use super::entry::without_bom;
use super::scalar::mismatch;

/// The members of an object, with values as JSON.
pub(crate) struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Members<'a> {
    /// Parses an object.
    pub(crate) fn parse(json: &'a [u8]) -> Result<Self, DecodeError> {
        let json = without_bom(json);
        let first = json.iter().find(|byte| !b" \t\r\n".contains(byte));
        if first == Some(&b'{') {
            return serde_json::from_slice(json).map_err(DecodeError::new);
        }
        // Checked here, since serde's error for another type quotes the value.
        serde_json::from_slice::<IgnoredAny>(json).map_err(DecodeError::new)?;
        let found = match first {
            Some(b'[') => "a list",
            Some(b'"') => "a string",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            _ => "a number",
        };
        Err(mismatch("an object", found))
    }

    /// The JSON of a member; of the last one if the name is repeated.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.0
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.get())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.get()))
    }

    /// The JSON at a JSON pointer. The index `-1` is the last element of a list.
    pub(crate) fn locate(&self, pointer: &str) -> Option<&'a str> {
        let (name, rest) = split(pointer)?;
        descend(self.get(&name)?, rest)
    }
}

fn descend<'a>(json: &'a str, pointer: &str) -> Option<&'a str> {
    let Some((name, rest)) = split(pointer) else {
        return Some(json);
    };
    if json.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
        let item = match name.as_str() {
            "-1" => items.last(),
            index => items.get(index.parse::<usize>().ok()?),
        };
        return descend(item?.get(), rest);
    }
    Members::parse(json.as_bytes()).ok()?.locate(pointer)
}

/// The first token of a pointer, unescaped, and the rest.
fn split(pointer: &str) -> Option<(String, &str)> {
    let pointer = pointer.strip_prefix('/')?;
    let end = pointer.find('/').unwrap_or(pointer.len());
    let (name, rest) = pointer.split_at(end);
    Some((name.replace("~1", "/").replace("~0", "~"), rest))
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(members)
            }
        }

        deserializer.deserialize_map(Object).map(Members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] =
        br#" {"result": {"list": [ {"id":"a"}, {"id":"b"} ], "x/y": 1}, "n":null, "n": 2} "#;

    #[test]
    fn members_are_found_by_pointer() {
        let Ok(members) = Members::parse(BODY) else {
            panic!("not parsed");
        };
        for (pointer, expected) in [
            ("/n", Some("2")),
            ("/result/list/0", Some(r#"{"id":"a"}"#)),
            ("/result/list/-1/id", Some("\"b\"")),
            ("/result/x~1y", Some("1")),
            ("/result/list/2", None),
            ("/result/list/x", None),
            ("/n/x", None),
            ("/none", None),
            ("", None),
        ] {
            assert_eq!(members.locate(pointer), expected, "{pointer}");
        }
    }

    #[test]
    fn only_objects_have_members() {
        for (json, expected) in [
            ("", "EOF while parsing a value at line 1 column 0"),
            ("<html>", "expected value at line 1 column 1"),
            ("{", "EOF while parsing an object at line 1 column 1"),
            ("{\"a\":1}x", "trailing characters at line 1 column 8"),
            (" [1]", "expected an object, found a list"),
            ("\n\"s3cret\"", "expected an object, found a string"),
            ("-51926", "expected an object, found a number"),
            ("true", "expected an object, found a boolean"),
            ("null", "expected an object, found null"),
        ] {
            let error = Members::parse(json.as_bytes()).err();
            let message = error.as_ref().map(DecodeError::message);
            assert_eq!(message, Some(expected), "{json}");
        }
    }
}
