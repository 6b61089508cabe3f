//! Models and aliases.

use super::enums::head;
use super::lint_allows::{allow_flags, allow_many};
use super::module::{Module, Side, deprecated, field_docs, ident};
use super::{constants, docs};
use crate::format::Item;
use crate::ir::{Field, Model, Scalar, Ty, Type, TypeKind};
use crate::lower::{derives_default, is_given, presence};
use crate::naming;
use crate::rust::Presence;
use proc_macro2::TokenStream;
use quote::quote;

/// The keywords of `object!`, in the order that it expects.
const KEYWORDS: [(Presence, &str); 4] = [
    (Presence::Required, "required"),
    (Presence::Optional, "optional"),
    (Presence::Nullable, "nullable"),
    (Presence::OptionalNullable, "optional_nullable"),
];

/// The expression of a value that is present.
fn some(presence: Presence, value: TokenStream) -> TokenStream {
    match presence {
        Presence::Required => value,
        Presence::Optional | Presence::Nullable => quote!(Some(#value)),
        Presence::OptionalNullable => quote!(Some(Some(#value))),
    }
}

fn wrap(presence: Presence, ty: TokenStream) -> TokenStream {
    match presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable => quote!(Option<#ty>),
        Presence::OptionalNullable => quote!(Option<Option<#ty>>),
    }
}

/// ```ignore
/// #[derive(Debug, Clone, PartialEq)]
/// #[non_exhaustive]
/// pub struct AllowPolicy { pub id: AllowPolicyId, pub comments: Option<String>, … }
/// runtime::object! { AllowPolicy: id required, comments optional, … }
/// ```
/// and, for models that are sent, `new` with the required fields and a setter for each other one.
pub(super) fn items(module: &Module<'_>, ty: &Type, model: &Model) -> Vec<Item> {
    let name = ident(&ty.rust);
    let head = head(ty);
    let mut fields = Vec::new();
    let mut rows = Vec::new();
    for field in &model.fields {
        let presence = presence(field, ty);
        let mut about = field_docs(field);
        if presence == Presence::Optional && !ty.sent && is_id(module, &field.ty) {
            if !about.is_empty() {
                about.push(String::new());
            }
            about.extend(docs::wrapped(NOT_PROMISED));
        }
        let docs = docs::attributes(&about);
        let deprecated = deprecated(field.deprecated.as_ref());
        let rust = ident(&field.rust);
        let field_ty = wrap(
            presence,
            indirect(module.ty(&field.ty, Side::Any), field.boxed),
        );
        fields.push(quote!(#docs #deprecated pub #rust: #field_ty));
        let renamed = if field.rust == field.wire {
            String::new()
        } else {
            format!(" as {:?}", field.wire)
        };
        rows.push((presence, format!("{}{renamed}", field.rust)));
    }
    if let Some(rest) = &model.additional_properties {
        let value = module.ty(rest, Side::Any);
        let map = module.import("std::collections", "BTreeMap");
        fields.push(quote! {
            /// Additional properties, by name.
            pub rest: #map<String, #value>
        });
    }
    let allow = allow_flags(required_flags(module, ty, model));
    let derives = if derives_default(module.api, ty, model) {
        quote!(Debug, Clone, Default, PartialEq)
    } else {
        quote!(Debug, Clone, PartialEq)
    };
    let mut items = vec![
        quote! {
            #head
            #allow
            #[derive(#derives)]
            #[non_exhaustive]
            pub struct #name {
                #(#fields,)*
            }
        }
        .into(),
        call(ty, groups(&rows, model.additional_properties.is_some())),
    ];
    if ty.sent {
        items.extend(building(module, ty, model).into_iter().map(Item::Rust));
    }
    items
}

/// Note on an identifier that may be missing, which readers would not expect.
const NOT_PROMISED: &str = "Responses may omit it.";

fn is_id(module: &Module<'_>, ty: &Ty) -> bool {
    matches!(module.api.resolved(ty), Ty::Named(id) if matches!(module.api.ty(*id).kind, TypeKind::Id(_)))
}

/// The call of `object!`, which wants the colon even where nothing stands behind it.
fn call(ty: &Type, rows: Vec<String>) -> Item {
    let colon = if rows.is_empty() { ":" } else { "" };
    Item::Macro {
        name: "object",
        subject: format!("{}{colon}", ty.rust),
        rows,
    }
}

/// `required id, created_at;`, one row for each presence that there is.
fn groups(rows: &[(Presence, String)], rest: bool) -> Vec<String> {
    let mut groups = Vec::new();
    for (presence, word) in KEYWORDS {
        let names: Vec<_> = rows
            .iter()
            .filter(|(other, _)| *other == presence)
            .map(|(_, row)| row.as_str())
            .collect();
        if !names.is_empty() {
            groups.push(format!("{word} {};", names.join(", ")));
        }
    }
    groups.extend(rest.then(|| "rest rest;".to_owned()));
    groups
}

/// How many fields are flags that must be there.
fn required_flags(module: &Module<'_>, ty: &Type, model: &Model) -> usize {
    let flag = |field: &&Field| *module.api.resolved(&field.ty) == Ty::Scalar(Scalar::Bool);
    model
        .fields
        .iter()
        .filter(flag)
        .filter(|field| presence(field, ty) == Presence::Required)
        .count()
}

fn indirect(ty: TokenStream, boxed: bool) -> TokenStream {
    if boxed { quote!(Box<#ty>) } else { ty }
}

/// The constructor and the setters of a model that callers build.
fn building(module: &Module<'_>, ty: &Type, model: &Model) -> Vec<TokenStream> {
    let name = ident(&ty.rust);
    let mut arguments = Vec::new();
    let mut members = Vec::new();
    let mut setters = Vec::new();
    for field in &model.fields {
        let rust = ident(&field.rust);
        let (argument, value) = module.argument(&rust, &field.ty, Side::Any);
        let value = collected(module, field, value);
        let value = if field.boxed {
            quote!(Box::new(#value))
        } else {
            value
        };
        let presence = presence(field, ty);
        if is_given(field)
            && let Some(constant) = constants::typed(module, field)
        {
            let constant = some(presence, constant);
            members.push(quote!(#rust: #constant));
            continue;
        }
        if matches!(presence, Presence::Required | Presence::Nullable) {
            let optional = presence == Presence::Nullable;
            let argument = if optional {
                let ty = indirect(module.ty(&field.ty, Side::Any), field.boxed);
                quote!(Option<#ty>)
            } else {
                argument
            };
            arguments.push(quote!(#rust: #argument));
            let as_given = optional || rust == value.to_string().as_str();
            members.push(if as_given {
                quote!(#rust)
            } else {
                quote!(#rust: #value)
            });
            continue;
        }
        members.push(quote!(#rust: None));
        if !is_given(field) {
            continue;
        }
        let docs = docs::attributes(&field_docs(field));
        let deprecated = deprecated(field.deprecated.as_ref());
        let setter = ident(&naming::model_setter(&field.rust));
        let some = some(presence, value);
        setters.push(quote! {
            #docs
            #deprecated
            #[must_use]
            pub fn #setter(mut self, #rust: #argument) -> Self {
                self.#rust = #some;
                self
            }
        });
        if presence == Presence::OptionalNullable {
            let clear = ident(&naming::clear(&field.rust));
            let about = format!("Sends `null` for `{}`.", field.wire);
            let about = docs::attributes(&[about]);
            setters.push(quote! {
                #about
                #deprecated
                #[must_use]
                pub fn #clear(mut self) -> Self {
                    self.#rust = Some(None);
                    self
                }
            });
        }
    }
    if model.additional_properties.is_some() {
        let map = module.import("std::collections", "BTreeMap");
        members.push(quote!(rest: #map::new()));
    }
    let flags = required_flags(module, ty, model);
    let allow = allow_many(
        arguments.len(),
        flags,
        "one argument for each required field",
    );
    let default = (arguments.is_empty() && !derives_default(module.api, ty, model)).then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    let methods = quote! {
        impl #name {
            /// Creates a value with its required fields; all others are unset.
            #allow
            #[must_use]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#members),* }
            }

            #(#setters)*
        }
    };
    [methods].into_iter().chain(default).collect()
}

/// A list that came as an iterator is collected.
fn collected(module: &Module<'_>, field: &Field, value: TokenStream) -> TokenStream {
    match &field.ty {
        Ty::List(item) if module.converts(item) => quote!(#value.map(Into::into).collect()),
        Ty::List(_) => quote!(#value.collect()),
        _ => value,
    }
}

/// `pub type Name = T;`
pub(super) fn alias_items(module: &Module<'_>, ty: &Type, target: &Ty) -> Vec<Item> {
    let name = ident(&ty.rust);
    let head = head(ty);
    let target = module.ty(target, Side::Any);
    vec![quote!(#head pub type #name = #target;).into()]
}
