//! Parses headers that callers set.

use http::header::{HeaderName, HeaderValue};

/// Headers that describe the connection or delimit the body, which the HTTP client sets (RFC 9110
/// sections 7.6.1 and 8.6, RFC 9113 section 8.2.2).
const FRAMING_HEADERS: [&str; 8] = [
    "connection",
    "content-length",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Parses a header. The error message never contains the value.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let parsed = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| format!("`{}` is not a valid header name", name.escape_debug()))?;
    if FRAMING_HEADERS.contains(&parsed.as_str()) {
        return Err(format!("header `{name}` is set by the HTTP client"));
    }
    let value = HeaderValue::from_str(value)
        .map_err(|_| format!("the value of header `{name}` contains invalid characters"))?;
    Ok((parsed, value))
}
