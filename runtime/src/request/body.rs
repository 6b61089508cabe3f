//! Request bodies: members set one by one, encoded in the operation's format.

use std::borrow::Cow;

use serde_json::Value;

use super::multipart::{self, Part};
use super::pairs::{self, Json, ListStyle};
use super::upload::Upload;
use crate::model::Members;
use crate::operation;
use crate::{BodyFormat, OptionalBody};

type Name = Cow<'static, str>;

/// [`Operation::part_types`](crate::Operation::part_types).
type PartTypes = &'static [(&'static str, &'static [&'static str])];

/// The parts of a body that are set.
#[derive(Clone, Default)]
pub(super) struct Body {
    members: Vec<(Name, Member)>,
    whole: Option<Upload>,
}

#[derive(Clone)]
enum Member {
    /// A value as JSON, whatever the format, and the style of its lists in a form.
    Json(String, ListStyle),
    Part(Part),
}

/// An encoded body.
#[derive(Debug, PartialEq)]
pub(super) struct Encoded {
    pub(super) media_type: Cow<'static, str>,
    pub(super) content: Upload,
}

impl Body {
    pub(super) fn set_json(&mut self, name: Name, json: String) {
        self.set_styled(name, ListStyle::Repeat, json);
    }

    pub(super) fn set_styled(&mut self, name: Name, style: ListStyle, json: String) {
        super::set(&mut self.members, name, Member::Json(json, style));
    }

    pub(super) fn set_part(&mut self, name: Name, part: Part) {
        super::set(&mut self.members, name, Member::Part(part));
    }

    pub(super) fn set_whole(&mut self, content: Upload) {
        self.whole = Some(content);
    }

    /// Splits an object into its members, so that members can also be set individually.
    pub(super) fn set_whole_json(&mut self, json: String) {
        match Members::parse(json.as_bytes()) {
            Ok(members) => {
                for (name, value) in members.iter() {
                    self.set_json(name.to_owned().into(), value.to_owned());
                }
            }
            Err(_) => self.set_whole(json.into()),
        }
    }

    /// A string or number that was set as a member, without quotes.
    pub(super) fn json(&self, name: &str) -> Option<&str> {
        let (_, member) = self.members.iter().find(|(key, _)| key == name)?;
        match member {
            Member::Json(json, _) => Some(json.trim_matches('"')),
            Member::Part(_) => None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty() && self.whole.is_none()
    }

    /// Adds the constants of an optional body that is sent. Returns an error if it lacks a required
    /// member.
    pub(super) fn completed(&self, optional: &OptionalBody) -> Result<Self, String> {
        let mut body = self.clone();
        if body.whole.is_some() {
            return Ok(body);
        }
        let has = |name: &str| self.members.iter().any(|(key, _)| key == name);
        if let Some(name) = optional.required.iter().find(|name| !has(name)) {
            return Err(format!("the request body lacks `{name}`"));
        }
        for (name, json) in optional.constants.iter().filter(|(name, _)| !has(name)) {
            body.set_json((*name).into(), (*json).to_owned());
        }
        Ok(body)
    }

    /// Checks that the body has all members of an alternative. Returns the error otherwise.
    pub(super) fn check_any_of(&self, alternatives: &[&[&str]]) -> Result<(), String> {
        let has = |name: &&str| self.members.iter().any(|(key, _)| key == *name);
        let is_complete = |names: &&[&str]| names.iter().all(has);
        if alternatives.is_empty() || self.whole.is_some() || alternatives.iter().any(is_complete) {
            return Ok(());
        }
        Err(format!(
            "the request body needs at least one of {}",
            operation::alternatives(alternatives)
        ))
    }

    /// Encodes the body; `None` if no body is sent.
    pub(super) fn encode(
        &self,
        format: Option<BodyFormat>,
        part_types: PartTypes,
    ) -> Result<Option<Encoded>, &'static str> {
        let format = match format {
            // Only `extra_body` can have set a member if the operation takes no body.
            None if self.is_empty() => return Ok(None),
            None => BodyFormat::Json,
            Some(format) => format,
        };
        if self.whole.is_some() && !self.members.is_empty() {
            return Err("cannot add members to a body that is not an object");
        }
        let name = format.media_type();
        let (media_type, content): (Cow<'static, str>, Upload) = match format {
            BodyFormat::Json => (
                name.into(),
                self.whole.clone().map_or_else(|| self.object(), Ok)?,
            ),
            BodyFormat::Form => (name.into(), self.form()?),
            BodyFormat::Multipart => {
                let (boundary, content) = multipart::encode(&self.parts(part_types)?);
                (format!("{name}; boundary={boundary}").into(), content)
            }
            BodyFormat::Text => (format!("{name}; charset=utf-8").into(), self.raw()?),
            BodyFormat::Bytes => (name.into(), self.raw()?),
        };
        Ok(Some(Encoded {
            media_type,
            content,
        }))
    }

    fn raw(&self) -> Result<Upload, &'static str> {
        self.whole.clone().ok_or("missing body")
    }

    fn object(&self) -> Result<Upload, &'static str> {
        let mut object = vec![b'{'];
        for (index, (name, member)) in self.members.iter().enumerate() {
            let Member::Json(json, _) = member else {
                return Err("a JSON body cannot contain a file");
            };
            if index > 0 {
                object.push(b',');
            }
            object.extend(Value::from(name.as_ref()).to_string().bytes());
            object.push(b':');
            object.extend(json.bytes());
        }
        object.push(b'}');
        Ok(object.into())
    }

    fn form(&self) -> Result<Upload, &'static str> {
        let mut encoded = Vec::new();
        for (name, member) in &self.members {
            let Member::Json(json, style) = member else {
                return Err("a URL-encoded form cannot contain a file");
            };
            encoded.push(pairs::value(name, *style, json));
        }
        if self.whole.is_some() {
            return Err("a form must be an object");
        }
        // An empty list has no pairs.
        encoded.retain(|pairs| !pairs.is_empty());
        Ok(encoded.join("&").into())
    }

    /// A list becomes one part per item, named in the style of the list, and an object a JSON part.
    fn parts(&self, types: PartTypes) -> Result<Vec<(Cow<'_, str>, Part)>, &'static str> {
        if self.whole.is_some() {
            return Err("a form must be an object");
        }
        let mut parts = Vec::new();
        for (name, member) in &self.members {
            let name = name.as_ref();
            let content_type = only_type(types, name);
            match member {
                Member::Part(part) => {
                    let part = part.clone().or_content_type(content_type);
                    parts.push((name.into(), part));
                }
                Member::Json(json, style) => match Json::split(json) {
                    Json::List(items) => {
                        parts.extend(items.iter().enumerate().map(|(index, item)| {
                            let name = match style {
                                ListStyle::Brackets => format!("{name}[]").into(),
                                ListStyle::Indices => format!("{name}[{index}]").into(),
                                _ => name.into(),
                            };
                            (name, value_part(item.get(), content_type))
                        }))
                    }
                    _ => parts.push((name.into(), value_part(json, content_type))),
                },
            }
        }
        Ok(parts)
    }
}

/// The content type of a part, unless callers choose it.
fn only_type(types: PartTypes, name: &str) -> Option<&'static str> {
    let (_, types) = types.iter().find(|(part, _)| *part == name)?;
    match types {
        [only] if !only.contains('*') => Some(*only),
        _ => None,
    }
}

/// A part with a value: a JSON document if it is an object or list, or if its content type is JSON.
fn value_part(json: &str, content_type: Option<&'static str>) -> Part {
    match (Json::split(json), content_type) {
        (Json::Plain(text), None) => Part::from(text.into_owned()),
        (Json::Plain(text), Some(it)) if !is_json(it) => {
            Part::from(text.into_owned()).content_type(it)
        }
        (_, content_type) => {
            let content_type = content_type.unwrap_or(BodyFormat::Json.media_type());
            Part::from(json.to_owned()).content_type(content_type)
        }
    }
}

/// Whether values of a content type are JSON documents (RFC 6839).
pub(crate) fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence == BodyFormat::Json.media_type() || essence.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(members: &[(&'static str, &str)]) -> Body {
        let mut body = Body::default();
        for (name, json) in members {
            body.set_json((*name).into(), (*json).to_owned());
        }
        body
    }

    fn written(body: &Body, format: BodyFormat) -> Result<String, &'static str> {
        let encoded = body.encode(Some(format), &[])?;
        Ok(encoded
            .and_then(|encoded| encoded.content.bytes().cloned())
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default())
    }

    #[test]
    fn members_are_encoded_in_every_format() {
        let body = body(&[
            ("b", "\"x y\""),
            ("a", "[1,2]"),
            ("b", "\"z\\\"&\""),
            ("n", "null"),
            ("o", r#"{"z":true,"l":[{"k":1}]}"#),
        ]);
        for (format, expected) in [
            (
                BodyFormat::Json,
                r#"{"b":"z\"&","a":[1,2],"n":null,"o":{"z":true,"l":[{"k":1}]}}"#,
            ),
            (
                BodyFormat::Form,
                "b=z%22%26&a=1&a=2&n=&o%5Bz%5D=true&o%5Bl%5D%5B0%5D%5Bk%5D=1",
            ),
        ] {
            assert_eq!(written(&body, format).as_deref(), Ok(expected));
        }
        assert_eq!(written(&body, BodyFormat::Text), Err("missing body"));
    }

    #[test]
    fn lists_of_a_form_follow_the_style_of_their_field() {
        let mut body = body(&[("a", "[1,2]"), ("none", "[]")]);
        body.set_styled("b".into(), ListStyle::Brackets, "[1,2]".to_owned());
        body.set_styled("c".into(), ListStyle::Comma, "[1,2]".to_owned());
        assert_eq!(
            written(&body, BodyFormat::Form).as_deref(),
            Ok("a=1&a=2&b%5B%5D=1&b%5B%5D=2&c=1,2")
        );
    }

    #[test]
    fn members_can_be_added_to_objects_only() {
        let mut object = body(&[("a", "1")]);
        object.set_whole_json(r#"{"a":2,"b":3}"#.to_owned());
        object.set_json("b".into(), "4".to_owned());
        assert_eq!(
            written(&object, BodyFormat::Json).as_deref(),
            Ok(r#"{"a":2,"b":4}"#)
        );

        let mut list = Body::default();
        list.set_whole_json("[1]".to_owned());
        assert_eq!(written(&list, BodyFormat::Json).as_deref(), Ok("[1]"));
        assert_eq!(
            written(&list, BodyFormat::Form),
            Err("a form must be an object")
        );
        list.set_json("b".into(), "4".to_owned());
        assert!(written(&list, BodyFormat::Json).is_err());
    }

    #[test]
    fn optional_bodies_have_their_constants_and_required_members() {
        let optional = OptionalBody {
            required: &["a", "b"],
            constants: &[("kind", "\"memo\""), ("a", "0")],
        };
        let complete = body(&[("b", "2"), ("a", "1")]).completed(&optional);
        assert_eq!(
            complete.map(|body| written(&body, BodyFormat::Json)),
            Ok(Ok(r#"{"b":2,"a":1,"kind":"memo"}"#.to_owned()))
        );
        let missing = body(&[("a", "1")]).completed(&optional).map(drop);
        assert_eq!(missing, Err("the request body lacks `b`".to_owned()));
        let mut whole = Body::default();
        whole.set_whole_json("[1]".to_owned());
        let whole = whole.completed(&optional);
        assert_eq!(
            whole.map(|body| written(&body, BodyFormat::Json)),
            Ok(Ok("[1]".to_owned()))
        );
    }

    #[test]
    fn empty_bodies_are_sent_if_the_operation_takes_one() {
        let empty = Body::default();
        assert_eq!(written(&empty, BodyFormat::Json).as_deref(), Ok("{}"));
        assert_eq!(empty.encode(None, &[]), Ok(None));
        let extra = body(&[("a", "1")])
            .encode(None, &[])
            .ok()
            .flatten()
            .and_then(|encoded| encoded.content.bytes().cloned());
        assert_eq!(extra.as_deref(), Some(br#"{"a":1}"#.as_slice()));
    }
}
