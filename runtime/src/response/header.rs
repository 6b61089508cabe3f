//! Typed response headers.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use http::HeaderMap;

/// A response header and the type of its value.
///
/// ```
/// # use clientwright_runtime::{Header, InvalidHeader};
/// # fn main() -> Result<(), InvalidHeader> {
/// const REMAINING: Header<u32> = Header::new("ratelimit-remaining");
///
/// # let mut headers = http::HeaderMap::new();
/// headers.insert("RateLimit-Remaining", 41.into());
/// assert_eq!(REMAINING.get(&headers)?, Some(41));
/// # Ok(())
/// # }
/// ```
pub struct Header<T> {
    name: &'static str,
    value: PhantomData<fn() -> T>,
}

impl<T> Header<T> {
    /// Creates a description of a header. Names are case-insensitive.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            value: PhantomData,
        }
    }

    /// Name of the header.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: FromStr> Header<T> {
    /// Returns the value of the header; `None` if the response does not have it. If it occurs
    /// several times, returns the first value.
    ///
    /// # Errors
    /// Returns an error if the value does not have the type `T`.
    pub fn get(&self, headers: &HeaderMap) -> Result<Option<T>, InvalidHeader> {
        let invalid = || InvalidHeader { name: self.name };
        let Some(value) = headers.get(self.name) else {
            return Ok(None);
        };
        // RFC 9110 allows any bytes except controls; values outside of ASCII are UTF-8 in practice.
        let text = std::str::from_utf8(value.as_bytes()).map_err(|_| invalid())?;
        text.trim().parse().map(Some).map_err(|_| invalid())
    }
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Header").field(&self.name).finish()
    }
}

/// The value of a response header does not have the documented type.
///
/// Does not quote the value, which may be secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidHeader {
    name: &'static str,
}

impl fmt::Display for InvalidHeader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the response header `{}` has an invalid value",
            self.name
        )
    }
}

impl std::error::Error for InvalidHeader {}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;
    use crate::Timestamp;

    #[test]
    fn values_are_parsed() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("x-count", " 7 "),
            ("x-text", "\u{65e5}\u{672c}"),
            ("x-at", "x"),
        ] {
            let value = HeaderValue::from_bytes(value.as_bytes()).expect(value);
            headers.append(name, value);
        }
        headers.append("x-count", HeaderValue::from_static("8"));
        assert_eq!(Header::<u8>::new("X-Count").get(&headers), Ok(Some(7)));
        let text = Header::<String>::new("x-text").get(&headers);
        assert_eq!(text, Ok(Some("\u{65e5}\u{672c}".to_owned())));
        assert_eq!(Header::<u8>::new("x-other").get(&headers), Ok(None));
        let error = Header::<Timestamp>::new("x-at").get(&headers);
        let error = error.expect_err("no timestamp").to_string();
        assert_eq!(error, "the response header `x-at` has an invalid value");
    }
}
