//! Names of operations in their resource.

use super::super::draft::{Operation, Resource, Ty};
use super::{singular, snake};
use crate::naming;
use crate::rust::names as reserved;
use std::collections::{BTreeMap, BTreeSet};

/// Names that no operation has, because its method or request would have the name of another item.
const RESERVED: &[&str] = &["new", "clone", "into", "try_into", "client"];

/// Names the operations of a resource.
pub(super) fn name(resource: &mut Resource) {
    let full: Vec<_> = resource.operations.iter().map(full_name).collect();
    let short: Vec<_> = full
        .iter()
        .map(|it| without_resource(it, &resource.id))
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &short {
        *counts.entry(name).or_default() += 1;
    }
    let locked = resource
        .operations
        .iter()
        .filter_map(|it| it.locked.as_ref());
    let mut taken: BTreeSet<_> = locked.map(|it| it.name.clone()).collect();
    for (index, operation) in resource.operations.iter_mut().enumerate() {
        if let Some(locked) = &operation.locked {
            operation.name.clone_from(&locked.name);
            continue;
        }
        let is_unique = counts.get(short[index].as_str()) == Some(&1)
            && !RESERVED.contains(&short[index].as_str())
            && !taken.contains(&short[index]);
        let name = if is_unique {
            short[index].clone()
        } else {
            full[index].clone()
        };
        let mut unique = name.clone();
        let mut number = 2;
        while RESERVED.contains(&unique.as_str()) || !taken.insert(unique.clone()) {
            unique = format!("{name}_{number}");
            number += 1;
        }
        operation.name = unique;
    }
}

/// The operation ID, or a name for the method and path.
fn full_name(operation: &Operation) -> String {
    let name = match &operation.id {
        Some(id) => snake(id),
        None => by_path(operation),
    };
    let name = match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => name,
        Some(_) => format!("op_{name}"),
        None => operation.method.to_ascii_lowercase(),
    };
    match &operation.suffix {
        Some(suffix) => format!("{name}_{suffix}"),
        None => name,
    }
}

fn by_path(operation: &Operation) -> String {
    let segments: Vec<_> = operation
        .path
        .split('/')
        .filter(|it| !it.is_empty())
        .collect();
    let ends_with_item = segments.last().is_some_and(|it| it.starts_with('{'));
    let returns_list = operation
        .returns
        .iter()
        .any(|it| matches!(it.ty, Some(Ty::List(_))));
    let verb = match operation.method.as_str() {
        "GET" if ends_with_item => "get",
        "GET" if returns_list || segments.last().is_some_and(|it| singular(it) != *it) => "list",
        "GET" => "get",
        "HEAD" => "check",
        "POST" => "create",
        "PUT" => "replace",
        "PATCH" => "update",
        _ => "delete",
    };
    let mut words = vec![verb.to_owned()];
    for (index, segment) in segments.iter().enumerate() {
        if segment.starts_with('{') {
            continue;
        }
        let is_item = segments
            .get(index + 1)
            .is_some_and(|it| it.starts_with('{'));
        let word = snake(segment);
        words.push(if is_item { singular(&word) } else { word });
    }
    // An action of an item, such as `POST /servers/{id}/actions/reboot`.
    if operation.method == "POST"
        && segments.len() > 2
        && segments[segments.len() - 2] == "actions"
        && !ends_with_item
    {
        words = vec![words.pop().unwrap_or_default()];
    }
    words.join("_")
}

/// A name without the words of its resource: `list_pets` of `pets` is `list`.
fn without_resource(name: &str, resource: &str) -> String {
    let words: Vec<_> = name.split('_').collect();
    let resource: Vec<_> = resource.split('_').collect();
    let is_same = |word: &str, other: &str| word == other || singular(word) == singular(other);
    let at = words.windows(resource.len()).position(|it| {
        it.iter()
            .zip(&resource)
            .all(|(word, other)| is_same(word, other))
    });
    let Some(at) = at else {
        return name.to_owned();
    };
    let rest: Vec<_> = words
        .iter()
        .enumerate()
        .filter(|(index, _)| *index < at || *index >= at + resource.len())
        .map(|(_, it)| *it)
        .collect();
    let starts_with_preposition = rest
        .first()
        .is_some_and(|it| ["by", "for", "with", "of", "in", "to", "from"].contains(it));
    if rest.is_empty()
        || starts_with_preposition
        || !rest[0].starts_with(|c: char| c.is_ascii_alphabetic())
    {
        return name.to_owned();
    }
    rest.join("_")
}

/// Changes the names of operations whose request types would have the name of a type.
pub(in crate::import) fn avoid_types(resources: &mut [Resource], types: &BTreeSet<String>) {
    for resource in resources {
        let item = item(resource).to_owned();
        let mut taken: BTreeSet<_> = of_locked(resource).collect();
        let names: BTreeSet<_> = resource
            .operations
            .iter()
            .map(|it| it.name.clone())
            .collect();
        let others = resource.operations.iter_mut();
        for operation in others.filter(|it| it.locked.is_none()) {
            let noun = noun(operation, &resource.id, &item);
            let full = full_name(operation);
            let numbered = (2..).map(|number| format!("{}_{noun}_{number}", operation.name));
            let by_method = by_method(&full, &operation.method);
            let candidates = [
                Some(operation.name.clone()),
                Some(full),
                Some(format!("{}_{noun}", operation.name)),
                by_method,
            ];
            let chosen = candidates
                .into_iter()
                .flatten()
                .chain(numbered)
                .find(|name| {
                    let is_own = *name == operation.name;
                    let generated = generated(name, noun, operation);
                    (is_own || !names.contains(name))
                        && generated.iter().all(|it| {
                            !types.contains(it) && !taken.contains(it) && !reserved::is_type(it)
                        })
                });
            if let Some(name) = chosen {
                taken.extend(generated(&name, noun, operation));
                operation.name = name;
            }
        }
    }
}

/// Types that are generated for the operations that the lock file has.
pub(in crate::import) fn locked_requests(resources: &[Resource]) -> BTreeSet<String> {
    resources.iter().flat_map(of_locked).collect()
}

fn of_locked(resource: &Resource) -> impl Iterator<Item = String> {
    let locked = resource.operations.iter().filter(|it| it.locked.is_some());
    locked.flat_map(|it| generated(&it.name, noun(it, &resource.id, item(resource)), it))
}

fn item(resource: &Resource) -> &str {
    resource.item.as_ref().unwrap_or(&resource.id)
}

/// The noun for the result of an operation: the items of the resource, or one item.
fn noun<'a>(operation: &Operation, items: &'a str, item: &'a str) -> &'a str {
    let returned = operation.returns.first().and_then(|it| it.ty.as_ref());
    match returned {
        Some(Ty::List(_)) => items,
        _ => item,
    }
}

/// A name with the HTTP method for its usual verb: `create_machine` is `post_machine`, and `update_machine` is `put_machine`.
fn by_method(name: &str, method: &str) -> Option<String> {
    let (verb, rest) = name.split_once('_')?;
    let is_usual = [
        "add", "create", "list", "get", "replace", "update", "remove", "delete",
    ];
    let name = format!("{}_{rest}", method.to_ascii_lowercase());
    is_usual.contains(&verb).then_some(name)
}

/// Types that are generated for an operation with a name.
fn generated(name: &str, noun: &str, operation: &Operation) -> Vec<String> {
    let is_reserved = || naming::type_name(name).is_ok_and(|it| reserved::is_type(&it));
    let words = if name.contains('_') && !is_reserved() {
        name.to_owned()
    } else {
        format!("{name}_{noun}")
    };
    let request = naming::type_name(&words).unwrap_or_default();
    let mut types = vec![format!("{request}Params")];
    if operation.returns.len() > 1 {
        types.push(format!("{request}Response"));
    }
    types.push(request);
    types
}
