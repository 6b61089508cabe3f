//! Names of path parameters. They are not sent, so they can differ from those of the document.

use super::super::draft::{Content, Field, Operation, Resource};
use super::{singular, snake};
use crate::naming;
use std::collections::{BTreeMap, BTreeSet};

/// Renames path parameters that are declared differently in two operations of a resource, or have the name of another
/// parameter or field of the body. Sets the `rust_name` of other fields that clash.
pub(in crate::import) fn separate(resources: &mut [Resource]) {
    for resource in resources {
        let mut declared: BTreeMap<String, Field> = BTreeMap::new();
        // Those of the lock file first, because they should not change.
        let (locked, others): (Vec<_>, Vec<_>) = resource
            .operations
            .iter_mut()
            .partition(|it| it.locked.is_some());
        for operation in locked.into_iter().chain(others) {
            let others = setters(operation);
            for index in 0..operation.path_parameters.len() {
                let field = operation.path_parameters[index].clone();
                let is_free = |name: &str| {
                    let is_other = || {
                        operation
                            .path_parameters
                            .iter()
                            .enumerate()
                            .any(|(at, it)| at != index && it.wire == name)
                    };
                    let is_same = declared.get(name).is_none_or(|it| same(it, &field));
                    is_same
                        && !is_other()
                        && naming::value(name).is_ok_and(|rust| !others.contains(&rust))
                };
                let by_segment = segment_before(&operation.path, &field.wire)
                    .map(|it| format!("{}_{}", singular(&it), snake(&field.wire)));
                let base = by_segment
                    .clone()
                    .unwrap_or_else(|| format!("path_{}", snake(&field.wire)));
                let numbered = (2..1000).map(|number| format!("{base}_{number}"));
                let locked = operation.locked.as_ref();
                let locked = locked.and_then(|it| it.parameters.get(index).cloned());
                let usual = [locked, Some(field.wire.clone()), by_segment];
                let usual = usual.into_iter().flatten();
                let name = usual
                    .chain(numbered)
                    .find(|name| is_free(name))
                    .unwrap_or_else(|| field.wire.clone());
                if name != field.wire {
                    operation.path = operation
                        .path
                        .replace(&format!("{{{}}}", field.wire), &format!("{{{name}}}"));
                    operation.path_parameters[index].wire.clone_from(&name);
                }
                declared
                    .entry(name)
                    .or_insert_with(|| operation.path_parameters[index].clone());
            }
        }
    }
}

/// Whether two declarations of a path parameter are the same, apart from what describes it.
fn same(one: &Field, other: &Field) -> bool {
    one.value.ty == other.value.ty && one.value.constraints == other.value.constraints
}

/// Rust names of the parameters that are not in the path, and of the fields of the body.
fn setters(operation: &Operation) -> BTreeSet<String> {
    let parameters = operation.parameters.iter().map(|(_, field)| field);
    let body = match operation.body.as_ref().map(|it| &it.content) {
        Some(Content::Fields(fields)) => fields.as_slice(),
        _ => &[],
    };
    parameters
        .chain(body)
        .filter_map(|it| naming::value(&it.wire).ok())
        .collect()
}

/// The fixed segment before a placeholder.
fn segment_before(path: &str, placeholder: &str) -> Option<String> {
    let (before, _) = path.split_once(&format!("{{{placeholder}}}"))?;
    let segment = before
        .rsplit('/')
        .find(|it| !it.is_empty() && !it.starts_with('{'))?;
    Some(snake(segment)).filter(|it| !it.is_empty())
}
