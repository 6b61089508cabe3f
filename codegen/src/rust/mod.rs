//! The generated crate as typed data: modules, items and signatures.
//!
//! [`crate::lower`] builds it from the API and [`crate::surface`] lists its public items. It holds neither tokens nor
//! source text, so no later stage has to parse Rust.

mod deprecation;
mod function;
mod item;
mod literal;
mod macros;
pub mod names;
mod path;
mod presence;
mod types;

pub use deprecation::Deprecation;
pub use function::{Argument, Function, Receiver, Signature};
pub use item::{Alias, Enum, Field, Impl, Item, Reexport, Struct, TraitImpl, Variant};
pub use literal::string_literal;
pub use macros::{Macro, MacroCall};
pub use path::{Path, reexports};
pub use presence::Presence;
pub use types::{TraitRef, Type};

/// A crate.
#[derive(Debug, Clone)]
pub struct Crate {
    /// Package metadata that callers depend on.
    pub package: Package,
    /// Modules that declare public items, or are public themselves.
    pub modules: Vec<Module>,
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
pub struct Module {
    /// Path from the crate root, such as `allow_policies::operations`; empty for the root.
    pub path: String,
    /// Whether callers can name the module. A private module is re-exported by the module around it.
    pub is_public: bool,
    /// Feature that enables the module.
    pub feature: Option<&'static str>,
    /// Id of the resource that the module belongs to.
    pub resource: Option<String>,
    /// Stable path in the spec.
    pub subject: Option<String>,
    /// Items in source order.
    pub items: Vec<Item>,
}
