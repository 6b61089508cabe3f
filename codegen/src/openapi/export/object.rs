//! JSON objects with ordered members.

use serde_json::{Map, Value};

/// A JSON object under construction.
#[derive(Debug, Default)]
pub(super) struct Object(Map<String, Value>);

impl Object {
    /// An empty object.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// A reference to a component of the document.
    pub(super) fn reference(section: &str, name: &str) -> Self {
        Self::new().with("$ref", pointer(section, name))
    }

    /// Adds a member.
    pub(super) fn with(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.0.insert(name.into(), value.into());
        self
    }

    /// Adds a member, if there is a value for it.
    pub(super) fn with_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds a string, unless it is empty.
    pub(super) fn with_text(self, name: &str, text: &str) -> Self {
        self.with_some(name, (!text.is_empty()).then_some(text))
    }

    /// Adds a flag if it is set. All flags of OpenAPI default to `false`.
    pub(super) fn with_flag(self, name: &str, set: bool) -> Self {
        self.with_some(name, set.then_some(true))
    }

    /// Adds a list, unless it is empty.
    pub(super) fn with_list<T: Into<Value>>(
        self,
        name: &str,
        items: impl IntoIterator<Item = T>,
    ) -> Self {
        let items: Vec<Value> = items.into_iter().map(Into::into).collect();
        self.with_some(name, (!items.is_empty()).then_some(items))
    }

    /// Adds an object, unless it is empty.
    pub(super) fn with_object(self, name: &str, object: Self) -> Self {
        self.with_some(name, (!object.is_empty()).then_some(object))
    }

    /// Adds the members of another object.
    pub(super) fn merge(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Whether it has no members.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a member.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Object {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        members
            .into_iter()
            .fold(Self::new(), |object, (name, value)| {
                object.with(name, value)
            })
    }
}

/// JSON pointer to a component of the document.
pub(super) fn pointer(section: &str, name: &str) -> String {
    format!("#/components/{section}/{name}")
}
