//! Expands and validates base URLs.

use http::Uri;
use http::uri::InvalidUri;

#[cfg(feature = "reqwest")]
use crate::transport;
use crate::{Error, ServerVariable, Service};

/// Rejects variables that no URL of the service has.
pub(crate) fn check_variables(service: &Service, given: &[(String, String)]) -> Result<(), Error> {
    let servers = service.operation_servers.iter();
    let known = |name: &str| {
        let mut variables = servers.clone().flat_map(|server| server.variables);
        service.variables.iter().any(|it| it.name == name) || variables.any(|it| it.name == name)
    };
    match given.iter().find(|(name, _)| !known(name)) {
        Some((name, _)) => Err(Error::config(format!(
            "the base URL has no variable `{name}`"
        ))),
        None => Ok(()),
    }
}

/// Expands the variables in a URL.
///
/// A value must not contain characters that end its part of the URL. Otherwise an untrusted value,
/// such as a region, could redirect credentials to another host.
pub(crate) fn expand(
    url: &str,
    variables: &[ServerVariable],
    given: &[(String, String)],
) -> Result<String, Error> {
    let mut url = url.to_owned();
    for variable in variables {
        let placeholder = format!("{{{}}}", variable.name);
        let given = given.iter().rev().find(|(name, _)| name == variable.name);
        let value = match given {
            Some((_, value)) => checked(variable, value, in_path(&url, &placeholder))?,
            None => variable.default,
        };
        url = url.replace(&placeholder, value);
    }
    Ok(url)
}

fn checked<'a>(variable: &ServerVariable, value: &'a str, in_path: bool) -> Result<&'a str, Error> {
    let name = variable.name;
    if !variable.allowed.is_empty() && !variable.allowed.contains(&value) {
        let allowed = variable.allowed.join(", ");
        return Err(Error::config(format!(
            "server variable `{name}` must be one of {allowed}"
        )));
    }
    let harmless = |byte: u8| {
        byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte) || (in_path && byte == b'/')
    };
    if value.is_empty() || !value.bytes().all(harmless) {
        return Err(Error::config(format!(
            "invalid value for server variable `{name}`"
        )));
    }
    Ok(value)
}

/// Whether the placeholder comes after the host.
fn in_path(url: &str, placeholder: &str) -> bool {
    let after_scheme = url.find("://").map_or(0, |at| at + 3);
    let path = url[after_scheme..].find('/').map(|at| after_scheme + at);
    matches!((path, url.find(placeholder)), (Some(path), Some(at)) if at > path)
}

/// Validates a base URL and removes its trailing slash. Error messages name its source.
pub(crate) fn check(url: &str, source: &str) -> Result<String, Error> {
    let bad = |why: &str| Error::config(format!("{source} {why}"));
    let uri: Uri = url
        .parse()
        .map_err(|error: InvalidUri| bad("is not a valid URL").with_source(error))?;
    if !matches!(uri.scheme_str(), Some("http" | "https")) {
        return Err(bad("must start with http:// or https://"));
    }
    let authority = uri.authority().ok_or_else(|| bad("has no host"))?;
    if authority.host().is_empty() {
        return Err(bad("has no host"));
    }
    if authority.as_str().contains('@') {
        return Err(bad(
            "must not contain a user or password; set credentials instead",
        ));
    }
    let after_host = authority
        .as_str()
        .get(authority.host().len()..)
        .unwrap_or_default();
    if !after_host.is_empty() && authority.port_u16().is_none() {
        return Err(bad("has an invalid port"));
    }
    // `Uri` silently drops the fragment, so look for it in the string.
    if uri.query().is_some() || url.contains('#') {
        return Err(bad("must not contain a query or fragment"));
    }
    if url.split('/').any(|segment| matches!(segment, "." | "..")) {
        return Err(bad("must not contain `.` or `..` segments"));
    }
    #[cfg(feature = "reqwest")]
    transport::check_url(url).map_err(|error| bad("is not a valid URL").with_source(error))?;
    Ok(url.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    static SERVICE: Service = Service {
        variables: &[
            ServerVariable {
                name: "region",
                default: "eu",
                allowed: &[],
            },
            ServerVariable {
                name: "version",
                default: "v4",
                allowed: &["v3", "v4"],
            },
            ServerVariable {
                name: "root",
                default: "client/all",
                allowed: &[],
            },
        ],
        ..Service::new("test", "0", "https://{region}.example.com/{root}/{version}")
    };

    #[test]
    fn server_variables_are_expanded_or_rejected() {
        type Case = (
            &'static [(&'static str, &'static str)],
            Result<&'static str, &'static str>,
        );
        let cases: [Case; 8] = [
            (&[], Ok("https://eu.example.com/client/all/v4")),
            (
                &[("region", "us-1"), ("version", "v3")],
                Ok("https://us-1.example.com/client/all/v3"),
            ),
            (
                &[("region", "a"), ("region", "b")],
                Ok("https://b.example.com/client/all/v4"),
            ),
            (&[("root", "x/y")], Ok("https://eu.example.com/x/y/v4")),
            (
                &[("version", "v9")],
                Err("server variable `version` must be one of v3, v4"),
            ),
            (&[("zone", "a")], Err("the base URL has no variable `zone`")),
            (
                &[("region", "evil.org/")],
                Err("invalid value for server variable `region`"),
            ),
            (
                &[("region", "x@evil.org")],
                Err("invalid value for server variable `region`"),
            ),
        ];
        for (given, expected) in cases {
            let given: Vec<_> = given
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect();
            let result = check_variables(&SERVICE, &given)
                .and_then(|()| expand(SERVICE.base_url, SERVICE.variables, &given))
                .map_err(|error| error.to_string());
            assert_eq!(
                result.as_deref().map_err(String::as_str),
                expected,
                "{given:?}"
            );
        }
    }

    #[test]
    fn base_urls_are_validated() {
        for (url, expected) in [
            (
                "https://api.example.com/client/v4/",
                "https://api.example.com/client/v4",
            ),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://[::1]:8080/a%2Fb", "http://[::1]:8080/a%2Fb"),
        ] {
            assert_eq!(check(url, "the base URL").ok().as_deref(), Some(expected));
        }
        for url in [
            "",
            "/client/v4",
            "example.com",
            "ftp://example.com",
            "https://",
            "https://user:pw@example.com",
            "https://example.com:99999",
            "https://example.com?a=b",
            "https://example.com/#x",
            "https://example.com/a/../b",
            "https://exa mple.com",
            "http://1.2.3.999",
            "http://[1:2]/",
            "https://example.com\r\nx: y",
        ] {
            let error = check(url, "the base URL").expect_err(url);
            assert!(
                error.is_config() && error.to_string().starts_with("the base URL "),
                "{url}: {error}"
            );
        }
    }
}
