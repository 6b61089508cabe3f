//! Addresses of the API and their variables.

use super::fields::docs;
use super::{grammar, repeats};
use crate::diag::{Code, Report};
use crate::ir::{Server, ServerVariable};
use crate::spec::record::Text;
use crate::spec::{self, ApiFile};

/// Resolves the addresses.
pub(super) fn resolve(file: &ApiFile, report: &mut Report) -> Vec<Server> {
    if file.servers.is_empty() {
        report.error(
            Code::BadServer,
            file.span,
            "the API has no server",
            "add `servers: [https://api.example.com]` with the address that calls go to",
        );
    }
    file.servers
        .iter()
        .map(|server| one(server, report))
        .collect()
}

fn one(server: &spec::Server, report: &mut Report) -> Server {
    is_address(&server.url, report);
    variables_match(server, report);
    for (_, variable) in &server.variables {
        defaults_to_a_value(variable, report);
        repeats::texts("value", &variable.values, report);
    }
    let variables = server.variables.iter().map(|(key, it)| ServerVariable {
        name: key.text.clone(),
        default: it.default.value.clone(),
        values: it.values.iter().map(|value| value.value.clone()).collect(),
        docs: docs(it.docs.as_ref()),
    });
    Server {
        url: server.url.value.trim_end_matches('/').to_owned(),
        docs: docs(server.docs.as_ref()),
        variables: variables.collect(),
    }
}

/// An address is absolute, and calls add nothing but a path to it.
fn is_address(url: &Text, report: &mut Report) {
    let rest = url
        .value
        .strip_prefix("https://")
        .or_else(|| url.value.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`|?#@".contains(c);
    let sound = |rest: &str| !rest.is_empty() && !rest.starts_with('/') && rest.chars().all(plain);
    if !rest.is_some_and(sound) {
        report.error(
            Code::BadServer,
            url.span,
            format!("`{}` is not an address that calls can go to", url.value),
            "write it as `https://host/path`, without spaces, user, query and fragment",
        );
    }
}

/// Each variable of the address is described, and nothing else is.
fn variables_match(server: &spec::Server, report: &mut Report) {
    let url = &server.url;
    let names = match grammar::placeholders(&url.value) {
        Ok(names) => names,
        Err(problem) => {
            let message = problem.message(&url.value);
            report.error(
                Code::BadServer,
                url.span,
                message,
                "write variables as `{name}`",
            );
            return;
        }
    };
    for name in &names {
        if !server.variables.iter().any(|(key, _)| key.text == *name) {
            report.error(
                Code::BadServer,
                url.span,
                format!("the address has the variable `{name}`, which is not described"),
                format!("add `{name}: …` with its default under `variables`"),
            );
        }
    }
    for (key, _) in &server.variables {
        if !names.contains(&key.text.as_str()) {
            report.error(
                Code::BadServer,
                key.span,
                format!("the address has no variable `{}`", key.text),
                format!(
                    "write it into the address as `{{{}}}`, or remove it here",
                    key.text
                ),
            );
        }
    }
}

fn defaults_to_a_value(variable: &spec::ServerVariable, report: &mut Report) {
    let (default, values) = (&variable.default, &variable.values);
    if !values.is_empty() && !values.iter().any(|value| value.value == default.value) {
        report.error(
            Code::BadServer,
            default.span,
            format!(
                "the default `{}` is not one of the variable's values",
                default.value
            ),
            "choose a default among `values`, or add it there",
        );
    }
}
