//! What names mean where they stand.

use super::modules::Crate;
use super::path::{join, name};
use std::collections::BTreeMap;

/// Items that the runtime lends from other crates, by the names it lends them under.
const BORROWED: &[(&str, &str)] = &[
    ("IpNet", "ipnet::IpNet"),
    ("Serialize", "erased_serde::Serialize"),
    ("Url", "url::Url"),
    ("Uuid", "uuid::Uuid"),
];

/// A place in the source, where names are looked up.
pub(super) struct Scope<'a> {
    source: &'a Crate,
    module: &'a str,
    /// What stands for itself in the description of a macro.
    stand_ins: BTreeMap<&'static str, String>,
}

/// What a path leads to.
pub(super) enum Target {
    /// An item of this crate, by the path that callers know; nothing, when callers cannot reach it.
    Own(Option<String>),
    /// Anything else: an item of another crate, a parameter, a primitive.
    Other(String),
}

impl<'a> Scope<'a> {
    pub(super) fn new(source: &'a Crate, module: &'a str) -> Self {
        Self {
            source,
            module,
            stand_ins: BTreeMap::new(),
        }
    }

    /// The same place, in which some words stand for other text.
    pub(super) fn with(&self, stand_ins: BTreeMap<&'static str, String>) -> Self {
        Self {
            source: self.source,
            module: self.module,
            stand_ins,
        }
    }

    /// What a path leads to.
    pub(super) fn target(&self, path: &syn::Path) -> Target {
        let mut steps: Vec<_> = path.segments.iter().map(|it| name(&it.ident)).collect();
        if let [word] = steps.as_slice()
            && let Some(text) = self.stand_ins.get(word.as_str())
        {
            return if self.source.places.contains(text) {
                Target::Own(Some(text.clone()))
            } else {
                Target::Other(text.clone())
            };
        }
        let module = self.source.modules.get(self.module);
        if let Some(module) = module
            && let Some(first) = steps.first()
        {
            if let Some(import) = module.imports.get(first) {
                steps.splice(..1, import.iter().cloned());
            } else if module.declares.contains(first) {
                steps.insert(0, "self".to_owned());
            }
        }
        self.absolute(&steps)
    }

    fn absolute(&self, steps: &[String]) -> Target {
        let parent = || {
            self.module
                .rsplit_once("::")
                .map_or("", |(parent, _)| parent)
        };
        match steps {
            [root, rest @ ..] if root == "crate" => self.own("", rest),
            [root, rest @ ..] if root == "self" => self.own(self.module, rest),
            [root, rest @ ..] if root == "super" => self.own(parent(), rest),
            [root, .., last] if ["std", "core", "alloc"].contains(&root.as_str()) => {
                Target::Other(last.clone())
            }
            [root, .., last] if root == "runtime" => Target::Other(self.of_runtime(last)),
            steps => Target::Other(steps.join("::")),
        }
    }

    fn own(&self, module: &str, steps: &[String]) -> Target {
        let path = steps
            .iter()
            .fold(module.to_owned(), |path, step| join(&path, step));
        let public = self.source.public.get(&path).cloned();
        Target::Own(public.or_else(|| self.source.places.get(&path).cloned()))
    }

    fn of_runtime(&self, there: &str) -> String {
        let borrowed = || BORROWED.iter().find(|(name, _)| *name == there);
        match (self.source.lent.get(there), borrowed()) {
            (Some(here), _) => here.clone(),
            (None, Some((_, path))) => (*path).to_owned(),
            (None, None) => format!("runtime::{there}"),
        }
    }
}
