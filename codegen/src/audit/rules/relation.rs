//! How a new value compares with an old one.

use serde::Deserialize;

/// How a new value compares with an old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// A type that takes all values of the old one, and more.
    Widened,
    /// A type that takes some values of the old one.
    Narrowed,
    /// Text in another format.
    FormatChanged,
    /// One value became a list.
    BecameList,
    /// A list became one value.
    WasList,
    /// An object became a map.
    BecameMap,
    /// A map became an object.
    WasMap,
    /// A scalar became an enum.
    BecameEnum,
    /// An enum became a scalar.
    WasEnum,
    /// Words became numbers, or the reverse.
    OtherBase,
    /// A type became one of several.
    Wrapped,
    /// One of several became the only one.
    Unwrapped,
    /// The same on the wire, and another type in Rust.
    SameWire,
    /// The same on the wire and in Rust, under another name.
    SameType,
    /// Nothing in common.
    Different,
    /// Fewer values pass.
    Tightened,
    /// More values pass.
    Loosened,
    /// As `tightened`, for the length of a page.
    PageTightened,
    /// A default of the length of a page.
    PageDefault,
    /// A list has items that it did not have.
    Gained,
    /// A list lacks items that it had.
    Lost,
    /// A list has the same items in another order.
    Reordered,
    /// A path has other words between its placeholders.
    OtherWords,
    /// A path has other placeholders.
    OtherPlaceholders,
    /// A name that something beside it had.
    TakenOver,
    /// A day before the old one.
    Earlier,
    /// A day after the old one.
    Later,
}
