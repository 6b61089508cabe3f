//! Everything of a document but its schemas -> the draft of a spec.

mod bodies;
mod headers;
mod media;
mod methods;
mod operations;
mod parameters;
mod responses;
mod security;
mod servers;
mod statuses;
mod webhooks;

use super::document::Document;
use super::draft::{Body, Content, Draft, Operation, Ty};
use super::loss::Losses;
use super::schema::{self, Schemas};
use super::{Options, text::Yaml};
use crate::naming;
use crate::yaml::Node;
use std::collections::BTreeMap;

/// State that all operations of a document share.
struct Context<'d, 'l> {
    document: &'d Document,
    schemas: Schemas<'d, 'l>,
    /// Response headers by lowercase name: name, type and description.
    headers: BTreeMap<String, (String, Ty, Option<String>)>,
    /// Names of the security schemes that the spec has, by their names in the document.
    schemes: BTreeMap<String, Vec<String>>,
}

/// Reads a document. Resources have no operations yet, because operations have no names.
pub(super) fn read<'d>(
    document: &'d Document,
    options: &'d Options,
    losses: &mut Losses<'d>,
) -> (Draft, Vec<Operation>) {
    let root = document.root();
    let mut draft = Draft {
        package: match options.lock.package() {
            Some(name) => name.to_owned(),
            None => package(title(root)),
        },
        head: head(root),
        servers: servers::of_api(root, losses),
        ..Draft::default()
    };
    let (schemes, names) = security::schemes(document, losses);
    draft.schemes = schemes;
    let mut context = Context {
        document,
        schemas: Schemas::new(document, &options.lock, losses),
        headers: BTreeMap::new(),
        schemes: names,
    };
    if let Some(node) = root.get("security") {
        let (requirements, _) = context.requirements(node);
        draft.requirements = requirements;
    }
    let mut operations = context.operations(root, options);
    draft.webhooks = context.webhooks(root);
    draft.response_headers = context.headers.into_values().collect();
    draft.definitions = context.schemas.finish(draft.webhooks);
    for operation in &mut operations {
        if let Some(Body {
            content: Content::Fields(fields),
            ..
        }) = &mut operation.body
        {
            fields.retain(|field| !schema::is_read_only(&field.value.ty, &draft.definitions));
        }
    }
    (draft, operations)
}

/// A text of the object `info`.
fn info<'d>(root: &'d Node, key: &str) -> Option<&'d str> {
    root.get("info")?.get(key)?.str()
}

/// The name of the API.
fn title(root: &Node) -> &str {
    let title = info(root, "title").unwrap_or_default();
    title.trim().lines().next().unwrap_or("API")
}

/// The keys of `api.yaml` that describe the API.
fn head(root: &Node) -> Vec<(String, Yaml)> {
    let mut head = vec![
        ("version".to_owned(), Yaml::from("0.1.0")),
        ("title".to_owned(), Yaml::from(title(root))),
    ];
    if let Some(docs) = docs(None, info(root, "description")) {
        head.push(("docs".to_owned(), Yaml::from(docs)));
    }
    let url = root
        .get("externalDocs")
        .and_then(|it| it.get("url"))
        .and_then(Node::str);
    if let Some(url) =
        url.filter(|it| it.starts_with("https://") && it.bytes().all(|c| c.is_ascii_graphic()))
    {
        head.push(("documentation".to_owned(), Yaml::from(url)));
    }
    head
}

/// The name of a package for a title: `Train Travel API` is `train-travel-api`.
fn package(title: &str) -> String {
    let ascii: String = title
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let kebab = naming::kebab(&ascii);
    let name = kebab.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let name = name.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let name = if name.is_empty() { "client" } else { name };
    if name.contains("api") {
        name.to_owned()
    } else {
        format!("{name}-api")
    }
}

/// One description for a summary and a description: the summary is the first line.
fn docs(summary: Option<&str>, description: Option<&str>) -> Option<String> {
    let clean = |text: &str| {
        let lines: Vec<_> = text.lines().map(str::trim_end).collect();
        lines.join("\n").trim().to_owned()
    };
    let summary = summary
        .map(|it| clean(it).replace('\n', " "))
        .filter(|it| !it.is_empty());
    let description = description.map(clean).filter(|it| !it.is_empty());
    match (summary, description) {
        (Some(summary), Some(description)) => {
            let bare = |text: &str| text.trim_end_matches('.').to_lowercase();
            if bare(&description).starts_with(&bare(&summary)) {
                Some(description)
            } else {
                Some(format!("{}\n\n{description}", sentence(&summary)))
            }
        }
        (Some(summary), None) => Some(sentence(&summary)),
        (None, description) => description,
    }
}

/// A summary as a sentence.
fn sentence(text: &str) -> String {
    if text.ends_with(|last: char| ".!?:".contains(last)) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
