//! A listed item and its line.

use super::kind::ItemKind;
use crate::rust::{Signature, TraitRef, Type};
use std::fmt;

/// A public item of a generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Kind of the item.
    pub kind: ItemKind,
    /// Path from the root of the crate. Kind, path and feature identify an item across versions of a crate.
    pub path: String,
    /// Rest of the line after the path.
    pub detail: Detail,
    /// Whether the compiler warns if a value is unused.
    pub must_use: bool,
    /// Whether callers have to expect more fields or variants.
    pub non_exhaustive: bool,
    /// Whether the struct has fields that callers cannot name, so that they cannot construct it.
    pub private_fields: bool,
    /// The mark of the deprecation, such as `deprecated since="2026-01-01"`.
    pub deprecated: Option<String>,
    /// Feature that enables the item; several are joined by `+`.
    pub feature: Option<String>,
    /// The whole line.
    pub line: String,
    /// File of the listing without its ending: the id of a resource, or `crate`.
    pub file: String,
    /// The element of the spec that the item belongs to, as a stable path such as `allow_policies.list.query.page`.
    pub subject: Option<String>,
}

/// Rest of a line after the path of the item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// Nothing.
    None,
    /// `: T` of a field or static.
    Typed(Type<String>),
    /// `(T)` of a variant.
    Holds(Type<String>),
    /// ` = T` of an alias.
    Alias(Type<String>),
    /// `: T = value` of a constant.
    Constant(Type<String>, String),
    /// Arguments and result of a function.
    Function(Signature<String>),
    /// Traits of a type.
    Traits(Traits),
    /// ` = value` of package metadata or a re-export.
    Value(String),
    /// ` = [a, b]` of a feature.
    Features(Vec<String>),
    /// Text of a checked-in line that this version does not write.
    Other(String),
}

/// The traits of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traits {
    /// Traits that it implements.
    pub implemented: Vec<TraitRef<String>>,
    /// Auto traits that it does not implement.
    pub missing: Vec<String>,
}

impl Item {
    /// An item without marks.
    pub(super) fn new(kind: ItemKind, path: String, detail: Detail) -> Self {
        Self {
            kind,
            path,
            detail,
            must_use: false,
            non_exhaustive: false,
            private_fields: false,
            deprecated: None,
            feature: None,
            line: String::new(),
            file: String::new(),
            subject: None,
        }
    }

    /// The line with a single space after the kind.
    pub fn text(&self) -> String {
        let word = self.kind.word();
        let rest = self.line.get(word.len()..).unwrap_or_default();
        format!("{word} {}", rest.trim_start())
    }

    /// The path of its parent; none at the root of the crate.
    pub fn owner(&self) -> Option<&str> {
        self.path.rsplit_once("::").map(|(owner, _)| owner)
    }

    /// The paths of its parent and further ancestors, outermost first.
    pub fn ancestors(&self) -> impl Iterator<Item = &str> {
        let ends = self.path.match_indices("::");
        ends.filter_map(|(end, _)| self.path.get(..end))
    }

    /// The last segment of the path.
    pub fn name(&self) -> &str {
        let last = self.path.rsplit_once("::");
        last.map_or(self.path.as_str(), |(_, name)| name)
    }

    /// Whether callers can neither construct the struct nor match on all of the enum.
    pub fn is_closed(&self) -> bool {
        self.non_exhaustive || self.private_fields
    }

    /// Whether the item lists the traits of a request.
    pub(super) fn is_request(&self) -> bool {
        match &self.detail {
            Detail::Traits(traits) => {
                let mut implemented = traits.implemented.iter();
                implemented.any(|it| it.path == "IntoFuture")
            }
            _ => false,
        }
    }

    /// Whether the line names an item by its path, apart from its own.
    pub fn mentions(&self, path: &str) -> bool {
        let mut found = false;
        self.detail.visit(&mut |it| found |= it == path);
        found
    }
}

impl Detail {
    /// Calls `f` with each path.
    fn visit<'a>(&'a self, f: &mut impl FnMut(&'a String)) {
        match self {
            Self::Typed(ty) | Self::Holds(ty) | Self::Alias(ty) | Self::Constant(ty, _) => {
                ty.visit(f);
            }
            Self::Function(signature) => signature.types().for_each(|ty| ty.visit(f)),
            Self::Traits(traits) => traits.implemented.iter().for_each(|it| it.visit(f)),
            Self::Value(path) => f(path),
            Self::None | Self::Features(_) | Self::Other(_) => {}
        }
    }

    /// The detail with each named type replaced by what `f` returns for its path and its replaced arguments.
    #[must_use]
    pub fn map(&self, f: &mut impl FnMut(&String, Vec<Type<String>>) -> Type<String>) -> Self {
        match self {
            Self::Typed(ty) => Self::Typed(ty.map(f)),
            Self::Holds(ty) => Self::Holds(ty.map(f)),
            Self::Alias(ty) => Self::Alias(ty.map(f)),
            Self::Constant(ty, value) => Self::Constant(ty.map(f), value.clone()),
            Self::Function(signature) => Self::Function(signature.map(&mut |ty| ty.map(f))),
            Self::Traits(traits) => Self::Traits(Traits {
                implemented: traits.implemented.iter().map(|it| it.map(f)).collect(),
                missing: traits.missing.clone(),
            }),
            other => other.clone(),
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<8}{}{}", self.kind.word(), self.path, self.detail)?;
        let marks = [
            (self.must_use, "must_use"),
            (self.non_exhaustive, "non_exhaustive"),
            (self.private_fields, "private_fields"),
        ];
        for (_, mark) in marks.iter().filter(|(is_set, _)| *is_set) {
            write!(f, " [{mark}]")?;
        }
        if let Some(deprecated) = &self.deprecated {
            write!(f, " [{deprecated}]")?;
        }
        match &self.feature {
            Some(feature) => write!(f, " [feature={feature}]"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Typed(ty) => write!(f, ": {ty}"),
            Self::Holds(ty) => write!(f, "({ty})"),
            Self::Alias(ty) => write!(f, " = {ty}"),
            Self::Constant(ty, value) => write!(f, ": {ty} = {value}"),
            Self::Function(signature) => signature.fmt(f),
            Self::Traits(traits) => write!(f, ": {traits}"),
            Self::Value(value) => write!(f, " = {value}"),
            Self::Features(features) => write!(f, " = [{}]", features.join(", ")),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl fmt::Display for Traits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.missing.iter().enumerate() {
            let separator = if index == 0 { "" } else { " + " };
            write!(f, "{separator}!{name}")?;
        }
        for (index, name) in self.implemented.iter().enumerate() {
            let is_first = index == 0 && self.missing.is_empty();
            write!(f, "{}{name}", if is_first { "" } else { " + " })?;
        }
        Ok(())
    }
}
