//! Items of a module.

use super::deprecation::Deprecation;
use super::{Function, MacroCall, Path, TraitRef, Type};

/// An item.
#[derive(Debug, Clone)]
pub enum Item {
    /// A struct.
    Struct(Struct),
    /// An enum.
    Enum(Enum),
    /// A type alias.
    Alias(Alias),
    /// A public `use` of an item of another crate.
    Reexport(Reexport),
    /// A block of inherent methods.
    Impl(Impl),
    /// An implementation of a trait.
    TraitImpl(TraitImpl),
    /// A call of a macro of the runtime.
    MacroCall(MacroCall),
}

/// A struct.
#[derive(Debug, Clone)]
pub struct Struct {
    /// Path of the struct.
    pub path: Path,
    /// Derived traits.
    pub derives: &'static [&'static str],
    /// Fields in source order.
    pub fields: Vec<Field>,
    /// Whether the compiler warns if a value is unused.
    pub must_use: bool,
    /// Whether callers have to expect more fields.
    pub non_exhaustive: bool,
    /// Deprecation that callers are warned of.
    pub deprecated: Option<Deprecation>,
    /// Stable path in the spec.
    pub subject: Option<String>,
}

/// A field of a struct.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name of the field.
    pub name: String,
    /// Type of the field.
    pub ty: Type,
    /// Whether callers can name it.
    pub is_public: bool,
    /// Deprecation that callers are warned of.
    pub deprecated: Option<Deprecation>,
    /// Stable path in the spec; that of the struct, if absent.
    pub subject: Option<String>,
}

/// An enum.
#[derive(Debug, Clone)]
pub struct Enum {
    /// Path of the enum.
    pub path: Path,
    /// Derived traits.
    pub derives: &'static [&'static str],
    /// Variants in source order.
    pub variants: Vec<Variant>,
    /// Deprecation that callers are warned of.
    pub deprecated: Option<Deprecation>,
    /// Stable path in the spec.
    pub subject: Option<String>,
}

/// A variant of an enum.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Name of the variant.
    pub name: String,
    /// Type of its value, if it holds one.
    pub holds: Option<Type>,
    /// Deprecation that callers are warned of.
    pub deprecated: Option<Deprecation>,
    /// Stable path in the spec; that of the enum, if absent.
    pub subject: Option<String>,
}

/// A type alias.
#[derive(Debug, Clone)]
pub struct Alias {
    /// Path of the alias.
    pub path: Path,
    /// The type that it names.
    pub ty: Type,
    /// Deprecation that callers are warned of.
    pub deprecated: Option<Deprecation>,
    /// Stable path in the spec.
    pub subject: Option<String>,
}

/// A public `use` of an item of another crate.
#[derive(Debug, Clone)]
pub struct Reexport {
    /// Path under which callers find the item.
    pub path: Path,
    /// The full path of the item.
    pub of: String,
}

/// A block of inherent methods.
#[derive(Debug, Clone)]
pub struct Impl {
    /// Path of the type.
    pub ty: Path,
    /// Public methods in source order.
    pub functions: Vec<Function>,
}

/// An implementation of a trait.
#[derive(Debug, Clone)]
pub struct TraitImpl {
    /// Path of the type.
    pub ty: Path,
    /// The trait, with associated types as bindings.
    pub of: TraitRef,
}

impl Variant {
    /// A variant without a value.
    pub fn unit(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            holds: None,
            deprecated: None,
            subject: None,
        }
    }

    /// A variant that holds a value.
    pub fn holding(name: impl Into<String>, ty: Type) -> Self {
        Self {
            holds: Some(ty),
            ..Self::unit(name)
        }
    }
}

impl Field {
    /// A field that callers cannot name.
    pub fn private(name: impl Into<String>, ty: Type) -> Self {
        Self {
            name: name.into(),
            ty,
            is_public: false,
            deprecated: None,
            subject: None,
        }
    }
}
