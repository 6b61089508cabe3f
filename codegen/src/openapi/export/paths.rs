//! Operations by path and method.

use super::object::Object;
use super::operations;
use crate::ir::{Api, Operation, path_shape};
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
            path.methods = methods.with(operation.method.key(), described);
        }
    }
    paths
        .into_iter()
        .map(|path| (path.template, path.methods))
        .collect()
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
