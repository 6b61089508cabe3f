//! Unions.

use super::docs;
use super::enums::head;
use super::module::{Module, Side, ident};
use crate::format::Item;
use crate::ir::{Scalar, Ty, Type, UnionVariant};
use crate::lower::converts_into;
use proc_macro2::TokenStream;
use quote::quote;

struct Parts {
    definition: TokenStream,
    conversions: Vec<TokenStream>,
}

fn parts(
    module: &Module<'_>,
    ty: &Type,
    variants: &[UnionVariant],
    about: impl Fn(&UnionVariant) -> String,
) -> Parts {
    let name = ident(&ty.rust);
    let head = head(ty);
    let json = module.runtime("Json");
    let mut members = Vec::new();
    let mut conversions = Vec::new();
    for variant in variants {
        let rust = ident(&variant.rust);
        let value = module.ty(&variant.ty, Side::Any);
        let (held, wrapped) = if variant.boxed {
            (quote!(Box<#value>), quote!(Box::new(value)))
        } else {
            (value.clone(), quote!(value))
        };
        let docs = match docs::markdown(&variant.docs) {
            lines if lines.is_empty() => docs::attributes(&docs::markdown(&about(variant))),
            lines => docs::attributes(&lines),
        };
        members.push(quote!(#docs #rust(#held)));
        if converts_into(module.api, ty, variants, variant) {
            conversions.push(quote! {
                impl From<#value> for #name {
                    fn from(value: #value) -> Self {
                        Self::#rust(#wrapped)
                    }
                }
            });
            if *module.api.resolved(&variant.ty) == Ty::Scalar(Scalar::String) {
                conversions.push(quote! {
                    impl From<&str> for #name {
                        fn from(value: &str) -> Self {
                            Self::#rust(value.to_owned())
                        }
                    }
                });
            }
        }
    }
    let definition = quote! {
        #head
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#members,)*
            /// A value unknown to this version of the crate.
            Unrecognized(#json),
        }
    };
    Parts {
        definition,
        conversions,
    }
}

/// ```ignore
/// pub enum Pet { Cat(Cat), Dog(Dog), Unrecognized(Json) }
/// runtime::tagged_union!(Pet by "kind": Cat = "cat", Dog = "dog");
/// ```
pub(super) fn tagged_items(
    module: &Module<'_>,
    ty: &Type,
    tag: &str,
    variants: &[UnionVariant],
) -> Vec<Item> {
    let parts = parts(module, ty, variants, |it| {
        format!("Used when `{}` is `{}`.", code(tag), code(&it.name))
    });
    let rows: Vec<_> = variants
        .iter()
        .map(|it| format!("{} = {:?}", it.rust, it.name))
        .collect();
    parts.items("tagged_union", format!("{} by {tag:?}", ty.rust), rows)
}

/// ```ignore
/// pub enum Id { Number(i64), Text(String), Unrecognized(Json) }
/// runtime::untagged_union!(Id: Number, Text);
/// ```
pub(super) fn untagged_items(
    module: &Module<'_>,
    ty: &Type,
    variants: &[UnionVariant],
) -> Vec<Item> {
    let parts = parts(module, ty, variants, |_| String::new());
    let rows: Vec<_> = variants.iter().map(|it| it.rust.clone()).collect();
    parts.items("untagged_union", ty.rust.clone(), rows)
}

impl Parts {
    fn items(self, name: &'static str, subject: String, rows: Vec<String>) -> Vec<Item> {
        let call = Item::Macro {
            name,
            subject,
            rows: vec![rows.join(", ")],
        };
        [self.definition.into(), call]
            .into_iter()
            .chain(self.conversions.into_iter().map(Item::Rust))
            .collect()
    }
}

fn code(text: &str) -> String {
    text.replace('`', "'")
}
