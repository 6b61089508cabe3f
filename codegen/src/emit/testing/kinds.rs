//! The types of the API, described for its fake: a static for each model and union, a constant for each enum.

use super::super::inputs;
use super::super::module::{Module, Side, ident};
use crate::format::Item;
use crate::ir::{
    Access, Api, Content, Field, ListStyle, Model, Operation, Parameter, ParameterLocation, Scalar,
    Ty, TypeId, TypeKind, UnionVariant, Variant,
};
use crate::naming;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// The types that the fake needs, each with the side it is used on: those of JSON bodies and parameters, and all that they
/// consist of.
pub(super) type Known = BTreeSet<(TypeId, Side)>;

pub(super) fn known(api: &Api) -> Known {
    let operations = api.resources.iter().flat_map(|it| &it.operations);
    let mut waiting: Vec<(TypeId, Side)> = operations
        .flat_map(types)
        .filter_map(|(ty, side)| Some((ty.named()?, side)))
        .collect();
    let mut known = Known::new();
    while let Some((id, side)) = waiting.pop() {
        if !known.insert((id, side)) {
            continue;
        }
        match &api.ty(id).kind {
            // Requests and responses share what is inside a model.
            TypeKind::Model(model) => {
                let fields = model.fields.iter().filter_map(|it| it.ty.named());
                waiting.extend(fields.map(|id| (id, Side::Any)));
            }
            TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => {
                let variants = variants.iter().filter_map(|it| it.ty.named());
                waiting.extend(variants.map(|id| (id, Side::Any)));
            }
            TypeKind::Alias(target) => waiting.extend(target.named().map(|id| (id, side))),
            TypeKind::StringEnum(_) | TypeKind::IntEnum(_) | TypeKind::Id(_) => {}
        }
    }
    known
}

fn types(operation: &Operation) -> Vec<(&Ty, Side)> {
    let body = match super::json_body(operation) {
        Some(Content::Fields { fields, .. }) => fields.iter().map(|it| &it.ty).collect(),
        Some(Content::Whole(ty)) => vec![ty],
        None => Vec::new(),
    };
    let parameters = operation
        .path_parameters
        .iter()
        .chain(operation.parameters.iter().map(|it| &it.field))
        .map(|field| &field.ty);
    let others = parameters.chain(super::json_answer(operation));
    let stored = body.into_iter().map(|ty| (ty, Side::Stored));
    stored.chain(others.map(|ty| (ty, Side::Any))).collect()
}

/// The statics and constants of the types of a module.
pub(super) fn items(module: &Module<'_>, known: &Known) -> Vec<Item> {
    let types = module.api.types.iter().enumerate();
    types
        .filter(|(_, ty)| ty.owner == module.owner())
        .flat_map(|(index, _)| item(module, TypeId(index), known))
        .map(Item::Rust)
        .collect()
}

/// ```ignore
/// pub(crate) static ALLOW_POLICY_OBJECT: Object = Object::new(&[
///     Field::new("id", Kind::Text).required(),
/// ]);
/// ```
fn item(module: &Module<'_>, id: TypeId, known: &Known) -> Vec<TokenStream> {
    let ty = module.api.ty(id);
    let is_known = |side: Side| known.contains(&(id, side));
    let as_input = is_known(Side::Stored) && module.has_input(id);
    let as_it_is = is_known(Side::Any) || (is_known(Side::Stored) && !as_input);
    let name = |rust: &str, what: &str| static_name(rust, what);
    let of_enum =
        |list: fn(Ident, Vec<&Variant>) -> TokenStream, what: &str, variants: &[Variant]| {
            let whole = as_it_is.then(|| list(name(&ty.rust, what), variants.iter().collect()));
            let stored = variants.iter().filter(|it| !it.read_only).collect();
            let input = as_input.then(|| list(name(&naming::input(&ty.rust), what), stored));
            whole.into_iter().chain(input).collect()
        };
    match &ty.kind {
        TypeKind::StringEnum(variants) => of_enum(words, "VALUES", variants),
        TypeKind::IntEnum(variants) => of_enum(numbers, "VALUES", variants),
        _ if !as_it_is => Vec::new(),
        TypeKind::Model(model) => {
            let (name, object) = (name(&ty.rust, "OBJECT"), module.fake("Object"));
            let value = self::object(module, model);
            vec![quote!(pub(crate) static #name: #object = #value;)]
        }
        TypeKind::TaggedUnion {
            discriminator: tag,
            variants,
        } => {
            vec![union(
                module,
                name(&ty.rust, "UNION"),
                quote!(Some(#tag)),
                variants,
            )]
        }
        TypeKind::Union(variants) => vec![union(
            module,
            name(&ty.rust, "UNION"),
            quote!(None),
            variants,
        )],
        TypeKind::Id(_) | TypeKind::Alias(_) => Vec::new(),
    }
}

fn object(module: &Module<'_>, model: &Model) -> TokenStream {
    let object = module.fake("Object");
    let fields = model.fields.iter().map(|it| member(module, it));
    let open = model
        .additional_properties
        .is_some()
        .then(|| quote!(.additional_properties()));
    quote!(#object::new(&[#(#fields),*]) #open)
}

fn union(
    module: &Module<'_>,
    name: Ident,
    tag: TokenStream,
    variants: &[UnionVariant],
) -> TokenStream {
    let union = module.fake("Union");
    let variants = variants.iter().map(|it| {
        let (name, kind) = (&it.name, kind(module, &it.ty, Side::Any));
        quote!((#name, #kind))
    });
    quote!(pub(crate) static #name: #union = #union { discriminator: #tag, variants: &[#(#variants),*] };)
}

fn words(name: Ident, variants: Vec<&Variant>) -> TokenStream {
    let words = variants.iter().map(|it| &it.wire);
    quote!(pub(crate) const #name: &[&str] = &[#(#words),*];)
}

fn numbers(name: Ident, variants: Vec<&Variant>) -> TokenStream {
    let numbers = variants.iter().filter_map(|it| it.wire.parse().ok());
    let numbers = numbers.map(Literal::i64_unsuffixed);
    quote!(pub(crate) const #name: &[i64] = &[#(#numbers),*];)
}

/// The name of the static of a type. Type names that differ only in case or underscores would share the usual constant;
/// all but the one that follows from it have an underscore before each capital, and two for each of their own.
fn static_name(rust: &str, what: &str) -> Ident {
    let rust = naming::plain(rust);
    let mut name = naming::constant(rust);
    if naming::type_name(&name).as_deref() != Ok(rust) {
        name = rust
            .chars()
            .map(|c| match c {
                '_' => "__".to_owned(),
                c if c.is_ascii_uppercase() => format!("_{c}"),
                c => c.to_ascii_uppercase().to_string(),
            })
            .collect();
    }
    ident(&format!("{}_{what}", name.trim_start_matches('_')))
}

/// A field of a model, with the default or example that the fake uses where a request omits it.
fn member(module: &Module<'_>, it: &Field) -> TokenStream {
    let mut field = field(module, it, Side::Any);
    match it.access {
        Access::Both => {}
        Access::ReadOnly => field.extend(quote!(.read_only())),
        Access::WriteOnly => field.extend(quote!(.write_only())),
    }
    if let Some(default) = it.constant.as_ref().or(it.default.as_ref()) {
        let text = json(default);
        field.extend(quote!(.default(#text)));
    } else if let Some(example) = it.example.as_ref().filter(|_| it.required) {
        let text = json(example);
        field.extend(quote!(.example(#text)));
    }
    field
}

/// `Field::new("id", Kind::Text).required()`
pub(super) fn field(module: &Module<'_>, it: &Field, side: Side) -> TokenStream {
    let ty = module.fake("Field");
    let (name, kind) = (&it.wire, kind(module, &it.ty, side));
    let required = it.required.then(|| quote!(.required()));
    let nullable = it.nullable.then(|| quote!(.nullable()));
    quote!(#ty::new(#name, #kind) #required #nullable)
}

/// The content of a JSON body.
pub(super) fn body(module: &Module<'_>, content: &Content) -> TokenStream {
    match content {
        Content::Fields { fields, .. } => {
            let (kind, object) = (module.fake("Type"), module.fake("Object"));
            let fields = fields.iter().map(|it| field(module, it, Side::Stored));
            quote!(#kind::Object(&#object::new(&[#(#fields),*])))
        }
        Content::Whole(ty) => kind(module, ty, Side::Stored),
    }
}

/// `Parameter::query(Field::new("page", Kind::Int64).default("1"))`
pub(super) fn parameter(module: &Module<'_>, it: &Parameter) -> TokenStream {
    let constructor = match it.location {
        ParameterLocation::Path => quote!(path),
        ParameterLocation::Query => quote!(query),
        ParameterLocation::Header => quote!(header),
        ParameterLocation::Cookie => quote!(cookie),
    };
    let (ty, mut field) = (
        module.fake("Parameter"),
        field(module, &it.field, Side::Any),
    );
    if let Some(default) = &it.field.default {
        let text = json(default);
        field.extend(quote!(.default(#text)));
    }
    let is_list = matches!(module.api.resolved(&it.field.ty), Ty::List(_));
    let style = (is_list && it.style != ListStyle::Repeat).then(|| {
        let (list, style) = (module.runtime("ListStyle"), inputs::list_style(it.style));
        quote!(.style(#list::#style))
    });
    quote!(#ty::#constructor(#field) #style)
}

/// Maximum depth of nested lists and maps; deeper values may be any JSON.
const DEEP: usize = 64;

/// `Kind::Object(&ALLOW_POLICY_OBJECT)`
pub(super) fn kind(module: &Module<'_>, ty: &Ty, side: Side) -> TokenStream {
    kind_within(module, ty, side, DEEP)
}

fn kind_within(module: &Module<'_>, ty: &Ty, side: Side, left: usize) -> TokenStream {
    let kind = module.fake("Type");
    // Aliases of lists of aliases must not overflow the stack.
    let Some(left) = left.checked_sub(1) else {
        return quote!(#kind::Any);
    };
    match module.api.resolved(ty) {
        Ty::Scalar(scalar) => {
            let variant = scalar_kind(*scalar);
            quote!(#kind::#variant)
        }
        Ty::List(item) => {
            let item = kind_within(module, item, side, left);
            quote!(#kind::List(&#item))
        }
        Ty::Map(item) => {
            let item = kind_within(module, item, side, left);
            quote!(#kind::Map(&#item))
        }
        Ty::Named(id) => named(module, *id, side),
    }
}

fn named(module: &Module<'_>, id: TypeId, side: Side) -> TokenStream {
    let kind = module.fake("Type");
    let ty = module.api.ty(id);
    let rust = if side == Side::Stored && module.has_input(id) {
        naming::input(&ty.rust)
    } else {
        ty.rust.clone()
    };
    let name = |what: &str| {
        let name = static_name(&rust, what);
        match ty.owner {
            owner if owner == module.owner() => name,
            None => module.import("crate::testing", &name.to_string()),
            Some(owner) => {
                let resource = &module.api.resources[owner.0].rust;
                module.import(&format!("crate::{resource}::testing"), &name.to_string())
            }
        }
    };
    match &ty.kind {
        TypeKind::Model(_) => {
            let name = name("OBJECT");
            quote!(#kind::Object(&#name))
        }
        TypeKind::TaggedUnion { .. } | TypeKind::Union(_) => {
            let name = name("UNION");
            quote!(#kind::Union(&#name))
        }
        TypeKind::StringEnum(_) => {
            let name = name("VALUES");
            quote!(#kind::StringEnum(#name))
        }
        TypeKind::IntEnum(_) => {
            let name = name("VALUES");
            quote!(#kind::IntEnum(#name))
        }
        TypeKind::Id(scalar) => {
            let variant = scalar_kind(*scalar);
            quote!(#kind::#variant)
        }
        // Already resolved to its target.
        TypeKind::Alias(_) => quote!(#kind::Any),
    }
}

fn scalar_kind(scalar: Scalar) -> Ident {
    ident(match scalar {
        Scalar::String => "String",
        Scalar::Bool => "Bool",
        Scalar::I32 => "Int32",
        Scalar::I64 => "Int64",
        Scalar::F64 => "Number",
        Scalar::DateTime => "DateTime",
        Scalar::Date => "Date",
        Scalar::Uuid => "Uuid",
        Scalar::Uri => "Uri",
        Scalar::Ip => "Ip",
        Scalar::Cidr => "Cidr",
        Scalar::Bytes => "Bytes",
        Scalar::Json => "Any",
    })
}

/// A JSON value as a string literal, raw if that is easier to read.
fn json(value: &Json) -> TokenStream {
    let text = value.to_string();
    let plain = text.chars().all(|c| c == ' ' || c.is_ascii_graphic());
    if plain && text.contains('"') && !text.contains("\"#") {
        let literal = format!("r#\"{text}\"#");
        return literal.parse().unwrap_or_else(|_| quote!(#text));
    }
    quote!(#text)
}

#[cfg(test)]
mod tests {
    use super::static_name;
    use std::collections::BTreeSet;

    #[test]
    fn types_that_differ_only_in_case_get_different_statics() {
        let types = [
            "HttpServer",
            "HTTPServer",
            "HTTPserver",
            "HttpServer_",
            "Http_Server",
        ];
        let names: BTreeSet<_> = types.iter().map(|it| static_name(it, "OBJECT")).collect();
        assert_eq!(names.len(), types.len(), "{names:?}");
        assert_eq!(static_name("HttpServer", "OBJECT"), "HTTP_SERVER_OBJECT");
        assert_eq!(static_name("HTTPServer", "OBJECT"), "H_T_T_P_SERVER_OBJECT");
    }
}
