//! Texts that follow a grammar of their own: names of headers, cookies and environment variables, web addresses.

use crate::diag::{Code, Report};
use crate::source::Span;
use crate::spec::Place;
use crate::spec::record::Text;

/// Headers that frame a request; a value from elsewhere would break it.
const FRAMING: &[&str] = &[
    "connection",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
];

/// Whether a text is a token of RFC 9110, as names of headers and cookies are.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

/// Whether the client writes a header itself to frame a request.
pub(super) fn frames(header: &str) -> bool {
    FRAMING.contains(&header.to_ascii_lowercase().as_str())
}

/// Reports the name of a header or cookie parameter that cannot be sent.
pub(super) fn parameter_name(place: Place, name: &str, span: Span, report: &mut Report) {
    let kind = match place {
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Path | Place::Query => return,
    };
    if !is_token(name) {
        malformed(kind, name, span, report);
    } else if place == Place::Header
        && let Some(help) = written_by_the_client(name)
    {
        let message = format!("the client writes the header `{name}` itself");
        report.error(Code::UnusableHeader, span, message, help);
    }
}

/// Reports the name of a response header that no response can have.
pub(super) fn response_header(name: Option<&Text>, report: &mut Report) {
    if let Some(name) = name.filter(|name| !is_token(&name.value)) {
        malformed("header", &name.value, name.span, report);
    }
}

fn malformed(kind: &str, name: &str, span: Span, report: &mut Report) {
    report.error(
        Code::UnusableHeader,
        span,
        format!("`{name}` cannot be the name of a {kind}"),
        match kind {
            "cookie" => {
                "use ASCII letters, digits and `-` or `_`, without spaces, such as `session_id`"
            }
            _ => "use ASCII letters, digits and `-` or `_`, without spaces, such as `X-Trace-Id`",
        },
    );
}

/// What says the value of such a header instead of a parameter.
fn written_by_the_client(header: &str) -> Option<&'static str> {
    Some(match header.to_ascii_lowercase().as_str() {
        "content-type" => "remove it; the `media` or `content_type` of the body says it",
        "accept" => "remove it; the `media` of what is returned says it",
        "authorization" => {
            "remove it, and describe the secret under `security.schemes` in `api.yaml`"
        }
        "cookie" => "remove it, and name each cookie under `cookies`",
        name if frames(name) => "remove it; it follows from the request",
        _ => return None,
    })
}

/// Reports the name of an environment variable that no shell could set.
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
                "`{}` cannot be the name of an environment variable",
                name.value
            ),
            "use capitals, digits and `_`, such as `EXAMPLE_API_TOKEN`",
        );
    }
}

/// Reports an address that a reader of the docs could not open.
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
            format!("`{}` is not the address of a web page", address.value),
            "write it as `https://example.com/docs`",
        );
    }
}

/// Why the placeholders of a text cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadPlaceholder {
    /// A brace without its partner.
    Unpaired,
    /// `{}`.
    Nameless,
}

impl BadPlaceholder {
    /// What to say of it.
    pub(super) fn message(self, text: &str) -> String {
        match self {
            Self::Unpaired => format!("a brace in `{text}` has no partner"),
            Self::Nameless => format!("a placeholder in `{text}` has no name"),
        }
    }
}

/// The `{names}` in an address or path.
pub(super) fn placeholders(text: &str) -> Result<Vec<&str>, BadPlaceholder> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}').ok_or(BadPlaceholder::Unpaired)?;
        if before.contains('}') || name.contains(['{', '/']) {
            return Err(BadPlaceholder::Unpaired);
        }
        if name.is_empty() {
            return Err(BadPlaceholder::Nameless);
        }
        names.push(name);
        rest = behind;
    }
    if rest.contains('}') {
        Err(BadPlaceholder::Unpaired)
    } else {
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::{BadPlaceholder, placeholders};

    #[test]
    fn placeholders_are_told_by_their_braces() {
        assert_eq!(placeholders("/a/{b}/{c}.json"), Ok(vec!["b", "c"]));
        assert_eq!(placeholders("/a"), Ok(vec![]));
        for unpaired in ["{", "}", "{a", "a}", "{a}}", "{{a}", "}{", "{a/b}"] {
            assert_eq!(
                placeholders(unpaired),
                Err(BadPlaceholder::Unpaired),
                "{unpaired}"
            );
        }
        assert_eq!(placeholders("/{}"), Err(BadPlaceholder::Nameless));
    }
}
