//! The ways to authenticate, and credentials for examples.

use super::link;
use crate::ir::Api;
use crate::lower::{alternatives, constructor};
use crate::markdown::{Docs, Inline, Values, code};
use crate::rust::string_literal;

pub(super) fn set(values: &mut Values, api: &Api) {
    let alternatives = alternatives(api);
    let has_secrets = alternatives.iter().any(|it| !it.is_empty());
    let rows = alternatives
        .iter()
        .filter(|_| has_secrets)
        .map(|alternative| {
            let name = constructor(api, alternative);
            vec![
                link(&format!("Credentials::{name}")),
                variables(api, alternative),
            ]
        });
    values.docs(
        "credentials",
        Docs::table(&["credentials", "environment variables"], rows),
    );
    values.flag(
        "credentials.optional",
        alternatives.contains(&[].as_slice()),
    );
    values.code("credentials.empty", [expression(api, "")]);
    values.code("credentials.example", [expression(api, "secret")]);
    values.flag("anonymous", !alternatives.is_empty() && !has_secrets);
}

/// The environment variables of a row.
fn variables(api: &Api, alternative: &[usize]) -> Inline {
    let schemes = alternative.iter().map(|index| &api.schemes[*index]);
    let names: Option<Vec<_>> = schemes.map(|it| it.env.as_ref().map(code)).collect();
    match names.as_deref() {
        None => "not read from the environment".into(),
        Some([]) => "none".into(),
        Some(names) => Inline::join(names, " and "),
    }
}

/// Credentials of the first kind that has secrets, all of them the same.
fn expression(api: &Api, secret: &str) -> String {
    let alternatives = alternatives(api);
    let alternative = alternatives.iter().find(|it| !it.is_empty());
    let alternative = alternative.copied().unwrap_or_default();
    let secrets: Vec<_> = alternative.iter().map(|_| string_literal(secret)).collect();
    format!(
        "Credentials::{}({})",
        constructor(api, alternative),
        secrets.join(", ")
    )
}
