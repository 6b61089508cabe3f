//! The modules of a crate, and where callers find the items in them.

use super::marks::Marks;
use super::path::{join, name};
use super::uses::{Import, imports};
use crate::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};
use syn::{Item, Visibility};

/// A crate's source.
#[derive(Default)]
pub(super) struct Crate {
    /// By path from the root, which itself has the empty one.
    pub(super) modules: BTreeMap<String, Module>,
    /// Where callers find what is declared at a path.
    pub(super) public: BTreeMap<String, String>,
    /// All places where callers find something.
    pub(super) places: BTreeSet<String>,
    /// The names that the root lends to items of the runtime, by their names there.
    pub(super) lent: BTreeMap<String, String>,
}

/// A module.
#[derive(Default)]
pub(super) struct Module {
    pub(super) items: Vec<Item>,
    /// What it imports: paths by name.
    pub(super) imports: BTreeMap<String, Vec<String>>,
    /// What it declares itself.
    pub(super) declares: BTreeSet<String>,
    /// The feature that it needs.
    pub(super) feature: Option<String>,
}

/// An item where callers find it.
pub(super) struct Found<'a> {
    pub(super) item: &'a Item,
    /// The module that declares it.
    pub(super) module: &'a str,
    /// Its path for callers.
    pub(super) path: String,
    pub(super) marks: Marks,
}

impl Crate {
    /// Reads the source among the files of a crate.
    pub(super) fn read(tree: &Tree) -> Self {
        let mut source = Self::default();
        for (path, text) in tree.files() {
            let Some(path) = path
                .strip_prefix("src/")
                .and_then(|path| path.strip_suffix(".rs"))
            else {
                continue;
            };
            let path = path.strip_suffix("/mod").unwrap_or(path);
            let path = if path == "lib" { "" } else { path };
            // Docs are most of the text, say nothing here, and take most of the time.
            let code: Vec<_> = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            // Text that does not parse would be a bug of an emitter; the crate's compiler is the one to say so.
            let items =
                syn::parse_file(&code.join("\n")).map_or_else(|_| Vec::new(), |file| file.items);
            source
                .modules
                .insert(path.replace('/', "::"), Module::of(items));
        }
        source.hand_down_features("", None);
        source.publish();
        source
    }

    fn hand_down_features(&mut self, path: &str, feature: Option<String>) {
        let Some(module) = self.modules.get_mut(path) else {
            return;
        };
        module.feature = feature;
        let children: Vec<_> = module
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Mod(child) => {
                    let marks = Marks::read(&child.attrs, module.feature.as_deref());
                    Some((join(path, &name(&child.ident)), marks.feature))
                }
                _ => None,
            })
            .collect();
        for (child, feature) in children {
            self.hand_down_features(&child, feature);
        }
    }

    fn publish(&mut self) {
        let (mut public, mut lent) = (BTreeMap::new(), BTreeMap::new());
        for found in self.found() {
            if let Some(name) = declared(found.item) {
                public.insert(join(found.module, &name), found.path);
            }
        }
        for found in self.found().iter().filter(|it| it.path.is_empty()) {
            let Item::Use(item) = found.item else {
                continue;
            };
            for import in self.foreign_imports("", item) {
                if let ([krate, .., there], Some(name)) = (import.path.as_slice(), import.name)
                    && krate == "runtime"
                {
                    lent.insert(there.clone(), name);
                }
            }
        }
        self.places = public.values().cloned().collect();
        (self.public, self.lent) = (public, lent);
    }

    /// All items that callers find, module by module.
    pub(super) fn found(&self) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        self.visit("", "", None, &mut found);
        found
    }

    /// Visits what a module shows at a place; of one name alone, and under another, where that is asked for.
    fn visit<'a>(
        &'a self,
        path: &str,
        place: &str,
        only: Option<(&str, &str)>,
        found: &mut Vec<Found<'a>>,
    ) {
        let Some((path, module)) = self.modules.get_key_value(path) else {
            return;
        };
        for item in &module.items {
            let (attributes, visibility) = head(item);
            let marks = Marks::read(attributes, module.feature.as_deref());
            if !matches!(visibility, Some(Visibility::Public(_))) || marks.hidden {
                continue;
            }
            if let Item::Use(item) = item {
                for import in imports(item) {
                    match (self.local_module(path, &import.path), &import.name) {
                        (Some((from, [])), None) => self.visit(&from, place, only, found),
                        (Some((from, [there])), Some(here)) => {
                            self.visit(&from, place, Some((there, here)), found);
                        }
                        _ => {}
                    }
                }
            }
            let mut name = declared(item);
            if let Some((there, here)) = only {
                if name.as_deref() != Some(there) {
                    continue;
                }
                name = Some(here.to_owned());
            }
            let here = name.map_or_else(|| place.to_owned(), |name| join(place, &name));
            found.push(Found {
                item,
                module: path,
                path: here.clone(),
                marks,
            });
            if let Item::Mod(child) = item {
                self.visit(&join(path, &self::name(&child.ident)), &here, None, found);
            }
        }
    }

    /// What a `use` in a module brings from other crates.
    pub(super) fn foreign_imports(&self, module: &str, item: &syn::ItemUse) -> Vec<Import> {
        let mut imports = imports(item);
        imports.retain(|import| self.local_module(module, &import.path).is_none());
        imports
    }

    /// The module of this crate that a path in another one leads into, and the rest of the path.
    fn local_module<'p>(&self, from: &str, path: &'p [String]) -> Option<(String, &'p [String])> {
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => String::new(),
            "self" => from.to_owned(),
            "super" => from
                .rsplit_once("::")
                .map_or_else(String::new, |(parent, _)| parent.to_owned()),
            child => {
                let child = join(from, child);
                if !self.modules.contains_key(&child) {
                    return None;
                }
                child
            }
        };
        while let Some((step, after)) = rest.split_first()
            && self.modules.contains_key(&join(&at, step))
        {
            at = join(&at, step);
            rest = after;
        }
        Some((at, rest))
    }
}

impl Module {
    fn of(items: Vec<Item>) -> Self {
        let mut module = Self::default();
        for item in &items {
            if let Item::Use(item) = item {
                for import in imports(item) {
                    module
                        .imports
                        .extend(import.name.map(|name| (name, import.path)));
                }
            } else {
                module.declares.extend(declared(item));
            }
        }
        module.items = items;
        module
    }
}

/// The name that an item declares.
fn declared(item: &Item) -> Option<String> {
    Some(match item {
        Item::Struct(item) => name(&item.ident),
        Item::Enum(item) => name(&item.ident),
        Item::Type(item) => name(&item.ident),
        Item::Mod(item) => name(&item.ident),
        Item::Fn(item) => name(&item.sig.ident),
        Item::Const(item) => name(&item.ident),
        Item::Static(item) => name(&item.ident),
        _ => return None,
    })
}

fn head(item: &Item) -> (&[syn::Attribute], Option<&Visibility>) {
    match item {
        Item::Struct(item) => (&item.attrs, Some(&item.vis)),
        Item::Enum(item) => (&item.attrs, Some(&item.vis)),
        Item::Type(item) => (&item.attrs, Some(&item.vis)),
        Item::Mod(item) => (&item.attrs, Some(&item.vis)),
        Item::Fn(item) => (&item.attrs, Some(&item.vis)),
        Item::Const(item) => (&item.attrs, Some(&item.vis)),
        Item::Static(item) => (&item.attrs, Some(&item.vis)),
        Item::Use(item) => (&item.attrs, Some(&item.vis)),
        _ => (&[], None),
    }
}
