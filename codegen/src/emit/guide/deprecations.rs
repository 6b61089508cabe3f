//! The section on what the API is about to drop.

use super::{Guide, link, operations};
use crate::emit::docs;
use crate::emit::inputs::inputs;
use crate::emit::module::deprecation_note;
use crate::emit::requests::of_setter;
use crate::ir::{Api, Deprecation, TypeKind};
use crate::rust::names;

/// Something deprecated.
struct Row {
    /// Its path in the crate.
    path: String,
    /// What the compiler calls it.
    kind: &'static str,
    deprecation: Deprecation,
}

/// What the compiler says, how to move, and the list.
pub(super) fn section(guide: &mut Guide<'_>) {
    let mut rows = of_operations(guide.api);
    rows.extend(of_types(guide.api));
    if rows.is_empty() {
        return;
    }
    rows.sort_by(|a, b| a.path.cmp(&b.path));
    guide.heading("Deprecations");
    guide.text(
        "What the API is about to drop is `#[deprecated]`: the compiler says where you use it, what to use instead and \
         until when.",
    );
    let telling = |row: &&Row| row.deprecation.rust_replacement.is_some();
    if let Some(row) = rows.iter().find(telling) {
        guide.block(warning(guide.api, row));
    }
    guide.text(
        "A field with an end of life is optional already, whatever the API promises of today, so that answers are still \
         understood on the day it is gone. Where you cannot move yet, put `#[allow(deprecated)]` on the one statement.",
    );
    let rows = rows.into_iter().map(|row| {
        let day = |date: Option<jiff::civil::Date>| {
            date.map_or_else(String::new, |date| date.to_string())
        };
        let advice = deprecation_note(&Deprecation {
            end_of_life: None,
            ..row.deprecation.clone()
        });
        vec![
            link(&row.path),
            day(row.deprecation.since),
            day(row.deprecation.end_of_life),
            cell(&advice),
        ]
    });
    guide.table(&["deprecated", "since", "end of life", "what to do"], rows);
}

/// What the compiler says of a use.
fn warning(api: &Api, row: &Row) -> Vec<String> {
    let path = format!("{}::{}", api.crate_name(), row.path.replace("r#", ""));
    let note = deprecation_note(&row.deprecation);
    let kind = row.kind;
    vec![
        "```text".to_owned(),
        format!("warning: use of deprecated {kind} `{path}`: {note}"),
        "```".to_owned(),
    ]
}

fn of_operations(api: &Api) -> Vec<Row> {
    let mut rows = Vec::new();
    for (resource, operation) in operations(api) {
        let mut row = |kind, owner: &str, name: &str, deprecation: Option<Deprecation>| {
            rows.extend(deprecation.map(|deprecation| Row {
                path: format!("{}::{owner}::{name}", resource.rust),
                kind,
                deprecation,
            }));
        };
        let method = &operation.rust;
        row(
            "method",
            &resource.rust_type,
            method,
            operation.deprecated.clone(),
        );
        for input in inputs(api, operation) {
            let (name, deprecation) = (&input.field.rust, input.field.deprecated.as_ref());
            if input.field.required {
                row("field", &operation.rust_params, name, deprecation.cloned());
            } else {
                let setter = names::setter(name);
                row(
                    "method",
                    &operation.rust_request,
                    &setter,
                    deprecation.map(of_setter),
                );
            }
        }
    }
    rows
}

fn of_types(api: &Api) -> Vec<Row> {
    let mut rows = Vec::new();
    for ty in &api.types {
        let module = ty
            .owner
            .map_or("types", |owner| api.resources[owner.0].rust.as_str());
        let path = format!("{module}::{}", ty.rust);
        let (kind, members) = members(&ty.kind);
        let mut row = |path: String, kind, deprecation: &Option<Deprecation>| {
            rows.extend(deprecation.clone().map(|deprecation| Row {
                path,
                kind,
                deprecation,
            }));
        };
        for (kind, name, deprecation) in members {
            row(format!("{path}::{name}"), kind, deprecation);
        }
        row(path, kind, &ty.deprecated);
    }
    rows
}

/// What part of a type is called, its name, and its deprecation.
type Member<'a> = (&'static str, &'a str, &'a Option<Deprecation>);

/// What a type is called, and its parts that can be deprecated.
fn members(kind: &TypeKind) -> (&'static str, Vec<Member<'_>>) {
    match kind {
        TypeKind::Model(model) => {
            let fields = model.fields.iter();
            let members = fields.map(|it| ("field", it.rust.as_str(), &it.deprecated));
            ("struct", members.collect())
        }
        TypeKind::StringEnum(variants) | TypeKind::IntEnum(variants) => {
            let variants = variants.iter();
            let members = variants.map(|it| ("unit variant", it.rust.as_str(), &it.deprecated));
            ("enum", members.collect())
        }
        TypeKind::TaggedUnion { .. } | TypeKind::Union(_) => ("enum", Vec::new()),
        TypeKind::Id(_) => ("struct", Vec::new()),
        TypeKind::Alias(_) => ("type alias", Vec::new()),
    }
}

/// Words of the spec as a cell of a table.
fn cell(text: &str) -> String {
    docs::markdown(text).join(" ").replace('|', "\\|")
}
