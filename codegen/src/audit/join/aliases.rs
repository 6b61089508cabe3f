//! Resolves type aliases. Declarations that differ only in the alias they use are the same.

use crate::rust::Type;
use crate::surface::{Detail, Item};
use std::collections::BTreeMap;

/// Limit of a chain of aliases. Only a listing that was edited by hand can have a cycle.
const LONGEST_CHAIN: usize = 16;

/// The aliased types of a listing, by path.
pub(super) struct Aliases<'a>(BTreeMap<&'a str, &'a Type<String>>);

impl<'a> Aliases<'a> {
    pub(super) fn of(items: &'a [Item]) -> Self {
        let aliases = items.iter().filter_map(|item| match &item.detail {
            Detail::Alias(ty) => Some((item.path.as_str(), ty)),
            _ => None,
        });
        Self(aliases.collect())
    }

    /// The item with its aliases replaced by the types that they name.
    pub(super) fn resolved(&self, item: &Item) -> Item {
        if self.0.is_empty() {
            return item.clone();
        }
        let mut resolve = |path: &String, arguments| self.resolve(path, arguments, LONGEST_CHAIN);
        Item {
            detail: item.detail.map(&mut resolve),
            ..item.clone()
        }
    }

    fn resolve(&self, path: &str, arguments: Vec<Type<String>>, left: usize) -> Type<String> {
        match self.0.get(path) {
            Some(aliased) if left > 0 && arguments.is_empty() => {
                aliased.map(&mut |path, arguments| self.resolve(path, arguments, left - 1))
            }
            _ => Type::Path(path.to_owned(), arguments),
        }
    }
}
