//! Names of type definitions.

use super::super::draft::{Definition, DefinitionId, Kind, Origin};
use super::super::lock::Lock;
use super::snake;
use crate::naming;
use crate::rust::names as reserved;
use std::collections::{BTreeMap, BTreeSet};

/// Names of the definitions that are used, by their IDs. Those of the lock file stay. Then named schemas choose, so that an inline
/// schema never changes the name of a named one.
pub(in crate::import) fn types(
    definitions: &[Definition],
    used: &BTreeSet<DefinitionId>,
    taken: &BTreeSet<String>,
    lock: &Lock,
) -> BTreeMap<DefinitionId, String> {
    let (mut names, mut locked) = (BTreeMap::new(), BTreeSet::new());
    for id in used {
        let origin = definitions.get(id.0).map(|it| &it.origin);
        if let Some(name) = origin.and_then(|it| lock.type_name(it))
            && locked.insert(name.clone())
        {
            names.insert(*id, name.clone());
        }
    }
    let mut taken: BTreeSet<_> = taken.union(&locked).cloned().collect();
    let components: Vec<_> = used
        .iter()
        .copied()
        .filter_map(|id| component(definitions, id))
        .collect();
    for (id, name) in &components {
        if names.contains_key(id) {
            continue;
        }
        let candidates = of_component(name, &components);
        let name = choose(candidates, definitions, *id, &mut taken);
        names.insert(*id, name);
    }
    for id in used {
        if let Some(Definition {
            origin: Origin::Inline(places),
            ..
        }) = definitions.get(id.0)
            && let Some(place) = places.first()
            && !names.contains_key(id)
        {
            let name = choose(of_inline(&place.names), definitions, *id, &mut taken);
            names.insert(*id, name);
        }
    }
    names
}

fn component(definitions: &[Definition], id: DefinitionId) -> Option<(DefinitionId, &str)> {
    match &definitions.get(id.0)?.origin {
        Origin::Component(name) => Some((id, name.as_str())),
        Origin::Inline(_) => None,
    }
}

/// The first candidate that is free, or one with a number.
fn choose(
    candidates: Vec<String>,
    definitions: &[Definition],
    id: DefinitionId,
    taken: &mut BTreeSet<String>,
) -> String {
    let suffix = match definitions.get(id.0).map(|it| &it.kind) {
        Some(Kind::Enum { .. }) => "Kind",
        Some(Kind::Alias { .. }) => "Value",
        _ => "Model",
    };
    let is_free =
        |name: &String, taken: &BTreeSet<String>| !reserved::is_type(name) && !taken.contains(name);
    let last = candidates
        .last()
        .cloned()
        .unwrap_or_else(|| "Type".to_owned());
    let mut all = candidates.into_iter().chain([format!("{last}{suffix}")]);
    let name = all.find(|name| is_free(name, taken)).unwrap_or_else(|| {
        let mut number = 2;
        loop {
            let name = format!("{last}{number}");
            if is_free(&name, taken) {
                return name;
            }
            number += 1;
        }
    });
    taken.insert(name.clone());
    name
}

fn type_name(words: &str) -> String {
    match naming::type_name(words) {
        Ok(name) => name,
        Err(_) => "Type".to_owned(),
    }
}

/// The name of a component. A qualified name such as `io.k8s.api.core.v1.Pod` is shortened to the end that distinguishes it.
fn of_component(name: &str, components: &[(DefinitionId, &str)]) -> Vec<String> {
    let segments: Vec<_> = name.split('.').collect();
    let is_qualified = |name: &str| {
        name.split('.').count() > 2
            && name
                .rsplit('.')
                .next()
                .is_some_and(|it| it.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    if !is_qualified(name) {
        return vec![type_name(&snake(name))];
    }
    let mut candidates = Vec::new();
    for count in 1..=segments.len() {
        let suffix = segments[segments.len() - count..].join(".");
        let ends = |other: &str| other == suffix || other.ends_with(&format!(".{suffix}"));
        if components.iter().filter(|(_, other)| ends(other)).count() == 1 {
            candidates.push(type_name(&snake(&suffix)));
        }
    }
    if candidates.is_empty() {
        vec![type_name(&snake(name))]
    } else {
        candidates
    }
}

/// Names of an inline schema, short ones first: those of the named element and of the member, then with the members between.
fn of_inline(path: &[String]) -> Vec<String> {
    let words: Vec<_> = path
        .iter()
        .map(|it| snake(it))
        .filter(|it| !it.is_empty())
        .collect();
    let Some((first, inner)) = words.split_first() else {
        return vec!["Type".to_owned()];
    };
    let mut candidates = Vec::new();
    for count in 1..=inner.len().max(1) {
        let tail = &inner[inner.len().saturating_sub(count)..];
        let mut name: Vec<&str> = first.split('_').collect();
        for word in tail {
            let parts: Vec<_> = word.split('_').collect();
            // `Pet` and `pet_status` are `PetStatus`.
            let overlap = (1..=parts.len())
                .rev()
                .find(|n| name.ends_with(&parts[..*n]))
                .unwrap_or(0);
            name.extend(&parts[overlap.min(parts.len().saturating_sub(1))..]);
        }
        let name = type_name(&name.join("_"));
        if !candidates.contains(&name) {
            candidates.push(name);
        }
    }
    candidates
}
