//! The listing of a crate.

use super::item::{Detail, Item};
use super::kind::ItemKind;
use super::traits::{Collected, listed};
use crate::naming::plain;
use crate::rust::{
    Crate, Deprecation, Enum, Function, Item as RustItem, Module, Path, Struct, join,
};
use std::collections::BTreeMap;

/// The file of items that belong to no resource.
pub(super) const CRATE: &str = "crate";

/// The path of every request.
pub(super) const EVERY_REQUEST: &str = "*";

/// The public items of a crate, sorted by line.
pub fn listing(of: &Crate<'_>) -> Vec<Item> {
    let mut list = List {
        items: package(of),
        ..List::default()
    };
    list.request_methods(&of.request_methods);
    for module in &of.modules {
        list.module(module);
    }
    list.finish()
}

/// Metadata and features of the package.
fn package(of: &Crate<'_>) -> Vec<Item> {
    let package = &of.package;
    let metadata = [
        ("edition", package.edition),
        ("name", package.name.as_str()),
        ("rust-version", package.rust_version),
    ];
    let metadata = metadata.into_iter().map(|(key, value)| {
        let detail = Detail::Value(value.to_owned());
        Item::new(ItemKind::Package, key.to_owned(), detail)
    });
    let features = package.features.iter().map(|feature| {
        let enables = feature.enables.iter().map(|it| (*it).to_owned());
        let detail = Detail::Features(enables.collect());
        Item::new(ItemKind::Feature, feature.name.to_owned(), detail)
    });
    metadata.chain(features).collect()
}

/// The items listed so far.
#[derive(Default)]
struct List {
    items: Vec<Item>,
    /// Traits by type and feature, with the file of the type.
    traits: BTreeMap<(String, Option<&'static str>), (String, Collected)>,
    /// Subjects of types.
    subjects: BTreeMap<String, Option<String>>,
}

impl List {
    /// Methods that every request has, listed once for all.
    fn request_methods(&mut self, functions: &[Function]) {
        let items = functions.iter().map(|it| function(EVERY_REQUEST, it));
        self.items.extend(items);
    }

    fn module(&mut self, module: &Module<'_>) {
        if module.is_public {
            let path = module.path.split("::").map(plain).collect::<Vec<_>>();
            self.push(
                module,
                Item {
                    subject: module.subject.clone(),
                    ..Item::new(ItemKind::Module, path.join("::"), Detail::None)
                },
            );
        }
        for item in &module.items {
            self.item(module, item);
        }
    }

    fn item(&mut self, module: &Module<'_>, item: &RustItem<'_>) {
        match item {
            RustItem::Struct(it) => self.structure(module, it),
            RustItem::Enum(it) => self.enumeration(module, it),
            RustItem::Alias(it) => {
                let detail = Detail::Alias(it.ty.map(&mut listed));
                self.push(
                    module,
                    Item {
                        subject: it.subject.clone(),
                        deprecated: mark(it.deprecated.as_ref()),
                        ..Item::new(ItemKind::Alias, it.path.to_string(), detail)
                    },
                );
            }
            RustItem::Constant(it) => {
                // rustdoc shows the values of literals only.
                let detail = Detail::Constant(it.ty.map(&mut listed), "_".to_owned());
                self.push(
                    module,
                    Item {
                        subject: it.subject.clone(),
                        ..Item::new(ItemKind::Constant, it.path.to_string(), detail)
                    },
                );
            }
            RustItem::Reexport(it) => {
                let detail = Detail::Value(join(it.from, &it.path.name));
                let item = Item::new(ItemKind::Use, it.path.to_string(), detail);
                self.push(module, item);
            }
            RustItem::Impl(it) => {
                let heads = it.methods.iter().map(|method| &method.head);
                self.functions(module, &it.ty, heads.filter(|head| head.is_public));
            }
            RustItem::TraitImpl(it) => self.traits(module, &it.ty).implement(&it.of),
            RustItem::MacroCall(call) => {
                self.functions(module, &call.ty, call.functions().iter());
                let traits = self.traits(module, &call.ty);
                call.traits().iter().for_each(|it| traits.implement(it));
            }
        }
    }

    fn structure(&mut self, module: &Module<'_>, it: &Struct<'_>) {
        let path = it.path.to_string();
        for field in it.fields.iter().filter(|field| field.is_public()) {
            let detail = Detail::Typed(field.ty.map(&mut listed));
            let field_path = format!("{path}::{}", plain(&field.name));
            self.push(
                module,
                Item {
                    subject: field.subject.clone().or_else(|| it.subject.clone()),
                    deprecated: of_part(field.deprecated.as_ref(), it.deprecated.as_ref()),
                    ..Item::new(ItemKind::Field, field_path, detail)
                },
            );
        }
        let fields = it.fields.iter().map(|field| &field.ty);
        self.traits(module, &it.path).define(it.derives, fields);
        self.subjects.insert(path.clone(), it.subject.clone());
        self.push(
            module,
            Item {
                subject: it.subject.clone(),
                must_use: it.must_use,
                non_exhaustive: it.non_exhaustive,
                private_fields: it.fields.iter().any(|field| !field.is_public()),
                deprecated: mark(it.deprecated.as_ref()),
                ..Item::new(ItemKind::Struct, path, Detail::None)
            },
        );
    }

    fn enumeration(&mut self, module: &Module<'_>, it: &Enum<'_>) {
        let path = it.path.to_string();
        for variant in &it.variants {
            let held = variant.holds.as_ref();
            let detail = held.map_or(Detail::None, |ty| Detail::Holds(ty.map(&mut listed)));
            let variant_path = format!("{path}::{}", variant.name);
            self.push(
                module,
                Item {
                    subject: variant.subject.clone().or_else(|| it.subject.clone()),
                    deprecated: of_part(variant.deprecated.as_ref(), it.deprecated.as_ref()),
                    ..Item::new(ItemKind::Variant, variant_path, detail)
                },
            );
        }
        let held = it.variants.iter().filter_map(|it| it.holds.as_ref());
        self.traits(module, &it.path).define(it.derives, held);
        self.subjects.insert(path.clone(), it.subject.clone());
        self.push(
            module,
            Item {
                subject: it.subject.clone(),
                non_exhaustive: true,
                deprecated: mark(it.deprecated.as_ref()),
                ..Item::new(ItemKind::Enum, path, Detail::None)
            },
        );
    }

    /// Methods of a type, which is defined before.
    fn functions<'a>(
        &mut self,
        module: &Module<'_>,
        ty: &Path,
        functions: impl Iterator<Item = &'a Function>,
    ) {
        let ty = ty.to_string();
        let of_type = self.subjects.get(&ty).cloned().flatten();
        for it in functions {
            let subject = it.subject.clone().or_else(|| of_type.clone());
            self.push(
                module,
                Item {
                    subject,
                    ..function(&ty, it)
                },
            );
        }
    }

    /// The traits of a type that the module adds to.
    fn traits(&mut self, module: &Module<'_>, ty: &Path) -> &mut Collected {
        let key = (ty.to_string(), module.feature);
        let entry = self.traits.entry(key);
        let (_, traits) = entry.or_insert_with(|| (file(module), Collected::default()));
        traits
    }

    fn push(&mut self, module: &Module<'_>, mut item: Item) {
        item.file = file(module);
        item.feature = match (module.feature, item.feature) {
            (Some(outer), Some(inner)) => Some(format!("{outer}+{inner}")),
            (outer, inner) => inner.or(outer.map(str::to_owned)),
        };
        self.items.push(item);
    }

    fn finish(self) -> Vec<Item> {
        let mut items = self.items;
        for ((path, feature), (file, traits)) in self.traits {
            let subject = self.subjects.get(&path).cloned().flatten();
            items.push(Item {
                subject,
                file,
                feature: feature.map(str::to_owned),
                ..Item::new(ItemKind::Impl, path, Detail::Traits(traits.finish()))
            });
        }
        for item in &mut items {
            item.line = item.to_string();
            if item.file.is_empty() {
                item.file = CRATE.to_owned();
            }
        }
        items.sort_by(|a, b| a.line.cmp(&b.line));
        items
    }
}

/// A function of a type.
fn function(ty: &str, it: &Function) -> Item {
    let signature = it.signature.map(&mut |ty| ty.map(&mut listed));
    let path = format!("{ty}::{}", plain(&it.name));
    Item {
        must_use: it.must_use,
        deprecated: mark(it.deprecated.as_ref()),
        feature: it.feature.map(str::to_owned),
        ..Item::new(ItemKind::Function, path, Detail::Function(signature))
    }
}

fn file(module: &Module<'_>) -> String {
    module.resource.clone().unwrap_or_else(|| CRATE.to_owned())
}

fn mark(deprecated: Option<&Deprecation>) -> Option<String> {
    deprecated.map(ToString::to_string)
}

/// The mark of a field or variant, which does not repeat that of its type.
fn of_part(part: Option<&Deprecation>, whole: Option<&Deprecation>) -> Option<String> {
    mark(part.filter(|_| part != whole))
}
