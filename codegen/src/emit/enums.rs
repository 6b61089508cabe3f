//! Enums and ids.

use super::docs;
use super::module::{Module, aliases, deprecated, ident};
use crate::format::Item;
use crate::ir::{Scalar, Type, TypeId, Variant};
use crate::naming;
use proc_macro2::TokenStream;
use quote::quote;

/// What every type starts with: docs, names to find it by, deprecation.
pub(super) fn head(ty: &Type) -> TokenStream {
    head_with(ty, Vec::new())
}

/// The same, with more lines at the end of the docs.
fn head_with(ty: &Type, more: Vec<String>) -> TokenStream {
    let mut lines = docs::markdown(&ty.docs);
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
    let docs = docs::attributes(&lines);
    let aliases = aliases(&ty.doc_aliases, &ty.rust);
    let deprecated = deprecated(ty.deprecated.as_ref());
    quote!(#docs #aliases #deprecated)
}

/// What an enum starts with. Where another one is taken instead, those whose value does not fit come here and read on.
fn enum_head(module: &Module<'_>, id: TypeId, ty: &Type) -> TokenStream {
    let mut more = Vec::new();
    if module.has_input(id) {
        more.extend(docs::wrapped(&format!(
            "Request bodies take a [`{}`], which lacks the read-only values.",
            naming::input(&ty.rust)
        )));
    }
    head_with(ty, more)
}

fn variant_head(variant: &Variant) -> TokenStream {
    let text = if variant.docs.is_empty() {
        format!("`{}`.", variant.wire.replace('`', "'"))
    } else {
        variant.docs.clone()
    };
    let docs = docs::attributes(&docs::markdown(&text));
    let deprecated = deprecated(variant.deprecated.as_ref());
    quote!(#docs #deprecated)
}

/// ```ignore
/// #[derive(Debug, Clone, PartialEq, Eq, Hash)]
/// #[non_exhaustive]
/// pub enum PatternType { Email, …, Unrecognized(UnrecognizedValue) }
/// runtime::string_enum! { PatternType: Email = "EMAIL", … }
/// ```
/// and, where some values may not be sent, a second enum without them.
pub(super) fn string_items(
    module: &Module<'_>,
    id: TypeId,
    ty: &Type,
    variants: &[Variant],
) -> Vec<Item> {
    let name = ident(&ty.rust);
    let head = enum_head(module, id, ty);
    let heads = variants.iter().map(variant_head);
    let names: Vec<_> = variants.iter().map(|it| ident(&it.rust)).collect();
    let unrecognized = module.runtime("UnrecognizedValue");
    let mut items = vec![
        quote! {
            #head
            #[derive(Debug, Clone, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#heads #names,)*
                /// A value unknown to this version of the crate.
                Unrecognized(#unrecognized),
            }
        }
        .into(),
        table("string_enum", ty.rust.clone(), variants.iter().map(text)),
    ];
    if module.has_input(id) {
        items.extend(input_items(ty, variants, "string_enum", text));
    }
    items
}

/// `Email = "EMAIL"`
fn text(variant: &Variant) -> String {
    let value = proc_macro2::Literal::string(&variant.wire);
    format!("{} = {value}", variant.rust)
}

/// The values that request bodies can set, as an enum of their own. `row` is the entry of a variant in the table of values.
fn input_items(
    ty: &Type,
    variants: &[Variant],
    implementation: &'static str,
    row: impl Fn(&Variant) -> String,
) -> Vec<Item> {
    let whole = ident(&ty.rust);
    let input = naming::input(&ty.rust);
    let name = ident(&input);
    let left_out: Vec<_> = variants
        .iter()
        .filter(|it| it.read_only)
        .map(|it| format!("[`{}::{}`]", ty.rust, it.rust))
        .collect();
    let writable: Vec<_> = variants.iter().filter(|it| !it.read_only).collect();
    let heads = writable.iter().map(|it| variant_head(it));
    let names: Vec<_> = writable.iter().map(|it| ident(&it.rust)).collect();
    let about = format!(
        "The values of [`{}`] that request bodies can set: all except {}, which only the server sets.",
        ty.rust,
        left_out.join(" and "),
    );
    let about_docs = docs::attributes(&docs::wrapped(&about));
    let deprecated = deprecated(ty.deprecated.as_ref());
    vec![
        quote! {
            #about_docs
            #deprecated
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#heads #names,)*
            }
        }
        .into(),
        quote! {
            impl From<#name> for #whole {
                fn from(value: #name) -> Self {
                    match value {
                        #(#name::#names => Self::#names,)*
                    }
                }
            }
        }
        .into(),
        quote! {
            /// Fails with the value if only the server sets it.
            impl TryFrom<#whole> for #name {
                type Error = #whole;

                fn try_from(value: #whole) -> Result<Self, #whole> {
                    match value {
                        #(#whole::#names => Ok(Self::#names),)*
                        other => Err(other),
                    }
                }
            }
        }
        .into(),
        table(
            implementation,
            format!("input {input}"),
            writable.iter().map(|it| row(it)),
        ),
    ]
}

/// As [`string_items`], over numbers.
pub(super) fn int_items(
    module: &Module<'_>,
    id: TypeId,
    ty: &Type,
    variants: &[Variant],
) -> Vec<Item> {
    let name = ident(&ty.rust);
    let head = enum_head(module, id, ty);
    let heads = variants.iter().map(variant_head);
    let names: Vec<_> = variants.iter().map(|it| ident(&it.rust)).collect();
    let mut items = vec![
        quote! {
            #head
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#heads #names,)*
                /// A value unknown to this version of the crate.
                Unrecognized(i64),
            }
        }
        .into(),
        table("int_enum", ty.rust.clone(), variants.iter().map(number)),
    ];
    if module.has_input(id) {
        items.extend(input_items(ty, variants, "int_enum", number));
    }
    items
}

/// `Highest = 9_223_372_036_854_775_807`
fn number(variant: &Variant) -> String {
    let value = variant.wire.parse().unwrap_or_default();
    format!("{} = {}", variant.rust, grouped(value))
}

/// A number as people write it: long ones in groups of three digits.
pub(super) fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::from(if value < 0 { "-" } else { "" });
    for (index, digit) in digits.char_indices() {
        if digits.len() > 5 && index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}

/// ```ignore
/// #[derive(Debug, Clone, PartialEq, Eq, Hash)]
/// pub struct AccountId(String);
/// runtime::string_id!(AccountId);
/// ```
pub(super) fn id_items(module: &Module<'_>, ty: &Type, scalar: Scalar) -> Vec<Item> {
    let name = ident(&ty.rust);
    let head = head(ty);
    let inner = module.ty(&crate::ir::Ty::Scalar(scalar), super::module::Side::Any);
    let (derives, implementation) = match scalar {
        Scalar::String => (
            quote!(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord),
            call("string_id", ty.rust.clone()),
        ),
        _ => (
            quote!(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord),
            call("scalar_id", format!("{name}({inner})")),
        ),
    };
    let definition = quote! {
        #head
        #[derive(#derives)]
        pub struct #name(#inner);
    };
    vec![definition.into(), implementation]
}

/// A call of a macro that needs to know no more than a name.
fn call(name: &'static str, subject: String) -> Item {
    Item::Macro {
        name,
        subject,
        rows: Vec::new(),
    }
}

/// A call of a macro that takes the value of each variant.
fn table(name: &'static str, subject: String, rows: impl Iterator<Item = String>) -> Item {
    let rows: Vec<_> = rows.collect();
    Item::Macro {
        name,
        subject,
        rows: vec![rows.join(", ")],
    }
}
