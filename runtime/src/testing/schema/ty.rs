//! The types of values.

use super::annotations::Annotations;
use crate::model::{Constant, Constraints};

/// The type of a value.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    /// Any value.
    Any,
    /// A string.
    String,
    /// A boolean.
    Bool,
    /// A 32-bit integer.
    Int32,
    /// A 64-bit integer.
    Int64,
    /// A 32-bit unsigned integer.
    UInt32,
    /// A 64-bit unsigned integer.
    UInt64,
    /// A number.
    Number,
    /// A date and time (RFC 3339).
    DateTime,
    /// A date (RFC 3339).
    Date,
    /// A time of day without an offset (RFC 3339).
    Time,
    /// A date and time in seconds since the Unix epoch.
    UnixTime,
    /// A decimal number in a string.
    Decimal,
    /// A UUID (RFC 9562).
    Uuid,
    /// A URI. Any string is accepted.
    Uri,
    /// An IP address.
    Ip,
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// An IP network. Any string is accepted.
    Cidr,
    /// Binary data in base64 (RFC 4648).
    Bytes,
    /// One of these strings.
    StringEnum(&'static [&'static str]),
    /// One of these integers.
    IntEnum(&'static [i64]),
    /// This value.
    Constant(&'static dyn Constant),
    /// An object with named members. A function returns them, so that they can be recursive.
    Object(fn() -> &'static Object),
    /// A list of values of this type.
    List(&'static Type),
    /// An object whose members all have this type.
    Map(&'static Type),
    /// A value of this type, or null.
    Nullable(&'static Type),
    /// One of several types. A function returns them, so that they can be recursive.
    Union(fn() -> &'static Union),
}

impl Type {
    /// The members, if values are objects with named members.
    pub(in crate::testing) fn object(self) -> Option<&'static Object> {
        match self {
            Self::Object(object) => Some(object()),
            _ => None,
        }
    }
}

/// A Rust type that represents values of an API.
///
/// The macros that implement decoding implement it, too, so that the fake needs no second
/// description of models, enums, unions and identifiers.
#[doc(hidden)]
pub trait Typed {
    /// The type of the values.
    const TYPE: Type;
    /// The type of the values in a list or map, where an `Option` can be null.
    const ITEM: Type = Self::TYPE;
    /// Constraints of all values of the type.
    const CONSTRAINTS: Constraints = Constraints::new();
}

/// A union of several types.
#[derive(Debug)]
pub struct Union {
    /// Name of the discriminator; `None` if the first matching variant is used.
    pub discriminator: Option<&'static str>,
    /// Variants, each with its values of the discriminator.
    pub variants: &'static [(&'static [&'static str], Type)],
}

/// An object with named members.
#[derive(Debug)]
pub struct Object {
    fields: &'static [Field],
    /// Whether additional members are allowed.
    pub(in crate::testing) additional_properties: bool,
    /// Alternatives of members: requests have all members of at least one. Empty without such a
    /// constraint.
    pub(in crate::testing) any_of: &'static [&'static [&'static str]],
    annotations: Annotations,
}

impl Object {
    /// Creates an object type without additional members.
    #[must_use]
    pub const fn new(fields: &'static [Field]) -> Self {
        Self {
            fields,
            additional_properties: false,
            any_of: &[],
            annotations: Annotations::new(),
        }
    }

    /// Allows additional members if the list of fields that collect them is not empty.
    #[must_use]
    pub const fn rest(self, fields: &'static [&'static str]) -> Self {
        Self {
            additional_properties: !fields.is_empty(),
            ..self
        }
    }

    /// Sets alternatives of members, of which objects have all members of at least one.
    #[must_use]
    pub const fn any_of(self, any_of: &'static [&'static [&'static str]]) -> Self {
        Self { any_of, ..self }
    }

    /// Sets the annotations of the members.
    #[must_use]
    pub const fn annotations(self, annotations: Annotations) -> Self {
        Self {
            annotations,
            ..self
        }
    }

    /// The known members.
    pub(in crate::testing) fn fields(&self) -> impl Iterator<Item = Field> {
        self.fields.iter().map(|field| self.annotated(*field))
    }

    /// The member with this name.
    pub(in crate::testing) fn field(&self, name: &str) -> Option<Field> {
        self.fields().find(|field| field.name == name)
    }

    /// The member with its annotations.
    fn annotated(&self, field: Field) -> Field {
        let has = |names: &[&str]| names.contains(&field.name);
        let value = |values: &'static [(&str, &'static str)]| {
            let mut values = values.iter().filter(|(name, _)| *name == field.name);
            values.next().map(|(_, json)| *json)
        };
        let annotations = self.annotations;
        Field {
            required: field.required || has(annotations.required),
            nullable: field.nullable || has(annotations.nullable),
            read_only: has(annotations.read_only),
            write_only: has(annotations.write_only),
            default: field.default.or_else(|| value(annotations.defaults)),
            example: value(annotations.examples),
            constraints: annotations
                .constraints
                .iter()
                .find(|(name, _)| *name == field.name)
                .map_or(field.constraints, |(_, constraints)| *constraints),
            ..field
        }
    }
}

/// A member of an object, or a parameter.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Wire name, e.g. `created_at`.
    pub name: &'static str,
    /// Type of the value.
    pub ty: Type,
    /// Whether it must be present.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether only the server sets it.
    pub read_only: bool,
    /// Whether the server never returns it.
    pub write_only: bool,
    /// Default value, as JSON.
    pub default: Option<&'static str>,
    /// Example, as JSON. The fake uses it if it has to make up a value.
    pub example: Option<&'static str>,
    /// Constraints of the value.
    pub constraints: Constraints,
    /// Constraints of all values of its type.
    pub of_type: Constraints,
}

impl Field {
    /// Creates an optional, non-nullable member.
    #[must_use]
    pub const fn new<T: Typed>(name: &'static str) -> Self {
        Self {
            of_type: T::CONSTRAINTS,
            ..Self::of_type(name, T::TYPE)
        }
    }

    /// Creates a required member with a constant value.
    #[must_use]
    pub const fn constant(name: &'static str, value: &'static dyn Constant) -> Self {
        Self::of_type(name, Type::Constant(value)).required()
    }

    const fn of_type(name: &'static str, ty: Type) -> Self {
        Self {
            name,
            ty,
            required: false,
            nullable: false,
            read_only: false,
            write_only: false,
            default: None,
            example: None,
            constraints: Constraints::new(),
            of_type: Constraints::new(),
        }
    }

    /// Creates the member of a field, whose type is that of the reference that the function returns.
    ///
    /// `names` are the name of the field and, if it differs, that of the member. The last one is used.
    #[must_use]
    pub const fn of<M, T: Typed>(names: &'static [&'static str], _field: fn(&M) -> &T) -> Self {
        match names.last() {
            Some(name) => Self::new::<T>(name),
            None => Self::new::<T>(""),
        }
    }

    /// Marks the member as required.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// Sets the constraints of the value.
    #[must_use]
    pub const fn constraints(self, constraints: Constraints) -> Self {
        Self {
            constraints,
            ..self
        }
    }

    /// Marks the member as nullable.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self {
            nullable: true,
            ..self
        }
    }
}
