//! The lock file: the names that an import chose. The next import reads it and chooses the same, so that a new schema or
//! operation never renames an old one.

use super::draft::{DefinitionId, Draft, InlinePlace, LockedOperation, Operation, Origin};
use super::route::{self, Route};
use super::text::Yaml;
use crate::diag::{Code, Report};
use crate::ir::Api;
use crate::naming;
use crate::source::Sources;
use crate::yaml::{self, Node, Settings, Value};
use std::collections::BTreeMap;

/// Name of the lock file in the directory of a spec.
pub const LOCK_FILE: &str = "import.lock";

const HEADER: &str = "\
# The names that `import openapi` chose for the elements of the document. The next import reads them, so that it renames
# nothing. Commit this file with the spec. Edit a name to change it in the next import.
";

/// How lock files are parsed. Those of the largest documents have some 10,000 lines.
const SETTINGS: Settings = Settings {
    bytes: 16 << 20,
    depth: 8,
    nodes: 1_000_000,
    syntax: Code::InvalidLockFile,
    exceeded: Code::InvalidLockFile,
    too_large: "delete the file to choose all names again",
    too_deep: "write each name as a string",
    repeated: "write the values out",
};

const PACKAGE: &str = "package";
const OPERATIONS: &str = "operations";
const SCHEMAS: &str = "schemas";
const INLINE: &str = "inline_schemas";

/// The names that an import chose, by the elements of the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// Name of the package.
    package: Option<String>,
    operations: BTreeMap<Route, LockedOperation>,
    /// Names of types, by the names of their schemas.
    schemas: BTreeMap<String, String>,
    /// Names of types, by the places of inline schemas.
    inline: BTreeMap<String, String>,
}

impl Lock {
    /// Reads the lock file in `sources`, which is their only file.
    ///
    /// # Errors
    /// Returns the errors of a file that is not valid.
    pub fn parse(sources: &Sources) -> Result<Self, Report> {
        let mut report = Report::default();
        let mut lock = Self::default();
        for (file, _, text) in sources.files() {
            if let Some(node) = yaml::parse_with(&SETTINGS, file, text, &mut report) {
                lock.read(&node, &mut report);
            }
        }
        if report.is_empty() {
            Ok(lock)
        } else {
            Err(report)
        }
    }

    fn read(&mut self, root: &Node, report: &mut Report) {
        if !is_map(root, report) {
            return;
        }
        for (key, node) in root.entries() {
            match key.text.as_str() {
                PACKAGE => match node.str() {
                    Some(name) => self.package = Some(name.to_owned()),
                    None => report.error(
                        Code::InvalidLockFile,
                        node.span,
                        format!("expected a name, found {}", node.value.kind()),
                        "write the name of the package, such as `pets-api`",
                    ),
                },
                _ if !is_map(node, report) => {}
                OPERATIONS => {
                    for (route, name) in node.entries() {
                        match Route::parse(&route.text).zip(operation(&route.text, name)) {
                            Some((route, operation)) => {
                                self.operations.insert(route, operation);
                            }
                            None => report.error(
                                Code::InvalidLockFile,
                                name.span,
                                format!("the entry for `{}` is not valid", route.text),
                                "write `METHOD /path: resource.operation`, with names in snake_case",
                            ),
                        }
                    }
                }
                SCHEMAS => types(&mut self.schemas, node, report),
                INLINE => types(&mut self.inline, node, report),
                other => report.error(
                    Code::InvalidLockFile,
                    key.span,
                    format!("unknown key `{other}`"),
                    format!("the keys are `{PACKAGE}`, `{OPERATIONS}`, `{SCHEMAS}` and `{INLINE}`"),
                ),
            }
        }
    }

    /// The names that an import chose.
    pub(super) fn of(draft: &Draft, names: &BTreeMap<DefinitionId, String>) -> Self {
        let mut lock = Self {
            package: Some(draft.package.clone()),
            ..Self::default()
        };
        for resource in &draft.resources {
            for operation in &resource.operations {
                let names = locked(&resource.id, &operation.name, &operation.path);
                lock.operations.insert(Route::of(operation), names);
            }
        }
        for (id, name) in names {
            match draft.definitions.get(id.0).map(|it| &it.origin) {
                Some(Origin::Component(schema)) => {
                    lock.schemas.insert(schema.clone(), name.clone());
                }
                Some(Origin::Inline(places)) => {
                    let places = places.iter().map(|it| (key(it), name.clone()));
                    lock.inline.extend(places);
                }
                None => {}
            }
        }
        lock
    }

    /// The names of a spec, which can differ from those of its last import: of the package, and of operations that the lock file
    /// does not have.
    #[must_use]
    pub fn with_names_of(mut self, api: &Api) -> Self {
        self.package = Some(api.package.clone());
        for resource in &api.resources {
            for operation in &resource.operations {
                let route = Route {
                    path: route::shape(&operation.path),
                    method: operation.method.name().to_owned(),
                    suffix: None,
                };
                let names = locked(&resource.id, &operation.name, &operation.path);
                self.operations.entry(route).or_insert(names);
            }
        }
        self
    }

    /// The name of the package.
    pub(super) fn package(&self) -> Option<&str> {
        self.package.as_deref()
    }

    /// The names of an operation.
    pub(super) fn operation(&self, operation: &Operation) -> Option<&LockedOperation> {
        self.operations.get(&Route::of(operation))
    }

    /// The name of the type of a schema.
    pub(super) fn type_name(&self, origin: &Origin) -> Option<&String> {
        match origin {
            Origin::Component(schema) => self.schemas.get(schema),
            Origin::Inline(places) => places.iter().find_map(|it| self.inline(it)),
        }
    }

    /// The name of the type of the inline schema at a place.
    pub(super) fn inline(&self, place: &InlinePlace) -> Option<&String> {
        self.inline.get(&key(place))
    }

    /// The text of the lock file.
    pub fn to_text(&self) -> String {
        let operations = self.operations.iter().map(|(route, it)| {
            let name = format!("{}.{}", it.resource, it.name);
            (route.display(&it.parameters), Yaml::from(name))
        });
        let types = |types: &BTreeMap<String, String>| {
            let types = types
                .iter()
                .map(|(key, name)| (key.clone(), Yaml::from(name.as_str())));
            Yaml::Map(types.collect())
        };
        let parts = [
            (OPERATIONS, Yaml::Map(operations.collect())),
            (SCHEMAS, types(&self.schemas)),
            (INLINE, types(&self.inline)),
        ];
        let mut text = HEADER.to_owned();
        if let Some(package) = &self.package {
            let package = vec![(PACKAGE.to_owned(), Yaml::from(package.as_str()))];
            text.push('\n');
            text.push_str(&Yaml::Map(package).to_text());
        }
        for (key, part) in parts {
            if part != Yaml::Map(Vec::new()) {
                text.push('\n');
                text.push_str(&Yaml::Map(vec![(key.to_owned(), part)]).to_text());
            }
        }
        text
    }
}

/// Whether a node is a map; reports it if it is not.
fn is_map(node: &Node, report: &mut Report) -> bool {
    let is_map = matches!(node.value, Value::Map(_));
    if !is_map {
        report.error(
            Code::InvalidLockFile,
            node.span,
            format!("expected a map, found {}", node.value.kind()),
            "restore the last version of the file, or delete it to choose all names again",
        );
    }
    is_map
}

/// The operation of a line of the lock file.
fn operation(route: &str, name: &Node) -> Option<LockedOperation> {
    let (resource, name) = name.str()?.split_once('.')?;
    let is_name = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_lowercase()) && naming::snake(text) == text
    };
    (is_name(resource) && is_name(name)).then(|| locked(resource, name, route))
}

/// The names of an operation with a path.
fn locked(resource: &str, name: &str, path: &str) -> LockedOperation {
    LockedOperation {
        resource: resource.to_owned(),
        name: name.to_owned(),
        parameters: route::placeholders(path),
    }
}

fn types(found: &mut BTreeMap<String, String>, node: &Node, report: &mut Report) {
    for (key, name) in node.entries() {
        match name
            .str()
            .filter(|it| naming::type_name(it).as_deref() == Ok(it))
        {
            Some(name) => {
                found.insert(key.text.clone(), name.to_owned());
            }
            None => report.error(
                Code::InvalidLockFile,
                name.span,
                format!("the name for `{}` is not the name of a type", key.text),
                "write a name in UpperCamelCase, such as `PetStatus`",
            ),
        }
    }
}

/// The key of an inline schema, such as `Pet/status`, or `Pet/cat 2` for the second one with these names.
fn key(place: &InlinePlace) -> String {
    let names = place.names.join("/");
    match place.earlier {
        0 => names,
        earlier => format!("{names} {}", earlier + 1),
    }
}
