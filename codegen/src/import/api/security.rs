//! Security schemes and requirements.

use super::super::document::Document;
use super::super::draft::Scheme;
use super::super::loss::{Loss, Losses};
use super::super::text::Yaml;
use super::Context;
use crate::naming;
use crate::yaml::Node;
use std::collections::BTreeMap;

/// The schemes of the spec, and their names by those of the document. One scheme of a document can be two: Basic
/// authentication has a user and a password.
pub(super) fn schemes<'d>(
    document: &'d Document,
    losses: &mut Losses<'d>,
) -> (Vec<Scheme>, BTreeMap<String, Vec<String>>) {
    let title = document
        .root()
        .get("info")
        .and_then(|it| it.get("title"))
        .and_then(Node::str);
    let package = super::package(title.unwrap_or_default());
    let package = naming::snake(package.trim_end_matches("-api"));
    let declared = document
        .root()
        .get("components")
        .and_then(|it| it.get("securitySchemes"));
    let mut schemes: Vec<Scheme> = Vec::new();
    let mut names = BTreeMap::new();
    for (key, node) in declared.map_or(&[][..], Node::entries) {
        let node = document.resolve(node).unwrap_or(node);
        let kinds = kinds(node);
        if kinds.is_empty() {
            let ty = node.get("type").and_then(Node::str).unwrap_or("no type");
            losses.add(
                Loss::UnsupportedSecurityScheme,
                node,
                format!("`{}`: {ty}", key.text),
            );
            continue;
        }
        let mut own = Vec::new();
        for (suffix, mut keys) in kinds {
            let name = unique(&format!("{}{suffix}", identifier(&key.text)), &schemes);
            if keys.iter().all(|(key, _)| key != "token_url") {
                keys.push((
                    "env".to_owned(),
                    Yaml::from(naming::constant(&format!("{package}_{name}"))),
                ));
            }
            if let Some(docs) = super::docs(None, node.get("description").and_then(Node::str)) {
                keys.push(("docs".to_owned(), Yaml::from(docs)));
            }
            own.push(name.clone());
            schemes.push(Scheme { name, keys });
        }
        names.insert(key.text.clone(), own);
    }
    (schemes, names)
}

/// The schemes that a scheme of a document becomes: suffix of the name, and keys.
fn kinds(node: &Node) -> Vec<(&'static str, Vec<(String, Yaml)>)> {
    let text = |key: &str| node.get(key).and_then(Node::str);
    let kind = |kind: &str| vec![("kind".to_owned(), Yaml::from(kind))];
    let scheme = text("scheme").map(str::to_lowercase);
    match (text("type"), scheme.as_deref(), text("in")) {
        (Some("http"), Some("basic"), _) => vec![
            ("_user", kind("basic_user")),
            ("_password", kind("basic_password")),
        ],
        (Some("http"), Some("bearer"), _) | (Some("openIdConnect"), ..) => {
            vec![("", kind("bearer"))]
        }
        (Some("apiKey"), _, Some(location @ ("header" | "query" | "cookie")))
            if text("name").is_some() =>
        {
            vec![("", named(kind(location), text("name")))]
        }
        (Some("oauth2"), ..) => vec![("", oauth2(node).unwrap_or_else(|| kind("bearer")))],
        _ => Vec::new(),
    }
}

/// The keys of a scheme with the name of its header, parameter or cookie.
fn named(mut keys: Vec<(String, Yaml)>, name: Option<&str>) -> Vec<(String, Yaml)> {
    keys.push(("name".to_owned(), Yaml::from(name.unwrap_or_default())));
    keys
}

/// The flow for clients that act on their own; tokens of other flows are bearer tokens.
fn oauth2(node: &Node) -> Option<Vec<(String, Yaml)>> {
    let flow = node.get("flows")?.get("clientCredentials")?;
    let url = flow
        .get("tokenUrl")?
        .str()
        .filter(|it| it.starts_with("https://") || it.starts_with('/'))?;
    let mut keys = vec![
        ("kind".to_owned(), Yaml::from("oauth2")),
        ("token_url".to_owned(), Yaml::from(url)),
    ];
    let scopes = flow.get("scopes").map_or(&[][..], Node::entries).iter();
    let scopes: Vec<_> = scopes
        .map(|(key, docs)| {
            (
                key.text.clone(),
                Yaml::Map(
                    docs.str()
                        .map(|it| ("docs".to_owned(), Yaml::from(it.trim())))
                        .into_iter()
                        .collect(),
                ),
            )
        })
        .collect();
    if !scopes.is_empty() {
        keys.push(("scopes".to_owned(), Yaml::Map(scopes)));
    }
    Some(keys)
}

impl<'d> Context<'d, '_> {
    /// Security requirements in the order of the document, and the scopes of all of them.
    pub(super) fn requirements(&mut self, node: &'d Node) -> (Vec<Vec<String>>, Vec<String>) {
        let mut requirements: Vec<Vec<String>> = Vec::new();
        let mut scopes: Vec<String> = Vec::new();
        for alternative in node.list() {
            let known = alternative
                .entries()
                .iter()
                .map(|(key, _)| self.schemes.get(&key.text));
            let Some(schemes) = known.collect::<Option<Vec<_>>>() else {
                self.schemas.losses.add(
                    Loss::UnsupportedSecurityScheme,
                    alternative,
                    "a security requirement with it",
                );
                continue;
            };
            let requirement: Vec<_> = schemes.into_iter().flatten().cloned().collect();
            let listed = alternative
                .entries()
                .iter()
                .flat_map(|(_, scopes)| scopes.list())
                .filter_map(Node::str);
            for scope in listed {
                if !scopes.iter().any(|it| it == scope) {
                    scopes.push(scope.to_owned());
                }
            }
            if !requirements.contains(&requirement) {
                requirements.push(requirement);
            }
        }
        (requirements, scopes)
    }
}

/// A name in `snake_case`.
fn identifier(name: &str) -> String {
    let ascii: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let snake = naming::snake(&ascii);
    match snake.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => snake,
        Some(_) => format!("scheme_{snake}"),
        None => "scheme".to_owned(),
    }
}

fn unique(name: &str, schemes: &[Scheme]) -> String {
    let mut unique = name.to_owned();
    let mut number = 2;
    while schemes.iter().any(|it| it.name == unique) {
        unique = format!("{name}_{number}");
        number += 1;
    }
    unique
}
