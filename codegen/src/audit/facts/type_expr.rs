//! Type expressions: how a fact refers to types of the spec.

use std::fmt;

/// A use of a type, such as `[Zone]`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypeExpr {
    /// A scalar, or a type that the spec declares.
    Name(String),
    /// A list of items of this type.
    List(Box<TypeExpr>),
    /// A map from strings to values of this type.
    Map(Box<TypeExpr>),
    /// A value of this type, or `null`.
    Nullable(Box<TypeExpr>),
    /// Pages of items of this type. Only calls return it.
    Page(Box<TypeExpr>),
    /// A stream of values of this type. Only calls return it.
    Stream(Box<TypeExpr>),
}

impl TypeExpr {
    /// The scalar or declared type with this name.
    pub(in crate::audit) fn named(name: &str) -> Self {
        Self::Name(name.to_owned())
    }

    /// Parses the text form.
    pub(super) fn parse(text: &str) -> Self {
        let inner = |open: &str, close: &str| {
            let item = text.strip_prefix(open)?.strip_suffix(close)?;
            Some(Box::new(Self::parse(item)))
        };
        inner("[", "]")
            .map(Self::List)
            .or_else(|| inner("{", "}").map(Self::Map))
            .or_else(|| inner("page<", ">").map(Self::Page))
            .or_else(|| inner("stream<", ">").map(Self::Stream))
            .or_else(|| inner("", "?").map(Self::Nullable))
            .unwrap_or_else(|| Self::named(text))
    }

    /// The one name in the expression.
    pub fn name(&self) -> &str {
        match self {
            Self::Name(name) => name,
            Self::List(item)
            | Self::Map(item)
            | Self::Nullable(item)
            | Self::Page(item)
            | Self::Stream(item) => item.name(),
        }
    }

    /// The same expression about another type.
    #[must_use]
    pub(in crate::audit) fn with_name(&self, name: &str) -> Self {
        match self {
            Self::Name(_) => Self::named(name),
            Self::List(item) => Self::List(Box::new(item.with_name(name))),
            Self::Map(item) => Self::Map(Box::new(item.with_name(name))),
            Self::Nullable(value) => Self::Nullable(Box::new(value.with_name(name))),
            Self::Page(item) => Self::Page(Box::new(item.with_name(name))),
            Self::Stream(item) => Self::Stream(Box::new(item.with_name(name))),
        }
    }
}

impl fmt::Display for TypeExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::List(item) => write!(f, "[{item}]"),
            Self::Map(item) => write!(f, "{{{item}}}"),
            Self::Nullable(value) => write!(f, "{value}?"),
            Self::Page(item) => write!(f, "page<{item}>"),
            Self::Stream(item) => write!(f, "stream<{item}>"),
        }
    }
}
