//! Methods of resources that create requests, and the statics that describe operations.

use super::arguments::{Accepts, accepts};
use super::field_docs::{code, fact_sentence};
use super::module::{Module, ident};
use super::print::FunctionContent;
use super::{docs, examples, inputs};
use crate::ir::{
    Api, Content, ErrorResponse, Field, ListStyle, Media, Operation, ParameterLocation, Resource,
    Ty,
};
use crate::lower;
use crate::naming;
use crate::rust::{Argument, Function, Target, Type};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The static that describes an operation, e.g. `LIST_OPERATION`.
pub(super) fn static_name(operation: &Operation) -> Ident {
    ident(&naming::operation_static(&operation.rust))
}

/// ```ignore
/// static LIST_OPERATION: Operation = Operation {
///     pagination: Some(&PAGE_NUMBER),
///     ..Operation::get("allow_policies.list", "/accounts/…")
/// };
/// ```
pub(super) fn description(module: &Module<'_>, operation: &Operation) -> TokenStream {
    let ty = module.runtime("Operation");
    let name = static_name(operation);
    let (id, path) = (&operation.id, &operation.path);
    let constructor = ident(operation.method.key());
    let mut members = Vec::new();
    if let Some(body) = &operation.body {
        let format = module.runtime("BodyFormat");
        let media = ident(body.media.format());
        members.push(quote!(body: Some(#format::#media)));
        if let Some(content_type) = &body.content_type {
            members.push(quote!(content_type: Some(#content_type)));
        }
    }
    let media = operation.responses.first().map(|response| response.media);
    if let Some(media) = media.filter(|it| it.raw().is_some()) {
        let accept = media.content_type();
        members.push(quote!(accept: #accept));
    }
    if operation.idempotent != operation.method.is_idempotent() {
        let idempotent = operation.idempotent;
        members.push(quote!(idempotent: #idempotent));
    }
    // The operation needs no credentials: there are no requirements, or only empty ones.
    if operation
        .security
        .as_ref()
        .is_some_and(|requirements| requirements.iter().all(Vec::is_empty))
    {
        members.push(quote!(anonymous: true));
    }
    if let Some(index) = operation.pagination {
        let pagination = module.import(
            "crate::client",
            &naming::constant(&module.api.paginations[index].name),
        );
        members.push(quote!(pagination: Some(&#pagination)));
    }
    let base = quote!(#ty::#constructor(#id, #path));
    if members.is_empty() {
        quote!(pub(super) static #name: #ty = #base;)
    } else {
        quote!(pub(super) static #name: #ty = #ty { #(#members,)* ..#base };)
    }
}

/// The method that creates the request of an operation.
pub(super) fn method(
    module: &Module<'_>,
    head: &Function,
    resource: &Resource,
    operation: &Operation,
) -> FunctionContent {
    let (request_type, description) = (ident(&operation.rust_request), static_name(operation));
    let request = ident(&operation.free_name("request"));
    let mut conversions = Vec::new();
    let mut statements = Vec::new();
    let mut arguments = head.signature.arguments.iter();
    for (field, argument) in operation.path_parameters.iter().zip(arguments.by_ref()) {
        let wire = &field.wire;
        let location = ParameterLocation::Path;
        let target = Target::Parameter(location, ListStyle::default_in(location));
        let (convert, value) = inputs::passed(module, argument, target);
        conversions.extend(convert);
        statements.push(quote!(#request.path(#wire, &#value);));
    }
    let body = match operation.body.as_ref() {
        Some(body) if matches!(body.content, Content::Whole(_)) => arguments
            .next_back()
            .map(|argument| whole_body(body.media, argument, &request)),
        _ => None,
    };
    if let Some(params) = arguments.next() {
        let params = ident(&params.name);
        statements.extend(inputs::put_required(module, operation, &request, &params));
    }
    statements.extend(inputs::put_constants(module, operation, &request));
    statements.extend(body);
    let filled = if request == "request" {
        quote!(request)
    } else {
        quote!(request: #request)
    };
    let body = if statements.is_empty() {
        quote!(#request_type { request: self.client.request(&#description) })
    } else {
        quote! {
            #(#conversions)*
            let mut #request = self.client.request(&#description);
            #(#statements)*
            #request_type { #filled }
        }
    };
    FunctionContent {
        docs: method_docs(module, resource, operation),
        body,
    }
}

/// The statement that puts the argument for the whole body into the request.
fn whole_body(media: Media, argument: &Argument, request: &Ident) -> TokenStream {
    let body = ident(&argument.name);
    if let Some(raw) = media.raw() {
        let set = ident(raw.accessor);
        return quote!(#request.#set(#body.into()););
    }
    match (accepts(&argument.ty), &argument.ty) {
        (Accepts::Text, _) => quote!(#request.json(&#body.as_ref());),
        // A slice is unsized, so it needs a reference of its own.
        (_, Type::Reference(ty)) if !matches!(**ty, Type::Slice(_)) => {
            quote!(#request.json(#body);)
        }
        _ => quote!(#request.json(&#body);),
    }
}

fn method_docs(module: &Module<'_>, resource: &Resource, operation: &Operation) -> Vec<String> {
    let mut lines = docs::markdown(&operation.docs);
    let mut section = |heading: &str, body: Vec<String>| {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        if !heading.is_empty() {
            lines.push(format!("# {heading}"));
            lines.push(String::new());
        }
        lines.extend(body);
    };
    section(
        "",
        vec![format!("`{} {}`", operation.method.name(), operation.path)],
    );
    if !operation.permissions.is_empty() {
        let permissions: Vec<_> = operation.permissions.iter().map(code).collect();
        section(
            "Permissions",
            docs::wrapped(&format!("Requires {}.", permissions.join(", "))),
        );
    }
    if let Some(requirements) = operation
        .security
        .as_ref()
        .filter(|requirements| !requirements.iter().all(Vec::is_empty))
    {
        let names: Vec<_> = requirements
            .iter()
            .map(|it| lower::constructor(module.api, it))
            .collect();
        let links: Vec<_> = names
            .iter()
            .map(|name| format!("[`{0}`](crate::Credentials::{0})", naming::plain(name)))
            .collect();
        section(
            "Credentials",
            docs::wrapped(&format!("Requires {} credentials.", links.join(" or "))),
        );
    }
    let arguments: Vec<_> = operation
        .path_parameters
        .iter()
        .filter_map(|field| path_argument(module.api, field))
        .flatten()
        .collect();
    if !arguments.is_empty() {
        section("Arguments", arguments);
    }
    if let Some(body) = operation.body.as_ref().filter(|it| !it.docs.is_empty()) {
        section("Body", docs::markdown(&body.docs));
    }
    // With several responses, the docs are on the variants of the response enum.
    if let [response] = operation.responses.as_slice()
        && !response.docs.is_empty()
    {
        section("Returns", docs::markdown(&response.docs));
    }
    section(
        "Examples",
        examples::method(module.api, resource, operation),
    );
    let errors: Vec<_> = operation
        .errors
        .iter()
        .flat_map(|it| error(module, it))
        .collect();
    if !errors.is_empty() {
        section("Errors", errors);
    }
    lines
}

/// An error response that the API documents, as an item of a list.
fn error(module: &Module<'_>, error: &ErrorResponse) -> Vec<String> {
    let docs = docs::markdown(&error.docs).join(" ");
    let body = error
        .ty
        .as_ref()
        .map(|ty| format!("body: {}", type_link(module, ty)));
    let parts = [docs.trim_end_matches('.').to_owned()]
        .into_iter()
        .chain(body);
    let text = parts
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join("; ");
    match text.as_str() {
        "" => vec![format!("- `{}`", error.status)],
        text => docs::wrapped(&format!("- `{}`: {text}.", error.status)),
    }
}

/// Docs of a path parameter. It has no setter, so they are part of the method's docs: its own docs if they differ from
/// those of its type, its constraints, and its deprecation.
fn path_argument(api: &Api, field: &Field) -> Option<Vec<String>> {
    let type_docs = field.ty.named().map_or("", |id| api.ty(id).docs.as_str());
    let own = if field.docs == type_docs {
        ""
    } else {
        &field.docs
    };
    let mut text = docs::markdown(own);
    let deprecation = field.deprecated.as_ref().map(|it| {
        let note = lower::note(it);
        match note.as_str() {
            "" => "Deprecated.".to_owned(),
            note => format!("Deprecated: {note}."),
        }
    });
    for line in fact_sentence(field)
        .into_iter()
        .map(|it| docs::wrapped(&it))
        .chain(deprecation.map(|it| docs::markdown(&it)))
    {
        if !text.is_empty() {
            text.push(String::new());
        }
        text.extend(line);
    }
    let name = naming::plain(&field.rust);
    (!text.is_empty()).then(|| docs::item(&format!("`{name}`"), &text))
}

/// A link to a type, or to the one in a list or map.
fn type_link(module: &Module<'_>, ty: &Ty) -> String {
    let Some(id) = ty.named() else {
        return "[`Json`](crate::Json)".to_owned();
    };
    let ty = module.api.ty(id);
    let owner = module.api.module_of(ty.owner);
    // rustdoc resolves raw identifiers without `r#`.
    format!("[`{0}`](crate::{1}::{0})", ty.rust, naming::plain(owner))
}
