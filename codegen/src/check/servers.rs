//! Servers and their variables.

use super::fields::docs;
use super::routes::is_dot_segment;
use super::{duplicates, grammar};
use crate::diag::{Code, Report};
use crate::ir::{Api, Server, ServerVariable};
use crate::spec::decode::Spanned;
use crate::spec::{self, ApiFile};
use std::collections::{BTreeMap, BTreeSet};

/// Resolves the servers.
pub(super) fn resolve(file: &ApiFile, report: &mut Report) -> Vec<Server> {
    if file.servers.is_empty() {
        report.error(
            Code::InvalidServer,
            file.span,
            "the API has no servers",
            "add `servers: [https://api.example.com]` with the base URL of the API",
        );
    }
    resolve_all(&file.servers, report)
}

/// Resolves the servers of a resource or operation.
pub(super) fn resolve_all(servers: &[spec::Server], report: &mut Report) -> Vec<Server> {
    servers.iter().map(|server| one(server, report)).collect()
}

/// Reports servers of operations with the same URL but different variables, since callers configure a server by its URL.
pub(super) fn check_variables_agree(api: &Api, report: &mut Report) {
    let known: BTreeMap<_, _> = api
        .operation_servers()
        .into_iter()
        .map(|server| (server.url.as_str(), server))
        .collect();
    let operations = api.resources.iter().flat_map(|it| &it.operations);
    for server in operations.filter_map(|it| it.servers.first()) {
        let variables = |server: &Server| {
            let variables = server.variables.iter();
            let facts = variables.map(|it| (&it.name, &it.default, &it.values));
            facts
                .map(|(name, default, values)| (name.clone(), default.clone(), values.clone()))
                .collect::<Vec<_>>()
        };
        if let Some(first) = known.get(server.url.as_str())
            && variables(first) != variables(server)
        {
            report.error_between(
                Code::InvalidServer,
                server.span,
                format!("the server `{}` has different variables here", server.url),
                (first.span, "first declared here"),
                "declare the same variables, defaults and values in both places",
            );
        }
    }
}

fn one(server: &spec::Server, report: &mut Report) -> Server {
    if check_url(server, report) {
        check_encryption(server, report);
    }
    check_variables(server, report);
    for (_, variable) in &server.variables {
        check_default(variable, report);
        duplicates::check("value", &variable.values, report);
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

/// The URL of a server is absolute, and has nothing that a path cannot be appended to. Returns whether it is.
fn check_url(server: &spec::Server, report: &mut Report) -> bool {
    let url = with_defaults(server);
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`|?#@".contains(c);
    let help = match rest.filter(|rest| rest.chars().all(plain)) {
        None => "use `https://host/path`, without spaces, user information, query or fragment",
        Some(rest) => {
            let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
            if !is_authority(authority) {
                "use `https://host/path` or `https://host:port/path`, with a port of at most 65535"
            } else if path.split('/').any(is_dot_segment) {
                "write the resolved path, without `.` and `..` segments"
            } else {
                return true;
            }
        }
    };
    report.error(
        Code::InvalidServer,
        server.url.span,
        format!("`{url}` is not a valid server URL"),
        help,
    );
    false
}

/// Requests to other hosts are encrypted, unless the spec allows HTTP.
fn check_encryption(server: &spec::Server, report: &mut Report) {
    let url = with_defaults(server);
    let is_local = url.strip_prefix("http://").map(|rest| {
        let authority = rest.split('/').next().unwrap_or_default();
        is_loopback(split_port(authority).0)
    });
    match (is_local, &server.allow_http) {
        (Some(false), None | Some(Spanned { value: false, .. })) => report.error(
            Code::InvalidServer,
            server.url.span,
            format!("requests to `{url}` and their credentials would be sent unencrypted"),
            "use `https://`; or, if the server supports only HTTP, add `allow_http: true` next to `url`",
        ),
        (None | Some(true), Some(Spanned { value: true, span })) => report.error(
            Code::InvalidServer,
            *span,
            format!("`allow_http` has no effect on `{url}`"),
            "remove `allow_http`; only `http://` URLs of other hosts need it",
        ),
        _ => {}
    }
}

/// Whether a host is the local one.
fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => {
            let host = host.to_ascii_lowercase();
            host == "localhost" || host.ends_with(".localhost")
        }
    }
}

/// The URL with the defaults of its variables.
fn with_defaults(server: &spec::Server) -> String {
    let defaults: BTreeMap<_, _> = server
        .variables
        .iter()
        .map(|(key, variable)| (key.text.as_str(), variable.default.value.as_str()))
        .collect();
    // A single pass, so that many variables take linear time.
    let mut parts = server.url.value.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |url, part| {
        let known = part
            .split_once('}')
            .and_then(|(name, rest)| Some((*defaults.get(name)?, rest)));
        match known {
            Some((default, rest)) => url + default + rest,
            None => url + "{" + part,
        }
    })
}

/// Whether a string is a host with an optional port. Remaining variables are allowed anywhere.
fn is_authority(text: &str) -> bool {
    let (host, port) = split_port(text);
    is_host(host) && port.is_none_or(|it| it.contains('{') || it.parse::<u16>().is_ok())
}

/// The host and the port of an authority.
fn split_port(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (text, None),
    }
}

fn is_host(text: &str) -> bool {
    let bracketed = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match bracketed {
        Some(address) => address.contains('{') || address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !text.is_empty() && text.chars().all(is_host_char) && !is_invalid_ipv4(text),
    }
}

fn is_host_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._{}".contains(c)
}

/// Whether URL parsers read a host as an IPv4 address, although it is not a valid one.
fn is_invalid_ipv4(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let digits = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    digits && !host.contains('{') && host.parse::<std::net::Ipv4Addr>().is_err()
}

/// Each variable in the URL is defined, and each defined variable is in the URL.
fn check_variables(server: &spec::Server, report: &mut Report) {
    let url = &server.url;
    let names = match grammar::placeholders(&url.value) {
        Ok(names) => names,
        Err(error) => {
            let message = error.message(&url.value);
            report.error(
                Code::InvalidServer,
                url.span,
                message,
                "write variables as `{name}`",
            );
            return;
        }
    };
    let defined: BTreeSet<_> = server.variables.iter().map(|(key, _)| &*key.text).collect();
    let names: BTreeSet<_> = names.into_iter().collect();
    for name in &names {
        if !defined.contains(name) {
            report.error(
                Code::InvalidServer,
                url.span,
                format!("the variable `{name}` of the URL is not defined"),
                format!("add `{name}: …` with its default under `variables`"),
            );
        }
    }
    for (key, _) in &server.variables {
        if !names.contains(key.text.as_str()) {
            report.error(
                Code::InvalidServer,
                key.span,
                format!("the URL does not contain the variable `{}`", key.text),
                format!("add `{{{}}}` to the URL, or remove the variable", key.text),
            );
        }
    }
}

fn check_default(variable: &spec::ServerVariable, report: &mut Report) {
    let (default, values) = (&variable.default, &variable.values);
    if !values.is_empty() && !values.iter().any(|value| value.value == default.value) {
        report.error(
            Code::InvalidServer,
            default.span,
            format!(
                "the default `{}` is not one of the variable's values",
                default.value
            ),
            "choose a default from `enum`, or add it there",
        );
    }
}
