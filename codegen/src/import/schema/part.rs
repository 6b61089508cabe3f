//! The schemas that together describe a value: a schema, those of its `allOf`, and those that they refer to.

use super::super::document::{Document, Version};
use crate::yaml::{Node, Value};
use std::collections::BTreeSet;

/// Keywords that describe a value without restricting it.
const ANNOTATIONS: &[&str] = &[
    "$comment",
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "externalDocs",
    "nullable",
    "readOnly",
    "title",
    "writeOnly",
    "xml",
];

/// Maximum number of schemas that together describe a value. Others are ignored.
const MAX_PARTS: usize = 256;

/// One of the schemas that together describe a value.
#[derive(Debug, Clone, Copy)]
pub(in crate::import) struct Part<'d> {
    /// The schema.
    pub node: &'d Node,
    /// Whether its `oneOf`, `anyOf` and discriminator apply. They do not if one of the alternatives was chosen.
    pub has_choices: bool,
}

impl<'d> Part<'d> {
    /// A whole schema.
    pub(in crate::import) fn new(node: &'d Node) -> Self {
        Self {
            node,
            has_choices: true,
        }
    }

    /// The schema without its `oneOf`, `anyOf` and discriminator.
    pub(super) fn without_choices(self) -> Self {
        Self {
            has_choices: false,
            ..self
        }
    }

    /// Whether the schema only describes values.
    fn is_annotation(&self) -> bool {
        let mut keys = self.node.entries().iter().map(|(key, _)| key.text.as_str());
        keys.all(is_annotation)
    }
}

/// Whether a keyword describes a value without restricting it.
fn is_annotation(key: &str) -> bool {
    ANNOTATIONS.contains(&key) || key.starts_with("x-")
}

/// The parts with everything that `allOf` and `$ref` add, outermost first.
pub(super) fn flatten<'d>(document: &'d Document, parts: &[Part<'d>]) -> Vec<Part<'d>> {
    let mut flat = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<_> = parts.iter().rev().copied().collect();
    // A chain of `allOf` has the members of all its schemas, so the sizes of long chains add up to their square.
    while let Some(part) = waiting.pop().filter(|_| flat.len() < MAX_PARTS) {
        if !seen.insert(std::ptr::from_ref(part.node)) {
            continue;
        }
        // OpenAPI 3.0 ignores the keywords next to a `$ref`.
        let is_ignored = part.node.get("$ref").is_some() && document.version() == Version::V3_0;
        if !is_ignored {
            flat.push(part);
        }
        let members = part.node.get("allOf").map_or(&[][..], Node::list);
        let members = members.iter().rev();
        waiting.extend(members.map(|node| Part { node, ..part }));
        if part.node.get("$ref").is_some()
            && let Ok(node) = document.resolve(part.node)
        {
            waiting.push(Part { node, ..part });
        }
    }
    flat
}

/// The node with a `$ref`, if the parts are a reference to a named schema with nothing but annotations around it.
pub(super) fn reference<'d>(parts: &[Part<'d>]) -> Option<&'d Node> {
    let mut parts: Vec<_> = parts.to_vec();
    loop {
        parts.retain(|part| !part.is_annotation());
        let [part] = parts.as_slice() else {
            return None;
        };
        let mut rest = part
            .node
            .entries()
            .iter()
            .filter(|(key, _)| !is_annotation(&key.text));
        let (Some((key, value)), None) = (rest.next(), rest.next()) else {
            return None;
        };
        match key.text.as_str() {
            "$ref" if part.has_choices => return Some(part.node),
            "allOf" => {
                let part = *part;
                parts = value
                    .list()
                    .iter()
                    .map(|node| Part { node, ..part })
                    .collect();
            }
            _ => return None,
        }
    }
}

/// The value of a keyword in the outermost schema that has it.
pub(super) fn keyword<'d>(flat: &[Part<'d>], key: &str) -> Option<&'d Node> {
    flat.iter().find_map(|part| part.node.get(key))
}

/// The value of a string keyword in the outermost schema that has it.
pub(super) fn string<'d>(flat: &[Part<'d>], key: &str) -> Option<&'d str> {
    flat.iter().find_map(|part| part.node.get(key)?.str())
}

/// Whether a boolean keyword is set in one of the schemas.
pub(super) fn is_set(flat: &[Part<'_>], key: &str) -> bool {
    flat.iter()
        .any(|part| part.node.get(key).and_then(Node::bool) == Some(true))
}

/// The JSON types of the values, without `null`. Empty if there is no `type`.
pub(super) fn types<'d>(flat: &[Part<'d>]) -> Vec<&'d str> {
    let mut declared = flat.iter().filter_map(|part| part.node.get("type"));
    let names = |node: &'d Node| -> Vec<&'d str> {
        match &node.value {
            Value::String(name) => vec![name.as_str()],
            _ => node.list().iter().filter_map(Node::str).collect(),
        }
    };
    let mut types = declared.next().map(names).unwrap_or_default();
    for node in declared {
        let other = names(node);
        // Contradictory schemas match no value. The outermost one is more likely to be right.
        if types.iter().any(|it| other.contains(it)) {
            types.retain(|it| other.contains(it));
        }
    }
    types.retain(|it| *it != "null");
    types.dedup();
    types
}

/// Whether `null` is a value, by the keywords of the schemas themselves.
pub(super) fn is_nullable(flat: &[Part<'_>]) -> bool {
    let has_null = |node: &Node| match &node.value {
        Value::String(name) => name == "null",
        _ => node.list().iter().any(|it| it.str() == Some("null")),
    };
    let lists_null = |node: &Node| node.list().iter().any(|it| it.value == Value::Null);
    is_set(flat, "nullable")
        || flat
            .iter()
            .filter_map(|part| part.node.get("type"))
            .any(has_null)
        || keyword(flat, "enum").is_some_and(lists_null)
        || flat.iter().any(|part| {
            part.node
                .get("const")
                .is_some_and(|it| it.value == Value::Null)
        })
}

/// Whether a schema matches only `null`.
pub(super) fn is_null(node: &Node) -> bool {
    let type_is_null = match node.get("type").map(|it| &it.value) {
        Some(Value::String(name)) => name == "null",
        Some(Value::Null) => true,
        Some(Value::List(names)) => {
            !names.is_empty() && names.iter().all(|it| it.str() == Some("null"))
        }
        _ => false,
    };
    let only_null = |node: &Node| {
        !node.list().is_empty() && node.list().iter().all(|it| it.value == Value::Null)
    };
    // Some generators write the alternative `null` like this. By itself, the keyword would restrict nothing.
    let is_only_nullable = matches!(
        node.entries(),
        [(key, value)] if key.text == "nullable" && value.value == Value::Bool(true)
    );
    type_is_null
        || is_only_nullable
        || node.get("enum").is_some_and(only_null)
        || node.get("const").is_some_and(|it| it.value == Value::Null)
}
