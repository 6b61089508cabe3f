//! Request bodies: members set one by one, encoded in the operation's format.

use std::borrow::Cow;

use bytes::Bytes;
use serde_json::Value;

use super::multipart::{self, Part};
use super::query::{Nested, flatten, join_pairs};
use crate::BodyFormat;
use crate::model::Members;

type Name = Cow<'static, str>;

/// The parts of a body that are set.
#[derive(Clone, Default)]
pub(super) struct Body {
    members: Vec<(Name, Member)>,
    whole: Option<Bytes>,
}

#[derive(Clone)]
enum Member {
    /// A value, as JSON whatever the format, so that nested members keep their order.
    Json(Vec<u8>),
    Part(Part),
}

/// An encoded body.
#[derive(Debug, PartialEq)]
pub(super) struct Encoded {
    pub(super) media_type: Cow<'static, str>,
    pub(super) bytes: Bytes,
}

impl Body {
    pub(super) fn set_json(&mut self, name: Name, json: Vec<u8>) {
        super::set(&mut self.members, name, Member::Json(json));
    }

    pub(super) fn set_part(&mut self, name: Name, part: Part) {
        super::set(&mut self.members, name, Member::Part(part));
    }

    pub(super) fn set_whole(&mut self, bytes: Bytes) {
        self.whole = Some(bytes);
    }

    /// Splits an object into its members, so that members can also be set individually.
    pub(super) fn set_whole_json(&mut self, json: Vec<u8>) {
        match Members::parse(&json) {
            Ok(members) => {
                for (name, value) in members.iter() {
                    self.set_json(name.to_owned().into(), value.as_bytes().to_vec());
                }
            }
            Err(_) => self.set_whole(Bytes::from(json)),
        }
    }

    /// A string or number that was set as a member, without quotes.
    pub(super) fn json(&self, name: &str) -> Option<&str> {
        let (_, member) = self.members.iter().find(|(key, _)| key == name)?;
        match member {
            Member::Json(json) => Some(std::str::from_utf8(json).ok()?.trim_matches('"')),
            Member::Part(_) => None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty() && self.whole.is_none()
    }

    /// Encodes the body; `None` if no body is sent.
    pub(super) fn encode(
        &self,
        format: Option<BodyFormat>,
        optional: bool,
    ) -> Result<Option<Encoded>, &'static str> {
        let format = match format {
            // Only `extra_body` can have set a member if the operation takes no body.
            None if self.is_empty() => return Ok(None),
            None => BodyFormat::Json,
            Some(_) if optional && self.is_empty() => return Ok(None),
            Some(format) => format,
        };
        if self.whole.is_some() && !self.members.is_empty() {
            return Err("cannot add members to a body that is not an object");
        }
        let (media_type, bytes): (Cow<'static, str>, Bytes) = match format {
            BodyFormat::Json => (
                "application/json".into(),
                self.whole.clone().map_or_else(|| self.object(), Ok)?,
            ),
            BodyFormat::Form => (FORM.into(), self.form(Nested::Repeat)?),
            BodyFormat::DeepForm => (FORM.into(), self.form(Nested::Numbered)?),
            BodyFormat::Multipart => {
                let (boundary, bytes) = multipart::encode(&self.parts()?);
                (
                    format!("multipart/form-data; boundary={boundary}").into(),
                    bytes,
                )
            }
            BodyFormat::Text => ("text/plain; charset=utf-8".into(), self.raw()?),
            BodyFormat::Bytes => ("application/octet-stream".into(), self.raw()?),
        };
        Ok(Some(Encoded { media_type, bytes }))
    }

    fn raw(&self) -> Result<Bytes, &'static str> {
        self.whole.clone().ok_or("missing body")
    }

    fn object(&self) -> Result<Bytes, &'static str> {
        let mut object = vec![b'{'];
        for (index, (name, member)) in self.members.iter().enumerate() {
            let Member::Json(json) = member else {
                return Err("a JSON body cannot contain a file");
            };
            if index > 0 {
                object.push(b',');
            }
            object.extend(Value::from(name.as_ref()).to_string().bytes());
            object.push(b':');
            object.extend(json);
        }
        object.push(b'}');
        Ok(object.into())
    }

    fn form(&self, lists: Nested) -> Result<Bytes, &'static str> {
        let mut pairs = Vec::new();
        for (name, member) in &self.members {
            let Member::Json(json) = member else {
                return Err("a URL-encoded form cannot contain a file");
            };
            flatten(name, &value(json), lists, &mut pairs);
        }
        if self.whole.is_some() {
            return Err("a form must be an object");
        }
        let pairs = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        Ok(join_pairs(pairs).into())
    }

    /// A list of scalars becomes one part per item, an object a JSON part.
    fn parts(&self) -> Result<Vec<(&str, Part)>, &'static str> {
        if self.whole.is_some() {
            return Err("a form must be an object");
        }
        let mut parts = Vec::new();
        for (name, member) in &self.members {
            match member {
                Member::Part(part) => parts.push((name.as_ref(), part.clone())),
                Member::Json(json) => match value(json) {
                    Value::Array(items) => {
                        parts.extend(items.iter().map(|item| (name.as_ref(), text_part(item))));
                    }
                    value => parts.push((name.as_ref(), text_part(&value))),
                },
            }
        }
        Ok(parts)
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

fn text_part(value: &Value) -> Part {
    match value {
        Value::Null => Part::from(String::new()),
        Value::String(text) => Part::from(text.clone()),
        Value::Bool(_) | Value::Number(_) => Part::from(value.to_string()),
        Value::Array(_) | Value::Object(_) => {
            Part::from(value.to_string()).content_type("application/json")
        }
    }
}

/// Parses JSON that `encode::json` wrote.
fn value(json: &[u8]) -> Value {
    serde_json::from_slice(json).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(members: &[(&'static str, &str)]) -> Body {
        let mut body = Body::default();
        for (name, json) in members {
            body.set_json((*name).into(), json.as_bytes().to_vec());
        }
        body
    }

    fn written(body: &Body, format: BodyFormat) -> Result<String, &'static str> {
        let encoded = body.encode(Some(format), false)?;
        Ok(encoded
            .map(|encoded| String::from_utf8_lossy(&encoded.bytes).into_owned())
            .unwrap_or_default())
    }

    #[test]
    fn members_are_encoded_in_every_format() {
        let body = body(&[
            ("b", "\"x y\""),
            ("a", "[1,2]"),
            ("b", "\"z\\\"&\""),
            ("n", "null"),
            // Members are in alphabetical order, since the result would otherwise depend on a
            // feature of serde_json that other crates may enable.
            ("o", r#"{"l":[{"k":1}],"z":true}"#),
        ]);
        for (format, expected) in [
            (
                BodyFormat::Json,
                r#"{"b":"z\"&","a":[1,2],"n":null,"o":{"l":[{"k":1}],"z":true}}"#,
            ),
            (
                BodyFormat::Form,
                "b=z%22%26&a=1&a=2&n=&o%5Bl%5D%5B0%5D%5Bk%5D=1&o%5Bz%5D=true",
            ),
            (
                BodyFormat::DeepForm,
                "b=z%22%26&a%5B0%5D=1&a%5B1%5D=2&n=&o%5Bl%5D%5B0%5D%5Bk%5D=1&o%5Bz%5D=true",
            ),
        ] {
            assert_eq!(written(&body, format).as_deref(), Ok(expected));
        }
        assert_eq!(written(&body, BodyFormat::Text), Err("missing body"));
    }

    #[test]
    fn members_can_be_added_to_objects_only() {
        let mut object = body(&[("a", "1")]);
        object.set_whole_json(br#"{"a":2,"b":3}"#.to_vec());
        object.set_json("b".into(), b"4".to_vec());
        assert_eq!(
            written(&object, BodyFormat::Json).as_deref(),
            Ok(r#"{"a":2,"b":4}"#)
        );

        let mut list = Body::default();
        list.set_whole_json(b"[1]".to_vec());
        assert_eq!(written(&list, BodyFormat::Json).as_deref(), Ok("[1]"));
        assert_eq!(
            written(&list, BodyFormat::Form),
            Err("a form must be an object")
        );
        list.set_json("b".into(), b"4".to_vec());
        assert!(written(&list, BodyFormat::Json).is_err());
    }

    #[test]
    fn empty_bodies_are_sent_unless_optional() {
        let empty = Body::default();
        assert_eq!(written(&empty, BodyFormat::Json).as_deref(), Ok("{}"));
        assert_eq!(empty.encode(Some(BodyFormat::Json), true), Ok(None));
        assert_eq!(empty.encode(None, false), Ok(None));
        let extra = body(&[("a", "1")])
            .encode(None, false)
            .ok()
            .flatten()
            .map(|encoded| encoded.bytes);
        assert_eq!(extra.as_deref(), Some(br#"{"a":1}"#.as_slice()));
    }
}
