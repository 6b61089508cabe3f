//! The items of an entry: what callers meet first stands first, and what breaks beside a silent change is named.

use super::line::Line;
use crate::audit::report::{Change, Class, ItemChange, RustItem, RustSeverity};
use crate::audit::subject::Subject;
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
}

impl<'a> Order<'a> {
    /// The order for the items of some listings.
    pub(super) fn of(listings: impl IntoIterator<Item = &'a [Line]>) -> Self {
        let is_model = |line: &&Line| {
            let can_be = matches!(line.kind.as_str(), "struct" | "enum" | "type");
            let subject = line.subject.as_deref().and_then(Subject::parse);
            can_be && subject.is_some_and(|it| it.is_type())
        };
        let lines = listings.into_iter().flatten().filter(is_model);
        Self {
            models: lines.map(|line| line.path.as_str()).collect(),
        }
    }

    /// Puts items into it. What is gone stands before what came in its stead.
    pub(super) fn sort(&self, items: &mut [RustItem]) {
        let key = |item: &RustItem| (self.place(item), item.change == ItemChange::Added);
        items.sort_by(|a, b| (key(a), a).cmp(&(key(b), b)));
    }

    fn place(&self, item: &RustItem) -> Place {
        let text = item.new.as_deref().or(item.old.as_deref());
        let text = text.unwrap_or_default();
        let owner = item.path.rsplit_once("::").map(|(owner, _)| owner);
        let is_model = |path: &str| self.models.contains(path);
        match text.split(' ').next() {
            Some("impl") => Place::Traits,
            _ if is_model(&item.path) || owner.is_some_and(is_model) => Place::Model,
            Some("mod") => Place::Entry,
            // What builds a request takes itself, and gives itself back.
            Some("fn") if text.contains("(&self") => Place::Entry,
            _ => Place::Request,
        }
    }
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
