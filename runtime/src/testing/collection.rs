//! The items of a collection, as tests access them.

use std::sync::Arc;

use serde_json::Value;

use super::backend::Backend;
use super::schema::{self, Type};
use super::suggestions;
use crate::Error;

/// The items of a collection, or the item of a singleton. Returned by
/// [`Fake::collection`](super::Fake::collection).
///
/// The fake adds an identifier and all missing required members to inserted items. Member names are
/// validated, values are not.
#[derive(Debug, Clone)]
pub struct Collection {
    backend: Arc<Backend>,
    schema: &'static schema::Collection,
    /// Values of the path parameters of the collection.
    path_values: Vec<String>,
}

impl Collection {
    pub(super) fn new(
        backend: Arc<Backend>,
        schema: &'static schema::Collection,
        path_values: &[&str],
    ) -> Self {
        Self {
            backend,
            schema,
            path_values: path_values.iter().map(ToString::to_string).collect(),
        }
    }

    /// Inserts an item and returns its identifier, which is an empty string for a singleton.
    ///
    /// Replaces an existing item with the same identifier, or the item of a singleton.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Config`](crate::ErrorKind::Config) if the item has an unknown member.
    pub fn insert(&self, item: impl Into<Value>) -> Result<String, Error> {
        let item = item.into();
        check(self.schema.item, &item)?;
        let mut state = self.backend.state();
        let time = state.change();
        let store = state.store(self.schema, self.path_values.clone());
        Ok(store.insert(item, time).0)
    }

    /// Inserts `count` items. Each is created from its index when it is needed, so millions of items
    /// take almost no memory. A collection holds up to 2⁴⁸ − 1 items.
    ///
    /// `make` must return the same item whenever it is called with the same index, and must not use
    /// the fake.
    ///
    /// Omit the identifiers if possible: items with generated identifiers are found in constant
    /// time, others by a linear search. A list with a filter or a sort order visits all items for
    /// each page.
    ///
    /// # Errors
    /// Same as [`insert`](Self::insert), for the first item.
    pub fn generate(
        &self,
        count: u64,
        make: impl Fn(u64) -> Value + Send + Sync + 'static,
    ) -> Result<(), Error> {
        if count > 0 {
            check(self.schema.item, &make(0))?;
        }
        let mut state = self.backend.state();
        let time = state.change();
        let store = state.store(self.schema, self.path_values.clone());
        store.generate(count, Arc::new(make), time);
        Ok(())
    }

    /// Returns the item with this identifier.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Value> {
        let mut state = self.backend.state();
        state.store(self.schema, self.path_values.clone()).get(id)
    }

    /// Returns all items.
    #[must_use]
    pub fn items(&self) -> Vec<Value> {
        let mut state = self.backend.state();
        let store = state.store(self.schema, self.path_values.clone());
        store.window(0, u64::MAX, None).0
    }

    /// Removes all items.
    pub fn clear(&self) {
        let mut state = self.backend.state();
        state.store(self.schema, self.path_values.clone()).clear();
    }
}

/// Rejects unknown members. A test could pass for the wrong reason if a typo were ignored.
fn check(ty: Type, value: &Value) -> Result<(), Error> {
    match (ty, value) {
        (Type::Object(object), Value::Object(members)) => {
            let object = object();
            members
                .iter()
                .try_for_each(|(name, value)| match object.field(name) {
                    Some(field) => check(field.ty, value),
                    None if object.additional_properties => Ok(()),
                    None => {
                        let known = object.fields().map(|field| field.name);
                        let message = format!("an item has no member `{name}`");
                        Err(suggestions::unknown_name(message, name, known))
                    }
                })
        }
        (Type::List(ty), Value::Array(items)) => items.iter().try_for_each(|item| check(*ty, item)),
        (Type::Nullable(ty), value) => check(*ty, value),
        (Type::Map(ty), Value::Object(members)) => {
            members.values().try_for_each(|item| check(*ty, item))
        }
        _ => Ok(()),
    }
}
