//! The items of a collection.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::request::text;
use super::sample;
use super::schema::{Collection, Origin, Type};

/// Largest item number: the last part of a UUID has 48 bits.
const MAX_NUMBER: u64 = (1 << 48) - 1;

/// Creates the item with an index.
pub(super) type Make = Arc<dyn Fn(u64) -> Value + Send + Sync>;

/// The items of a collection, in insertion order.
#[derive(Debug)]
pub(super) struct Store {
    collection: &'static Collection,
    segments: Vec<Segment>,
    /// The item number that was assigned last.
    last_number: u64,
}

enum Segment {
    /// A stored item and its key.
    Stored(String, Value),
    /// Items that are created lazily.
    Generated(Generated),
}

struct Generated {
    /// The item number before those of this segment.
    before: u64,
    count: u64,
    make: Make,
    /// Whether the items have identifiers of their own.
    has_own_ids: bool,
    /// Changed items; `None` for removed ones.
    changed: BTreeMap<u64, Option<Value>>,
}

impl Store {
    /// The initial items.
    pub(super) fn new(collection: &'static Collection) -> Self {
        let mut store = Self {
            collection,
            segments: Vec::new(),
            last_number: 0,
        };
        if collection.origin == Origin::Initial {
            store.insert(Map::new().into(), 0);
        }
        store
    }

    /// Type of an item.
    pub(super) fn item(&self) -> Type {
        self.collection.item
    }

    /// Inserts an item, or replaces the one with the same key. Returns the key and the item.
    /// Generated identifiers are unique.
    pub(super) fn insert(&mut self, item: Value, time: u64) -> (String, Value) {
        let id = self.collection.id.and_then(|id| item.get(id));
        let has_own_id = self.collection.singleton || id.is_some_and(|id| !id.is_null());
        let (key, item) = loop {
            self.last_number += 1;
            let (key, item) = completed(self.collection, item.clone(), self.last_number, time);
            if has_own_id || self.find(&key).is_none() {
                break (key, item);
            }
        };
        if !self.replace(&key, item.clone()) {
            self.segments
                .push(Segment::Stored(key.clone(), item.clone()));
        }
        (key, item)
    }

    /// Adds lazily created items.
    pub(super) fn generate(&mut self, count: u64, make: Make, time: u64) {
        if self.collection.singleton {
            if count > 0 {
                self.insert(make(0), time);
            }
            return;
        }
        let has_id = |id: &str| make(0).get(id).is_some_and(|id| !id.is_null());
        let has_own_ids = count > 0 && self.collection.id.is_some_and(has_id);
        let count = count.min(MAX_NUMBER.saturating_sub(self.last_number));
        let mut before = self.last_number;
        while let Some(taken) = self.last_used_number(before, count) {
            before = taken;
        }
        self.segments.push(Segment::Generated(Generated {
            before,
            count,
            make,
            has_own_ids,
            changed: BTreeMap::new(),
        }));
        self.last_number = before.saturating_add(count);
    }

    /// The last of the next `count` numbers that is already the identifier of an item.
    fn last_used_number(&self, before: u64, count: u64) -> Option<u64> {
        let last = before.saturating_add(count);
        let own_numbers = self.segments.iter().filter_map(|segment| match segment {
            Segment::Stored(key, _) => sample::number_of_id(key),
            Segment::Generated(_) => None,
        });
        own_numbers.filter(|it| *it > before && *it <= last).max()
    }

    pub(super) fn clear(&mut self) {
        self.segments.clear();
    }

    /// The item with this key.
    pub(super) fn get(&self, key: &str) -> Option<Value> {
        let (segment, index) = self.find(key)?;
        self.segments.get(segment)?.item(self.collection, index)
    }

    /// Key of an item after it replaces the one with this key.
    pub(super) fn renamed(&self, key: &str, item: &Value) -> String {
        identifier(self.collection, item).unwrap_or_else(|| key.to_owned())
    }

    /// Replaces the item with this key, if there is one. It is then found by its own identifier.
    pub(super) fn replace(&mut self, key: &str, item: Value) -> bool {
        let (found, renamed) = (self.find(key), self.renamed(key, &item));
        match found.and_then(|(at, index)| Some((self.segments.get_mut(at)?, index))) {
            Some((Segment::Stored(key, old), _)) => (*key, *old) = (renamed, item),
            Some((Segment::Generated(generated), index)) => {
                generated.changed.insert(index, Some(item));
            }
            None => return false,
        }
        true
    }

    /// Removes the item with this key.
    pub(super) fn remove(&mut self, key: &str) -> Option<Value> {
        let (at, index) = self.find(key)?;
        let item = self.segments.get(at)?.item(self.collection, index);
        match self.segments.get_mut(at)? {
            Segment::Stored(..) => drop(self.segments.remove(at)),
            Segment::Generated(generated) => drop(generated.changed.insert(index, None)),
        }
        item
    }

    /// The items of a window, and the total number. Without a filter, no other item is created.
    pub(super) fn window(
        &self,
        offset: u64,
        limit: u64,
        filter: Option<&dyn Fn(&Value) -> bool>,
    ) -> (Vec<Value>, u64) {
        let mut total = 0;
        let mut items = Vec::new();
        let end = offset.saturating_add(limit);
        for segment in &self.segments {
            let count = segment.count();
            let item = |at: u64| segment.item(self.collection, segment.index(at));
            let Some(filter) = filter else {
                let from = offset.saturating_sub(total).min(count);
                let to = end.saturating_sub(total).min(count);
                items.extend((from..to).filter_map(item));
                total += count;
                continue;
            };
            for item in (0..count).filter_map(item).filter(|item| filter(item)) {
                if (offset..end).contains(&total) {
                    items.push(item);
                }
                total += 1;
            }
        }
        (items, total)
    }

    /// The segment that holds a key, and the index in it.
    fn find(&self, key: &str) -> Option<(usize, u64)> {
        let mut segments = self.segments.iter().enumerate();
        segments.find_map(|(at, segment)| match segment {
            Segment::Stored(own, _) => (own == key).then_some((at, 0)),
            Segment::Generated(generated) => Some((at, generated.find(self.collection, key)?)),
        })
    }
}

impl Segment {
    /// Number of items.
    fn count(&self) -> u64 {
        match self {
            Self::Stored(..) => 1,
            Self::Generated(generated) => generated.count - generated.removed().count() as u64,
        }
    }

    /// Index of the item at a position that counts existing items only.
    fn index(&self, place: u64) -> u64 {
        let mut index = place;
        if let Self::Generated(generated) = self {
            for removed in generated.removed() {
                index += u64::from(removed <= index);
            }
        }
        index
    }

    fn item(&self, collection: &Collection, index: u64) -> Option<Value> {
        match self {
            Self::Stored(_, item) => Some(item.clone()),
            Self::Generated(generated) => generated.item(collection, index),
        }
    }
}

impl Generated {
    /// Indexes of removed items, in order.
    fn removed(&self) -> impl Iterator<Item = u64> {
        let changed = self.changed.iter();
        changed.filter_map(|(index, item)| item.is_none().then_some(*index))
    }

    fn item(&self, collection: &Collection, index: u64) -> Option<Value> {
        match self.changed.get(&index) {
            Some(item) => item.clone(),
            None => {
                let number = self.before + index + 1;
                Some(completed(collection, (self.make)(index), number, number).1)
            }
        }
    }

    /// Index of the item with a key. Generated keys contain it unless the item was changed; others
    /// need a search.
    fn find(&self, collection: &Collection, key: &str) -> Option<u64> {
        let has_key = |index: &u64| {
            let item = self.item(collection, *index);
            item.is_some_and(|item| key_of(collection, &item, self.before + index + 1) == key)
        };
        if self.has_own_ids {
            return (0..self.count).find(has_key);
        }
        let number = sample::number_of_id(key);
        let index = number.and_then(|number| number.checked_sub(self.before + 1));
        let index = index.filter(|index| *index < self.count).filter(has_key);
        index.or_else(|| self.changed.keys().copied().find(has_key))
    }
}

/// Adds an identifier, timestamps and required members to an item, and returns it with its key.
fn completed(collection: &Collection, mut item: Value, number: u64, time: u64) -> (String, Value) {
    if let (Some(object), Value::Object(members)) = (collection.item.object(), &mut item) {
        if let Some(id) = collection.id
            && members.get(id).is_none_or(Value::is_null)
        {
            let ty = object.field(id).map_or(Type::String, |field| field.ty);
            members.insert(id.to_owned(), sample::id(ty, number));
        }
        let timestamps = object
            .fields()
            .filter(|field| field.read_only && is_timestamp(field.ty));
        for field in timestamps {
            let member = members.entry(field.name);
            member.or_insert_with(|| sample::time(field.ty, time));
        }
        sample::complete(object, members);
    }
    (key_of(collection, &item, number), item)
}

/// Whether values of the type are dates and times.
fn is_timestamp(ty: Type) -> bool {
    matches!(ty, Type::DateTime | Type::UnixTime)
}

/// Key of an item: its identifier, or its number if it has none. The key of a singleton is empty.
fn key_of(collection: &Collection, item: &Value, number: u64) -> String {
    if collection.singleton {
        return String::new();
    }
    identifier(collection, item).unwrap_or_else(|| number.to_string())
}

/// Identifier of an item as it appears in a path.
fn identifier(collection: &Collection, item: &Value) -> Option<String> {
    let id = item.get(collection.id?);
    id.filter(|id| !id.is_null()).map(text)
}

/// Applies a partial update to an item.
pub(super) fn merged(
    collection: &Collection,
    mut item: Value,
    change: Map<String, Value>,
    time: u64,
) -> Value {
    if let Value::Object(members) = &mut item {
        members.extend(change);
        if let Some(object) = collection.item.object() {
            // Only its name identifies the timestamp of the last change.
            let timestamps = object.fields().filter(|field| {
                field.read_only && (field.name.contains("modif") || field.name.contains("updat"))
            });
            for field in timestamps.filter(|field| is_timestamp(field.ty)) {
                members.insert(field.name.to_owned(), sample::time(field.ty, time));
            }
        }
    }
    item
}

impl fmt::Debug for Segment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stored(_, item) => item.fmt(formatter),
            Self::Generated(generated) => write!(formatter, "{} generated items", generated.count),
        }
    }
}
