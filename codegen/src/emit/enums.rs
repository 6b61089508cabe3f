//! Enums.

use super::module::{Module, ident};
use super::{docs, print, type_docs};
use crate::ir::{TypeKind, UnionVariant};
use crate::markdown::{Docs, Inline, code, fill};
use crate::rust::{Enum, Origin, Variant, VariantOrigin};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn item(module: &Module<'_>, it: &Enum<'_>) -> TokenStream {
    let docs = type_docs::attributes(module.api, it.origin);
    let deprecated = print::deprecated(it.deprecated.as_ref());
    let derives = print::derives(it.derives);
    let name = ident(&it.path.name);
    let variants = it
        .variants
        .iter()
        .map(|variant| self::variant(module, it.origin, variant));
    quote! {
        #docs
        #deprecated
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    }
}

fn variant(module: &Module<'_>, of: Origin<'_>, variant: &Variant<'_>) -> TokenStream {
    let docs = docs::attributes(&about(of, variant.origin));
    let deprecated = print::deprecated(variant.deprecated.as_ref());
    let name = ident(&variant.name);
    let held = variant.holds.iter().map(|ty| module.ty(ty));
    quote!(#docs #deprecated #name #((#held))*)
}

fn about(of: Origin<'_>, variant: VariantOrigin<'_>) -> Docs {
    match variant {
        VariantOrigin::Value(value) if value.docs.is_empty() => {
            Docs::paragraph(fill("{}.", [code(&value.wire)]))
        }
        VariantOrigin::Value(value) => Docs::markdown(&value.docs),
        VariantOrigin::Union(variant) => of_union(of, variant),
        VariantOrigin::Response(response) if response.docs.is_empty() => {
            Docs::markdown(&format!("Status {}.", response.status))
        }
        VariantOrigin::Response(response) => {
            Docs::markdown(&format!("Status {}: {}", response.status, response.docs))
        }
        VariantOrigin::Unrecognized => "A value unknown to this version of the crate.".into(),
    }
}

/// The values of the discriminator.
fn tags(variant: &UnionVariant) -> Inline {
    let tags: Vec<_> = variant.tags.iter().map(code).collect();
    Inline::join(&tags, " or ")
}

fn of_union(of: Origin<'_>, variant: &UnionVariant) -> Docs {
    let tagged = match of {
        Origin::Type(ty) => match &ty.kind {
            TypeKind::TaggedUnion { discriminator, .. } => Some(discriminator),
            _ => None,
        },
        _ => None,
    };
    match tagged {
        Some(discriminator) if variant.docs.trim().is_empty() => Docs::paragraph(fill(
            "Used when {} is {}.",
            [code(discriminator), tags(variant)],
        )),
        _ => Docs::markdown(&variant.docs),
    }
}
