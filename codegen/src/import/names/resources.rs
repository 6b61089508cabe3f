//! Resources, and the names of their operations.

use super::super::document::Document;
use super::super::draft::{Operation, Resource};
use super::super::lock::Lock;
use super::{operations, singular, snake};
use crate::rust::names as reserved;
use crate::spec;
use crate::yaml::Node;
use std::collections::BTreeSet;

/// Groups operations into resources: by the lock file, or else by their first tag, or else by the first fixed segment of their
/// path.
pub(in crate::import) fn resources(
    operations: Vec<Operation>,
    document: &Document,
    lock: &Lock,
) -> Vec<Resource> {
    let mut resources: Vec<Resource> = Vec::new();
    for mut operation in operations {
        operation.locked = lock.operation(&operation).cloned();
        let (group, docs) = match &operation.tag {
            Some(tag) if !snake(tag).is_empty() => (snake(tag), tag_docs(document, tag)),
            _ => (by_path(&operation.path), None),
        };
        let group = id(&group);
        let locked = operation.locked.as_ref().map(|it| it.resource.clone());
        let docs = docs.filter(|_| locked.as_ref().is_none_or(|it| *it == group));
        let id = locked.unwrap_or(group);
        match resources.iter_mut().find(|it| it.id == id) {
            Some(resource) => {
                resource.docs = resource.docs.take().or(docs);
                resource.operations.push(operation);
            }
            None => resources.push(Resource {
                item: Some(singular(&id)).filter(|it| *it != id),
                id,
                docs,
                operations: vec![operation],
            }),
        }
    }
    resources.sort_by(|one, other| one.id.cmp(&other.id));
    for resource in &mut resources {
        operations::name(resource);
    }
    resources
}

/// The ID of the resource for a group: the name of a file and of a Rust module.
fn id(group: &str) -> String {
    let id = match group.chars().next() {
        Some(first) if first.is_ascii_digit() => format!("v{group}"),
        Some(_) => group.to_owned(),
        None => "root".to_owned(),
    };
    let is_reserved = reserved::MODULES.contains(&id.as_str())
        || reserved::CLIENT_METHODS.contains(&id.as_str())
        || reserved::METHODS_OF_ALL.contains(&id.as_str());
    if is_reserved {
        format!("{id}_api")
    } else {
        // Some names are reserved for files.
        spec::file_id(&id).unwrap_or(id)
    }
}

fn by_path(path: &str) -> String {
    let is_version = |segment: &str| {
        segment
            .strip_prefix('v')
            .is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()))
    };
    let segments: BTreeSet<&str> = BTreeSet::from(["api", "rest"]);
    let fixed = path.split('/').filter(|it| {
        !it.is_empty() && !it.starts_with('{') && !is_version(it) && !segments.contains(it)
    });
    fixed
        .map(snake)
        .find(|it| !it.is_empty())
        .unwrap_or_default()
}

fn tag_docs(document: &Document, tag: &str) -> Option<String> {
    let tags = document.root().get("tags")?.list().iter();
    let mut named = tags.filter(|it| it.get("name").and_then(Node::str) == Some(tag));
    let docs = named.next()?.get("description")?.str()?.trim().to_owned();
    (!docs.is_empty()).then_some(docs)
}
