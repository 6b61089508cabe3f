//! Types that only got another name: a line for the old and the new one, instead of all that both have.

use super::words::count;
use crate::audit::report::{ItemChange, RustItem};
use std::collections::{BTreeMap, BTreeSet};

/// What a type may have, by the word that a line of a listing starts with.
const PARTS: &[(&str, &str)] = &[
    ("fn", "method"),
    ("field", "field"),
    ("variant", "variant"),
    ("const", "constant"),
];

/// The types among some items that are gone under one path and came under another, the same in all else.
pub(super) struct Renames<'a> {
    items: &'a [RustItem],
    /// The new path of each old one.
    paths: BTreeMap<&'a str, &'a str>,
}

impl<'a> Renames<'a> {
    pub(super) fn among(items: &'a [RustItem]) -> Self {
        let mut renames = Self {
            items,
            paths: BTreeMap::new(),
        };
        // A type may name one that has another name itself, and is seen to be the same once that is known.
        let some = |change| items.iter().any(|it| it.change == change && is_type(it));
        if some(ItemChange::Removed) && some(ItemChange::Added) {
            while renames.find_more() {}
        }
        renames
    }

    /// Adds those whose lines are the same, given those that are known. Two that look alike are not told apart.
    fn find_more(&mut self) -> bool {
        let mut alike: BTreeMap<_, [Vec<&str>; 2]> = BTreeMap::new();
        let news: BTreeSet<_> = self.paths.values().copied().collect();
        for item in self.items.iter().filter(|it| is_type(it)) {
            let path = item.path.as_str();
            if self.paths.contains_key(path) || news.contains(path) {
                continue;
            }
            let [old, new] = alike.entry(self.shape(item)).or_default();
            match item.change {
                ItemChange::Removed => old.push(path),
                ItemChange::Added => new.push(path),
                ItemChange::Changed => {}
            }
        }
        let pairs = alike.into_values().filter_map(|it| match it {
            [old, new] => Some((single(old)?, single(new)?)),
        });
        let known = self.paths.len();
        self.paths.extend(pairs);
        self.paths.len() > known
    }

    /// The lines of a type and of all that it has, with one word for its path and new names for old ones.
    fn shape(&self, whole: &RustItem) -> BTreeSet<String> {
        let own = self.items.iter().filter(|it| is_part(it, whole));
        own.map(|item| with_paths(declaration(item), |path| self.in_shape(path, &whole.path)))
            .collect()
    }

    fn in_shape(&self, path: &str, own: &str) -> String {
        let after = |start: &str| path.strip_prefix(start).filter(|rest| is_end(rest));
        if let Some(rest) = after(own) {
            return format!("Self{rest}");
        }
        let mut known = self.paths.iter();
        let renamed = known.find_map(|(old, new)| Some(format!("{new}{}", after(old)?)));
        renamed.unwrap_or_else(|| path.to_owned())
    }

    /// Whether an item is one of these types, or has come or gone with one.
    pub(super) fn tell(&self, item: &RustItem) -> bool {
        let is_of = |path: &&str| item.path.strip_prefix(path).is_some_and(is_end);
        match item.change {
            ItemChange::Removed => self.paths.keys().any(is_of),
            ItemChange::Added => self.paths.values().any(is_of),
            ItemChange::Changed => false,
        }
    }

    /// What is told in the place of a type that is gone: the old path, the new one, and how much it has.
    pub(super) fn line(&self, item: &RustItem) -> Option<String> {
        let is_gone = item.change == ItemChange::Removed && is_type(item);
        let (old, new) = self.paths.get_key_value(item.path.as_str())?;
        is_gone.then(|| format!("{} {old} → {new}{}", kind(item), self.parts(item)))
    }

    fn parts(&self, whole: &RustItem) -> String {
        let number = |word: &str| {
            let parts = self.items.iter().filter(|it| is_part(it, whole));
            parts.filter(|it| kind(it) == word).count()
        };
        let parts = PARTS.iter().map(|(word, name)| (number(word), name));
        let parts = parts.filter(|(number, _)| *number > 0);
        let parts: Vec<_> = parts.map(|(number, name)| count(number, name)).collect();
        match parts.as_slice() {
            [] => String::new(),
            parts => format!(", with its {}", parts.join(" and ")),
        }
    }
}

/// The only one.
fn single(paths: Vec<&str>) -> Option<&str> {
    match paths.as_slice() {
        [path] => Some(path),
        _ => None,
    }
}

/// What an item was, or is.
fn declaration(item: &RustItem) -> &str {
    let text = item.new.as_deref().or(item.old.as_deref());
    text.unwrap_or_default()
}

fn kind(item: &RustItem) -> &str {
    declaration(item).split(' ').next().unwrap_or_default()
}

/// Whether it is a type that came or went.
fn is_type(item: &RustItem) -> bool {
    item.change != ItemChange::Changed && matches!(kind(item), "struct" | "enum" | "type")
}

/// Whether an item is the type, or came or went with it.
fn is_part(item: &RustItem, whole: &RustItem) -> bool {
    item.change == whole.change && item.path.strip_prefix(&whole.path).is_some_and(is_end)
}

/// Whether a path goes on with another step, or not at all.
fn is_end(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with("::")
}

/// A declaration with other paths.
fn with_paths(text: &str, other: impl Fn(&str) -> String) -> String {
    let is_of_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_of_path) {
        let (before, after) = rest.split_at(start);
        let end = after.find(|c| !is_of_path(c)).unwrap_or(after.len());
        let (path, behind) = after.split_at(end);
        out.push_str(before);
        // `name: Type` has a colon that is no part of a path.
        let name = path.trim_end_matches(':');
        out.push_str(&other(name));
        out.push_str(path.get(name.len()..).unwrap_or_default());
        rest = behind;
    }
    out + rest
}
