//! `client.rs`: the service, the credentials, the client and its namespaces.

use super::credentials::{self, alternatives};
use super::module::{Module, code, ident};
use super::{docs, service};
use crate::format::{Item, SourceFile};
use crate::ir::{Api, Namespace, Server, ServerVariable};
use proc_macro2::TokenStream;
use quote::quote;

/// The file.
pub(super) fn file(api: &Api) -> SourceFile {
    let module = Module::of_crate(api);
    let mut items = vec![service::service(&module)];
    items.extend(
        api.paginations
            .iter()
            .map(|it| service::pagination(&module, it)),
    );
    items.extend(client(&module));
    items.extend(credentials::credentials(&module));
    items.extend(
        api.namespaces
            .iter()
            .flat_map(|namespace| step(&module, namespace)),
    );
    SourceFile {
        docs: vec!["The client and its namespaces.".to_owned()],
        blocks: vec![module.uses()],
        items: items.into_iter().map(Item::Rust).collect(),
        ..SourceFile::default()
    }
}

fn client(module: &Module<'_>) -> Vec<TokenStream> {
    let api = module.api;
    let about = docs::attributes(&docs::markdown(&format!(
        "Client for {}.\n\nCreate a client once and clone it: clones share one connection pool, and creating a client loads certificates.",
        api.title
    )));
    let steps = steps(module, &[]);
    let constructors = constructors(module);
    let builder_docs = docs::attributes(&builder_docs(api));
    vec![
        quote! {
            #about
            #[derive(Debug, Clone)]
            pub struct Client {
                client: runtime::Client,
            }
        },
        quote! {
            /// Builds a [`Client`].
            pub type ClientBuilder = runtime::ClientBuilder<Client>;
        },
        quote! {
            impl Client {
                #(#constructors)*

                #builder_docs
                pub fn builder() -> ClientBuilder {
                    ClientBuilder::new(&SERVICE)
                }

                #(#steps)*
            }
        },
        quote! {
            impl From<runtime::Client> for Client {
                fn from(client: runtime::Client) -> Self {
                    Self { client }
                }
            }
        },
    ]
}

/// The docs of the builder: the servers and their variables.
fn builder_docs(api: &Api) -> Vec<String> {
    let mut lines = vec![
        "Returns a builder that sets the credentials, base URL, timeouts and transport.".to_owned(),
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

/// The constructors that need no builder.
fn constructors(module: &Module<'_>) -> Vec<TokenStream> {
    let error = module.runtime("Error");
    let known = !alternatives(module.api).is_empty();
    let new = if known {
        quote! {
            /// Creates a client with these credentials and default settings.
            ///
            /// # Errors
            ///
            /// Returns an error if a secret is empty or cannot be sent.
            pub fn new(credentials: Credentials) -> Result<Self, #error> {
                Self::builder().credentials(credentials).build()
            }
        }
    } else {
        quote! {
            /// Creates a client with default settings.
            ///
            /// # Errors
            ///
            /// Returns an error if the TLS backend cannot be initialized, e.g. without certificates.
            pub fn new() -> Result<Self, #error> {
                Self::builder().build()
            }
        }
    };
    let from_env = if known {
        quote! {
            /// Creates a client from environment variables.
            ///
            /// # Errors
            ///
            /// Returns an error if the environment has no or incomplete credentials, or a secret that cannot be sent.
            pub fn from_env() -> Result<Self, #error> {
                Self::builder().env().build()
            }
        }
    } else if module.api.base_url_env.is_some() {
        quote! {
            /// Creates a client with the base URL from the environment.
            ///
            /// # Errors
            ///
            /// Returns an error if the base URL is invalid.
            pub fn from_env() -> Result<Self, #error> {
                Self::builder().env().build()
            }
        }
    } else {
        TokenStream::new()
    };
    vec![new, from_env]
}

/// A namespace.
fn step(module: &Module<'_>, namespace: &Namespace) -> Vec<TokenStream> {
    let name = ident(&namespace.rust_type);
    let docs = docs::attributes(&docs::markdown(&namespace.docs));
    let steps = steps(module, &namespace.path);
    vec![
        quote! {
            #docs
            #[derive(Debug, Clone)]
            pub struct #name {
                client: runtime::Client,
            }
        },
        quote! {
            impl #name {
                #(#steps)*
            }
        },
    ]
}

/// The methods that return the namespaces and resources at a path.
fn steps(module: &Module<'_>, path: &[String]) -> Vec<TokenStream> {
    let api = module.api;
    let namespaces = api
        .namespaces
        .iter()
        .filter(|it| it.path[..it.path.len() - 1] == *path)
        .map(|it| {
            let (method, ty) = (ident(&it.rust), ident(&it.rust_type));
            let docs = docs::attributes(&docs::markdown(&it.docs));
            quote! {
                #docs
                #[must_use]
                pub fn #method(&self) -> #ty {
                    #ty { client: self.client.clone() }
                }
            }
        });
    let resources = api
        .resources
        .iter()
        .filter(|it| it.namespace == path)
        .map(|it| {
            let method = ident(&it.rust);
            let ty = module.import(&format!("crate::{}", it.rust), &it.rust_type);
            let text = it
                .docs
                .split("\n\n")
                .next()
                .filter(|text| !text.is_empty())
                .map_or_else(
                    || format!("Operations of the resource `{}`.", it.id),
                    str::to_owned,
                );
            let docs = docs::attributes(&docs::markdown(&text));
            quote! {
                #docs
                #[must_use]
                pub fn #method(&self) -> #ty {
                    #ty::new(self.client.clone())
                }
            }
        });
    namespaces.chain(resources).collect()
}
