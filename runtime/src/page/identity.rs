//! Compares pages by the identity of their items.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Member that identifies an item.
const ID: &str = "id";

/// The identity of a list of items, as a hash: that of their `id` members if all have one, since
/// other members may change between two requests, and else of the whole list.
pub(super) fn identity(items: &str) -> u64 {
    let ids = serde_json::from_str::<Ids>(items)
        .ok()
        .and_then(|ids| ids.0);
    ids.unwrap_or_else(|| {
        let mut hasher = DefaultHasher::new();
        items.hash(&mut hasher);
        hasher.finish()
    })
}

/// The hash of the identifiers of a list; `None` if an item has none.
struct Ids(Option<u64>);

impl<'de> Deserialize<'de> for Ids {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct List;

        impl<'de> Visitor<'de> for List {
            type Value = Ids;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a list of objects")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Ids, A::Error> {
                let mut hasher = DefaultHasher::new();
                let mut complete = true;
                while let Some(Id(id)) = items.next_element()? {
                    complete &= id.is_some();
                    id.hash(&mut hasher);
                }
                Ok(Ids(complete.then(|| hasher.finish())))
            }
        }

        from.deserialize_seq(List)
    }
}

/// The identifier of an object as JSON.
struct Id<'a>(Option<&'a str>);

impl<'de: 'a, 'a> Deserialize<'de> for Id<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Id<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut id = None;
                while let Some(IsId(is_id)) = map.next_key()? {
                    if is_id {
                        id = Some(map.next_value::<&RawValue>()?.get());
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(Id(id))
            }
        }

        from.deserialize_map(Object)
    }
}

/// Whether a member is the identifier.
struct IsId(bool);

impl<'de> Deserialize<'de> for IsId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Name;

        impl Visitor<'_> for Name {
            type Value = IsId;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a name")
            }

            fn visit_str<E>(self, name: &str) -> Result<IsId, E> {
                Ok(IsId(name == ID))
            }
        }

        from.deserialize_identifier(Name)
    }
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
            (r#"[{"n":2}]"#, r#"[{"n":2}]"#, true),
            (r#"[{"n":2}]"#, r#"[{"n":3}]"#, false),
            ("[1, 2]", "[1, 2]", true),
            ("[1, 2]", "[1, 3]", false),
        ] {
            assert_eq!(identity(one) == identity(other), same, "{one} {other}");
        }
    }
}
