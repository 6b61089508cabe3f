//! A module while it is written: the Rust form of types, and the imports that they need.

use super::{docs, inline};
use crate::builtin::Raw;
use crate::ir::{Api, Deprecation, Field, ResourceId, Scalar, Ty, TypeId, TypeKind};
use crate::lower;
pub(super) use crate::lower::{Side, note as deprecation_note};
use crate::naming;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A module of the generated crate.
pub(super) struct Module<'a> {
    pub(super) api: &'a Api,
    owner: Option<ResourceId>,
    /// Whether this is the module that declares types of its owner, so that those need no import.
    declares: bool,
    uses: RefCell<BTreeMap<String, BTreeSet<String>>>,
}

impl<'a> Module<'a> {
    /// A module that declares the types of a resource, or those that all share.
    pub(super) fn of_types(api: &'a Api, owner: Option<ResourceId>) -> Self {
        Self {
            api,
            owner,
            declares: true,
            uses: RefCell::default(),
        }
    }

    /// A module that uses the types of a resource.
    pub(super) fn of_operations(api: &'a Api, owner: ResourceId) -> Self {
        Self {
            api,
            owner: Some(owner),
            declares: false,
            uses: RefCell::default(),
        }
    }

    /// A module at the top of the crate.
    pub(super) fn of_crate(api: &'a Api) -> Self {
        Self {
            api,
            owner: None,
            declares: false,
            uses: RefCell::default(),
        }
    }

    /// A module that describes a resource, or the crate, to the fake of the API.
    pub(super) fn of_testing(api: &'a Api, owner: Option<ResourceId>) -> Self {
        Self {
            api,
            owner,
            declares: false,
            uses: RefCell::default(),
        }
    }

    /// The resource whose module it is.
    pub(super) fn owner(&self) -> Option<ResourceId> {
        self.owner
    }

    /// An item of the module that describes an API to its fake. Its path is qualified, because types of the API may have
    /// the same names.
    pub(super) fn schema(&self, name: &str) -> TokenStream {
        let (module, name) = (self.import("runtime::testing", "schema"), ident(name));
        quote!(#module::#name)
    }

    /// The name of an item of another module, which the module imports.
    pub(super) fn import(&self, path: &str, name: &str) -> Ident {
        self.uses
            .borrow_mut()
            .entry(path.to_owned())
            .or_default()
            .insert(name.to_owned());
        ident(name)
    }

    /// The name of an item of the runtime.
    pub(super) fn runtime(&self, name: &str) -> Ident {
        self.import("runtime", name)
    }

    /// The imports, one line for each module.
    pub(super) fn uses(&self) -> Vec<TokenStream> {
        let uses = self.uses.borrow();
        // In rustfmt's order: what is nearest comes first.
        let distance = |path: &str| match path {
            path if path.starts_with("super") => 0,
            path if path.starts_with("crate") => 1,
            _ => 2,
        };
        let mut uses: Vec<_> = uses.iter().collect();
        uses.sort_by_key(|(path, _)| distance(path));
        let lines = uses.into_iter().map(|(path, names)| {
            let path: TokenStream = path.parse().unwrap_or_default();
            let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
            match names.as_slice() {
                [name] => quote!(use #path::#name;),
                names => quote!(use #path::{#(#names),*};),
            }
        });
        lines.collect()
    }

    /// The Rust type that a field or parameter has.
    pub(super) fn ty(&self, ty: &Ty, side: Side) -> TokenStream {
        match ty {
            Ty::Scalar(scalar) => self.scalar(*scalar),
            Ty::Named(id) => match &self.api.ty(*id).kind {
                // The alias is one of the whole enum.
                TypeKind::Alias(target)
                    if side == Side::Stored && lower::holds_input(self.api, target) =>
                {
                    self.ty(target, side)
                }
                _ => {
                    let name = self.named(*id, side);
                    quote!(#name)
                }
            },
            Ty::List(item) => {
                let item = self.ty(item, side);
                quote!(Vec<#item>)
            }
            Ty::Map(value) => {
                let map = self.import("std::collections", "BTreeMap");
                let value = self.ty(value, side);
                quote!(#map<String, #value>)
            }
        }
    }

    /// The name of a type of the spec; of its part that may be sent, where that is less.
    pub(super) fn named(&self, id: TypeId, side: Side) -> Ident {
        let ty = self.api.ty(id);
        let name = if side == Side::Stored && self.has_input(id) {
            naming::input(&ty.rust)
        } else {
            ty.rust.clone()
        };
        if self.declares && ty.owner == self.owner {
            return ident(&name);
        }
        let path = match ty.owner {
            None => "crate::types".to_owned(),
            owner if owner == self.owner => "super::types".to_owned(),
            Some(owner) => format!("crate::{}", self.api.resources[owner.0].rust),
        };
        self.import(&path, &name)
    }

    /// Whether a type has values that may not be sent.
    pub(super) fn has_input(&self, id: TypeId) -> bool {
        lower::has_input(self.api, id)
    }

    fn scalar(&self, scalar: Scalar) -> TokenStream {
        let name = self.item(scalar.rust_module(), scalar.rust_name());
        quote!(#name)
    }

    /// The type of a body that is a string or bytes as a whole.
    pub(super) fn raw(&self, raw: Raw) -> Ident {
        let (path, name) = raw.rust;
        self.item(path, name)
    }

    /// The name of an item of another module, or of the prelude if the path is empty.
    fn item(&self, path: &str, name: &str) -> Ident {
        if path.is_empty() {
            ident(name)
        } else {
            self.import(path, name)
        }
    }

    /// The type of an argument, and the expression that turns the argument into the value.
    pub(super) fn argument(&self, name: &Ident, ty: &Ty, side: Side) -> (TokenStream, TokenStream) {
        match ty {
            Ty::List(item) => {
                let ty = self.ty(item, side);
                let element = if self.converts(item) {
                    quote!(impl Into<#ty>)
                } else {
                    ty
                };
                (
                    quote!(impl IntoIterator<Item = #element>),
                    quote!(#name.into_iter()),
                )
            }
            _ if self.converts(ty) => {
                let ty = self.ty(ty, side);
                (quote!(impl Into<#ty>), quote!(#name.into()))
            }
            _ => (self.ty(ty, side), quote!(#name)),
        }
    }

    /// Whether an argument of the type is `impl Into<T>`.
    pub(super) fn converts(&self, ty: &Ty) -> bool {
        lower::converts(self.api, ty)
    }
}

/// An identifier, raw where it is written so.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// `#[deprecated]` with its date and note.
pub(super) fn deprecated(deprecation: Option<&Deprecation>) -> TokenStream {
    let Some(deprecation) = deprecation else {
        return TokenStream::new();
    };
    let note = deprecation_note(deprecation);
    match (
        deprecation.since.map(|since| since.to_string()),
        note.as_str(),
    ) {
        (None, "") => quote!(#[deprecated]),
        (None, note) => quote!(#[deprecated(note = #note)]),
        (Some(since), "") => quote!(#[deprecated(since = #since)]),
        (Some(since), note) => quote!(#[deprecated(since = #since, note = #note)]),
    }
}

/// Names to find an item by: those that rustc takes, which neither are the item's own nor hold quotes.
pub(super) fn aliases(aliases: &[String], rust: &str) -> TokenStream {
    let usable = |alias: &&String| {
        let plain = !alias.contains(|c: char| {
            matches!(c, '"' | '\'') || c.is_control() || c.is_whitespace() && c != ' '
        });
        plain && !alias.is_empty() && alias.trim() == alias.as_str() && *alias != rust
    };
    let aliases: BTreeSet<_> = aliases.iter().filter(usable).collect();
    quote!(#(#[doc(alias = #aliases)])*)
}

/// The docs of a field: its text, then its default and constraints.
pub(super) fn field_docs(field: &Field) -> Vec<String> {
    let mut lines = docs::markdown(&field.docs);
    if let Some(facts) = fact_sentence(field) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(docs::wrapped(&facts));
    }
    lines
}

/// The default and the constraints of a field as a sentence.
pub(super) fn fact_sentence(field: &Field) -> Option<String> {
    let facts = facts(field);
    (!facts.is_empty()).then(|| format!("{}.", sentence(&facts.join("; "))))
}

fn sentence(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(rest).collect()
    })
}

/// A value as code.
pub(super) fn code(value: impl std::fmt::Display) -> String {
    let text = value.to_string();
    // Wrapping must not break it, nor a tick in it end it.
    let text: String = text
        .chars()
        .map(|c| if c == ' ' { inline::SPACE } else { c })
        .filter(|c| *c == inline::SPACE || !c.is_control())
        .collect();
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let ticks = "`".repeat(text.split(|c| c != '`').map(str::len).max().unwrap_or(0) + 1);
    format!("{ticks}{0}{text}{0}{ticks}", inline::SPACE)
}

fn counted(count: u64, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}

fn facts(field: &Field) -> Vec<String> {
    let it = &field.constraints;
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: Option<String>| {
        facts.extend(value.map(|value| format!("{name} {value}")))
    };
    fact("default:", field.default.as_ref().map(code));
    fact("always", field.constant.as_ref().map(code));
    fact("at least", it.minimum.as_ref().map(ToString::to_string));
    fact("at most", it.maximum.as_ref().map(ToString::to_string));
    fact(
        "greater than",
        it.exclusive_minimum.as_ref().map(ToString::to_string),
    );
    fact(
        "less than",
        it.exclusive_maximum.as_ref().map(ToString::to_string),
    );
    fact(
        "a multiple of",
        it.multiple_of.as_ref().map(ToString::to_string),
    );
    fact(
        "at least",
        it.min_length.map(|length| counted(length, "character")),
    );
    fact(
        "at most",
        it.max_length.map(|length| counted(length, "character")),
    );
    fact("at least", it.min_items.map(|count| counted(count, "item")));
    fact("at most", it.max_items.map(|count| counted(count, "item")));
    fact("matches", it.pattern.as_ref().map(code));
    if it.unique_items {
        facts.push("unique items".to_owned());
    }
    facts
}
