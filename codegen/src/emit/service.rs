//! The statics that describe the service and its paginations to the runtime.

use super::module::{Module, ident};
use crate::ir::{Pagination, SchemeKind};
use crate::lower::alternatives;
use crate::naming;
use proc_macro2::TokenStream;
use quote::quote;

/// `static SERVICE: Service = Service { … };`
pub(super) fn service(module: &Module<'_>) -> TokenStream {
    let api = module.api;
    let service = module.runtime("Service");
    let server = api.servers.first();
    let url = server.map_or("", |server| server.url.as_str());
    let variables = server.map_or(&[][..], |server| &server.variables);
    let mut members = Vec::new();
    if let Some(env) = &api.base_url_env {
        members.push(quote!(base_url_env: Some(#env)));
    }
    if !variables.is_empty() {
        let variable = module.runtime("ServerVariable");
        let variables = variables.iter().map(|it| {
            let (name, default, values) = (&it.name, &it.default, &it.values);
            quote!(#variable { name: #name, default: #default, allowed: &[#(#values),*] })
        });
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

fn scheme(module: &Module<'_>, index: usize) -> TokenStream {
    let it = &module.api.schemes[index];
    let (ty, kind) = (module.runtime("Scheme"), module.runtime("SchemeKind"));
    let (name, parameter) = (&it.name, &it.parameter);
    let kind = match it.kind {
        SchemeKind::Bearer => quote!(#kind::Bearer),
        SchemeKind::BasicUser => quote!(#kind::BasicUser),
        SchemeKind::BasicPassword => quote!(#kind::BasicPassword),
        SchemeKind::Header => quote!(#kind::Header(#parameter)),
        SchemeKind::Query => quote!(#kind::Query(#parameter)),
        SchemeKind::Cookie => quote!(#kind::Cookie(#parameter)),
    };
    let env = match &it.env {
        Some(env) => quote!(Some(#env)),
        None => quote!(None),
    };
    quote!(#ty { name: #name, kind: #kind, env: #env })
}

/// `pub(crate) static PAGE_NUMBER: Pagination = Pagination { … };`
pub(super) fn pagination(module: &Module<'_>, it: &Pagination) -> TokenStream {
    let (ty, page_style) = (module.runtime("Pagination"), module.runtime("PageStyle"));
    let name = ident(&naming::constant(&it.name));
    let start = &it.start;
    let (variant, field) = (ident(it.style.variant()), ident(it.style.field()));
    let first = it.style.has_first().then(|| {
        let first = proc_macro2::Literal::u64_unsuffixed(it.first);
        quote!(, first: #first)
    });
    let next = it.style.has_next().then(|| {
        let next = pointer(&it.next);
        quote!(, next: #next)
    });
    let style = quote!(#page_style::#variant { #field: #start #first #next });
    let envelope = module.api.envelope.as_ref();
    let items = pointer(
        &envelope
            .map(|it| it.result.clone())
            .into_iter()
            .chain(it.items.iter().cloned())
            .collect::<Vec<_>>(),
    );
    let facts = envelope
        .and_then(|envelope| envelope.page_info.as_ref())
        .map(|info| {
            let members = ["count", "page", "per_page", "total_count", "total_pages"].map(|fact| {
                let (fact, path) = (ident(fact), pointer(&[info.clone(), fact.to_owned()]));
                quote!(#fact: Some(#path))
            });
            quote!(#(#members,)*)
        });
    let base = quote!(#ty::new(#style, #items));
    match facts {
        Some(facts) => quote!(pub(crate) static #name: #ty = #ty { #facts ..#base };),
        None => quote!(pub(crate) static #name: #ty = #base;),
    }
}

/// A JSON pointer, RFC 6901.
fn pointer(path: &[String]) -> String {
    path.iter()
        .map(|member| format!("/{}", member.replace('~', "~0").replace('/', "~1")))
        .collect()
}
