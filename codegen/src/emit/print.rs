//! Heads of items as the model describes them: attributes, names and types.

use super::module::{Module, ident};
use super::{docs, lint_allows};
use crate::markdown::Docs;
use crate::rust::{Alias, Constant, Deprecation, Field, Function, Receiver, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// `#[deprecated]` with its date and note.
pub(super) fn deprecated(deprecation: Option<&Deprecation>) -> TokenStream {
    let Some(Deprecation { since, note }) = deprecation else {
        return TokenStream::new();
    };
    let since = since.as_ref().map(|since| quote!(since = #since));
    let note = note.as_ref().map(|note| quote!(note = #note));
    let facts: Vec<_> = since.into_iter().chain(note).collect();
    match facts.as_slice() {
        [] => quote!(#[deprecated]),
        facts => quote!(#[deprecated(#(#facts),*)]),
    }
}

/// `#[derive(…)]`
pub(super) fn derives(derives: &[&str]) -> TokenStream {
    let derives = derives.iter().map(|name| ident(name));
    quote!(#[derive(#(#derives),*)])
}

/// A field of a struct with named fields.
pub(super) fn field(module: &Module<'_>, field: &Field<'_>, docs: &TokenStream) -> TokenStream {
    let deprecated = deprecated(field.deprecated.as_ref());
    let visibility = field.is_public().then(|| quote!(pub));
    let (name, ty) = (ident(&field.name), module.ty(&field.ty));
    quote!(#docs #deprecated #visibility #name: #ty)
}

/// A type alias.
pub(super) fn alias(module: &Module<'_>, alias: &Alias<'_>, docs: &TokenStream) -> TokenStream {
    let deprecated = deprecated(alias.deprecated.as_ref());
    let (name, ty) = (ident(&alias.path.name), module.ty(&alias.ty));
    quote!(#docs #deprecated pub type #name = #ty;)
}

/// A constant.
pub(super) fn constant(module: &Module<'_>, of: &Constant<'_>, docs: &TokenStream) -> TokenStream {
    let (name, ty) = (ident(&of.path.name), module.ty(&of.ty));
    let value: TokenStream = of.value.parse().unwrap_or_default();
    quote!(#docs pub const #name: #ty = #value;)
}

/// Docs and body of a function.
pub(super) struct FunctionContent {
    /// Its docs.
    pub(super) docs: Docs,
    /// Content of its block.
    pub(super) body: TokenStream,
}

/// A function.
pub(super) fn function(
    module: &Module<'_>,
    head: &Function,
    content: &FunctionContent,
) -> TokenStream {
    let signature = &head.signature;
    let FunctionContent { docs, body } = content;
    let (docs, lints) = (docs::attributes(docs), lint_allows::of_function(head));
    let deprecated = deprecated(head.deprecated.as_ref());
    let feature = head
        .feature
        .map(|feature| quote!(#[cfg(feature = #feature)]));
    let must_use = head.must_use.then(|| quote!(#[must_use]));
    let visibility = if head.is_public {
        quote!(pub)
    } else {
        quote!(pub(crate))
    };
    let name = ident(&head.name);
    let returns_itself = signature.output == Some(Type::plain("Self"));
    let receiver = signature.receiver.map(|receiver| match receiver {
        // A setter modifies `self` and returns it.
        Receiver::Value if returns_itself => quote!(mut self),
        Receiver::Value => quote!(self),
        Receiver::Reference => quote!(&self),
        Receiver::Mutable => quote!(&mut self),
    });
    let arguments = signature.arguments.iter().map(|argument| {
        let (name, ty) = (ident(&argument.name), module.ty(&argument.ty));
        quote!(#name: #ty)
    });
    let arguments = receiver.into_iter().chain(arguments);
    let output = signature.output.iter().map(|ty| module.ty(ty));
    quote! {
        #docs
        #feature
        #deprecated
        #lints
        #must_use
        #visibility fn #name(#(#arguments),*) #(-> #output)* {
            #body
        }
    }
}
