//! Strings with a grammar of their own: header and cookie names, environment variables, URLs, placeholders.

use crate::diag::{Code, Report};
use crate::source::Span;
use crate::spec::ParameterLocation;
use crate::spec::decode::Text;

/// Headers that frame a request; a value from the caller would break it.
const FRAMING: &[&str] = &[
    "connection",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
];

/// Whether a string is a token of RFC 9110, as header and cookie names must be.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

/// Whether a string is a media type of RFC 9110, such as `text/csv; charset=utf-8`, or a range, such as `image/*`.
pub(super) fn is_media_range(text: &str) -> bool {
    let mut parts = text.split(';').map(str::trim);
    let essence = parts.next().and_then(|it| it.split_once('/'));
    let has_essence = essence.is_some_and(|(kind, subtype)| {
        let is_range = subtype == "*";
        let is_type = !kind.contains('*') && !subtype.contains('*');
        is_token(kind)
            && is_token(subtype)
            && (is_type || is_range && (kind == "*" || !kind.contains('*')))
    });
    let is_parameter = |part: &str| {
        part.split_once('=').is_some_and(|(name, value)| {
            let quoted = value.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
            let is_text = |c: char| matches!(c, ' '..='~') && !matches!(c, '"' | '\\');
            is_token(name) && quoted.map_or(is_token(value), |it| it.chars().all(is_text))
        })
    };
    has_essence && parts.all(is_parameter)
}

/// Whether a header frames a request, so that the client sets it itself.
pub(super) fn frames(header: &str) -> bool {
    FRAMING.contains(&header.to_ascii_lowercase().as_str())
}

/// Reports invalid names of header and cookie parameters, and headers that the client sets itself.
pub(super) fn parameter_name(
    location: ParameterLocation,
    name: &str,
    span: Span,
    report: &mut Report,
) {
    let kind = match location {
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
        ParameterLocation::Path | ParameterLocation::Query => return,
    };
    if !is_token(name) {
        invalid_name(kind, name, span, report);
    } else if location == ParameterLocation::Header
        && let Some(help) = help_for_client_header(name)
    {
        let message = format!("the client sets the header `{name}` itself");
        report.error(Code::UnusableHeader, span, message, help);
    }
}

/// Reports an invalid name of a response header.
pub(super) fn response_header(name: Option<&Text>, report: &mut Report) {
    if let Some(name) = name.filter(|name| !is_token(&name.value)) {
        invalid_name("header", &name.value, name.span, report);
    }
}

fn invalid_name(kind: &str, name: &str, span: Span, report: &mut Report) {
    report.error(
        Code::UnusableHeader,
        span,
        format!("`{name}` is not a valid {kind} name"),
        match kind {
            "cookie" => "use only ASCII letters, digits, `-` and `_`, such as `session_id`",
            _ => "use only ASCII letters, digits, `-` and `_`, such as `X-Trace-Id`",
        },
    );
}

/// For a header that the client sets itself, help on what determines its value.
fn help_for_client_header(header: &str) -> Option<&'static str> {
    Some(match header.to_ascii_lowercase().as_str() {
        "content-type" => "remove it; `media` or `content_type` of the body sets it",
        "accept" => "remove it; `media` of the responses sets it",
        "authorization" => "remove it, and add a scheme under `security.schemes` in `api.yaml`",
        "cookie" => "remove it, and list each cookie under `cookies`",
        name if frames(name) => "remove it; the client derives it from the request",
        _ => return None,
    })
}

/// Reports an invalid name of an environment variable.
pub(super) fn environment_variable(name: Option<&Text>, report: &mut Report) {
    let usable = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if let Some(name) = name.filter(|name| !usable(&name.value)) {
        report.error(
            Code::InvalidValue,
            name.span,
            format!(
                "`{}` is not a valid name for an environment variable",
                name.value
            ),
            "use uppercase letters, digits and `_`, such as `EXAMPLE_API_TOKEN`",
        );
    }
}

/// Reports an invalid URL of a web page.
pub(super) fn web_address(address: Option<&Text>, report: &mut Report) {
    let rest = |text: &str| {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))?;
        let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
        (!rest.is_empty() && !rest.starts_with('/') && rest.chars().all(plain)).then_some(())
    };
    if let Some(address) = address.filter(|address| rest(&address.value).is_none()) {
        report.error(
            Code::InvalidValue,
            address.span,
            format!("`{}` is not a valid HTTP URL", address.value),
            "use a URL such as `https://example.com/docs`",
        );
    }
}

/// Error in the placeholders of a path or URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlaceholderError {
    /// A brace without its counterpart.
    Unbalanced,
    /// `{}`.
    Empty,
}

impl PlaceholderError {
    /// Error message for `text`.
    pub(super) fn message(self, text: &str) -> String {
        match self {
            Self::Unbalanced => format!("unbalanced braces in `{text}`"),
            Self::Empty => format!("empty placeholder in `{text}`"),
        }
    }
}

/// Names of the placeholders (`{name}`) in a path or URL.
pub(crate) fn placeholders(text: &str) -> Result<Vec<&str>, PlaceholderError> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}').ok_or(PlaceholderError::Unbalanced)?;
        if before.contains('}') || name.contains(['{', '/']) {
            return Err(PlaceholderError::Unbalanced);
        }
        if name.is_empty() {
            return Err(PlaceholderError::Empty);
        }
        names.push(name);
        rest = behind;
    }
    if rest.contains('}') {
        Err(PlaceholderError::Unbalanced)
    } else {
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::{PlaceholderError, is_media_range, placeholders};

    #[test]
    fn media_ranges_have_a_type_and_parameters() {
        for valid in [
            "image/png",
            "image/*",
            "*/*",
            "application/vnd.note+json; v=1;charset=\"utf-8 x\"",
        ] {
            assert!(is_media_range(valid), "{valid}");
        }
        for invalid in [
            "",
            "png",
            "*",
            "*/png",
            "image/p*",
            "im*/*",
            "image/png, image/jpeg",
            "image/png;",
            "image/png; a",
            "a/b; c=\"",
            "a/b\r\nX: y",
        ] {
            assert!(!is_media_range(invalid), "{invalid}");
        }
    }

    #[test]
    fn placeholders_are_found_by_their_braces() {
        assert_eq!(placeholders("/a/{b}/{c}.json"), Ok(vec!["b", "c"]));
        assert_eq!(placeholders("/a"), Ok(vec![]));
        for unbalanced in ["{", "}", "{a", "a}", "{a}}", "{{a}", "}{", "{a/b}"] {
            assert_eq!(
                placeholders(unbalanced),
                Err(PlaceholderError::Unbalanced),
                "{unbalanced}"
            );
        }
        assert_eq!(placeholders("/{}"), Err(PlaceholderError::Empty));
    }
}
