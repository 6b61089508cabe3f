//! The items of an entry: what callers meet first stands first, and what breaks beside a silent change is named.

use crate::audit::report::{Change, Class, ItemChange, RustItem, RustSeverity};
use crate::audit::subject::Subject;
use crate::rust::Receiver;
use crate::surface::{Detail, Item, ItemKind};
use std::collections::BTreeSet;

/// How many broken items a message names.
const NAMED: usize = 2;

/// Where callers meet an item; the order is that of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// A module, or a method that is called on the client or on a resource.
    Entry,
    /// What a call is put together with, and all else.
    Request,
    /// A type of the spec, and what stands in it.
    Model,
    /// The traits of a type.
    Traits,
}

/// The order of items.
pub(super) struct Order<'a> {
    /// The paths of the types that the spec declares.
    models: BTreeSet<&'a str>,
    /// The paths of the methods that take `&self`: a request's own take it by value and give it back.
    getters: BTreeSet<&'a str>,
}

impl<'a> Order<'a> {
    /// The order for the items of some listings.
    pub(super) fn of(listings: [&'a [Item]; 2]) -> Self {
        let is_model = |line: &&Item| {
            let can_be = matches!(
                line.kind,
                ItemKind::Struct | ItemKind::Enum | ItemKind::Alias
            );
            let subject = line.subject.as_deref().and_then(Subject::parse);
            can_be && subject.is_some_and(|it| it.is_type())
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

    /// Puts items into it. What is gone stands before what came in its stead.
    pub(super) fn sort(&self, items: &mut [RustItem]) {
        let key = |item: &RustItem| (self.place(item), item.change == ItemChange::Added);
        items.sort_by(|a, b| (key(a), a).cmp(&(key(b), b)));
    }

    fn place(&self, item: &RustItem) -> Place {
        let owner = item.path.rsplit_once("::").map(|(owner, _)| owner);
        let is_model = |path: &str| self.models.contains(path);
        match kind(item) {
            Some(ItemKind::Impl) => Place::Traits,
            _ if is_model(&item.path) || owner.is_some_and(is_model) => Place::Model,
            Some(ItemKind::Module) => Place::Entry,
            Some(ItemKind::Function) if self.getters.contains(item.path.as_str()) => Place::Entry,
            _ => Place::Request,
        }
    }
}

/// The kind of an item of a report.
pub(super) fn kind(item: &RustItem) -> Option<ItemKind> {
    let text = item.new.as_deref().or(item.old.as_deref())?;
    ItemKind::parse(text.split(' ').next()?)
}

/// Says of a silent change that it keeps source from compiling too. It stays silent, since the compiler does not find all
/// of it.
pub(super) fn tell_breaks(change: &mut Change, broken: &BTreeSet<String>) {
    if change.class != Class::Silent || broken.is_empty() {
        return;
    }
    change.rust.severity = RustSeverity::Major;
    let in_order = change.rust.items.iter().map(|item| item.path.as_str());
    let in_order = in_order.filter(|path| broken.contains(*path));
    let named: Vec<_> = in_order
        .take(NAMED)
        .map(|path| format!("`{path}`"))
        .collect();
    let more = match broken.len().saturating_sub(named.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let named = named.join(", ");
    change
        .message
        .push_str(&format!("; some callers no longer compile: {named}{more}"));
}
