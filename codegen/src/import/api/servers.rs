//! Servers.

use super::super::draft::Server;
use super::super::loss::{Loss, Losses};
use crate::yaml::Node;

/// Address of an API whose document has none. It is reserved for examples.
const PLACEHOLDER: &str = "https://api.example.com";

/// The servers of the API.
pub(super) fn of_api<'d>(root: &'d Node, losses: &mut Losses<'d>) -> Vec<Server> {
    let servers = of(root, losses);
    if servers.is_empty() {
        losses.add(
            Loss::NoServer,
            root.get("servers").unwrap_or(root),
            "the API",
        );
        return vec![Server {
            url: PLACEHOLDER.to_owned(),
            docs: None,
            variables: Vec::new(),
        }];
    }
    servers
}

/// The servers of a path item, an operation or the API.
pub(super) fn of<'d>(node: &'d Node, losses: &mut Losses<'d>) -> Vec<Server> {
    let mut servers: Vec<Server> = Vec::new();
    for server in node.get("servers").map_or(&[][..], Node::list) {
        let Some(url) = server.get("url").and_then(Node::str) else {
            continue;
        };
        let url = url.trim().trim_end_matches('/');
        let url =
            if url.starts_with("https://") || url.starts_with("http://") || url.starts_with('{') {
                url.to_owned()
            } else if url.starts_with("//") {
                format!("https:{url}")
            } else if url.is_empty() || url.starts_with('/') {
                losses.add(Loss::RelativeServer, server, format!("`{url}`"));
                format!("{PLACEHOLDER}{url}")
            } else {
                losses.add(Loss::NoServer, server, format!("`{url}`"));
                continue;
            };
        let url = url.split(['?', '#']).next().unwrap_or_default().to_owned();
        if servers.iter().any(|it| it.url == url) {
            continue;
        }
        let variables = server
            .get("variables")
            .map_or(&[][..], Node::entries)
            .iter()
            .filter_map(|(key, it)| {
                let default = plain(it.get("default")?)?;
                let mut values: Vec<_> = it
                    .get("enum")
                    .map_or(&[][..], Node::list)
                    .iter()
                    .filter_map(plain)
                    .collect();
                if !values.is_empty() && !values.contains(&default) {
                    values.push(default.clone());
                }
                let docs = it.get("description").and_then(Node::str).map(str::to_owned);
                url.contains(&format!("{{{}}}", key.text))
                    .then(|| (key.text.clone(), default, values, docs))
            });
        servers.push(Server {
            variables: variables.collect(),
            docs: super::docs(None, server.get("description").and_then(Node::str)),
            url,
        });
    }
    servers
}

fn plain(node: &Node) -> Option<String> {
    node.str().or_else(|| node.number()).map(str::to_owned)
}
