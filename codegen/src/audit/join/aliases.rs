//! Type aliases. Two items that differ only in the alias they use are the same.

use crate::rust::Type;
use crate::surface::{Detail, Item};
use std::collections::BTreeMap;

/// Aliases do not form cycles, except in a listing that was edited by hand.
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
    pub(super) fn expanded(&self, item: &Item) -> Item {
        if self.0.is_empty() {
            return item.clone();
        }
        Item {
            detail: item.detail.map(&mut |ty| self.replaced(ty, LONGEST_CHAIN)),
            ..item.clone()
        }
    }

    fn replaced(&self, ty: &Type<String>, left: usize) -> Type<String> {
        ty.map(&mut |path, arguments| match self.0.get(path.as_str()) {
            Some(aliased) if left > 0 && arguments.is_empty() => self.replaced(aliased, left - 1),
            _ => Type::Path(path.clone(), arguments),
        })
    }
}
