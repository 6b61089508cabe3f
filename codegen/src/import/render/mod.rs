//! A draft as the files of a spec.

mod resource;
mod types;

use super::draft::{DefinitionId, Draft, Resource, Server};
use super::text::Yaml;
use crate::diag::Lint;
use std::collections::{BTreeMap, BTreeSet};

/// First line of each file, for editors.
const SCHEMA: &str = "# yaml-language-server: $schema=";
/// Address of the JSON Schema of the format, relative to the folder of the spec.
const SCHEMA_FILE: &str = "schema.json";
/// Suffix of the types of resources, so that models can have the names of resources.
pub(in crate::import) const RESOURCE_SUFFIX: &str = "Api";
/// Files with the types that several resources share.
const SHARED: &str = "shared";

/// Names of the types of a draft.
pub(in crate::import) type Names = BTreeMap<DefinitionId, String>;

/// The files of a draft by path. `lints` are set to `allow`.
pub(in crate::import) fn files(
    draft: &Draft,
    names: &Names,
    lints: &[&'static Lint],
) -> BTreeMap<String, String> {
    let render = Render { draft, names };
    let mut files = BTreeMap::new();
    files.insert(
        "api.yaml".to_owned(),
        text("", &Yaml::Map(render.api(lints))),
    );
    let homes = render.homes();
    for resource in &draft.resources {
        let types = homes
            .iter()
            .filter(|(_, home)| **home == Some(resource.id.as_str()))
            .map(|(id, _)| *id);
        let file = render.resource(resource, &types.collect::<Vec<_>>());
        files.insert(
            format!("resources/{}.yaml", resource.id),
            text("../", &Yaml::Map(file)),
        );
    }
    let shared: Vec<_> = homes
        .iter()
        .filter(|(_, home)| home.is_none())
        .map(|(id, _)| *id)
        .collect();
    if !shared.is_empty() {
        let file = vec![
            (
                "docs".to_owned(),
                Yaml::from("Types that no resource alone uses."),
            ),
            ("types".to_owned(), Yaml::Map(render.types(&shared))),
        ];
        files.insert(
            format!("types/{SHARED}.yaml"),
            text("../", &Yaml::Map(file)),
        );
    }
    files
}

fn text(up: &str, content: &Yaml) -> String {
    format!("{SCHEMA}{up}{SCHEMA_FILE}\n{}", content.to_text())
}

/// The definitions that operations and webhooks of the draft use.
pub(in crate::import) fn used(draft: &Draft) -> BTreeSet<DefinitionId> {
    let mut used = reached(draft, draft.webhooks.into_iter().collect());
    for resource in &draft.resources {
        used.extend(used_by(draft, resource));
    }
    used
}

/// The definitions that a resource uses.
fn used_by(draft: &Draft, resource: &Resource) -> BTreeSet<DefinitionId> {
    let mut waiting = Vec::new();
    for operation in &resource.operations {
        operation.for_each_definition(&mut |id| waiting.push(id));
    }
    reached(draft, waiting)
}

/// The definitions that some definitions lead to, with themselves.
fn reached(draft: &Draft, mut waiting: Vec<DefinitionId>) -> BTreeSet<DefinitionId> {
    let mut used = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if used.insert(id)
            && let Some(definition) = draft.definitions.get(id.0)
        {
            definition
                .kind
                .for_each_definition(&mut |id| waiting.push(id));
        }
    }
    used
}

struct Render<'a> {
    draft: &'a Draft,
    names: &'a Names,
}

/// Keys of a map.
type Keys = Vec<(String, Yaml)>;

fn key(name: &str, value: Yaml) -> (String, Yaml) {
    (name.to_owned(), value)
}

fn add_docs(keys: &mut Keys, docs: Option<&String>) {
    keys.extend(docs.map(|docs| key("docs", Yaml::from(docs.as_str()))));
}

fn strings(values: &[String]) -> Yaml {
    Yaml::List(values.iter().map(|it| Yaml::from(it.as_str())).collect())
}

/// The short form of a record: the value of its main key alone, if it has no other.
fn short(keys: Keys, main: &str) -> Yaml {
    match <[_; 1]>::try_from(keys) {
        Ok([(name, value)]) if name == main => value,
        Ok([entry]) => Yaml::Map(vec![entry]),
        Err(keys) => Yaml::Map(keys),
    }
}

impl<'a> Render<'a> {
    /// The resource that alone uses a definition; `None` if several or webhooks do.
    fn homes(&self) -> BTreeMap<DefinitionId, Option<&'a str>> {
        let events = reached(self.draft, self.draft.webhooks.into_iter().collect());
        let mut homes: BTreeMap<DefinitionId, Option<&str>> =
            events.into_iter().map(|id| (id, None)).collect();
        for resource in &self.draft.resources {
            for id in used_by(self.draft, resource) {
                homes
                    .entry(id)
                    .and_modify(|home| *home = None)
                    .or_insert(Some(&resource.id));
            }
        }
        homes
    }

    fn api(&self, lints: &[&'static Lint]) -> Keys {
        let draft = self.draft;
        let mut keys = vec![key("name", Yaml::from(draft.package.as_str()))];
        keys.extend(draft.head.iter().cloned());
        keys.push(key(
            "servers",
            Yaml::List(draft.servers.iter().map(server).collect()),
        ));
        if !draft.schemes.is_empty() {
            let schemes = draft
                .schemes
                .iter()
                .map(|it| (it.name.clone(), Yaml::Map(it.keys.clone())));
            let mut security = vec![key("schemes", Yaml::Map(schemes.collect()))];
            if !draft.requirements.is_empty() {
                security.push(key("requirements", requirements(&draft.requirements)));
            }
            keys.push(key("security", Yaml::Map(security)));
        }
        keys.push(key("resource_suffix", Yaml::from(RESOURCE_SUFFIX)));
        if !draft.response_headers.is_empty() {
            let headers = draft.response_headers.iter().map(|(name, ty, docs)| {
                let mut header = vec![key("type", self.ty(ty))];
                add_docs(&mut header, docs.as_ref());
                (name.clone(), short(header, "type"))
            });
            keys.push(key("response_headers", Yaml::Map(headers.collect())));
        }
        if let Some(name) = draft.webhooks.and_then(|id| self.names.get(&id)) {
            keys.push(key("webhooks", Yaml::from(name.as_str())));
        }
        if !lints.is_empty() {
            let level = |lint: &&'static Lint| {
                let level = vec![
                    key("level", Yaml::from("allow")),
                    key("reason", Yaml::from("The imported document has findings.")),
                ];
                (lint.name.to_owned(), Yaml::Map(level))
            };
            keys.push(key("lints", Yaml::Map(lints.iter().map(level).collect())));
        }
        keys
    }
}

fn requirements(requirements: &[Vec<String>]) -> Yaml {
    Yaml::List(requirements.iter().map(|it| strings(it)).collect())
}

fn server(server: &Server) -> Yaml {
    let mut keys = vec![key("url", Yaml::from(server.url.as_str()))];
    add_docs(&mut keys, server.docs.as_ref());
    if !server.variables.is_empty() {
        let variables = server
            .variables
            .iter()
            .map(|(name, default, values, docs)| {
                let mut variable = vec![key("default", Yaml::from(default.as_str()))];
                if !values.is_empty() {
                    variable.push(key("enum", strings(values)));
                }
                add_docs(&mut variable, docs.as_ref());
                (name.clone(), short(variable, "default"))
            });
        keys.push(key("variables", Yaml::Map(variables.collect())));
    }
    let is_local = ["http://localhost", "http://127.", "http://[::1]"]
        .iter()
        .any(|it| server.url.starts_with(it));
    if server.url.starts_with("http://") && !is_local {
        keys.push(key("allow_http", Yaml::from(true)));
    }
    short(keys, "url")
}
