//! Items of a module.

use super::deprecation::Deprecation;
use super::{
    Behavior, FieldOrigin, Function, Implementation, MacroCall, Origin, Path, TraitRef, Type,
    VariantOrigin,
};

/// An item.
#[derive(Debug, Clone)]
pub enum Item<'a> {
    /// A struct.
    Struct(Struct<'a>),
    /// An enum.
    Enum(Enum<'a>),
    /// A type alias.
    Alias(Alias<'a>),
    /// A constant.
    Constant(Constant<'a>),
    /// A public `use` of an item of another crate.
    Reexport(Reexport),
    /// A block of inherent methods.
    Impl(Impl<'a>),
    /// An implementation of a trait.
    TraitImpl(TraitImpl<'a>),
    /// A call of a macro of the runtime.
    MacroCall(MacroCall<'a>),
}

/// A struct.
#[derive(Debug, Clone)]
pub struct Struct<'a> {
    /// Path of the struct.
    pub path: Path,
    /// Element of the API that the struct is generated from.
    pub origin: Origin<'a>,
    /// Derived traits.
    pub derives: &'static [&'static str],
    /// Fields in source order.
    pub fields: Vec<Field<'a>>,
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
pub struct Field<'a> {
    /// Name of the field.
    pub name: String,
    /// Type of the field.
    pub ty: Type,
    /// Element of the API that the field is generated from.
    pub origin: FieldOrigin<'a>,
    /// Deprecation that callers are warned of.
    pub deprecated: Option<Deprecation>,
    /// Stable path in the spec; that of the struct, if absent.
    pub subject: Option<String>,
}

/// An enum. Always `#[non_exhaustive]`.
#[derive(Debug, Clone)]
pub struct Enum<'a> {
    /// Path of the enum.
    pub path: Path,
    /// Element of the API that the enum is generated from.
    pub origin: Origin<'a>,
    /// Derived traits.
    pub derives: &'static [&'static str],
    /// Variants in source order.
    pub variants: Vec<Variant<'a>>,
    /// Deprecation that callers are warned of.
    pub deprecated: Option<Deprecation>,
    /// Stable path in the spec.
    pub subject: Option<String>,
}

/// A variant of an enum.
#[derive(Debug, Clone)]
pub struct Variant<'a> {
    /// Name of the variant.
    pub name: String,
    /// Type of its value, if it holds one.
    pub holds: Option<Type>,
    /// Element of the API that the variant is generated from.
    pub origin: VariantOrigin<'a>,
    /// Deprecation that callers are warned of.
    pub deprecated: Option<Deprecation>,
    /// Stable path in the spec; that of the enum, if absent.
    pub subject: Option<String>,
}

/// A type alias.
#[derive(Debug, Clone)]
pub struct Alias<'a> {
    /// Path of the alias.
    pub path: Path,
    /// Element of the API that the alias is generated from.
    pub origin: Origin<'a>,
    /// The type that it names.
    pub ty: Type,
    /// Deprecation that callers are warned of.
    pub deprecated: Option<Deprecation>,
    /// Stable path in the spec.
    pub subject: Option<String>,
}

/// A constant.
#[derive(Debug, Clone)]
pub struct Constant<'a> {
    /// Path of the constant.
    pub path: Path,
    /// Element of the API that the constant is generated from.
    pub origin: Origin<'a>,
    /// Type of the constant.
    pub ty: Type,
    /// Source of its value.
    pub value: String,
    /// Stable path in the spec.
    pub subject: Option<String>,
}

/// A public `use` of an item of another crate. It keeps its name.
#[derive(Debug, Clone)]
pub struct Reexport {
    /// Path under which callers find the item.
    pub path: Path,
    /// Module that declares the item under the same name; empty for a crate.
    pub from: &'static str,
}

/// A block of inherent methods.
#[derive(Debug, Clone)]
pub struct Impl<'a> {
    /// Path of the type.
    pub ty: Path,
    /// Methods in source order.
    pub methods: Vec<Method<'a>>,
}

/// A method of a type.
#[derive(Debug, Clone)]
pub struct Method<'a> {
    /// Declaration of the method.
    pub head: Function,
    /// Behavior of the method.
    pub behavior: Behavior<'a>,
}

/// An implementation of a trait.
#[derive(Debug, Clone)]
pub struct TraitImpl<'a> {
    /// Path of the type.
    pub ty: Path,
    /// The trait, with associated types as bindings.
    pub of: TraitRef,
    /// Behavior of the implementation.
    pub implementation: Implementation<'a>,
}

impl<'a> Variant<'a> {
    /// A variant without a value.
    pub fn unit(name: impl Into<String>, origin: VariantOrigin<'a>) -> Self {
        Self {
            name: name.into(),
            holds: None,
            origin,
            deprecated: None,
            subject: None,
        }
    }

    /// The variant for all other values.
    pub fn unrecognized(holds: Type) -> Self {
        Self {
            holds: Some(holds),
            ..Self::unit("Unrecognized", VariantOrigin::Unrecognized)
        }
    }
}

impl Field<'_> {
    /// Whether callers can name it.
    pub fn is_public(&self) -> bool {
        !matches!(self.origin, FieldOrigin::Private)
    }

    /// A field that callers cannot name.
    pub fn private(name: impl Into<String>, ty: Type) -> Self {
        Self {
            name: name.into(),
            ty,
            origin: FieldOrigin::Private,
            deprecated: None,
            subject: None,
        }
    }
}

impl Function {
    /// The method that does this.
    pub fn does(self, behavior: Behavior<'_>) -> Method<'_> {
        Method {
            head: self,
            behavior,
        }
    }
}
