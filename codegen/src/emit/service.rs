//! The statics that describe the service and its paginations to the runtime.

use super::module::{Module, ident};
use crate::ir::{Api, OAuth, Pagination, SchemeKind, ServerVariable};
use crate::lower::alternatives;
use crate::naming;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// `static SERVICE: Service = Service { … };`
pub(super) fn service(module: &Module<'_>) -> TokenStream {
    let api = module.api;
    let service = module.runtime("Service");
    let server = api.servers.first();
    let url = server.map_or("", |server| server.url.as_str());
    let variables = server.map_or(&[][..], |server| &server.variables);
    let mut members = Vec::new();
    let own = api.operation_servers();
    if !own.is_empty() {
        let servers = own.into_iter().map(|server| {
            let (url, variables) = (&server.url, self::variables(module, &server.variables));
            quote!(runtime::OperationServer { url: #url, variables: &[#(#variables),*] })
        });
        members.push(quote!(operation_servers: &[#(#servers),*]));
    }
    if let Some(env) = &api.base_url_env {
        members.push(quote!(base_url_env: Some(#env)));
    }
    if !variables.is_empty() {
        let variables = self::variables(module, variables);
        members.push(quote!(variables: &[#(#variables),*]));
    }
    let alternatives = alternatives(api);
    if !alternatives.is_empty() {
        let alternatives = alternatives.iter().map(|alternative| {
            let schemes = alternative.iter().map(|index| scheme(module, *index));
            quote!(&[#(#schemes),*])
        });
        members.push(quote!(auth: &[#(#alternatives),*]));
    }
    if has_own_requirements(api) {
        let indexes = indexes(api, &api.security);
        members.push(quote!(security: Some(&[#(#indexes),*])));
    }
    if let Some(envelope) = &api.envelope {
        let ty = module.runtime("Envelope");
        let result = &envelope.result;
        let success = match &envelope.success {
            Some(name) => quote!(Some(#name)),
            None => quote!(None),
        };
        // An empty name means that there is none.
        let errors = envelope.errors.as_deref().unwrap_or_default();
        let messages = envelope.messages.as_deref().unwrap_or_default();
        members.push(quote!(envelope: Some(#ty { success: #success, result: #result, errors: #errors, messages: #messages })));
    }
    if let Some(header) = &api.request_id_header {
        members.push(quote!(request_id: Some(#header)));
    }
    quote! {
        pub(crate) static SERVICE: #service = #service {
            #(#members,)*
            ..#service::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"), #url)
        };
    }
}

/// Whether operations have requirements that replace those of the API.
pub(super) fn has_own_requirements(api: &Api) -> bool {
    let operations = api.resources.iter().flat_map(|it| &it.operations);
    let mut own = operations.filter_map(|it| it.security.as_ref()).flatten();
    own.any(|it| !it.is_empty())
}

/// The indexes of security requirements among the alternatives of the service.
pub(super) fn indexes(api: &Api, requirements: &[Vec<usize>]) -> Vec<Literal> {
    let alternatives = alternatives(api);
    let position = |it: &Vec<usize>| alternatives.iter().position(|other| other == it);
    let positions = requirements.iter().filter_map(position);
    positions.map(Literal::usize_unsuffixed).collect()
}

fn variables(module: &Module<'_>, variables: &[ServerVariable]) -> Vec<TokenStream> {
    let variables = variables.iter().map(|it| {
        let variable = module.runtime("ServerVariable");
        let (name, default, values) = (&it.name, &it.default, &it.values);
        quote!(#variable { name: #name, default: #default, allowed: &[#(#values),*] })
    });
    variables.collect()
}

fn scheme(module: &Module<'_>, index: usize) -> TokenStream {
    let it = &module.api.schemes[index];
    let (ty, kind) = (module.runtime("Scheme"), module.runtime("SchemeKind"));
    let (name, parameter) = (&it.name, &it.parameter);
    let kind = match it.kind {
        SchemeKind::Bearer => quote!(#kind::Bearer),
        SchemeKind::OAuth2 => {
            let oauth = it.oauth.as_ref().map(oauth);
            quote!(#kind::OAuth2(&#oauth))
        }
        SchemeKind::BasicUser => quote!(#kind::BasicUser),
        SchemeKind::BasicPassword => quote!(#kind::BasicPassword),
        SchemeKind::Header => quote!(#kind::Header(#parameter)),
        SchemeKind::Query => quote!(#kind::Query(#parameter)),
        SchemeKind::Cookie => quote!(#kind::Cookie(#parameter)),
    };
    let env = optional(it.env.as_ref());
    quote!(#ty { name: #name, kind: #kind, env: #env })
}

fn oauth(it: &OAuth) -> TokenStream {
    let url = &it.token_url;
    let id = optional(it.client_id_env.as_ref());
    let secret = optional(it.client_secret_env.as_ref());
    quote!(runtime::OAuth2 { token_url: #url, client_id_env: #id, client_secret_env: #secret })
}

fn optional(text: Option<&String>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}

/// `pub(crate) static PAGE_NUMBER: Pagination = Pagination { … };`
pub(super) fn pagination(module: &Module<'_>, it: &Pagination) -> TokenStream {
    let ty = module.runtime("Pagination");
    let name = ident(&naming::constant(&it.name));
    let items = items_pointer(module, &it.items);
    let style = page_style(module, it, &items);
    let info = module.api.envelope.as_ref();
    let info = info.and_then(|envelope| envelope.page_info.as_ref());
    let mut members: Vec<_> = info.map_or(Vec::new(), |info| {
        let facts = ["count", "page", "per_page", "total_count", "total_pages"];
        let facts = facts.iter().map(|fact| {
            let (fact, path) = (ident(fact), pointer(&[info.clone(), (*fact).to_owned()]));
            quote!(#fact: Some(#path))
        });
        facts.collect()
    });
    if !it.has_more.is_empty() {
        let path = pointer(&it.has_more);
        members.push(quote!(has_more: Some(#path)));
    }
    if it.in_body {
        members.push(quote!(in_body: true));
    }
    let base = quote!(#ty::new(#style, #items));
    if members.is_empty() {
        quote!(pub(crate) static #name: #ty = #base;)
    } else {
        quote!(pub(crate) static #name: #ty = #ty { #(#members,)* ..#base };)
    }
}

/// `Pagination { items: "/jobs", ..PAGE_NUMBER }`: the pagination of an operation with its list elsewhere.
pub(super) fn pagination_at(module: &Module<'_>, it: &Pagination, path: &[String]) -> TokenStream {
    let ty = module.runtime("Pagination");
    let name = module.import("crate::client", &naming::constant(&it.name));
    let items = items_pointer(module, path);
    let style = (!it.item_cursor.is_empty()).then(|| {
        let style = page_style(module, it, &items);
        quote!(style: #style,)
    });
    quote!(#ty { #style items: #items, ..#name })
}

/// `PageStyle::PageNumber { … }`
fn page_style(module: &Module<'_>, it: &Pagination, items: &str) -> TokenStream {
    let (ty, variant) = (module.runtime("PageStyle"), ident(it.style.variant()));
    let mut fields = Vec::new();
    if let Some(start) = &it.start {
        let field = ident(it.style.field());
        fields.push(quote!(#field: #start));
    }
    if it.style.has_first() {
        let first = Literal::u64_unsuffixed(it.first);
        fields.push(quote!(first: #first));
    }
    if it.style.has_next() {
        let next = match it.item_cursor.as_slice() {
            [] => pointer(&it.next),
            // The cursor of the last item.
            cursor => format!("{items}/-1{}", pointer(cursor)),
        };
        fields.push(quote!(next: #next));
    }
    match fields.as_slice() {
        [] => quote!(#ty::#variant),
        fields => quote!(#ty::#variant { #(#fields),* }),
    }
}

/// Location of a list in the response body, as a JSON pointer.
fn items_pointer(module: &Module<'_>, path: &[String]) -> String {
    let envelope = module.api.envelope.iter();
    let result = envelope.map(|envelope| &envelope.result);
    pointer(&result.chain(path).cloned().collect::<Vec<_>>())
}

/// A JSON pointer, RFC 6901.
fn pointer(path: &[String]) -> String {
    path.iter()
        .map(|member| format!("/{}", member.replace('~', "~0").replace('/', "~1")))
        .collect()
}
