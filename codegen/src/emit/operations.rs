//! Methods of resources that create requests, and the statics that describe operations.

use super::arguments::{Accepts, accepts};
use super::constants::json;
use super::field_docs::fact_sentence;
use super::module::{Module, ident};
use super::print::FunctionContent;
use super::service::{self, pagination_at};
use super::{examples, inputs, retries};
use crate::ir::{
    Api, Body, Content, ErrorResponse, Field, Media, Operation, ParameterLocation, Resource,
    Serialization, Ty,
};
use crate::lower;
use crate::markdown::{Docs, Inline, code, fill, link_to};
use crate::naming;
use crate::rust::{Argument, Function, Input, Target, Type, names};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

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
        if let Some(media) = body.media.format() {
            let (format, media) = (module.runtime("BodyFormat"), ident(media));
            members.push(quote!(body: Some(#format::#media)));
        }
        if let Some(content_type) = &body.content_type {
            members.push(quote!(content_type: Some(#content_type)));
        }
        let part_types = part_types(body);
        if !part_types.is_empty() {
            members.push(quote!(part_types: &[#(#part_types),*]));
        }
        if body.omittable {
            let optional = optional_body(module, operation);
            members.push(quote!(optional_body: Some(#optional)));
        }
        if !body.any_of.is_empty() {
            let alternatives = body.any_of.iter().map(|names| quote!(&[#(#names),*]));
            members.push(quote!(any_of: &[#(#alternatives),*]));
        }
    }
    if operation.accept() != Media::Json.content_type() {
        let accept = operation.accept();
        members.push(quote!(accept: #accept));
    }
    if let Some(response) = operation.responses.first() {
        let marker = response.end_marker.as_ref();
        members.extend(marker.map(|it| quote!(end_marker: Some(#it))));
        members.extend(response.reconnect.then(|| quote!(reconnects: true)));
    }
    let redirects = operation.responses.iter().map(|it| it.status);
    let redirects: Vec<_> = redirects
        .filter(|it| *it >= 300)
        .map(Literal::u16_unsuffixed)
        .collect();
    if !redirects.is_empty() {
        members.push(quote!(redirects: &[#(#redirects),*]));
    }
    if let Some(server) = operation.servers.first() {
        let url = &server.url;
        members.push(quote!(server: Some(#url)));
    }
    if operation.idempotent != operation.method.is_idempotent() {
        let idempotent = operation.idempotent;
        members.push(quote!(idempotent: #idempotent));
    }
    if let Some(header) = module.api.idempotency_key(operation) {
        members.push(quote!(idempotency_key: Some(#header)));
    }
    if let Some(requirements) = &operation.security {
        let indexes = service::indexes(module.api, requirements);
        members.push(quote!(security: Some(&[#(#indexes),*])));
    }
    let scopes = module.api.scopes(operation);
    if !scopes.is_empty() {
        members.push(quote!(scopes: &[#(#scopes),*]));
    }
    if let (Some((scheme, _)), Some(of)) = (operation.pagination(module.api), &operation.pagination)
    {
        let pagination = match &of.items {
            None => {
                let name = module.import("crate::client", &naming::constant(&scheme.name));
                quote!(#name)
            }
            Some(path) => pagination_at(module, scheme, path),
        };
        members.push(quote!(pagination: Some(&#pagination)));
    }
    let base = quote!(#ty::#constructor(#id, #path));
    if members.is_empty() {
        quote!(pub(super) static #name: #ty = #base;)
    } else {
        quote!(pub(super) static #name: #ty = #ty { #(#members,)* ..#base };)
    }
}

/// `("photo", &["image/png"])`, for each part with content types.
fn part_types(body: &Body) -> Vec<TokenStream> {
    let fields = match &body.content {
        Content::Fields { fields, .. } => fields.as_slice(),
        Content::Whole(_) => &[],
    };
    let typed = fields.iter().filter(|it| !it.content_types.is_empty());
    let typed = typed.map(|field| {
        let (wire, types) = (&field.wire, &field.content_types);
        quote!((#wire, &[#(#types),*]))
    });
    typed.collect()
}

/// ```ignore
/// OptionalBody { required: &["title"], constants: &[("kind", r#""memo""#)] }
/// ```
fn optional_body(module: &Module<'_>, operation: &Operation) -> TokenStream {
    let ty = module.runtime("OptionalBody");
    let values = lower::values(operation);
    let of_body = values
        .iter()
        .filter(|it| matches!(it.target, Target::Body(_)));
    let (mut required, mut constants) = (Vec::new(), Vec::new());
    for input in of_body {
        let wire = &input.field.wire;
        match &input.field.constant {
            Some(constant) if lower::has_constant(module.api, input) => {
                let json = json(constant);
                constants.push(quote!((#wire, #json)));
            }
            _ if input.field.required => required.push(wire),
            _ => {}
        }
    }
    if required.is_empty() && constants.is_empty() {
        return quote!(#ty::new());
    }
    quote!(#ty { required: &[#(#required),*], constants: &[#(#constants),*] })
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
        let target = Target::Parameter(ParameterLocation::Path, Serialization::Styled);
        let input = Input {
            field,
            target,
            required: true,
        };
        let (convert, value) = inputs::passed(module, argument, &input);
        conversions.extend(convert);
        statements.push(inputs::put(module, &input, &quote!(#request), &value));
    }
    let body = match operation.body.as_ref() {
        Some(body) if matches!(body.content, Content::Whole(_)) && !body.omittable => arguments
            .next_back()
            .map(|argument| whole_body(body.media, argument, &quote!(#request))),
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
pub(super) fn whole_body(media: Media, argument: &Argument, request: &TokenStream) -> TokenStream {
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

fn method_docs(module: &Module<'_>, resource: &Resource, operation: &Operation) -> Docs {
    let mut docs = Docs::markdown(&operation.docs);
    let route = format!("{} {}", operation.method.name(), operation.path);
    docs.add(Docs::paragraph(code(route)));
    docs.add(alternatives(resource, operation));
    docs.add(retries::note(module.api, operation));
    if let Some((default, others)) = operation.servers.split_first() {
        let mut servers = Docs::paragraph(fill(
            "Requests are sent to {}, unless the client builder sets a base URL or replaces this server.",
            [code(&default.url)],
        ));
        let items = others.iter().map(super::client::server_item);
        let mut list = Docs::default();
        items.for_each(|item| list.append(item));
        if !list.is_empty() {
            servers.add("Other servers of the operation:");
            servers.add(list);
        }
        docs.section("Servers", servers);
    }
    if !operation.permissions.is_empty() {
        let permissions: Vec<_> = operation.permissions.iter().map(code).collect();
        let permissions = fill("Requires {}.", [Inline::join(&permissions, ", ")]);
        docs.section("Permissions", Docs::paragraph(permissions));
    }
    if let Some(requirements) = operation
        .security
        .as_ref()
        .filter(|requirements| !requirements.iter().all(Vec::is_empty))
    {
        let constructors = requirements
            .iter()
            .map(|it| lower::constructor(module.api, it));
        let links: Vec<_> = constructors
            .map(|name| {
                link_to(
                    naming::plain(&name),
                    &format!("crate::Credentials::{}", naming::plain(&name)),
                )
            })
            .collect();
        let credentials = fill("Requires {} credentials.", [Inline::join(&links, " or ")]);
        docs.section("Credentials", Docs::paragraph(credentials));
    }
    let mut arguments = Docs::default();
    for field in &operation.path_parameters {
        arguments.append(path_argument(module.api, field));
    }
    if !arguments.is_empty() {
        docs.section("Arguments", arguments);
    }
    if let Some(body) = &operation.body {
        let mut section = Docs::markdown(&body.docs);
        if body.omittable {
            section.add(omittable(module.api, operation));
        }
        section.add(any_of(operation, body));
        if !section.is_empty() {
            docs.section("Body", section);
        }
    }
    // With several responses, the docs are on the variants of the response enum.
    if let Some((response, can_be_absent)) = operation.result() {
        let mut section = Docs::markdown(&response.docs);
        if can_be_absent {
            let nothing = operation.responses.iter().find(|it| it.ty.is_none());
            let nothing = nothing.map_or("", |it| it.docs.as_str());
            section.add("`None` if the response has the status 204.");
            section.add(Docs::markdown(nothing));
        }
        if !section.is_empty() {
            docs.section("Returns", section);
        }
    }
    let headers = headers(module.api, operation);
    if !headers.is_empty() {
        docs.section("Response headers", headers);
    }
    docs.section(
        "Examples",
        examples::method(module.api, resource, operation),
    );
    let mut errors = Docs::default();
    for it in &operation.errors {
        errors.append(error(module, it));
    }
    if !errors.is_empty() {
        docs.section("Errors", errors);
    }
    docs
}

/// A link to a setter of the request of an operation.
fn setter(operation: &Operation, name: &str) -> Inline {
    let path = format!("{}::{}", operation.rust_request, naming::plain(name));
    link_to(naming::plain(name), &path)
}

/// The alternatives of a body.
fn any_of(operation: &Operation, body: &Body) -> Docs {
    let Content::Fields { fields, .. } = &body.content else {
        return Docs::default();
    };
    let alternatives = body.any_of.iter().map(|names| {
        let fields = fields.iter().filter(|field| names.contains(&field.wire));
        let setters = fields.map(|it| setter(operation, &names::setter(&it.rust)));
        Inline::join(&setters.collect::<Vec<_>>(), " and ")
    });
    match alternatives.collect::<Vec<_>>().as_slice() {
        [] => Docs::default(),
        alternatives => Docs::paragraph(fill(
            "At least one of these must be set, or the call fails: {}.",
            [Inline::join(alternatives, "; ")],
        )),
    }
}

/// The operations of the resource with the same method and path, which differ in the content types.
fn alternatives(resource: &Resource, operation: &Operation) -> Docs {
    let others = resource.operations.iter();
    let others = others.filter(|it| operation.is_alternative(it));
    let others: Vec<_> = others
        .map(|it| {
            let (verb, content_type) = match it.content_type() {
                Some(sent) if operation.content_type() != Some(sent) => ("sends", sent),
                _ => ("returns", it.accept()),
            };
            let path = format!("Self::{}", naming::plain(&it.rust));
            let link = link_to(naming::plain(&it.rust), &path);
            fill("{} {} {}", [link, verb.into(), code(content_type)])
        })
        .collect();
    match others.as_slice() {
        [] => Docs::default(),
        others => Docs::paragraph(fill("Other media types: {}.", [Inline::join(others, "; ")])),
    }
}

/// How callers omit or set a body that can be omitted.
fn omittable(api: &Api, operation: &Operation) -> Docs {
    let setter = |name: &str| setter(operation, name);
    if matches!(&operation.body, Some(body) if matches!(body.content, Content::Whole(_))) {
        let body = setter(names::BODY);
        return Docs::paragraph(fill("The body is optional: call {} to send one.", [body]));
    }
    let inputs = lower::inputs(api, operation);
    let required = inputs.iter().filter(|it| it.field.required && !it.required);
    let required: Vec<_> = required
        .map(|it| setter(&names::setter(&it.field.rust)))
        .collect();
    let mut docs = Docs::from("The body is optional: if none of its fields is set, none is sent.");
    if !required.is_empty() {
        let required = Inline::join(&required, ", ");
        docs.add(Docs::paragraph(fill(
            "If any is set, these must be set too, or the call fails: {}.",
            [required],
        )));
    }
    docs
}

/// Links to the headers that success and error responses list.
fn headers(api: &Api, operation: &Operation) -> Docs {
    let successes = operation.responses.iter().flat_map(|it| &it.headers);
    let errors = operation.errors.iter().flat_map(|it| &it.headers);
    let indexes: BTreeSet<_> = successes.chain(errors).collect();
    let headers = indexes
        .iter()
        .filter_map(|it| api.response_headers.get(**it));
    let links: Vec<_> = headers
        .map(|it| link_to(&it.rust, &format!("crate::response_headers::{}", it.rust)))
        .collect();
    match links.as_slice() {
        [] => Docs::default(),
        links => Docs::paragraph(fill("{}.", [Inline::join(links, ", ")])),
    }
}

/// An error response that the API documents, as an item of a list.
fn error(module: &Module<'_>, error: &ErrorResponse) -> Docs {
    let docs = Inline::text(&error.docs).without_period();
    let body = error.ty.as_ref();
    let body = body.map(|ty| fill("body: {}", [type_link(module, ty)]));
    let parts = [docs].into_iter().chain(body);
    let parts: Vec<_> = parts.filter(|it| !it.is_empty()).collect();
    Docs::item(
        code(&error.status),
        match parts.as_slice() {
            [] => Docs::default(),
            parts => Docs::paragraph(fill("{}.", [Inline::join(parts, "; ")])),
        },
    )
}

/// Docs of a path parameter. It has no setter, so they are part of the method's docs: its own docs if they differ from
/// those of its type, its constraints, and its deprecation.
fn path_argument(api: &Api, field: &Field) -> Docs {
    let type_docs = field.ty.named().map_or("", |id| api.ty(id).docs.as_str());
    let own = if field.docs == type_docs {
        ""
    } else {
        &field.docs
    };
    let mut docs = Docs::markdown(own);
    docs.add(fact_sentence(field));
    if let Some(deprecation) = &field.deprecated {
        let note = lower::note(deprecation);
        docs.add(match note.is_empty() {
            true => "Deprecated.".into(),
            false => Docs::paragraph(fill("Deprecated: {}.", [note])),
        });
    }
    match docs.is_empty() {
        true => docs,
        false => Docs::item(code(naming::plain(&field.rust)), docs),
    }
}

/// A link to a type, or to the one in a list or map.
fn type_link(module: &Module<'_>, ty: &Ty) -> Inline {
    let Some(id) = ty.named() else {
        return "[`Json`](crate::Json)".into();
    };
    let ty = module.api.ty(id);
    let owner = module.api.module_of(ty.owner);
    // rustdoc resolves raw identifiers without `r#`.
    let path = format!("crate::{}::{}", naming::plain(owner), ty.rust);
    link_to(&ty.rust, &path)
}
