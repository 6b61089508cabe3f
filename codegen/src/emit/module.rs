//! State of a module that is being printed: resolves paths and types, and collects imports.

use crate::ir::{Api, ResourceId, Ty};
use crate::lower::{self, Side};
use crate::rust::names::SHARED;
use crate::rust::{self, Item, Path, TraitRef, Type};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Items of the runtime whose names every generated crate also defines, so they need a qualified path.
const NAMESAKES: &[&str] = &[
    "BearerToken",
    "Client",
    "ClientBuilder",
    "Credentials",
    "Fake",
    "Server",
];

/// A module of the generated crate.
pub(super) struct Module<'a> {
    pub(super) api: &'a Api,
    /// The resource whose fake it describes.
    owner: Option<ResourceId>,
    /// Public path of the parent module.
    parent: String,
    /// Items that it declares, so that they need no import.
    declares: BTreeSet<&'a Path>,
    /// Items of the runtime whose names types of the API have, so that they need a qualified path.
    qualified: BTreeSet<&'a str>,
    uses: RefCell<BTreeMap<String, BTreeSet<String>>>,
}

impl<'a> Module<'a> {
    /// A module of the model.
    pub(super) fn new(api: &'a Api, module: &'a rust::Module<'a>) -> Self {
        let declares = module.items.iter().filter_map(|item| match item {
            Item::Struct(it) => Some(&it.path),
            Item::Enum(it) => Some(&it.path),
            Item::Alias(it) => Some(&it.path),
            _ => None,
        });
        let parent = module.path.rsplit_once("::");
        Self {
            parent: parent.map_or_else(String::new, |(parent, _)| format!("crate::{parent}")),
            declares: declares.collect(),
            ..Self::of_testing(api, None)
        }
    }

    /// A module that describes a resource, or the crate, to the fake of the API.
    pub(super) fn of_testing(api: &'a Api, owner: Option<ResourceId>) -> Self {
        Self {
            api,
            owner,
            parent: owner.map_or_else(String::new, |owner| {
                format!("crate::{}", api.resources[owner.0].rust)
            }),
            declares: BTreeSet::new(),
            qualified: type_names(api)
                .filter(|name| SHARED.contains(name))
                .collect(),
            uses: RefCell::default(),
        }
    }

    /// The resource whose fake the module describes.
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

    /// An item of the runtime: its name, or its path if a type of the API has the name too.
    pub(super) fn runtime(&self, name: &str) -> TokenStream {
        if NAMESAKES.contains(&name) || self.qualified.contains(name) {
            let name = ident(name);
            return quote!(runtime::#name);
        }
        let name = self.import("runtime", name);
        quote!(#name)
    }

    /// The imports, one line for each module.
    pub(super) fn uses(&self) -> Vec<TokenStream> {
        let uses = self.uses.borrow();
        // rustfmt's order: `super`, `crate`, then other crates.
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

    /// The path of an item, which is its name if the module declares or imports it.
    pub(super) fn path(&self, path: &Path) -> TokenStream {
        let name = path.name.as_ref();
        let ident = match path.module.as_ref() {
            "" => ident(name),
            "runtime" => return self.runtime(name),
            "runtime::testing" if NAMESAKES.contains(&name) => {
                let name = ident(name);
                return quote!(runtime::testing::#name);
            }
            "runtime::testing::schema" => return self.schema(name),
            // Behind a feature, as an import is not.
            "runtime::webhooks" => {
                let name = ident(name);
                return quote!(runtime::webhooks::#name);
            }
            _ if self.declares.contains(path) => ident(name),
            // A type of the sibling module `types`.
            parent if parent == self.parent => self.import("super::types", name),
            module => self.import(module, name),
        };
        quote!(#ident)
    }

    /// The Rust type of a use of a type of the spec.
    pub(super) fn use_of(&self, ty: &Ty, side: Side) -> TokenStream {
        self.ty(&lower::ty(self.api, ty, side))
    }

    /// A type.
    pub(super) fn ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Path(path, arguments) => {
                let path = self.path(path);
                let arguments = self.types(arguments);
                match arguments.as_slice() {
                    [] => path,
                    arguments => quote!(#path<#(#arguments),*>),
                }
            }
            Type::Reference(ty) => {
                let ty = self.ty(ty);
                quote!(&#ty)
            }
            Type::Slice(ty) => {
                let ty = self.ty(ty);
                quote!([#ty])
            }
            Type::Tuple(types) => match self.types(types).as_slice() {
                [one] => quote!((#one,)),
                types => quote!((#(#types),*)),
            },
            Type::Impl(bounds) => {
                let bounds = bounds.iter().map(|it| self.bound(it));
                quote!(impl #(#bounds)+*)
            }
            Type::Dyn(bounds) => {
                let bounds = bounds.iter().map(|it| self.bound(it));
                quote!(dyn #(#bounds)+*)
            }
            Type::Projection(ty, of, name) => {
                let (ty, of, name) = (self.ty(ty), self.bound(of), ident(name));
                quote!(<#ty as #of>::#name)
            }
        }
    }

    fn types(&self, types: &[Type]) -> Vec<TokenStream> {
        types.iter().map(|it| self.ty(it)).collect()
    }

    /// A trait with all its arguments.
    fn bound(&self, of: &TraitRef) -> TokenStream {
        let path = self.path(&of.path);
        if let Some((inputs, output)) = &of.call {
            let inputs = self.types(inputs);
            let output = output.iter().map(|it| self.ty(it));
            return quote!(#path(#(#inputs),*) #(-> #output)*);
        }
        let arguments = self.types(&of.arguments);
        let bindings = of.bindings.iter().map(|(name, ty)| {
            let (name, ty) = (ident(name), self.ty(ty));
            quote!(#name = #ty)
        });
        let all: Vec<_> = arguments.into_iter().chain(bindings).collect();
        match all.as_slice() {
            [] => path,
            all => quote!(#path<#(#all),*>),
        }
    }

    /// A trait without its associated types, as an `impl` block names it.
    pub(super) fn implemented(&self, of: &TraitRef) -> TokenStream {
        self.bound(&TraitRef {
            bindings: Vec::new(),
            ..of.clone()
        })
    }
}

/// Names of the types that the API and its operations define.
fn type_names(api: &Api) -> impl Iterator<Item = &str> {
    let types = api.types.iter().map(|it| &it.rust);
    let handles = api.namespaces.iter().map(|it| &it.rust_type);
    let resources = api.resources.iter();
    let handles = handles.chain(resources.clone().map(|it| &it.rust_type));
    let operations = resources.flat_map(|it| &it.operations);
    let of_operations =
        operations.flat_map(|it| [&it.rust_request, &it.rust_params, &it.rust_response]);
    types
        .chain(handles)
        .chain(of_operations)
        .map(String::as_str)
}

/// An identifier; `r#name` becomes a raw one.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
