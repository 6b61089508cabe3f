//! Conversion of arguments in function bodies, derived from their types.

use crate::ir::{Api, Ty};
use crate::rust::{TraitRef, Type};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Values that an argument accepts.
pub(super) enum Accepts<'a> {
    /// A value of the type itself.
    Value,
    /// `impl AsRef<str>`
    Text,
    /// `impl Into<T>`
    Into(&'a Type),
    /// `impl IntoIterator<Item = T>`
    Items(&'a Type),
    /// `impl IntoIterator<Item = impl Into<T>>`
    ItemsInto(&'a Type),
}

/// Values that an argument of the type accepts.
pub(super) fn accepts(ty: &Type) -> Accepts<'_> {
    let Some(bound) = bound(ty) else {
        return Accepts::Value;
    };
    match (bound.path.name.as_ref(), bound.arguments.as_slice()) {
        ("AsRef", _) => Accepts::Text,
        ("Into", [target]) => Accepts::Into(target),
        _ => match bound.bindings.as_slice() {
            [(_, item)] => match accepts(item) {
                Accepts::Into(target) => Accepts::ItemsInto(target),
                _ => Accepts::Items(item),
            },
            _ => Accepts::Value,
        },
    }
}

/// The only bound of `impl Trait`.
fn bound(ty: &Type) -> Option<&TraitRef> {
    match ty {
        Type::Impl(bounds) => bounds.first(),
        _ => None,
    }
}

/// The value that an argument is converted into.
pub(super) fn converted(name: &Ident, ty: &Type) -> TokenStream {
    match accepts(ty) {
        Accepts::Value => quote!(#name),
        Accepts::Text => quote!(#name.as_ref()),
        Accepts::Into(_) => quote!(#name.into()),
        Accepts::Items(_) => quote!(#name.into_iter().collect()),
        Accepts::ItemsInto(_) => quote!(#name.into_iter().map(Into::into).collect()),
    }
}

/// The value of a field that keeps malformed values, from one that has none.
pub(super) fn lenient(value: &TokenStream, ty: &Ty, api: &Api) -> TokenStream {
    match api.resolved(ty) {
        Ty::Scalar(_) | Ty::Named(_) => quote!(#value.into()),
        Ty::List(item) => match api.resolved(item) {
            Ty::List(_) | Ty::Map(_) | Ty::Nullable(_) => {
                let item = lenient(&quote!(it), item, api);
                quote!(#value.into_iter().map(|it| #item).collect())
            }
            Ty::Scalar(_) | Ty::Named(_) => quote!(#value.into_iter().map(Into::into).collect()),
        },
        Ty::Nullable(item) => match api.resolved(item) {
            Ty::Scalar(_) | Ty::Named(_) => quote!(#value.map(Into::into)),
            Ty::List(_) | Ty::Map(_) | Ty::Nullable(_) => {
                let item = lenient(&quote!(it), item, api);
                quote!(#value.map(|it| #item))
            }
        },
        Ty::Map(item) => {
            let item = lenient(&quote!(it), item, api);
            quote!(#value.into_iter().map(|(name, it)| (name, #item)).collect())
        }
    }
}
