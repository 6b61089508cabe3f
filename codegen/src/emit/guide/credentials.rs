//! The section on who calls.

use super::{Guide, link};
use crate::emit::credentials::{alternatives, constructor_name};
use crate::emit::examples::imports;
use crate::emit::module::code;
use crate::ir::Api;
use std::collections::BTreeSet;

/// The ways to be known to the API, where they are taken from, and what is refused.
pub(super) fn section(guide: &mut Guide<'_>) {
    let api = guide.api;
    let alternatives = alternatives(api);
    if alternatives.iter().all(|it| it.is_empty()) {
        return;
    }
    guide.heading("Credentials");
    guide.text("The API knows its callers by one of these:");
    let rows = alternatives.iter().map(|alternative| {
        let name = constructor_name(api, alternative);
        vec![
            link(&format!("Credentials::{name}")),
            variables(api, alternative),
        ]
    });
    guide.table(&["credentials", "variables of the environment"], rows);
    let mut text = "[`Client::new`] takes them from you. [`Client::from_env`] takes the first of the table whose variables \
                    are all set."
        .to_owned();
    if let Some(variable) = &api.base_url_env {
        text.push_str(&format!(
            " `{variable}` replaces the address that calls go to."
        ));
    }
    text.push_str(
        " [`Client::builder`] takes both: what is set there comes before the environment, which is read only when asked \
         for.",
    );
    guide.text(&text);
    let none = if alternatives.contains(&[].as_slice()) {
        ""
    } else {
        "when there are no credentials, "
    };
    guide.text(&format!(
        "Building a client fails, with [`ErrorKind::Config`], {none}when only some of the variables of a row are set, and \
         when a secret is empty, has white space around it or cannot be sent:",
    ));
    guide.block(refusal(api));
    guide.text("Secrets are wiped from memory with the client, and never printed or logged.");
}

/// The variables that a row comes from.
fn variables(api: &Api, alternative: &[usize]) -> String {
    let schemes = alternative.iter().map(|index| &api.schemes[*index]);
    let names: Option<Vec<_>> = schemes.map(|it| it.env.as_ref().map(code)).collect();
    match names.as_deref() {
        None => "not from the environment".to_owned(),
        Some([]) => "none".to_owned(),
        Some(names) => names.join(" and "),
    }
}

/// An empty secret, which no API takes.
fn refusal(api: &Api) -> Vec<String> {
    let uses = ["Client", "Credentials"].map(str::to_owned);
    let mut lines = vec!["```".to_owned()];
    lines.extend(imports(&api.crate_name(), &BTreeSet::from(uses)));
    lines.extend([
        String::new(),
        format!("let client = Client::new({});", expression(api, "")),
        "assert!(client.is_err_and(|error| error.is_config()));".to_owned(),
        "```".to_owned(),
    ]);
    lines
}

/// Credentials of the first kind that has secrets, all of them the same.
pub(super) fn expression(api: &Api, secret: &str) -> String {
    let alternatives = alternatives(api);
    let alternative = alternatives.iter().find(|it| !it.is_empty());
    let alternative = alternative.copied().unwrap_or_default();
    let secrets: Vec<_> = alternative.iter().map(|_| format!("{secret:?}")).collect();
    format!(
        "Credentials::{}({})",
        constructor_name(api, alternative),
        secrets.join(", ")
    )
}
