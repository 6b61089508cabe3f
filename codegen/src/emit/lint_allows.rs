//! Lints that generated code allows, each at the item that needs it.

use crate::ir::{Api, Content, Deprecation, TypeKind};
use crate::rust::{Function, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// Allows more arguments and `bool` arguments of a function than clippy accepts.
pub(super) fn of_function(head: &Function) -> TokenStream {
    let signature = &head.signature;
    let is_flag = |ty: &Type| *ty == Type::plain("bool");
    let flags = signature.arguments.iter().filter(|it| is_flag(&it.ty));
    let flags = flags.count();
    let (receivers, reason) = match signature.receiver {
        Some(_) => (1, "one argument for each path parameter"),
        None => (0, "one argument for each required field"),
    };
    let mut lints = Vec::new();
    if signature.arguments.len() + receivers > 7 {
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

/// Allows more `bool` fields in a struct than clippy accepts.
pub(super) fn allow_flags(flags: usize) -> TokenStream {
    if flags > 3 {
        quote!(#[allow(clippy::struct_excessive_bools, reason = "the API has this many boolean fields")])
    } else {
        TokenStream::new()
    }
}

/// The lints that the whole crate allows.
pub(super) fn crate_wide(api: &Api) -> Vec<TokenStream> {
    let mut attributes = vec![
        quote!(allow(
            clippy::doc_markdown,
            reason = "docs come from the description of the API"
        )),
        quote!(allow(
            clippy::needless_pass_by_value,
            reason = "callers may pass owned values"
        )),
    ];
    if deprecations(api).any(|it| it.since.is_some()) {
        attributes.push(quote!(allow(
            clippy::deprecated_semver,
            reason = "`since` is a date, since the API has no versions"
        )));
    }
    if deprecations(api).next().is_some() {
        attributes.push(quote!(allow(
            deprecated,
            reason = "deprecated fields are still sent and decoded"
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
