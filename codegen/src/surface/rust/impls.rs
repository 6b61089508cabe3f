//! What types can do: their methods, and one line for all traits of a type.

use super::item::Fact;
use super::kind::ItemKind;
use super::macros::Descriptions;
use super::marks::{Marks, derives};
use super::modules::{Crate, Found};
use super::path::{join, name};
use super::scope::{Scope, Target};
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::{GenericArgument, ImplItem, Item, ItemImpl, PathArguments, Type, Visibility};

/// The traits that the compiler gives to a type all of whose parts have them.
const AUTO: &[&str] = &["RefUnwindSafe", "Send", "Sync", "Unpin", "UnwindSafe"];

/// Types of the runtime that lack some, which whatever holds one lacks too: they hold trait objects.
const LACKING: &[(&str, &[&str])] = &[
    ("runtime::Client", &["RefUnwindSafe", "UnwindSafe"]),
    ("runtime::Request", &["RefUnwindSafe", "UnwindSafe"]),
];

/// Traits by type and by the feature that they need.
type Traits = BTreeMap<(String, Option<String>), BTreeSet<String>>;

/// All methods and traits.
pub(super) fn facts(source: &Crate) -> Vec<Fact> {
    let (mut facts, mut traits) = (Vec::new(), Traits::new());
    for found in source.found() {
        traits_of_definition(source, &found, &mut traits);
    }
    let descriptions = Descriptions::read();
    for (path, module) in &source.modules {
        let scope = Scope::new(source, path);
        for item in &module.items {
            match item {
                Item::Impl(item) => {
                    let marks = Marks::read(&item.attrs, module.feature.as_deref());
                    of_impl(&scope, item, &marks, &mut facts, &mut traits);
                }
                Item::Macro(call) => {
                    let marks = Marks::read(&call.attrs, module.feature.as_deref());
                    let described = descriptions.of(call, &scope);
                    for (items, scope) in described.iter() {
                        for item in *items {
                            if let Item::Impl(item) = item {
                                let marks = Marks::read(&item.attrs, marks.feature.as_deref());
                                of_impl(scope, item, &marks, &mut facts, &mut traits);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }
    facts.extend(traits.into_iter().map(|((path, feature), traits)| {
        let traits: Vec<_> = traits.into_iter().collect();
        Fact {
            kind: ItemKind::Impl,
            path,
            rest: format!(": {}", traits.join(" + ")),
            marks: Marks {
                feature,
                ..Marks::default()
            },
        }
    }));
    facts
}

/// Derived traits, and those of the compiler.
fn traits_of_definition(source: &Crate, found: &Found<'_>, traits: &mut Traits) {
    let (attributes, fields): (_, Vec<_>) = match found.item {
        Item::Struct(item) => (&item.attrs, item.fields.iter().collect()),
        Item::Enum(item) => (
            &item.attrs,
            item.variants.iter().flat_map(|it| &it.fields).collect(),
        ),
        _ => return,
    };
    let scope = Scope::new(source, found.module);
    let held: Vec<_> = fields.iter().map(|field| scope.ty(&field.ty)).collect();
    let lacking: BTreeSet<_> = LACKING
        .iter()
        .filter(|(ty, _)| held.iter().any(|held| mentions(held, ty)))
        .flat_map(|(_, lacking)| *lacking)
        .collect();
    let auto = AUTO.iter().map(|name| match lacking.contains(name) {
        true => format!("!{name}"),
        false => (*name).to_owned(),
    });
    traits
        .entry((found.path.clone(), found.marks.feature.clone()))
        .or_default()
        .extend(derives(attributes).into_iter().chain(auto));
}

/// Whether a path stands in the text of a type.
fn mentions(text: &str, path: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == ':'))
        .any(|word| word == path)
}

fn of_impl(
    scope: &Scope<'_>,
    item: &ItemImpl,
    marks: &Marks,
    facts: &mut Vec<Fact>,
    traits: &mut Traits,
) {
    let Type::Path(itself) = &*item.self_ty else {
        return;
    };
    let path = match scope.target(&itself.path) {
        Target::Own(Some(path)) | Target::Other(path) => path,
        Target::Own(None) => return,
    };
    match &item.trait_ {
        Some((of, _)) => {
            let key = (path, marks.feature.clone());
            let text = of_trait(scope, of, &item.items);
            traits.entry(key).or_default().insert(text);
        }
        None => facts.extend(item.items.iter().filter_map(|item| {
            let (kind, name, rest, attributes, visibility) = match item {
                ImplItem::Fn(it) => (
                    ItemKind::Function,
                    name(&it.sig.ident),
                    scope.signature(&it.sig),
                    &it.attrs,
                    &it.vis,
                ),
                ImplItem::Const(it) => (
                    ItemKind::Constant,
                    name(&it.ident),
                    format!(": {} = {}", scope.ty(&it.ty), it.expr.to_token_stream()),
                    &it.attrs,
                    &it.vis,
                ),
                _ => return None,
            };
            let marks = Marks::read(attributes, marks.feature.as_deref());
            let public = matches!(visibility, Visibility::Public(_)) && !marks.hidden;
            public.then(|| Fact {
                kind,
                path: join(&path, &name),
                rest,
                marks,
            })
        })),
    }
}

/// A trait with its arguments and the types that it is told, without lifetimes: no caller can rely on their names.
fn of_trait(scope: &Scope<'_>, path: &syn::Path, items: &[ImplItem]) -> String {
    let mut path = path.clone();
    if let Some(last) = path.segments.last_mut()
        && let PathArguments::AngleBracketed(list) = &mut last.arguments
    {
        list.args = list
            .args
            .iter()
            .filter(|it| !matches!(it, GenericArgument::Lifetime(_)))
            .cloned()
            .collect();
    }
    let text = scope.path(&path);
    let (head, list) = match text.strip_suffix('>').and_then(|it| it.split_once('<')) {
        Some((head, list)) => (head.to_owned(), vec![list.to_owned()]),
        None => (text, Vec::new()),
    };
    let types = items.iter().filter_map(|item| match item {
        ImplItem::Type(it) => Some(format!("{} = {}", name(&it.ident), scope.ty(&it.ty))),
        _ => None,
    });
    let list: Vec<_> = list.into_iter().chain(types).collect();
    match list.as_slice() {
        [] => head,
        list => format!("{head}<{}>", list.join(", ")),
    }
}
