//! Parameters and fields of bodies, as the fake describes them.

use super::super::constants::json;
use super::super::inputs;
use super::super::module::Module;
use super::constraints::constraints;
use crate::ir::{Content, Field, ListStyle, Parameter, ParameterLocation, Serialization, Ty};
use crate::lower::Side;
use proc_macro2::TokenStream;
use quote::quote;

/// `::<String>("id").required()`, after the constructor of a field or parameter.
fn arguments(module: &Module<'_>, it: &Field, side: Side) -> TokenStream {
    let (name, ty) = (&it.wire, module.use_of(&it.ty, side));
    let required = it.required.then(|| quote!(.required()));
    let nullable = it.nullable.then(|| quote!(.nullable()));
    let constraints = constraints(module, &it.constraints);
    let constraints = constraints.map(|it| quote!(.constraints(#it)));
    quote!(::<#ty>(#name) #required #nullable #constraints)
}

/// `.body::<Document>()`, or `.body_fields(…)` if the operation declares the fields.
pub(super) fn body(module: &Module<'_>, content: &Content) -> TokenStream {
    match content {
        Content::Fields { fields, .. } => {
            let (object, field) = (module.schema("Object"), module.schema("Field"));
            let fields = fields.iter().map(|it| arguments(module, it, Side::Stored));
            quote!(.body_fields(&#object::new(&[#(#field::new #fields),*])))
        }
        Content::Whole(ty) => {
            let ty = module.use_of(ty, Side::Stored);
            quote!(.body::<#ty>())
        }
    }
}

/// `schema::Parameter::query::<i64>("page").default("1")`
pub(super) fn parameter(module: &Module<'_>, it: &Parameter) -> TokenStream {
    let serialization = match it.serialization {
        Serialization::Styled => None,
        Serialization::Exploded => Some(quote!(.exploded())),
        Serialization::Json => Some(quote!(.json())),
    };
    let constructor = match it.location {
        ParameterLocation::Path => quote!(path),
        ParameterLocation::Query => quote!(query),
        ParameterLocation::Header => quote!(header),
        ParameterLocation::Cookie => quote!(cookie),
    };
    let parameter = module.schema("Parameter");
    let arguments = arguments(module, &it.field, Side::Any);
    let default = it.field.default.as_ref().map(json);
    let default = default.map(|json| quote!(.default(#json)));
    let is_list = matches!(module.api.resolved(&it.field.ty), Ty::List(_));
    let style = (is_list && it.field.style != ListStyle::Repeat).then(|| {
        let (list, style) = (
            module.runtime("ListStyle"),
            inputs::list_style(it.field.style),
        );
        quote!(.style(#list::#style))
    });
    quote!(#parameter::#constructor #arguments #default #style #serialization)
}
