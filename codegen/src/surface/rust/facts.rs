//! Items that callers find by their path.

use super::item::Fact;
use super::kind::ItemKind;
use super::marks::Marks;
use super::modules::{Crate, Found};
use super::path::{join, name};
use super::scope::Scope;
use quote::ToTokens;
use syn::{Fields, Item, Visibility};

/// All of them.
pub(super) fn facts(source: &Crate) -> Vec<Fact> {
    let mut facts = Vec::new();
    for found in source.found() {
        if let Item::Use(item) = found.item {
            facts.extend(lendings(source, &found, item));
        } else {
            facts.extend(of_item(&Scope::new(source, found.module), &found));
        }
    }
    facts
}

/// Items of other crates.
fn lendings<'a>(
    source: &'a Crate,
    found: &'a Found<'_>,
    item: &syn::ItemUse,
) -> impl Iterator<Item = Fact> + 'a {
    let foreign = source.foreign_imports(found.module, item).into_iter();
    foreign.map(|import| {
        let there = import.path.join("::");
        // All of another crate's module is seen under no name of its own.
        let here = import.name.as_deref().unwrap_or("*");
        fact(
            ItemKind::Use,
            join(&found.path, here),
            format!(" = {there}"),
            found.marks.clone(),
        )
    })
}

fn fact(kind: ItemKind, path: String, rest: String, marks: Marks) -> Fact {
    Fact {
        kind,
        path,
        rest,
        marks,
    }
}

fn of_item(scope: &Scope<'_>, found: &Found<'_>) -> Vec<Fact> {
    let (path, marks) = (found.path.clone(), found.marks.clone());
    match found.item {
        Item::Mod(_) => vec![fact(ItemKind::Module, path, String::new(), marks)],
        Item::Struct(item) => {
            let shape = scope.parameters(&item.generics) + &scope.conditions(&item.generics);
            let mut facts = fields(scope, &path, &item.fields, &marks);
            let private_fields = facts.len() < item.fields.len();
            let marks = Marks {
                private_fields,
                ..marks
            };
            facts.push(fact(ItemKind::Struct, path, shape, marks));
            facts
        }
        Item::Enum(item) => {
            let shape = scope.parameters(&item.generics) + &scope.conditions(&item.generics);
            let variants = item.variants.iter().map(|variant| {
                fact(
                    ItemKind::Variant,
                    join(&path, &name(&variant.ident)),
                    held(scope, &variant.fields),
                    Marks::read(&variant.attrs, marks.feature.as_deref()).within(&marks),
                )
            });
            let mut facts: Vec<_> = variants.collect();
            facts.push(fact(ItemKind::Enum, path, shape, marks));
            facts
        }
        Item::Type(item) => {
            let parameters = scope.parameters(&item.generics);
            let rest = format!("{parameters} = {}", scope.ty(&item.ty));
            vec![fact(ItemKind::Alias, path, rest, marks)]
        }
        Item::Fn(item) => {
            let rest = scope.signature(&item.sig);
            vec![fact(ItemKind::Function, path, rest, marks)]
        }
        Item::Const(item) => {
            let value = item.expr.to_token_stream();
            let rest = format!(": {} = {value}", scope.ty(&item.ty));
            vec![fact(ItemKind::Constant, path, rest, marks)]
        }
        Item::Static(item) => {
            let rest = format!(": {}", scope.ty(&item.ty));
            vec![fact(ItemKind::Static, path, rest, marks)]
        }
        _ => Vec::new(),
    }
}

/// The fields that callers can name.
fn fields(scope: &Scope<'_>, owner: &str, fields: &Fields, whole: &Marks) -> Vec<Fact> {
    let public = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| matches!(field.vis, Visibility::Public(_)));
    public
        .map(|(index, field)| {
            let name = field.ident.as_ref().map_or(index.to_string(), name);
            fact(
                ItemKind::Field,
                join(owner, &name),
                format!(": {}", scope.ty(&field.ty)),
                Marks::read(&field.attrs, whole.feature.as_deref()).within(whole),
            )
        })
        .collect()
}

/// What a variant holds.
fn held(scope: &Scope<'_>, fields: &Fields) -> String {
    let types = fields.iter().map(|field| {
        let ty = scope.ty(&field.ty);
        field
            .ident
            .as_ref()
            .map_or(ty.clone(), |it| format!("{}: {ty}", name(it)))
    });
    let list = types.collect::<Vec<_>>().join(", ");
    match fields {
        Fields::Named(_) => format!(" {{ {list} }}"),
        Fields::Unnamed(_) => format!("({list})"),
        Fields::Unit => String::new(),
    }
}
