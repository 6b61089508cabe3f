//! The traits of each type: derived, implemented, added by macros, and auto traits.

use super::item::Traits;
use crate::rust::{Path, TraitRef, Type};
use std::collections::BTreeMap;

/// The auto traits.
const AUTO: &[&str] = &["RefUnwindSafe", "Send", "Sync", "Unpin", "UnwindSafe"];

/// Runtime types that contain trait objects. They, and all types that contain them, do not implement these auto traits.
const MISSING_AUTO_TRAITS: &[(&str, &[&str])] = &[
    ("Client", &["RefUnwindSafe", "UnwindSafe"]),
    ("Part", &["RefUnwindSafe", "UnwindSafe"]),
    ("Request", &["RefUnwindSafe", "UnwindSafe"]),
    ("Upload", &["RefUnwindSafe", "UnwindSafe"]),
];

/// A path as a listing writes it.
pub(super) fn listed(path: &Path, arguments: Vec<Type<String>>) -> Type<String> {
    Type::Path(path.to_string(), arguments)
}

/// The traits of one type, by how they are listed.
#[derive(Debug, Default)]
pub(super) struct Collected {
    implemented: BTreeMap<String, TraitRef<String>>,
    missing: Vec<String>,
}

impl Collected {
    /// Adds the traits of a definition with these fields.
    pub(super) fn define<'a>(
        &mut self,
        derives: &[&'static str],
        fields: impl Iterator<Item = &'a Type>,
    ) {
        let mut lacking: Vec<&str> = Vec::new();
        for field in fields {
            field.visit(&mut |path: &Path| {
                let found = MISSING_AUTO_TRAITS
                    .iter()
                    .filter(|(name, _)| *path == Path::runtime(name));
                lacking.extend(found.flat_map(|(_, traits)| *traits));
            });
        }
        for name in derives {
            self.implement(&TraitRef::plain(Path::plain(name)));
        }
        for name in AUTO {
            if lacking.contains(name) {
                self.missing.push((*name).to_owned());
            } else {
                self.implement(&TraitRef::plain(Path::plain(name)));
            }
        }
    }

    /// Adds a trait.
    pub(super) fn implement(&mut self, of: &TraitRef) {
        let of = of.map(&mut listed);
        self.implemented.insert(of.to_string(), of);
    }

    /// All of them, sorted.
    pub(super) fn finish(self) -> Traits {
        Traits {
            implemented: self.implemented.into_values().collect(),
            missing: self.missing,
        }
    }
}
