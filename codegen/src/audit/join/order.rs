//! Orders the Rust items of a change by where callers encounter them.

use crate::audit::report::{ItemChange, RustItem};
use crate::audit::subject::Subject;
use crate::rust::Receiver;
use crate::surface::{Detail, Item, ItemKind};
use std::collections::BTreeSet;

/// Rank of an item. Lower ranks come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Modules, and methods of the client and of resource clients.
    EntryPoint,
    /// Request types, and everything else.
    Request,
    /// Types of the spec and their members.
    Model,
    /// Trait implementations.
    Traits,
}

/// Order of the items of some listings.
pub(super) struct Order<'a> {
    /// Paths of the types that the spec declares.
    models: BTreeSet<&'a str>,
    /// Paths of the methods with a `&self` receiver. Methods of request types take `self`.
    getters: BTreeSet<&'a str>,
}

impl<'a> Order<'a> {
    pub(super) fn of(listings: [&'a [Item]; 2]) -> Self {
        let is_model = |item: &&Item| {
            let subject = item.subject.as_deref().and_then(Subject::parse);
            item.kind.is_type() && subject.is_some_and(|it| it.is_type())
        };
        let is_getter = |item: &&Item| match &item.detail {
            Detail::Function(signature) => signature.receiver == Some(Receiver::Reference),
            _ => false,
        };
        let all = || listings.into_iter().flatten();
        Self {
            models: all().filter(is_model).map(|it| it.path.as_str()).collect(),
            getters: all().filter(is_getter).map(|it| it.path.as_str()).collect(),
        }
    }

    /// Sorts items. Removed items come before those that replace them.
    pub(super) fn sort(&self, items: &mut [RustItem]) {
        items.sort_by_cached_key(|item| {
            let is_added = item.change() == ItemChange::Added;
            let path = item.path().to_owned();
            let old = item.before().map(Item::text);
            let new = item.after().map(Item::text);
            (self.rank(item.item()), is_added, path, old, new)
        });
    }

    fn rank(&self, item: &Item) -> Rank {
        let is_model = |path: &str| self.models.contains(path);
        match item.kind {
            ItemKind::Impl => Rank::Traits,
            _ if is_model(&item.path) || item.owner().is_some_and(is_model) => Rank::Model,
            ItemKind::Module => Rank::EntryPoint,
            ItemKind::Function if self.getters.contains(item.path.as_str()) => Rank::EntryPoint,
            _ => Rank::Request,
        }
    }
}
