//! Responses, as the fake describes them: headers, streams, and the status of a success.

use super::super::module::{Module, ident};
use crate::ir::{Api, Method, Operation, Response, Scalar, Ty};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The success response of an operation that has an effect on a collection: its only one, the value that can be absent, or
/// the one that fits the method. `None` if the effect of the operation is not certain.
pub(super) fn of_effect(operation: &Operation) -> Option<&Response> {
    match operation.result() {
        Some((response, can_be_absent)) if !can_be_absent || operation.method == Method::Get => {
            return Some(response);
        }
        _ => {}
    }
    let find = |status: u16| operation.responses.iter().find(|it| it.status == status);
    let statuses: &[u16] = match operation.method {
        Method::Get => &[200],
        Method::Head => &[200, 204],
        Method::Post => &[201, 200],
        // Such an operation may create an item that does not exist.
        Method::Put if find(201).is_some() => &[],
        Method::Put | Method::Patch => &[200, 204],
        Method::Delete => &[204, 200, 202],
    };
    statuses.iter().find_map(|status| find(*status))
}

/// `.statuses(&[200, 202])`, if calls return one of several responses.
pub(super) fn statuses(operation: &Operation) -> Option<TokenStream> {
    if operation.result().is_some() || operation.responses.is_empty() {
        return None;
    }
    let statuses = operation.responses.iter();
    let statuses = statuses.map(|it| Literal::u16_unsuffixed(it.status));
    Some(quote!(.statuses(&[#(#statuses),*])))
}

/// `.stream(schema::Stream::Events)`, if the operation returns a stream.
pub(super) fn stream(module: &Module<'_>, operation: &Operation) -> Option<TokenStream> {
    let [response] = operation.responses.as_slice() else {
        return None;
    };
    let sequence = response.media.sequence()?;
    let is_text = module.api.resolved(response.ty.as_ref()?) == &Ty::Scalar(Scalar::String);
    let variant = match (sequence.has_events, sequence.send_text) {
        (true, Some(_)) if is_text => quote!(TextEvents),
        (true, _) => quote!(Events),
        (false, _) => quote!(JsonLines),
    };
    let stream = module.schema("Stream");
    Some(quote!(.stream(#stream::#variant)))
}

/// `.headers(&[("201", &[schema::ResponseHeader::of(crate::response_headers::LOCATION)])])`, if a response has headers that
/// not every response has.
pub(super) fn headers(module: &Module<'_>, operation: &Operation) -> Option<TokenStream> {
    let api = module.api;
    let successes = operation.responses.iter();
    let successes = successes.map(|it| (it.status.to_string(), &it.headers));
    let successes = successes.filter(|(_, headers)| has_own(api, headers));
    let errors = operation.errors.iter();
    let errors: Vec<_> = errors.map(|it| (it.status.clone(), &it.headers)).collect();
    // A status without headers is listed if a wider one has some.
    let widest = errors.iter().filter(|(_, headers)| has_own(api, headers));
    let widest = widest.map(|(status, _)| width(status)).max();
    let errors = errors.iter().filter(|(status, headers)| {
        has_own(api, headers) || widest.is_some_and(|widest| width(status) < widest)
    });
    let all: Vec<_> = successes.chain(errors.cloned()).collect();
    if all.is_empty() {
        return None;
    }
    let all = all.iter().map(|(status, headers)| {
        let headers = headers
            .iter()
            .filter_map(|it| api.response_headers.get(*it));
        let headers = headers
            .filter(|it| !it.all)
            .map(|it| header(module, &it.rust));
        quote!((#status, &[#(#headers),*]))
    });
    Some(quote!(.headers(&[#(#all),*])))
}

/// `.headers(&[…])`, if every response of the API has headers.
pub(super) fn common_headers(module: &Module<'_>) -> Option<TokenStream> {
    let headers = module.api.response_headers.iter();
    let headers: Vec<_> = headers
        .filter(|it| it.all)
        .map(|it| header(module, &it.rust))
        .collect();
    (!headers.is_empty()).then(|| quote!(.headers(&[#(#headers),*])))
}

/// `schema::ResponseHeader::of(crate::response_headers::LOCATION)`
fn header(module: &Module<'_>, rust: &str) -> TokenStream {
    let (ty, name) = (module.schema("ResponseHeader"), ident(rust));
    quote!(#ty::of(crate::response_headers::#name))
}

/// Whether a response has headers that not every response has.
fn has_own(api: &Api, headers: &[usize]) -> bool {
    let mut headers = headers
        .iter()
        .filter_map(|it| api.response_headers.get(*it));
    headers.any(|it| !it.all)
}

/// How many statuses an error response is for: one, a class, or all.
fn width(status: &str) -> u8 {
    match status {
        "default" => 2,
        class if class.ends_with("xx") => 1,
        _ => 0,
    }
}
