//! The request of an operation: its required parameters, its type and its setters.

use super::inputs::{Argument, Input, Target, argument, inputs, is_part, owned, put};
use super::lint_allows::allow_flags;
use super::module::{Module, aliases, deprecated, field_docs, ident};
use super::{docs, responses};
use crate::format::{self, Item};
use crate::ir::{Operation, Scalar, Ty};
pub(super) use crate::lower::of_setter;
use crate::naming;
use crate::rust::names::setter as setter_name;
use proc_macro2::TokenStream;
use quote::quote;

/// ```ignore
/// pub struct CreateAllowPolicyParams { pub pattern: String, … }
/// ```
/// A plain struct that callers write out, so that the compiler itself names a parameter that is missing.
pub(super) fn params(module: &Module<'_>, operation: &Operation) -> Option<Item> {
    let inputs = inputs(module.api, operation);
    let required: Vec<_> = inputs.iter().filter(|input| input.field.required).collect();
    if required.is_empty() {
        return None;
    }
    let name = ident(&operation.rust_params);
    let request = &operation.rust_request;
    let about = docs::attributes(&[format!("Required parameters of [`{request}`].")]);
    let fields = required.iter().map(|input| {
        let docs = docs::attributes(&field_docs(input.field));
        let deprecated = deprecated(input.field.deprecated.as_ref());
        let rust = ident(&input.field.rust);
        let ty = owned(module, input);
        quote!(#docs #deprecated pub #rust: #ty)
    });
    let flags = required.iter().filter(|input| {
        !input.field.nullable && *module.api.resolved(&input.field.ty) == Ty::Scalar(Scalar::Bool)
    });
    let allow = allow_flags(flags.count());
    let definition = quote! {
        #about
        #allow
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name {
            #(#fields,)*
        }
    };
    Some(definition.into())
}

/// The request's type, its setters, its ends, and what every request can do.
pub(super) fn items(module: &Module<'_>, resource_type: &str, operation: &Operation) -> Vec<Item> {
    let name = ident(&operation.rust_request);
    let inner = module.runtime("Request");
    let aliases = aliases(&operation.doc_aliases, &operation.rust_request);
    let method = naming::plain(&operation.rust);
    let about = docs::attributes(&[format!(
        "Request returned by [`{resource_type}::{method}`]."
    )]);
    let must_use = "a request does nothing until it is awaited";
    let definition = quote! {
        #about
        #aliases
        #[derive(Debug, Clone)]
        #[must_use = #must_use]
        pub struct #name {
            request: #inner,
        }
    };
    let setters = inputs(module.api, operation)
        .into_iter()
        .filter(|input| !input.field.required)
        .flat_map(|input| setter(module, &input))
        .collect::<Vec<_>>();
    let (output, ends) = responses::ends(module, operation);
    let methods = quote! {
        impl #name {
            #(#setters)*
            #ends
        }
    };
    // Printed as a type, so that it is spaced as one.
    let subject = format!("{name} => {}", format::ty(&output));
    vec![
        definition.into(),
        methods.into(),
        Item::Macro {
            name: "request",
            subject,
            rows: Vec::new(),
        },
    ]
}

fn setter(module: &Module<'_>, input: &Input<'_>) -> Vec<TokenStream> {
    let field = input.field;
    let rust = ident(&setter_name(&field.rust));
    let argument_name = ident(&field.rust);
    let clear = ident(&naming::clear(&field.rust));
    let is_cleared = field.nullable && matches!(input.target, Target::Body(_));
    let mut lines = field_docs(field);
    if is_cleared {
        // Those who look for a way to pass `None` come here, since it does not compile.
        let help = format!(
            "To send `null`, call [`{clear}`](Self::{clear}). To set the value of an `Option`, use [`if_some`](Self::if_some)."
        );
        lines.push(String::new());
        lines.extend(docs::wrapped(&help));
    }
    let docs = docs::attributes(&lines);
    let deprecated = deprecated(field.deprecated.as_ref().map(of_setter).as_ref());
    let request = quote!(self.request);
    let Argument { ty, convert, value } = if is_part(module.api, input) {
        let part = module.runtime("Part");
        Argument {
            ty: quote!(impl Into<#part>),
            convert: None,
            value: quote!(#argument_name.into()),
        }
    } else {
        argument(module, &argument_name, &field.ty, input.target)
    };
    let put = put(module, input, &request, &value);
    let mut setters = vec![quote! {
        #docs
        #deprecated
        pub fn #rust(mut self, #argument_name: #ty) -> Self {
            #convert
            #put
            self
        }
    }];
    if is_cleared {
        let about = docs::attributes(&[format!("Clears `{}` by sending `null`.", field.wire)]);
        let wire = &field.wire;
        setters.push(quote! {
            #about
            #deprecated
            pub fn #clear(mut self) -> Self {
                self.request.null(#wire);
                self
            }
        });
    }
    setters
}
