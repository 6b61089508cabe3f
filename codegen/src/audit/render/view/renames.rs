//! Types that were only renamed: one line with both names replaces the declarations of the type and its members.

use crate::audit::render::words::count;
use crate::audit::report::{ItemChange, RustItem};
use crate::rust::Type;
use crate::surface::{Item, ItemKind};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of members that are counted, with their names in reports.
const MEMBERS: &[(ItemKind, &str)] = &[
    (ItemKind::Function, "method"),
    (ItemKind::Field, "field"),
    (ItemKind::Variant, "variant"),
    (ItemKind::Constant, "constant"),
];

/// Types that were removed under one path and added under another, and are otherwise equal.
pub(super) struct Renames<'a> {
    items: &'a [RustItem],
    /// New paths by old path.
    paths: BTreeMap<&'a str, &'a str>,
}

impl<'a> Renames<'a> {
    pub(super) fn of(items: &'a [RustItem]) -> Self {
        let mut renames = Self {
            items,
            paths: BTreeMap::new(),
        };
        let has = |change| items.iter().any(|it| it.change() == change && is_type(it));
        if has(ItemChange::Removed) && has(ItemChange::Added) {
            // A type that mentions a renamed type is equal only once that rename is known.
            while renames.find_more() {}
        }
        renames
    }

    /// Adds renames of types that are equal under the known renames. Types that equal several others are not paired.
    fn find_more(&mut self) -> bool {
        let mut equal: BTreeMap<_, [Vec<&str>; 2]> = BTreeMap::new();
        let new_paths: BTreeSet<_> = self.paths.values().copied().collect();
        for item in self.items.iter().filter(|it| is_type(it)) {
            let path = item.path();
            if self.paths.contains_key(path) || new_paths.contains(path) {
                continue;
            }
            let [old, new] = equal.entry(self.shape(item)).or_default();
            match item.change() {
                ItemChange::Removed => old.push(path),
                ItemChange::Added => new.push(path),
                ItemChange::Changed => {}
            }
        }
        let pairs =
            equal
                .into_values()
                .filter_map(|[old, new]| match (old.as_slice(), new.as_slice()) {
                    ([old], [new]) => Some((*old, *new)),
                    _ => None,
                });
        let known = self.paths.len();
        self.paths.extend(pairs);
        self.paths.len() > known
    }

    /// Declarations of a type and its members, with `Self` for its path and with new paths of renamed types.
    fn shape(&self, ty: &RustItem) -> BTreeSet<String> {
        let own = self.items.iter().filter(|it| is_part(it, ty));
        let shapes = own.map(|item| {
            let item = item.item();
            let path = |path: &String| self.path_in_shape(path, ty.path());
            let mut renamed = |old: &String, arguments| Type::Path(path(old), arguments);
            let item = Item {
                path: path(&item.path),
                detail: item.detail.map(&mut renamed),
                ..item.clone()
            };
            item.to_string()
        });
        shapes.collect()
    }

    fn path_in_shape(&self, path: &str, own: &str) -> String {
        if let Some(rest) = rest_of_path(path, own) {
            return format!("Self{rest}");
        }
        let mut renames = self.paths.iter();
        let renamed =
            renames.find_map(|(old, new)| Some(format!("{new}{}", rest_of_path(path, old)?)));
        renamed.unwrap_or_else(|| path.to_owned())
    }

    /// Whether an item is a renamed type or one of its members.
    pub(super) fn covers(&self, item: &RustItem) -> bool {
        let is_in = |path: &&str| rest_of_path(item.path(), path).is_some();
        match item.change() {
            ItemChange::Removed => self.paths.keys().any(is_in),
            ItemChange::Added => self.paths.values().any(is_in),
            ItemChange::Changed => false,
        }
    }

    /// The line of a renamed type, in place of the old declaration.
    pub(super) fn line(&self, item: &RustItem) -> Option<String> {
        let is_old_type = item.change() == ItemChange::Removed && is_type(item);
        let (old, new) = self.paths.get_key_value(item.path())?;
        let kind = item.kind().word();
        is_old_type.then(|| format!("{kind} {old} → {new}{}", self.members(item)))
    }

    /// `, with its 2 methods and 1 field`
    fn members(&self, ty: &RustItem) -> String {
        let members = MEMBERS.iter().filter_map(|(kind, name)| {
            let of_type = self.items.iter().filter(|it| is_part(it, ty));
            let number = of_type.filter(|it| it.kind() == *kind).count();
            (number > 0).then(|| count(number, name))
        });
        let members: Vec<_> = members.collect();
        match members.as_slice() {
            [] => String::new(),
            members => format!(", with its {}", members.join(" and ")),
        }
    }
}

/// Whether an item is a type that was added or removed.
fn is_type(item: &RustItem) -> bool {
    item.change() != ItemChange::Changed && item.kind().is_type()
}

/// Whether an item is the type or one of its members.
fn is_part(item: &RustItem, ty: &RustItem) -> bool {
    item.change() == ty.change() && rest_of_path(item.path(), ty.path()).is_some()
}

/// The rest of a path after `start`: empty, or `::` and further segments.
fn rest_of_path<'a>(path: &'a str, start: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(start)?;
    (rest.is_empty() || rest.starts_with("::")).then_some(rest)
}
