//! Docs of structs, enums and aliases.

use super::field_docs::aliases;
use super::{docs, examples};
use crate::ir::{Api, Resource, Type, TypeKind, Variant};
use crate::naming;
use crate::rust::Origin;
use proc_macro2::TokenStream;
use quote::quote;

/// The docs of a type and its search aliases.
pub(super) fn attributes(api: &Api, origin: Origin<'_>) -> TokenStream {
    let docs = docs::attributes(&lines(api, origin));
    let aliases = match origin {
        Origin::Type(ty) | Origin::EnumWithInput(ty) => aliases(&ty.doc_aliases, &ty.rust),
        Origin::Request(_, operation) => aliases(&operation.doc_aliases, &operation.rust_request),
        _ => TokenStream::new(),
    };
    quote!(#docs #aliases)
}

fn lines(api: &Api, origin: Origin<'_>) -> Vec<String> {
    match origin {
        Origin::Client => docs::markdown(&format!(
            "Client for {}.\n\nCreate a client once and clone it: clones share one connection pool, and creating a client loads certificates.",
            api.title
        )),
        Origin::ClientBuilder => line("Builds a [`Client`]."),
        Origin::Credentials => line("Credentials used to authenticate requests."),
        Origin::Fake => line("A fake of the API, initially empty."),
        Origin::Server => line("A [`Fake`] that listens on localhost."),
        Origin::Namespace(namespace) => docs::markdown(&namespace.docs),
        Origin::Resource(resource) => of_resource(api, resource),
        Origin::Params(operation) => line(format!(
            "Required parameters of [`{}`].",
            operation.rust_request
        )),
        Origin::Request(resource, operation) => line(format!(
            "Request returned by [`{}::{}`].",
            resource.rust_type,
            naming::plain(&operation.rust)
        )),
        Origin::Responses(operation) => line(format!(
            "Success responses of [`{}`].",
            operation.rust_request
        )),
        Origin::Type(ty) => docs::markdown(&ty.docs),
        Origin::EnumWithInput(ty) => {
            let mut lines = docs::markdown(&ty.docs);
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(docs::wrapped(&format!(
                "Request bodies use [`{}`], which omits the read-only values.",
                naming::input(&ty.rust)
            )));
            lines
        }
        Origin::InputEnum(ty) => of_input(ty),
    }
}

fn line(line: impl Into<String>) -> Vec<String> {
    vec![line.into()]
}

fn of_resource(api: &Api, resource: &Resource) -> Vec<String> {
    let mut lines = docs::markdown(&or_operations(&resource.docs, resource));
    lines.push(String::new());
    lines.push(format!(
        "Obtained from {}.",
        examples::chain_in_docs(api, resource)
    ));
    lines
}

/// Docs of a resource, or a sentence if there are none.
pub(super) fn or_operations(docs: &str, resource: &Resource) -> String {
    if docs.is_empty() {
        format!("Operations of the resource `{}`.", resource.id)
    } else {
        docs.to_owned()
    }
}

fn of_input(ty: &Type) -> Vec<String> {
    let (TypeKind::StringEnum(values) | TypeKind::IntEnum(values)) = &ty.kind else {
        return Vec::new();
    };
    let link = |it: &Variant| format!("[`{}::{}`]", ty.rust, it.rust);
    let left_out = values.iter().filter(|it| it.read_only).map(link);
    docs::wrapped(&format!(
        "The values of [`{}`] that request bodies can set: all except {}, which only the server sets.",
        ty.rust,
        left_out.collect::<Vec<_>>().join(" and "),
    ))
}
