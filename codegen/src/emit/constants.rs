//! Fields and parameters with a single possible value, which callers need not pass.

use super::module::{Module, ident};
use super::numbers::grouped;
use crate::ir::{Field, Scalar, Ty, TypeId, TypeKind};
use crate::rust::Type;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::Value as Json;

/// The constant of a field of a model, as a value of its type.
pub(super) fn typed(module: &Module<'_>, field: &Field, ty: &Type) -> TokenStream {
    let Some(constant) = &field.constant else {
        return TokenStream::new();
    };
    let literal = || literal(constant).unwrap_or_default();
    match module.api.resolved(&field.ty) {
        Ty::Named(id) => {
            let ty = module.ty(ty);
            match variant(module, *id, constant) {
                Some(variant) => quote!(#ty::#variant),
                None => {
                    let literal = literal();
                    quote!(#ty::from(#literal))
                }
            }
        }
        Ty::Scalar(scalar) if scalar.is_number() => number(constant, *scalar),
        Ty::Scalar(Scalar::String) => {
            let text = constant.as_str().unwrap_or_default();
            quote!(#text.to_owned())
        }
        Ty::Scalar(Scalar::Json) => {
            let (ty, literal) = (module.ty(ty), literal());
            quote!(#ty::from(#literal))
        }
        _ => literal(),
    }
}

/// The variant of an enum for a constant.
fn variant(module: &Module<'_>, id: TypeId, constant: &Json) -> Option<Ident> {
    let wire = constant
        .as_str()
        .map_or_else(|| constant.to_string(), str::to_owned);
    match &module.api.ty(id).kind {
        TypeKind::StringEnum(variants) | TypeKind::IntEnum(variants) => {
            let found = variants.iter().find(|it| it.wire == wire)?;
            Some(ident(&found.rust))
        }
        _ => None,
    }
}

/// A constant as a literal, for a request, where only its serialized form matters.
pub(super) fn literal(constant: &Json) -> Option<TokenStream> {
    match constant {
        Json::String(text) => Some(quote!(#text)),
        Json::Bool(flag) => Some(quote!(#flag)),
        Json::Number(it) if it.is_f64() => Some(number(constant, Scalar::F64)),
        Json::Number(it) if it.is_i64() => Some(number(constant, Scalar::I64)),
        Json::Number(_) => Some(number(constant, Scalar::U64)),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// A number of the scalar. An integer has a suffix if it does not fit `i32`, the default type of integers.
fn number(constant: &Json, scalar: Scalar) -> TokenStream {
    let integer = constant.as_i64().map(i128::from);
    let integer = integer.or_else(|| constant.as_u64().map(i128::from));
    match integer.filter(|_| scalar.is_integer()) {
        Some(value) if i32::try_from(value).is_ok() => integer_literal(value, ""),
        Some(value) => integer_literal(value, scalar.rust_name()),
        None => fraction(constant.as_f64().unwrap_or_default()),
    }
}

fn integer_literal(value: i128, suffix: &str) -> TokenStream {
    let separator = if suffix.is_empty() { "" } else { "_" };
    let literal = format!("{}{separator}{suffix}", grouped(value));
    literal.parse().unwrap_or_default()
}

fn fraction(value: f64) -> TokenStream {
    let literal = Literal::f64_unsuffixed(value.abs());
    if value.is_sign_negative() {
        quote!(-#literal)
    } else {
        quote!(#literal)
    }
}

/// A JSON value as a string literal, raw if that is easier to read.
pub(super) fn json(value: &Json) -> TokenStream {
    let text = value.to_string();
    let plain = text.chars().all(|c| c == ' ' || c.is_ascii_graphic());
    if plain && text.contains('"') && !text.contains("\"#") {
        let literal = format!("r#\"{text}\"#");
        return literal.parse().unwrap_or_else(|_| quote!(#text));
    }
    quote!(#text)
}
