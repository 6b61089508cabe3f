//! The deprecated items, and what the compiler reports about one.

use super::{link, operations};
use crate::ir::{Api, Deprecation, TypeKind};
use crate::lower::{inputs, note, of_setter};
use crate::markdown::{Docs, Inline, Values};
use crate::rust::names;

/// A deprecated item.
struct Row {
    /// Its path in the crate.
    path: String,
    /// The compiler's term for it.
    kind: &'static str,
    deprecation: Deprecation,
}

pub(super) fn set(values: &mut Values, api: &Api) {
    let mut rows = of_operations(api);
    rows.extend(of_types(api));
    rows.sort_by(|a, b| a.path.cmp(&b.path));
    let replaced = rows
        .iter()
        .find(|row| row.deprecation.rust_replacement.is_some());
    values.code("deprecation_warning", replaced.map(|row| warning(api, row)));
    let rows = rows.into_iter().map(|row| {
        let day = |date: Option<jiff::civil::Date>| {
            date.map_or_else(Inline::default, |date| Inline::text(&date.to_string()))
        };
        let advice = note(&Deprecation {
            end_of_life: None,
            ..row.deprecation.clone()
        });
        vec![
            link(&row.path),
            day(row.deprecation.since),
            day(row.deprecation.end_of_life),
            advice,
        ]
    });
    let head = ["deprecated", "since", "end of life", "note"];
    values.docs("deprecations", Docs::table(&head, rows));
}

/// The compiler's warning about a use.
fn warning(api: &Api, row: &Row) -> String {
    let path = format!("{}::{}", api.crate_name(), row.path.replace("r#", ""));
    let note = note(&row.deprecation);
    format!("warning: use of deprecated {} `{path}`: {note}", row.kind)
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
            if input.required {
                row("field", &operation.rust_params, name, deprecation.cloned());
            } else {
                let setter = names::setter(name);
                row(
                    "method",
                    &operation.rust_request,
                    &setter,
                    deprecation.map(|it| of_setter(it, names::setter)),
                );
            }
        }
    }
    rows
}

fn of_types(api: &Api) -> Vec<Row> {
    let mut rows = Vec::new();
    for ty in &api.types {
        let module = api.module_of(ty.owner);
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

/// The compiler's term for a part of a type, its name, and its deprecation.
type Member<'a> = (&'static str, &'a str, &'a Option<Deprecation>);

/// The compiler's term for a type, and its parts that can be deprecated.
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
        TypeKind::Id(_) | TypeKind::Constrained(..) => ("struct", Vec::new()),
        TypeKind::Alias(_) => ("type alias", Vec::new()),
    }
}
