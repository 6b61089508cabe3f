//! The items of a collection, in the hands of a test.

use std::sync::Arc;

use serde_json::Value;

use super::core::Core;
use super::describe::{Collection, Kind};
use super::near;
use crate::Error;

/// The items of a collection.
///
/// What a test puts in is completed: an item gets an identifier, and what else its type says is always there. That its
/// members have names that the type knows is checked; what their values are is not.
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

    /// Adds an item, or puts it in the place of the one with its identifier, and tells that. What there is only one of
    /// is put in the place of what was there; its identifier is the empty text.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) when an item has no member of a name that is given.
    pub fn insert(&self, item: impl Into<Value>) -> Result<String, Error> {
        let item = item.into();
        check(self.collection.item, &item)?;
        let mut state = self.core.state();
        let moment = state.change();
        let store = state.store(self.collection, self.scope.clone());
        Ok(store.insert(item, moment).0)
    }

    /// Adds so many items, 2⁴⁸ − 1 in all at most, which are made from their index when they are asked for, so that a
    /// million of them takes no memory. The function must give the same item whenever it is asked, and must not use the fake.
    ///
    /// Give no identifiers if you can: items with the fake's own are found at once, and others by trying them all. So is
    /// every page of a list with a filter or an order.
    ///
    /// # Errors
    /// As [`insert`](Self::insert), of the first item.
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

    /// The item with an identifier.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Value> {
        let mut state = self.core.state();
        state.store(self.collection, self.scope.clone()).get(id)
    }

    /// All items.
    #[must_use]
    pub fn items(&self) -> Vec<Value> {
        let mut state = self.core.state();
        let store = state.store(self.collection, self.scope.clone());
        store.window(0, u64::MAX, None).0
    }

    /// Takes all items away.
    pub fn clear(&self) {
        let mut state = self.core.state();
        state.store(self.collection, self.scope.clone()).clear();
    }
}

/// That a value has no member which its type does not know: it would be passed over, and the test with it.
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
                        let message = format!("nothing in an item is called `{name}`");
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
