//! Addresses of the API and their variables.

use super::fields::docs;
use super::routes::is_dots;
use super::{grammar, repeats};
use crate::diag::{Code, Report};
use crate::ir::{Server, ServerVariable};
use crate::spec::{self, ApiFile};
use std::collections::{BTreeMap, BTreeSet};

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
    is_address(server, report);
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
        span: key.span,
    });
    Server {
        url: server.url.value.trim_end_matches('/').to_owned(),
        docs: docs(server.docs.as_ref()),
        variables: variables.collect(),
        span: server.span,
    }
}

/// An address is absolute, and calls add nothing but a path to it.
fn is_address(server: &spec::Server, report: &mut Report) {
    let address = with_defaults(server);
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`|?#@".contains(c);
    let help = match rest.filter(|rest| rest.chars().all(plain)) {
        None => "write it as `https://host/path`, without spaces, user, query and fragment",
        Some(rest) => {
            let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
            if !is_authority(authority) {
                "write it as `https://host/path` or `https://host:port/path`, with a port up to 65535"
            } else if path.split('/').any(is_dots) {
                "write out where it leads; servers take a part of dots for a step up"
            } else {
                return;
            }
        }
    };
    report.error(
        Code::BadServer,
        server.url.span,
        format!("`{address}` is not an address that calls can go to"),
        help,
    );
}

/// The address that calls go to when no variable is set.
fn with_defaults(server: &spec::Server) -> String {
    let defaults: BTreeMap<_, _> = server
        .variables
        .iter()
        .map(|(key, variable)| (key.text.as_str(), variable.default.value.as_str()))
        .collect();
    // One step for each brace, so that many variables take no longer than they are long.
    let mut parts = server.url.value.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |address, part| {
        let known = part
            .split_once('}')
            .and_then(|(name, rest)| Some((*defaults.get(name)?, rest)));
        match known {
            Some((default, rest)) => address + default + rest,
            None => address + "{" + part,
        }
    })
}

/// Whether a text is a host, with or without a port. What is left of variables may be anything.
fn is_authority(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (text, None),
    };
    is_host(host) && port.is_none_or(|it| it.contains('{') || it.parse::<u16>().is_ok())
}

fn is_host(text: &str) -> bool {
    let bracketed = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match bracketed {
        Some(address) => address.contains('{') || address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !text.is_empty() && text.chars().all(is_of_host) && !is_bad_number(text),
    }
}

fn is_of_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._{}".contains(c)
}

/// Whether a host ends like an address of four numbers, and is none.
fn is_bad_number(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let digits = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    digits && !host.contains('{') && host.parse::<std::net::Ipv4Addr>().is_err()
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
    let described: BTreeSet<_> = server.variables.iter().map(|(key, _)| &*key.text).collect();
    let names: BTreeSet<_> = names.into_iter().collect();
    for name in &names {
        if !described.contains(name) {
            report.error(
                Code::BadServer,
                url.span,
                format!("the address has the variable `{name}`, which is not described"),
                format!("add `{name}: …` with its default under `variables`"),
            );
        }
    }
    for (key, _) in &server.variables {
        if !names.contains(key.text.as_str()) {
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
            "choose a default among `enum`, or add it there",
        );
    }
}
