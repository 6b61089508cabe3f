//! Parameters of operations.

use super::super::draft::{Field, Ty, Value};
use super::super::loss::Loss;
use super::super::schema::Place;
use super::Context;
use crate::builtin::Scalar;
use crate::yaml::{self, Node};

/// The parameters of an operation.
#[derive(Default)]
pub(super) struct Parameters {
    /// Path parameters.
    pub path: Vec<Field>,
    /// Other parameters with their key in the spec.
    pub others: Vec<(&'static str, Field)>,
}

impl<'d> Context<'d, '_> {
    /// The parameters of an operation, with those of its path item.
    pub(super) fn parameters(
        &mut self,
        item: &'d Node,
        operation: &'d Node,
        place: &Place,
    ) -> Parameters {
        let list = |node: &'d Node| node.get("parameters").map_or(&[][..], Node::list);
        let mut nodes: Vec<(&str, &str, &'d Node)> = Vec::new();
        for node in list(item).iter().chain(list(operation)) {
            let Ok(node) = self.document.resolve(node) else {
                self.schemas
                    .losses
                    .add(Loss::UnresolvedReference, node, "a parameter");
                continue;
            };
            let (Some(name), Some(location)) = (
                node.get("name").and_then(Node::str),
                node.get("in").and_then(Node::str),
            ) else {
                self.schemas.losses.add(
                    Loss::IgnoredKeyword,
                    node,
                    "a parameter without `name` or `in`",
                );
                continue;
            };
            // A parameter of the operation replaces that of the path item.
            match nodes
                .iter_mut()
                .find(|(other, at, _)| (*other, *at) == (name, location))
            {
                Some(slot) => slot.2 = node,
                None => nodes.push((name, location, node)),
            }
        }
        let mut parameters = Parameters::default();
        for (name, location, node) in nodes {
            let key = match location {
                "path" => "path_parameters",
                "query" => "query",
                "header" if is_set_by_client(name) => continue,
                "header" => "headers",
                "cookie" => "cookies",
                _ => {
                    self.schemas.losses.add(
                        Loss::UnsupportedParameterStyle,
                        node,
                        format!("`in: {location}`"),
                    );
                    continue;
                }
            };
            let Some(field) = self.parameter(name, key, node, place) else {
                continue;
            };
            if key == "path_parameters" {
                parameters.path.push(field);
            } else {
                parameters.others.push((key, field));
            }
        }
        parameters
    }

    fn parameter(
        &mut self,
        name: &str,
        key: &'static str,
        node: &'d Node,
        place: &Place,
    ) -> Option<Field> {
        let in_query = key == "query";
        let content = node.get("content").and_then(|it| it.entries().first());
        let is_json = content.is_some_and(|(media, _)| media.text.contains("json"));
        let schema = content.map_or_else(|| node.get("schema"), |(_, media)| media.get("schema"));
        let mut value = match schema {
            Some(schema) => self.schemas.value(schema, &place.child(name)),
            None => Value::of(Ty::Scalar(Scalar::String)),
        };
        if let Some(docs) = super::docs(None, node.get("description").and_then(Node::str)) {
            value.docs = Some(docs);
        }
        value.deprecated |= node.get("deprecated").and_then(Node::bool) == Some(true);
        let example = node
            .get("example")
            .filter(|it| it.value != yaml::Value::Null);
        if let Some(example) = example {
            value.example = Some(super::super::text::Yaml::from(example));
        }
        for keyword in ["allowReserved", "allowEmptyValue"] {
            // An empty string is a value of a string, so nothing is lost.
            let is_lost = keyword != "allowEmptyValue" || value.ty != Ty::Scalar(Scalar::String);
            if is_lost && node.get(keyword).and_then(Node::bool) == Some(true) {
                self.schemas.losses.add(
                    Loss::IgnoredKeyword,
                    node,
                    format!("`{keyword}` of `{name}`"),
                );
            }
        }
        value.read_only = false;
        value.write_only = false;
        let is_required = node.get("required").and_then(Node::bool) == Some(true);
        let mut field = Field {
            wire: name.to_owned(),
            required: is_required && key != "path_parameters",
            value,
            style: None,
            explode: false,
            is_json: in_query && is_json,
        };
        if key == "path_parameters" {
            field.value.default = None;
        }
        // A parameter is a string: `null` is the same as no value, unless the value is JSON.
        if !field.is_json {
            field.value.nullable = false;
        }
        if !field.is_json {
            self.style(&mut field, key, node)?;
        }
        Some(field)
    }

    /// Sets how a value is serialized, and replaces types that cannot be.
    fn style(&mut self, field: &mut Field, key: &'static str, node: &'d Node) -> Option<()> {
        let style = node.get("style").and_then(Node::str);
        let usual = if matches!(key, "query" | "cookies") {
            "form"
        } else {
            "simple"
        };
        let explode = node
            .get("explode")
            .and_then(Node::bool)
            .unwrap_or(style.unwrap_or(usual) == "form");
        let shape = self.schemas.serialized(&field.value.ty);
        use super::super::schema::Serialized::{List, Object, Plain, Unsupported};
        let in_query = key == "query";
        match (shape, style.unwrap_or(usual)) {
            (Plain, _) => {}
            (List, "form") if in_query && explode => {}
            (List, "form") if in_query => field.style = Some("comma"),
            (List, "spaceDelimited") if in_query => field.style = Some("space"),
            (List, "pipeDelimited") if in_query => field.style = Some("pipe"),
            (List, "deepObject") if in_query => field.style = Some("brackets"),
            (List, "simple") if key == "headers" => {}
            (Object, "deepObject") if in_query => {}
            (Object, "form") if in_query && explode => field.explode = true,
            (Unsupported, _) | (List | Object, _) => {
                let style = style.unwrap_or(usual);
                self.schemas.losses.add(
                    Loss::UnsupportedParameterStyle,
                    node,
                    format!("`style: {style}` of `{}`", field.wire),
                );
                let docs = field.value.docs.take();
                field.value = Value::of(Ty::Scalar(Scalar::String));
                field.value.docs = docs;
            }
        }
        Some(())
    }
}

/// Headers that the client sets; OpenAPI ignores parameters with these names too.
fn is_set_by_client(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "accept"
            | "authorization"
            | "content-type"
            | "content-length"
            | "host"
            | "connection"
            | "transfer-encoding"
            | "cookie"
    )
}
