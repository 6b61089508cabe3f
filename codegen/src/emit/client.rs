//! Methods of the client, its namespaces and its builder.

use super::module::Module;
use super::print::FunctionContent;
use super::type_docs::or_operations;
use crate::ir::{Api, Namespace, Resource, Server, ServerVariable};
use crate::lower::alternatives;
use crate::markdown::{Docs, Inline, code, fill};
use crate::rust::Function;
use proc_macro2::TokenStream;
use quote::quote;

/// `new`, with the credentials if the API has any.
pub(super) fn new(head: &Function) -> FunctionContent {
    if head.signature.arguments.is_empty() {
        return FunctionContent {
            docs: with_errors(
                "Creates a client with default settings.".into(),
                "Returns an error if the TLS backend cannot be initialized, e.g. without certificates.",
            ),
            body: quote!(Self::builder().build()),
        };
    }
    FunctionContent {
        docs: with_errors(
            "Creates a client with these credentials and default settings.".into(),
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
    let mut docs = Docs::paragraph(fill(
        "Creates a client with the {} in the environment.",
        [read.into()],
    ));
    if has_secrets {
        docs.add("See [Authentication](crate#authentication).");
    }
    FunctionContent {
        docs: with_errors(docs, fill("Returns an error if {}.", [errors.into()])),
        body: quote!(Self::builder().env().build()),
    }
}

pub(super) fn with_errors(mut docs: Docs, errors: impl Into<Inline>) -> Docs {
    docs.section("Errors", Docs::paragraph(errors));
    docs
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
        docs: Docs::markdown(&namespace.docs),
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
        docs: or_operations(summary, resource),
        body: quote!(#ty::new(self.client.clone())),
    }
}

fn output(module: &Module<'_>, head: &Function) -> TokenStream {
    let output = head.signature.output.as_ref();
    output.map(|ty| module.ty(ty)).unwrap_or_default()
}

/// The docs of the builder: the servers and their variables.
fn builder_docs(api: &Api) -> Docs {
    let mut docs = Docs::from(
        "Returns a builder, to configure the credentials, base URL, timeouts and transport.",
    );
    let Some((default, others)) = api.servers.split_first() else {
        return docs;
    };
    let own = api.operation_servers();
    if others.is_empty()
        && default.variables.is_empty()
        && default.docs.is_empty()
        && own.is_empty()
    {
        return docs;
    }
    docs.add("The default base URL:");
    docs.add(server_item(default));
    if !others.is_empty() {
        docs.add("Other servers of the API, for `base_url`:");
        let mut list = Docs::default();
        for server in others {
            list.append(server_item(server));
        }
        docs.add(list);
    }
    if !own.is_empty() {
        docs.add("Servers of single operations, which `server_url` replaces:");
        let mut list = Docs::default();
        own.into_iter()
            .for_each(|server| list.append(server_item(server)));
        docs.add(list);
    }
    docs
}

/// A server with its variables, as an item of a list.
pub(super) fn server_item(server: &Server) -> Docs {
    let mut docs = Docs::item(code(&server.url), Docs::markdown(&server.docs));
    for variable in &server.variables {
        docs.append(Docs::item(code(&variable.name), variable_docs(variable)).indented());
    }
    docs
}

fn variable_docs(variable: &ServerVariable) -> Docs {
    let mut facts = fill("Default: {}", [code(&variable.default)]);
    if !variable.values.is_empty() {
        let values: Vec<_> = variable.values.iter().map(code).collect();
        facts = fill("{}; one of {}", [facts, Inline::join(&values, ", ")]);
    }
    let mut docs = Docs::markdown(&variable.docs);
    docs.add(Docs::paragraph(fill("{}.", [facts])));
    docs
}
