//! Methods of the client, its namespaces and its builder.

use super::module::Module;
use super::print::FunctionContent;
use super::type_docs::or_operations;
use super::{docs, field_docs::code};
use crate::ir::{Api, Namespace, Resource, Server, ServerVariable};
use crate::lower::alternatives;
use crate::rust::Function;
use proc_macro2::TokenStream;
use quote::quote;

/// `new`, with the credentials if the API has any.
pub(super) fn new(head: &Function) -> FunctionContent {
    if head.signature.arguments.is_empty() {
        return FunctionContent {
            docs: with_errors(
                "Creates a client with default settings.",
                "Returns an error if the TLS backend cannot be initialized, e.g. without certificates.",
            ),
            body: quote!(Self::builder().build()),
        };
    }
    FunctionContent {
        docs: with_errors(
            "Creates a client with these credentials and default settings.",
            "Returns an error if a secret is empty, has leading or trailing whitespace, or contains characters that are not allowed in a header.",
        ),
        body: quote!(Self::builder().credentials(credentials).build()),
    }
}

/// `from_env`
pub(super) fn from_env(api: &Api) -> FunctionContent {
    let has_secrets = alternatives(api).iter().any(|it| !it.is_empty());
    let (read, errors) = match (has_secrets, api.base_url_env.is_some()) {
        (true, true) => (
            "credentials, base URL and proxies",
            "credentials are missing, incomplete or invalid, or if the base URL or a proxy is invalid",
        ),
        (true, false) => (
            "credentials and proxies",
            "credentials are missing, incomplete or invalid, or if a proxy is invalid",
        ),
        (false, true) => ("base URL and proxies", "the base URL or a proxy is invalid"),
        (false, false) => ("proxies", "a proxy is invalid"),
    };
    let summary = format!("Creates a client with the {read} in the environment.");
    let mut docs = with_errors(&summary, &format!("Returns an error if {errors}."));
    if has_secrets {
        let link = "See [Authentication](crate#authentication).";
        docs.splice(1..1, [String::new(), link.to_owned()]);
    }
    FunctionContent {
        docs,
        body: quote!(Self::builder().env().build()),
    }
}

fn with_errors(summary: &str, errors: &str) -> Vec<String> {
    let mut lines = [summary, "", "# Errors", ""].map(str::to_owned).to_vec();
    lines.extend(docs::wrapped(errors));
    lines
}

/// `builder`
pub(super) fn builder(api: &Api) -> FunctionContent {
    FunctionContent {
        docs: builder_docs(api),
        body: quote!(ClientBuilder::new(&SERVICE)),
    }
}

/// The method that returns a namespace.
pub(super) fn namespace(
    module: &Module<'_>,
    head: &Function,
    namespace: &Namespace,
) -> FunctionContent {
    let ty = output(module, head);
    FunctionContent {
        docs: docs::markdown(&namespace.docs),
        body: quote!(#ty { client: self.client.clone() }),
    }
}

/// The method that returns the client of a resource.
pub(super) fn resource(
    module: &Module<'_>,
    head: &Function,
    resource: &Resource,
) -> FunctionContent {
    let ty = output(module, head);
    let summary = resource.docs.split("\n\n").next().unwrap_or_default();
    FunctionContent {
        docs: docs::markdown(&or_operations(summary, resource)),
        body: quote!(#ty::new(self.client.clone())),
    }
}

fn output(module: &Module<'_>, head: &Function) -> TokenStream {
    let output = head.signature.output.as_ref();
    output.map(|ty| module.ty(ty)).unwrap_or_default()
}

/// The docs of the builder: the servers and their variables.
fn builder_docs(api: &Api) -> Vec<String> {
    let mut lines = vec![
        "Returns a builder, to configure the credentials, base URL, timeouts and transport."
            .to_owned(),
    ];
    let Some((default, others)) = api.servers.split_first() else {
        return lines;
    };
    if others.is_empty() && default.variables.is_empty() && default.docs.is_empty() {
        return lines;
    }
    let mut list = |head: &str, items: Vec<String>| {
        lines.extend([String::new(), head.to_owned(), String::new()]);
        lines.extend(items);
    };
    list("The default base URL:", server_item(default));
    if !others.is_empty() {
        let others = others.iter().flat_map(server_item).collect();
        list("Other servers of the API, for `base_url`:", others);
    }
    lines
}

/// A server with its variables, as an item of a list.
fn server_item(server: &Server) -> Vec<String> {
    let mut lines = docs::item(&code(&server.url), &docs::markdown(&server.docs));
    for variable in &server.variables {
        let item = docs::item(&code(&variable.name), &variable_docs(variable));
        lines.extend(item.iter().map(|line| format!("  {line}")));
    }
    lines
}

fn variable_docs(variable: &ServerVariable) -> Vec<String> {
    let mut facts = format!("Default: {}", code(&variable.default));
    if !variable.values.is_empty() {
        let values: Vec<_> = variable.values.iter().map(code).collect();
        facts.push_str(&format!("; one of {}", values.join(", ")));
    }
    let mut lines = docs::markdown(&variable.docs);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(docs::wrapped(&format!("{facts}.")));
    lines
}
