//! Decides whether two pages have the same items.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::value::RawValue;

use crate::model::Members;

/// Member that identifies an item.
const ID: &str = "id";

/// Hash that identifies a list of items in JSON.
///
/// Uses only the `id` of each item if they are distinct, because other members may change between
/// requests. Otherwise hashes the whole list.
pub(super) fn identity(items: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    match ids(items) {
        Some(ids) => ids.hash(&mut hasher),
        None => items.hash(&mut hasher),
    }
    hasher.finish()
}

/// The identifiers of the items; `None` if one is missing or null, or if two are the same.
fn ids(items: &str) -> Option<Vec<&str>> {
    let items: Vec<&RawValue> = serde_json::from_str(items).ok()?;
    let ids: Vec<&str> = items
        .iter()
        .map(|item| id_of(item.get()))
        .collect::<Option<_>>()?;
    let distinct: BTreeSet<&str> = ids.iter().copied().collect();
    (distinct.len() == ids.len()).then_some(ids)
}

fn id_of(item: &str) -> Option<&str> {
    let id = Members::parse(item.as_bytes()).ok()?.get(ID)?;
    (id != "null").then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_the_same_if_their_ids_are() {
        for (one, other, same) in [
            (r#"[{"id":1,"n":1}]"#, r#"[{"n":2,"id":1}]"#, true),
            (r#"[{"id":1,"n":1}]"#, r#"[{"id":2,"n":1}]"#, false),
            (r#"[{"id":1},{"id":2}]"#, r#"[{"id":1}]"#, false),
            (r#"[{"id":1},{"n":2}]"#, r#"[{"id":1},{"n":3}]"#, false),
            (r#"[{"id":null,"n":2}]"#, r#"[{"id":null,"n":3}]"#, false),
            // The id is not that of the item.
            (
                r#"[{"id":1,"n":1},{"id":1,"n":2}]"#,
                r#"[{"id":1,"n":3},{"id":1,"n":4}]"#,
                false,
            ),
            (r#"[{"n":2}]"#, r#"[{"n":2}]"#, true),
            (r#"[{"n":2}]"#, r#"[{"n":3}]"#, false),
            ("[1, 2]", "[1, 2]", true),
            ("[1, 2]", "[1, 3]", false),
        ] {
            assert_eq!(identity(one) == identity(other), same, "{one} {other}");
        }
    }
}
