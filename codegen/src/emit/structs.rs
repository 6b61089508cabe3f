//! Structs.

use super::field_docs::field_docs;
use super::lint_allows::allow_flags;
use super::module::{Module, ident};
use super::{docs, print, type_docs};
use crate::ir::{self, Ty, TypeKind};
use crate::markdown::Docs;
use crate::rust::{Field, FieldOrigin, Origin, Presence, Struct, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// Message of the warning about an unused request.
const UNUSED: &str = "a request does nothing until it is awaited";

/// Note on an optional id; readers expect an id to be present.
const MAY_BE_MISSING: &str = "Responses may omit it.";

pub(super) fn item(module: &Module<'_>, it: &Struct<'_>) -> TokenStream {
    let docs = type_docs::attributes(module.api, it.origin);
    let deprecated = print::deprecated(it.deprecated.as_ref());
    let flags = it
        .fields
        .iter()
        .filter(|field| field.ty == Type::plain("bool"));
    let lints = allow_flags(flags.count());
    let derives = print::derives(it.derives);
    let must_use = it.must_use.then(|| quote!(#[must_use = #UNUSED]));
    let non_exhaustive = it.non_exhaustive.then(|| quote!(#[non_exhaustive]));
    let name = ident(&it.path.name);
    let fields = match it.fields.as_slice() {
        [field] if field.name == "0" => {
            let ty = module.ty(&field.ty);
            quote!((#ty);)
        }
        fields => {
            let fields = fields.iter().map(|field| {
                let docs = docs::attributes(&about(module, it.origin, field));
                print::field(module, field, &docs)
            });
            quote!({ #(#fields,)* })
        }
    };
    quote!(#docs #deprecated #lints #derives #must_use #non_exhaustive pub struct #name #fields)
}

fn about(module: &Module<'_>, of: Origin<'_>, field: &Field<'_>) -> Docs {
    match field.origin {
        FieldOrigin::Private => Docs::default(),
        FieldOrigin::AdditionalProperties => "Additional properties, by name.".into(),
        FieldOrigin::Parameter(input) => field_docs(input.field),
        FieldOrigin::Member(member, presence) => {
            let mut about = field_docs(member);
            let is_returned = matches!(of, Origin::Type(ty) if !ty.sent);
            if presence == Presence::Optional && is_returned && is_id(module, member) {
                about.add(MAY_BE_MISSING);
            }
            about
        }
    }
}

fn is_id(module: &Module<'_>, field: &ir::Field) -> bool {
    match module.api.resolved(&field.ty) {
        Ty::Named(id) => matches!(module.api.ty(*id).kind, TypeKind::Id(_)),
        _ => false,
    }
}
