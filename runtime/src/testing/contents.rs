//! Access to the items of a collection for tests.

use std::sync::Arc;

use serde_json::Value;

use super::core::Core;
use super::describe::{Collection, Kind};
use super::near;
use crate::Error;

/// The items of a collection.
///
/// Inserted items are completed: they get an identifier and all required members. Member names are
/// validated, values are not.
#[derive(Debug, Clone)]
pub struct Contents {
    core: Arc<Core>,
    collection: &'static Collection,
    scope: Vec<String>,
}

impl Contents {
    pub(super) fn new(core: Arc<Core>, collection: &'static Collection, scope: &[&str]) -> Self {
        Self {
            core,
            collection,
            scope: scope.iter().map(ToString::to_string).collect(),
        }
    }

    /// Inserts an item and returns its identifier.
    ///
    /// Replaces the item with the same identifier. The item of a singleton replaces the existing
    /// one; its identifier is the empty string.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Config`](crate::ErrorKind::Config) if the item has an unknown member.
    pub fn insert(&self, item: impl Into<Value>) -> Result<String, Error> {
        let item = item.into();
        check(self.collection.item, &item)?;
        let mut state = self.core.state();
        let moment = state.change();
        let store = state.store(self.collection, self.scope.clone());
        Ok(store.insert(item, moment).0)
    }

    /// Inserts `count` items that are created lazily from their index, so that millions of items
    /// take no memory. A collection holds up to 2⁴⁸ − 1 items.
    ///
    /// `make` must return the same item whenever it is called with the same index, and must not use
    /// the fake.
    ///
    /// Leave the identifiers out if possible: items with generated identifiers are found in
    /// constant time, others by a linear search. Lists with filters or an order also visit every
    /// item for each page.
    ///
    /// # Errors
    /// Same as [`insert`](Self::insert), for the first item.
    pub fn generate(
        &self,
        count: u64,
        make: impl Fn(u64) -> Value + Send + Sync + 'static,
    ) -> Result<(), Error> {
        if count > 0 {
            check(self.collection.item, &make(0))?;
        }
        let mut state = self.core.state();
        let moment = state.change();
        let store = state.store(self.collection, self.scope.clone());
        store.generate(count, Arc::new(make), moment);
        Ok(())
    }

    /// Returns the item with this identifier.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Value> {
        let mut state = self.core.state();
        state.store(self.collection, self.scope.clone()).get(id)
    }

    /// Returns all items.
    #[must_use]
    pub fn items(&self) -> Vec<Value> {
        let mut state = self.core.state();
        let store = state.store(self.collection, self.scope.clone());
        store.window(0, u64::MAX, None).0
    }

    /// Removes all items.
    pub fn clear(&self) {
        let mut state = self.core.state();
        state.store(self.collection, self.scope.clone()).clear();
    }
}

/// Rejects unknown members: ignoring a typo would make the test pass for the wrong reason.
fn check(kind: Kind, value: &Value) -> Result<(), Error> {
    match (kind, value) {
        (Kind::Object(object), Value::Object(members)) => {
            members
                .iter()
                .try_for_each(|(name, value)| match object.field(name) {
                    Some(field) => check(field.kind, value),
                    None if object.open => Ok(()),
                    None => {
                        let known = object.fields.iter().map(|field| field.name);
                        let message = format!("an item has no member `{name}`");
                        Err(near::unknown(message, name, known))
                    }
                })
        }
        (Kind::List(kind), Value::Array(items)) => {
            items.iter().try_for_each(|item| check(*kind, item))
        }
        (Kind::Map(kind), Value::Object(members)) => {
            members.values().try_for_each(|item| check(*kind, item))
        }
        _ => Ok(()),
    }
}
