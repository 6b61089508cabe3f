//! Access to the parts of nodes whose structure is not known.

use super::{Key, Node, Value};

impl Node {
    /// Value of a key of a map; `None` if the node is no map or lacks the key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let found = self.entries().iter().find(|(it, _)| it.text == key);
        found.map(|(_, value)| value)
    }

    /// The content of a string.
    pub fn str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a boolean.
    pub fn bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// A number as written.
    pub fn number(&self) -> Option<&str> {
        match &self.value {
            Value::Number(text) => Some(text),
            _ => None,
        }
    }

    /// Items of a list; empty if the node is no list.
    pub fn list(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Entries of a map in source order; empty if the node is no map.
    pub fn entries(&self) -> &[(Key, Self)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }
}
