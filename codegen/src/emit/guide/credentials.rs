//! The ways to authenticate, and credentials for examples.

use super::link;
use crate::emit::service::has_own_requirements;
use crate::ir::{Api, Scheme, SchemeKind};
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
    values.flag("credentials.several", has_own_requirements(api));
    let kinds = || {
        alternatives
            .iter()
            .copied()
            .flatten()
            .map(|it| api.schemes[*it].kind)
    };
    values.flag("credentials.tokens", kinds().any(SchemeKind::is_token));
    values.code("credentials.client", client_credentials(api));
    values.code("credentials.empty", [expression(api, "")]);
    values.code("credentials.example", [expression(api, "secret")]);
    values.flag("anonymous", !alternatives.is_empty() && !has_secrets);
}

/// The environment variables of a row.
fn variables(api: &Api, alternative: &[usize]) -> Inline {
    let schemes = alternative.iter().map(|index| &api.schemes[*index]);
    let names: Option<Vec<_>> = schemes.map(variables_of_scheme).collect();
    let names = names.map(|names| names.concat());
    match names.as_deref() {
        None => "not read from the environment".into(),
        Some([]) => "none".into(),
        Some(names) => Inline::join(names, " and "),
    }
}

fn variables_of_scheme(scheme: &Scheme) -> Option<Vec<Inline>> {
    Some(match &scheme.oauth {
        Some(oauth) => vec![
            code(oauth.client_id_env.as_ref()?),
            code(oauth.client_secret_env.as_ref()?),
        ],
        None => vec![code(scheme.env.as_ref()?)],
    })
}

/// The credentials of an OAuth 2 client, if a requirement consists of its token.
fn client_credentials(api: &Api) -> Option<String> {
    let mut alternatives = alternatives(api).into_iter();
    let is_oauth = |it: &&[usize]| matches!(it, [one] if api.schemes[*one].oauth.is_some());
    let name = constructor(api, alternatives.find(is_oauth)?);
    Some(format!(
        "Credentials::{name}(ClientCredentials::new(\"id\", \"secret\"))"
    ))
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
