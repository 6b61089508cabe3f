//! `operations.rs` of a resource: its client, and the requests that the client makes.

use super::inputs::{Argument, Target};
use super::lint_allows::allow_many;
use super::module::{Module, Side, deprecated, deprecation_note, fact_sentence, ident};
use super::{credentials, docs, examples, inputs, requests, responses};
use crate::format::{Item, SourceFile};
use crate::ir::{
    Api, Content, ErrorResponse, Field, ListStyle, Media, Method, Operation, ParameterLocation,
    Resource, ResourceId, Scalar, Ty,
};
use crate::naming;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The file.
pub(super) fn file(api: &Api, id: ResourceId) -> SourceFile {
    let resource = &api.resources[id.0];
    let module = Module::of_operations(api, id);
    let mut items = resource_client(&module, resource);
    for operation in &resource.operations {
        items.extend(requests::params(&module, operation));
        items.extend(requests::items(&module, &resource.rust_type, operation));
        items.extend(responses::shapes(&module, operation));
    }
    let statics: Vec<_> = resource
        .operations
        .iter()
        .map(|operation| Item::Rust(description(&module, operation)))
        .collect();
    SourceFile {
        docs: vec![format!("Operations of the resource `{}`.", resource.id)],
        blocks: vec![module.uses()],
        items: statics.into_iter().chain(items).collect(),
        ..SourceFile::default()
    }
}

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
fn description(module: &Module<'_>, operation: &Operation) -> TokenStream {
    let ty = module.runtime("Operation");
    let name = static_name(operation);
    let (id, path) = (&operation.id, &operation.path);
    let constructor = match operation.method {
        Method::Get => quote!(get),
        Method::Head => quote!(head),
        Method::Post => quote!(post),
        Method::Put => quote!(put),
        Method::Patch => quote!(patch),
        Method::Delete => quote!(delete),
    };
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
    // No alternative, or the one that takes no secret.
    if operation
        .security
        .as_ref()
        .is_some_and(|accept| accept.iter().all(Vec::is_empty))
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

fn resource_client(module: &Module<'_>, resource: &Resource) -> Vec<Item> {
    let name = ident(&resource.rust_type);
    let text = if resource.docs.is_empty() {
        format!("Operations of the resource `{}`.", resource.id)
    } else {
        resource.docs.clone()
    };
    let mut lines = docs::markdown(&text);
    lines.push(String::new());
    lines.push(format!(
        "Obtained from {}.",
        examples::chain_in_docs(module.api, resource)
    ));
    let docs = docs::attributes(&lines);
    let methods = resource
        .operations
        .iter()
        .map(|operation| method(module, resource, operation));
    vec![
        quote! {
            #docs
            #[derive(Debug, Clone)]
            pub struct #name {
                client: runtime::Client,
            }
        }
        .into(),
        quote! {
            impl #name {
                pub(crate) fn new(client: runtime::Client) -> Self {
                    Self { client }
                }

                #(#methods)*
            }
        }
        .into(),
    ]
}

fn method(module: &Module<'_>, resource: &Resource, operation: &Operation) -> TokenStream {
    let name = ident(&operation.rust);
    let request_type = ident(&operation.rust_request);
    let description = static_name(operation);
    let docs = docs::attributes(&method_docs(module, resource, operation));
    let deprecated = deprecated(operation.deprecated.as_ref());
    let local = |name: &str| local_name(operation, name);
    let (request, params) = (local("request"), local("params"));
    let mut arguments = Vec::new();
    let mut conversions = Vec::new();
    let mut statements = Vec::new();
    for field in &operation.path_parameters {
        let rust = ident(&field.rust);
        let wire = &field.wire;
        let target = Target::Parameter(ParameterLocation::Path, ListStyle::Comma);
        let Argument { ty, convert, value } = inputs::argument(module, &rust, &field.ty, target);
        arguments.push(quote!(#rust: #ty));
        conversions.extend(convert);
        statements.push(quote!(#request.path(#wire, &#value);));
    }
    if inputs::inputs(module.api, operation)
        .iter()
        .any(|input| input.field.required)
    {
        let params_type = ident(&operation.rust_params);
        arguments.push(quote!(#params: #params_type));
    }
    statements.extend(inputs::put_required(module, operation, &request, &params));
    if let Some(Content::Whole(ty)) = operation.body.as_ref().map(|body| &body.content) {
        let body = local("body");
        let (argument, statement) = whole_body(module, operation, ty, &request, &body);
        arguments.push(quote!(#body: #argument));
        statements.push(statement);
    }
    let allow = allow_many(
        arguments.len() + 1,
        0,
        "one argument for each path parameter",
    );
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
    quote! {
        #docs
        #deprecated
        #allow
        pub fn #name(&self, #(#arguments),*) -> #request_type {
            #body
        }
    }
}

/// The name of a local variable, which a parameter of the path may already have.
fn local_name(operation: &Operation, name: &str) -> Ident {
    let mut free = name.to_owned();
    while operation
        .path_parameters
        .iter()
        .any(|field| field.rust == free)
    {
        free.push('_');
    }
    ident(&free)
}

/// The type of the argument that is the whole body, and the statement that puts it into the request.
fn whole_body(
    module: &Module<'_>,
    operation: &Operation,
    ty: &Ty,
    request: &Ident,
    body: &Ident,
) -> (TokenStream, TokenStream) {
    let media = operation
        .body
        .as_ref()
        .map_or(Media::Json, |body| body.media);
    if let Some(raw) = media.raw() {
        let (ty, set) = (module.raw(raw), ident(raw.accessor));
        return (quote!(impl Into<#ty>), quote!(#request.#set(#body.into());));
    }
    match module.api.resolved(ty) {
        Ty::Scalar(Scalar::String) => (
            quote!(impl AsRef<str>),
            quote!(#request.json(&#body.as_ref());),
        ),
        Ty::Scalar(scalar) if scalar.is_primitive() => {
            let ty = module.ty(ty, Side::Stored);
            (ty, quote!(#request.json(&#body);))
        }
        Ty::List(item) => {
            let item = module.ty(item, Side::Stored);
            (quote!(&[#item]), quote!(#request.json(&#body);))
        }
        _ => {
            let ty = module.ty(ty, Side::Stored);
            (quote!(&#ty), quote!(#request.json(#body);))
        }
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
        section(
            "Permissions",
            vec![format!(
                "Requires {}.",
                operation
                    .permissions
                    .iter()
                    .map(|it| format!("`{}`", it.replace('`', "'")))
                    .collect::<Vec<_>>()
                    .join(", ")
            )],
        );
    }
    if let Some(accept) = operation
        .security
        .as_ref()
        .filter(|accept| !accept.iter().all(Vec::is_empty))
    {
        let names: Vec<_> = accept
            .iter()
            .map(|it| credentials::constructor_name(module.api, it))
            .collect();
        let links: Vec<_> = names
            .iter()
            .map(|name| format!("[`{0}`](crate::Credentials::{0})", naming::plain(name)))
            .collect();
        section(
            "Credentials",
            docs::wrapped(&format!("Accepts only {}.", links.join(" or "))),
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
    // Several shapes have a type of their own, which says it of each.
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

/// The docs of a path parameter, which has no field of its own to carry them: what its type does not say, its
/// constraints and its deprecation.
fn path_argument(api: &Api, field: &Field) -> Option<Vec<String>> {
    let type_docs = field.ty.named().map_or("", |id| api.ty(id).docs.as_str());
    let own = if field.docs == type_docs {
        ""
    } else {
        &field.docs
    };
    let mut text = docs::markdown(own);
    let deprecation = field.deprecated.as_ref().map(|it| {
        let note = deprecation_note(it);
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
    let owner = ty
        .owner
        .map_or("types", |owner| module.api.resources[owner.0].rust.as_str());
    // rustdoc looks raw names up by what they are without the mark.
    format!("[`{0}`](crate::{1}::{0})", ty.rust, naming::plain(owner))
}
