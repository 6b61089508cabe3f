//! Headers and streams of responses.

use super::{Endpoint, Type, Typed};
use crate::Header;

/// A header of responses.
#[derive(Debug, Clone, Copy)]
pub struct ResponseHeader {
    /// Name of the header, e.g. `Location`.
    pub name: &'static str,
    /// Type of the value.
    pub ty: Type,
}

impl ResponseHeader {
    /// Describes a header by the constant that clients read it with.
    #[must_use]
    pub const fn of<T: Typed>(header: Header<T>) -> Self {
        Self {
            name: header.name(),
            ty: T::TYPE,
        }
    }
}

/// A stream of values that an operation returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Server-sent events whose data is JSON.
    Events,
    /// Server-sent events whose data is text.
    TextEvents,
    /// JSON values, one per line.
    JsonLines,
}

impl Endpoint {
    /// Sets the statuses of the success responses, if there are several.
    #[must_use]
    pub const fn statuses(self, statuses: &'static [u16]) -> Self {
        Self { statuses, ..self }
    }

    /// Sets the stream that the operation returns.
    #[must_use]
    pub const fn stream(self, stream: Stream) -> Self {
        Self {
            stream: Some(stream),
            ..self
        }
    }

    /// Sets the headers of responses, by status.
    #[must_use]
    pub const fn headers(
        self,
        headers: &'static [(&'static str, &'static [ResponseHeader])],
    ) -> Self {
        Self { headers, ..self }
    }

    /// The headers of responses with a status: those of the status itself, else those of its class,
    /// else those of all errors.
    pub(in crate::testing) fn headers_of(&self, status: u16) -> &'static [ResponseHeader] {
        let (exact, class) = (status.to_string(), format!("{}xx", status / 100));
        let default = if status < 400 { "" } else { "default" };
        let mut patterns = [exact.as_str(), class.as_str(), default].into_iter();
        let find = |pattern: &str| self.headers.iter().find(|(status, _)| *status == pattern);
        let found = patterns.find_map(find);
        found.map_or(&[][..], |(_, headers)| headers)
    }
}
