//! The generated crate as typed data: modules, items and signatures.
//!
//! [`crate::lower`] builds it from the API, [`crate::emit`] prints it, and [`crate::surface`] lists its public items. It
//! holds neither tokens nor source text, so no later stage has to parse Rust. Docs and bodies are not part of it: they
//! follow from the element of the API that each item refers to.

mod deprecation;
mod function;
mod input;
mod item;
mod literal;
mod macros;
pub mod names;
mod origin;
mod path;
mod presence;
mod requests;
mod types;

pub use deprecation::Deprecation;
pub use function::{Argument, Function, Receiver, Signature};
pub use input::{Input, Target};
pub use item::{
    Alias, Constant, Enum, Field, Impl, Item, Method, Reexport, Struct, TraitImpl, Variant,
};
pub use literal::string_literal;
pub use macros::{Macro, MacroCall};
pub use origin::{Behavior, FieldOrigin, Implementation, Initializer, Origin, VariantOrigin};
pub use path::{Path, join, reexports};
pub use presence::Presence;
pub use requests::request_methods;
pub use types::{TraitRef, Type};

use crate::ir::Resource;

/// A crate.
#[derive(Debug, Clone)]
pub struct Crate<'a> {
    /// Package metadata that callers depend on.
    pub package: Package,
    /// Methods that every request has besides its own.
    pub request_methods: Vec<Function>,
    /// Modules that declare public items, or are public themselves. A module follows its parent.
    pub modules: Vec<Module<'a>>,
}

/// The part of `Cargo.toml` that callers depend on.
#[derive(Debug, Clone)]
pub struct Package {
    /// Package name.
    pub name: String,
    /// Rust edition.
    pub edition: &'static str,
    /// Minimum supported Rust version.
    pub rust_version: &'static str,
    /// Cargo features, in manifest order.
    pub features: &'static [Feature],
}

/// A Cargo feature.
#[derive(Debug, Clone, Copy)]
pub struct Feature {
    /// Name of the feature.
    pub name: &'static str,
    /// Features that it enables, such as `runtime/rustls`.
    pub enables: &'static [&'static str],
    /// Comment above the feature in the manifest.
    pub docs: Option<&'static str>,
}

/// A module.
#[derive(Debug, Clone)]
pub struct Module<'a> {
    /// Purpose of the module.
    pub kind: ModuleKind<'a>,
    /// Path from the crate root, such as `allow_policies::operations`; empty for the root.
    pub path: String,
    /// Whether callers can name the module. A private module is re-exported by its parent.
    pub is_public: bool,
    /// Feature that enables the module.
    pub feature: Option<&'static str>,
    /// Id of the resource that the module belongs to.
    pub resource: Option<String>,
    /// Stable path in the spec.
    pub subject: Option<String>,
    /// Items in source order.
    pub items: Vec<Item<'a>>,
}

/// Purpose of a module.
#[derive(Debug, Clone, Copy)]
pub enum ModuleKind<'a> {
    /// The root.
    Root,
    /// The client and its namespaces.
    Client,
    /// The fake.
    Testing,
    /// Headers of responses.
    ResponseHeaders,
    /// Types that several resources share.
    SharedTypes,
    /// A resource.
    Resource(&'a Resource),
    /// The operations of a resource.
    Operations(&'a Resource),
    /// The types of a resource.
    Types(&'a Resource),
}
