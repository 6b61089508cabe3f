//! Docs of structs, enums and aliases.

use super::field_docs::{aliases, constraint_sentence};
use super::{docs, examples};
use crate::ir::{Api, Model, Resource, ResponseHeader, Type, TypeKind, Variant};
use crate::markdown::{Docs, Inline, code, fill, link, link_to};
use crate::naming;
use crate::rust::Origin;
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value as Json;

/// The docs of a type and its search aliases.
pub(super) fn attributes(api: &Api, origin: Origin<'_>) -> TokenStream {
    let docs = docs::attributes(&about(api, origin));
    let aliases = match origin {
        Origin::Type(ty) | Origin::EnumWithInput(ty) => aliases(&ty.doc_aliases, &ty.rust),
        Origin::Request(_, operation) => aliases(&operation.doc_aliases, &operation.rust_request),
        _ => TokenStream::new(),
    };
    quote!(#docs #aliases)
}

fn about(api: &Api, origin: Origin<'_>) -> Docs {
    match origin {
        Origin::Client => Docs::markdown(&format!(
            "Client for {}.\n\nCreate a client once and clone it: clones share one connection pool, and creating a client loads certificates.",
            api.title
        )),
        Origin::ClientBuilder => "Builds a [`Client`].".into(),
        Origin::Credentials => "Credentials used to authenticate requests.".into(),
        Origin::Fake => "A fake of the API, initially empty.".into(),
        Origin::Server => "A [`Fake`] that listens on localhost.".into(),
        Origin::Namespace(namespace) => Docs::markdown(&namespace.docs),
        Origin::Resource(resource) => {
            let mut docs = or_operations(&resource.docs, resource);
            let chain = examples::chain(api, resource);
            docs.add(Docs::paragraph(fill("Obtained from {}.", [code(chain)])));
            docs
        }
        Origin::Params(operation) => Docs::paragraph(fill(
            "Required parameters of {}.",
            [link(&operation.rust_request)],
        )),
        Origin::Request(resource, operation) => {
            let method = naming::plain(&operation.rust);
            let method = link(&format!("{}::{method}", resource.rust_type));
            Docs::paragraph(fill("Request returned by {}.", [method]))
        }
        Origin::Responses(operation) => Docs::paragraph(fill(
            "Success responses of {}.",
            [link(&operation.rust_request)],
        )),
        Origin::ResponseHeader(header) => header_docs(header),
        Origin::Type(ty) => of_type(ty),
        Origin::EnumWithInput(ty) => {
            let mut docs = Docs::markdown(&ty.docs);
            docs.add(Docs::paragraph(fill(
                "Request bodies use {}, which omits the read-only values.",
                [link(&naming::input(&ty.rust))],
            )));
            docs
        }
        Origin::InputEnum(ty) => of_input(ty),
    }
}

/// The docs of a type, and the members that its struct does not have.
fn of_type(ty: &Type) -> Docs {
    let mut docs = Docs::markdown(&ty.docs);
    if let TypeKind::Constrained(_, constraints) = &ty.kind {
        docs.add(constraint_sentence(constraints));
    }
    if let TypeKind::Model(model) = &ty.kind {
        let implied = model.fields.iter().filter_map(|field| {
            let value = field.implied.as_ref()?;
            Some(code(format!(
                "{}: {value}",
                Json::from(field.wire.as_str())
            )))
        });
        let implied: Vec<_> = implied.collect();
        if !implied.is_empty() {
            let implied = Inline::join(&implied, " and ");
            docs.add(Docs::paragraph(fill("In JSON, it also has {}.", [implied])));
        }
        docs.add(any_of(ty, model));
    }
    docs
}

/// The alternatives of a model.
fn any_of(ty: &Type, model: &Model) -> Docs {
    let alternatives = model.any_of.iter().map(|names| {
        let fields = model.fields.iter().filter(|it| names.contains(&it.wire));
        let links = fields.map(|field| {
            let name = naming::plain(&field.rust);
            link_to(name, &format!("Self#structfield.{name}"))
        });
        Inline::join(&links.collect::<Vec<_>>(), " and ")
    });
    let alternatives: Vec<_> = alternatives.collect();
    if alternatives.is_empty() {
        return Docs::default();
    }
    let template = match ty.sent {
        true => "In requests, at least one of these must be set, or the call fails: {}.",
        false => "At least one of these is set: {}.",
    };
    Docs::paragraph(fill(template, [Inline::join(&alternatives, "; ")]))
}

/// Docs of a resource, or a sentence if there are none.
pub(super) fn or_operations(docs: &str, resource: &Resource) -> Docs {
    if docs.is_empty() {
        Docs::paragraph(fill("Operations of the resource {}.", [code(&resource.id)]))
    } else {
        Docs::markdown(docs)
    }
}

fn of_input(ty: &Type) -> Docs {
    let (TypeKind::StringEnum(values) | TypeKind::IntEnum(values)) = &ty.kind else {
        return Docs::default();
    };
    let value = |it: &Variant| link(&format!("{}::{}", ty.rust, it.rust));
    let left_out: Vec<_> = values.iter().filter(|it| it.read_only).map(value).collect();
    Docs::paragraph(fill(
        "The values of {} that request bodies can set: all except {}, which only the server sets.",
        [link(&ty.rust), Inline::join(&left_out, " and ")],
    ))
}

/// The docs of a response header, starting with its name on the wire.
fn header_docs(header: &ResponseHeader) -> Docs {
    let mut docs = Docs::paragraph(fill("The header {}.", [code(&header.name)]));
    docs.add(Docs::markdown(&header.docs));
    if header.all {
        docs.add("Every response has it.");
    }
    docs
}
