//! Operations.

use super::super::draft::{Field, Operation, Server, Ty, Value};
use super::super::loss::Loss;
use super::super::schema::Place;
use super::super::text::Yaml;
use super::{Context, Options, servers};
use crate::builtin::{Method, Scalar};
use crate::check;
use crate::yaml::Node;
use std::collections::BTreeSet;

/// Keys of a path item that are not methods.
const OTHER_KEYS: &[&str] = &[
    "$ref",
    "summary",
    "description",
    "servers",
    "parameters",
    "additionalOperations",
];

impl<'d> Context<'d, '_> {
    /// The selected operations of a document, in its order.
    pub(super) fn operations(&mut self, root: &'d Node, options: &Options) -> Vec<Operation> {
        let of_api = servers::of(root, &mut super::Losses::default());
        let mut routes = BTreeSet::new();
        let mut operations = Vec::new();
        for (path, item) in root.get("paths").map_or(&[][..], Node::entries) {
            if path.text.starts_with("x-") {
                continue;
            }
            let Ok(item) = self.document.resolve(item) else {
                self.schemas.losses.add(
                    Loss::UnresolvedReference,
                    item,
                    format!("`{}`", path.text),
                );
                continue;
            };
            for (key, node) in item.entries() {
                let method = key.text.to_ascii_uppercase();
                if OTHER_KEYS.contains(&key.text.as_str()) || key.text.starts_with("x-") {
                    continue;
                }
                let id = node.get("operationId").and_then(Node::str);
                if !options.selects(&method, &path.text, id) {
                    continue;
                }
                let Some(method) = Method::from_name(&method) else {
                    self.schemas.losses.add(
                        Loss::UnsupportedMethod,
                        node,
                        format!("`{method} {}`", path.text),
                    );
                    continue;
                };
                let (route, query) = route(&path.text);
                if !check::is_valid_path(&route) {
                    self.schemas
                        .losses
                        .add(Loss::InvalidPath, node, format!("`{}`", path.text));
                    continue;
                }
                let shape = super::super::route::shape(&route);
                if !routes.insert((method.name(), shape)) {
                    self.schemas.losses.add(
                        Loss::DuplicateRoute,
                        node,
                        format!("`{} {}`", method.name(), path.text),
                    );
                    continue;
                }
                for mut operation in self.methods(method, route, item, node) {
                    let constants = query
                        .iter()
                        .map(|(name, value)| ("query", constant(name.clone(), value.clone())));
                    operation.parameters.extend(constants);
                    if operation.servers == of_api {
                        operation.servers.clear();
                    }
                    operations.push(operation);
                }
            }
        }
        operations
    }

    /// An operation without its request body and responses.
    pub(super) fn operation(
        &mut self,
        method: Method,
        path: String,
        item: &'d Node,
        node: &'d Node,
        place: &Place,
    ) -> Operation {
        let text = |key: &str| node.get(key).and_then(Node::str);
        if let Some(callbacks) = node.get("callbacks").filter(|it| !it.entries().is_empty()) {
            self.schemas
                .losses
                .add(Loss::Callback, callbacks, names(callbacks));
        }
        let mut parameters = self.parameters(item, node, place);
        let path = self.complete(path, &mut parameters.path, node);
        let security = node.get("security").map(|it| self.requirements(it));
        let (security, permissions) = match security {
            Some((requirements, scopes)) => (Some(requirements), scopes),
            None => (None, Vec::new()),
        };
        let losses = &mut *self.schemas.losses;
        let mut own: Vec<Server> = servers::of(node, losses);
        if own.is_empty() {
            own = servers::of(item, losses);
        }
        let tag = node
            .get("tags")
            .map_or(&[][..], Node::list)
            .first()
            .and_then(Node::str);
        Operation {
            id: operation_id(node).map(str::to_owned),
            suffix: None,
            name: String::new(),
            locked: None,
            method: method.name().to_owned(),
            path,
            tag: tag.map(str::to_owned),
            docs: super::docs(text("summary"), text("description")),
            deprecated: node.get("deprecated").and_then(Node::bool) == Some(true),
            servers: own,
            path_parameters: parameters.path,
            parameters: parameters.others,
            body: None,
            returns: Vec::new(),
            errors: Vec::new(),
            security,
            permissions,
            span: node.span,
        }
    }

    /// Adds parameters that the path has and the operation does not declare, and removes those that only the operation has.
    fn complete(&mut self, path: String, parameters: &mut Vec<Field>, node: &'d Node) -> String {
        let mut ordered = Vec::new();
        for name in check::placeholders(&path).unwrap_or_default() {
            match parameters.iter().position(|it| it.wire == name) {
                Some(index) => ordered.push(parameters.remove(index)),
                None => {
                    self.schemas.losses.add(
                        Loss::UndeclaredParameter,
                        node,
                        format!("`{{{name}}}`"),
                    );
                    ordered.push(Field {
                        value: Value::of(Ty::Scalar(Scalar::String)),
                        ..constant(name.to_owned(), String::new())
                    });
                }
            }
        }
        for unused in parameters.drain(..) {
            self.schemas.losses.add(
                Loss::UndeclaredParameter,
                node,
                format!("`{}` is not in the path", unused.wire),
            );
        }
        *parameters = ordered;
        for parameter in parameters.iter_mut() {
            parameter.required = false;
        }
        path
    }
}

/// The ID of an operation, if a name can be made of it.
pub(super) fn operation_id(node: &Node) -> Option<&str> {
    let id = node.get("operationId").and_then(Node::str)?.trim();
    id.chars().any(|c| c.is_ascii_alphabetic()).then_some(id)
}

/// The names in a map, for reports.
pub(super) fn names(node: &Node) -> String {
    let names = node
        .entries()
        .iter()
        .map(|(key, _)| format!("`{}`", key.text));
    names.collect::<Vec<_>>().join(", ")
}

/// The path that requests have, and the query that the document adds to it to distinguish operations.
fn route(path: &str) -> (String, Vec<(String, String)>) {
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let pairs = query.split('&').filter(|it| !it.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_owned(), value.to_owned())
    });
    let path = if path.starts_with('/') {
        path.to_owned()
    } else {
        format!("/{path}")
    };
    (path, pairs.collect())
}

/// A parameter with a fixed value.
fn constant(name: String, value: String) -> Field {
    let mut field = Field {
        wire: name,
        required: true,
        value: Value::of(Ty::Scalar(Scalar::String)),
        style: None,
        explode: false,
        is_json: false,
    };
    field.value.constant = Some(Yaml::from(value));
    field
}
