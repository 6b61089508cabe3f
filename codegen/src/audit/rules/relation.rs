//! Relations between an old and a new value.

use serde::Deserialize;

/// Relation of a new value to the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The type has all values of the old one, and more.
    Widened,
    /// The type has only some values of the old one.
    Narrowed,
    /// A string has a different format.
    FormatChanged,
    /// A single value became a list.
    BecameList,
    /// A list became a single value.
    WasList,
    /// An object became a map.
    BecameMap,
    /// A map became an object.
    WasMap,
    /// A scalar became an enum.
    BecameEnum,
    /// An enum became a scalar.
    WasEnum,
    /// An enum of strings became one of integers, or the reverse.
    OtherBase,
    /// A type became a variant of a union.
    Wrapped,
    /// A union was replaced by the type of one of its variants.
    Unwrapped,
    /// The same on the wire, a different type in Rust.
    SameWire,
    /// The same type under the name of a different alias.
    SameType,
    /// Unrelated types.
    Different,
    /// Fewer values are valid.
    Tightened,
    /// More values are valid.
    Loosened,
    /// Other values are valid, and neither the old nor the new ones include the others.
    Replaced,
    /// The same values are valid: a type has a constraint instead of the elements that have the type, or the reverse.
    Moved,
    /// The maximum page size is lower.
    PageTightened,
    /// The default page size differs.
    PageDefault,
    /// A list gained items.
    Gained,
    /// A list lost items.
    Lost,
    /// The items of a list are in a different order.
    Reordered,
    /// The literal segments of a path differ.
    OtherWords,
    /// The placeholders of a path differ.
    OtherPlaceholders,
    /// A sibling had this name before.
    TakenOver,
    /// An earlier date.
    Earlier,
    /// A later date.
    Later,
}
