//! Lints that generated code breaks for a reason, each where it is broken and nowhere else.

use crate::ir::{Api, Content, Deprecation, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

/// More arguments, or more flags among them, than clippy likes to see.
pub(super) fn allow_many(arguments: usize, flags: usize, reason: &str) -> TokenStream {
    let mut lints = Vec::new();
    if arguments > 7 {
        lints.push(quote!(clippy::too_many_arguments));
    }
    if flags > 3 {
        lints.push(quote!(clippy::fn_params_excessive_bools));
    }
    if lints.is_empty() {
        TokenStream::new()
    } else {
        quote!(#[allow(#(#lints,)* reason = #reason)])
    }
}

/// More flags than clippy likes to see in a struct.
pub(super) fn allow_flags(flags: usize) -> TokenStream {
    if flags > 3 {
        quote!(#[allow(clippy::struct_excessive_bools, reason = "the API has these flags, and each has a name")])
    } else {
        TokenStream::new()
    }
}

/// What concerns the whole crate.
pub(super) fn crate_wide(api: &Api) -> Vec<TokenStream> {
    let mut attributes = vec![
        quote!(allow(
            clippy::doc_markdown,
            reason = "docs are the words of those who describe the API"
        )),
        quote!(allow(
            clippy::needless_pass_by_value,
            reason = "callers need not borrow what they give away"
        )),
    ];
    if deprecations(api).any(|it| it.since.is_some()) {
        attributes.push(quote!(allow(
            clippy::deprecated_semver,
            reason = "the API dates its deprecations; it has no versions"
        )));
    }
    if deprecations(api).next().is_some() {
        attributes.push(quote!(allow(
            deprecated,
            reason = "what is deprecated is still part of the API; callers are warned"
        )));
    }
    attributes
}

fn deprecations(api: &Api) -> impl Iterator<Item = &Deprecation> {
    let types = api.types.iter().flat_map(|ty| {
        let members: Vec<_> = match &ty.kind {
            TypeKind::Model(model) => model.fields.iter().map(|it| &it.deprecated).collect(),
            TypeKind::StringEnum(variants) | TypeKind::IntEnum(variants) => {
                variants.iter().map(|it| &it.deprecated).collect()
            }
            _ => Vec::new(),
        };
        members.into_iter().chain([&ty.deprecated])
    });
    let operations = api
        .resources
        .iter()
        .flat_map(|resource| &resource.operations)
        .flat_map(|operation| {
            let body = match operation.body.as_ref().map(|body| &body.content) {
                Some(Content::Fields { fields, .. }) => fields.as_slice(),
                _ => &[],
            };
            let parameters = operation.parameters.iter().map(|it| &it.field);
            let fields = operation
                .path_parameters
                .iter()
                .chain(parameters)
                .chain(body);
            fields
                .map(|it| &it.deprecated)
                .chain([&operation.deprecated])
        });
    types.chain(operations).flatten()
}
