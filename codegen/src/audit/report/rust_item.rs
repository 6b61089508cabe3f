//! Rust items that differ.

use crate::surface::{Item, ItemKind};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// An item of the crate that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RustItem {
    /// The item was added.
    Added(Item),
    /// The item was removed.
    Removed(Item),
    /// The declaration of the item changed.
    Changed {
        /// The old declaration.
        old: Box<Item>,
        /// The new declaration.
        new: Box<Item>,
    },
}

impl RustItem {
    /// The newest declaration.
    pub fn item(&self) -> &Item {
        match self {
            Self::Added(item) | Self::Removed(item) => item,
            Self::Changed { new, .. } => new,
        }
    }

    /// The old declaration; none if the item was added.
    pub fn before(&self) -> Option<&Item> {
        match self {
            Self::Added(_) => None,
            Self::Removed(item) => Some(item),
            Self::Changed { old, .. } => Some(old),
        }
    }

    /// The new declaration; none if the item was removed.
    pub fn after(&self) -> Option<&Item> {
        match self {
            Self::Removed(_) => None,
            Self::Added(item) => Some(item),
            Self::Changed { new, .. } => Some(new),
        }
    }

    /// Path of the item.
    pub fn path(&self) -> &str {
        &self.item().path
    }

    /// Kind of the item.
    pub fn kind(&self) -> ItemKind {
        self.item().kind
    }

    /// Kind of change of the item.
    pub fn change(&self) -> ItemChange {
        match self {
            Self::Added(_) => ItemChange::Added,
            Self::Removed(_) => ItemChange::Removed,
            Self::Changed { .. } => ItemChange::Changed,
        }
    }
}

impl Serialize for RustItem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("RustItem", 5)?;
        fields.serialize_field("path", self.path())?;
        fields.serialize_field("kind", self.kind().word())?;
        fields.serialize_field("old", &self.before().map(Item::text))?;
        fields.serialize_field("new", &self.after().map(Item::text))?;
        fields.serialize_field("change", &self.change())?;
        fields.end()
    }
}

/// Kind of change of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemChange {
    /// The item was added.
    Added,
    /// The item was removed.
    Removed,
    /// The declaration changed.
    Changed,
}
