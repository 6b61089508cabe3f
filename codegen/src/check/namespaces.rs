//! Namespaces.

use super::fields::docs;
use super::names::{self, CrateNames, Owner};
use crate::diag::{Code, Report};
use crate::ir::Namespace;
use crate::spec::ApiFile;
use std::collections::BTreeSet;

/// Resolves the namespaces, parents before their children.
pub(super) fn resolve(
    file: &ApiFile,
    crate_names: &mut CrateNames,
    report: &mut Report,
) -> Vec<Namespace> {
    let described: BTreeSet<_> = file
        .namespaces
        .iter()
        .map(|(key, _)| key.text.as_str())
        .collect();
    let mut sorted: Vec<_> = file.namespaces.iter().collect();
    sorted.sort_by_key(|(key, _)| key.text.split('.').count());
    let suffix = file.namespace_suffix.as_ref();
    let suffix = suffix.map_or("", |it| &it.value);
    let mut namespaces = Vec::new();
    for (key, namespace) in sorted {
        let (outer, last) = key.text.rsplit_once('.').unwrap_or(("", &key.text));
        if !outer.is_empty() && !described.contains(outer) {
            report.error(
                Code::UndefinedName,
                key.span,
                format!(
                    "the parent namespace `{outer}` of `{}` is not defined",
                    key.text
                ),
                format!("add `{outer}: …` with its docs under `namespaces`"),
            );
        }
        let owner = Owner::new("namespace", &key.text, key.span);
        let rust = names::value(last, None, &owner, report);
        let rust_type = names::type_name(last, None, &owner, report);
        let (Some(rust), Some(rust_type)) = (rust, rust_type) else {
            continue;
        };
        let rust_type = rust_type + suffix;
        let path: Vec<_> = key.text.split('.').map(str::to_owned).collect();
        let parent: Vec<_> = path.iter().take(path.len() - 1).cloned().collect();
        // All names derive from one, so one error is enough.
        let _ = names::reserve_root_type(&rust_type, &owner, report)
            && names::reserve_step(&parent, &rust, &owner, report)
            && crate_names.types.claim(&rust_type, &owner, report)
            && crate_names
                .steps
                .entry(parent)
                .or_default()
                .claim(&rust, &owner, report);
        namespaces.push(Namespace {
            path,
            rust,
            rust_type,
            docs: docs(Some(&namespace.docs)),
            span: key.span,
        });
    }
    namespaces
}
