//! Operations by path and method.

use super::object::Object;
use super::operations;
use crate::ir::{Api, Operation, path_shape};
use serde_json::Value;
use std::collections::BTreeMap;

/// A path with its operations.
struct Path<'a> {
    template: &'a str,
    placeholders: Vec<&'a str>,
    methods: Object,
}

/// The paths object.
///
/// OpenAPI does not allow paths that differ only in the names of placeholders. Such paths are merged, with the names of the
/// first one; the names are never sent.
pub(super) fn paths(api: &Api) -> Object {
    let mut paths: Vec<Path<'_>> = Vec::new();
    let mut known = BTreeMap::new();
    for resource in &api.resources {
        for operation in &resource.operations {
            let shape = path_shape(&operation.path);
            let index = *known.entry(shape).or_insert_with(|| {
                paths.push(Path::of(operation));
                paths.len() - 1
            });
            let path = &mut paths[index];
            let described = operations::operation(api, resource, operation, &path.placeholders);
            let methods = std::mem::take(&mut path.methods);
            let key = operation.method.key();
            let described = match methods.get(key) {
                Some(first) => merged(first.clone(), described.into()),
                None => described.into(),
            };
            path.methods = methods.with(key, described);
        }
    }
    paths
        .into_iter()
        .map(|path| (path.template, path.methods))
        .collect()
}

/// An operation with the media types of another one, which has the same method and path. Each media type of the other one
/// names it in `x-operation`, because an operation has only one `operationId`.
fn merged(mut first: Value, other: Value) -> Value {
    let name = other.get("operationId").cloned().unwrap_or_default();
    let add = |to: &mut Value, from: &Value| {
        let (Some(to), Some(from)) = (to.as_object_mut(), from.as_object()) else {
            return;
        };
        for (content_type, media_type) in from {
            let mut media_type = media_type.clone();
            media_type["x-operation"] = name.clone();
            to.entry(content_type).or_insert(media_type);
        }
    };
    if let Some(content) = other.pointer("/requestBody/content") {
        add(&mut first["requestBody"]["content"], content);
    }
    for (status, response) in other["responses"].as_object().into_iter().flatten() {
        let responses = &mut first["responses"];
        match responses.get_mut(status) {
            Some(known) => add(&mut known["content"], &response["content"]),
            None => responses[status] = response.clone(),
        }
    }
    first
}

impl<'a> Path<'a> {
    fn of(operation: &'a Operation) -> Self {
        let parameters = operation.path_parameters.iter();
        Self {
            template: &operation.path,
            placeholders: parameters.map(|field| &*field.wire).collect(),
            methods: Object::new(),
        }
    }
}
