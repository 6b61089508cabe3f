//! Media types: how bodies are encoded.

use super::Scalar;

/// Everything about a media type.
struct Row {
    /// Name in a spec, such as `form`.
    name: &'static str,
    /// Content type, unless the spec sets another one.
    content_type: &'static str,
    /// Variant of `runtime::BodyFormat`.
    format: &'static str,
    /// Content that a body can have.
    holds: Holds,
}

/// Content that a body can have.
#[derive(Debug, Clone, Copy)]
pub enum Holds {
    /// Any value.
    Value,
    /// Fields, which are sent as pairs. Only requests have such a body.
    Fields,
    /// Fields that become parts of their own; those of type `bytes` are files. Only requests have such a body.
    Parts,
    /// The value itself, without an encoding.
    Raw(Raw),
}

/// A body that is a string or bytes as a whole.
#[derive(Debug, Clone, Copy)]
pub struct Raw {
    /// Type of the body in a spec.
    pub scalar: Scalar,
    /// Module and name of the Rust type. Requests take whatever converts into it.
    pub rust: (&'static str, &'static str),
    /// Method of the runtime's `Request` that sets the body, and of its `RawResponse` that returns it.
    pub accessor: &'static str,
    /// Whether that method of `RawResponse` cannot fail and returns a reference.
    pub is_borrowed: bool,
    /// Method of the runtime's `Request` that sends it and returns the body of the response.
    pub send: &'static str,
    /// Method of the runtime's `Request` that sends it and returns the body of the response as a stream, which requests
    /// have too, and the type of the stream.
    pub stream: Option<(&'static str, &'static str)>,
    /// An argument for examples.
    pub sample: &'static str,
}

table! {
    /// How a body is encoded.
    Media {
        /// `application/json`.
        Json = Row {
            name: "json",
            content_type: "application/json",
            format: "Json",
            holds: Holds::Value,
        };
        /// `application/x-www-form-urlencoded`.
        Form = Row {
            name: "form",
            content_type: "application/x-www-form-urlencoded",
            format: "Form",
            holds: Holds::Fields,
        };
        /// `multipart/form-data`; fields of type `bytes` are files.
        Multipart = Row {
            name: "multipart",
            content_type: "multipart/form-data",
            format: "Multipart",
            holds: Holds::Parts,
        };
        /// `text/plain`.
        Text = Row {
            name: "text",
            content_type: "text/plain",
            format: "Text",
            holds: Holds::Raw(Raw {
                scalar: Scalar::String,
                rust: ("", "String"),
                accessor: "text",
                is_borrowed: false,
                send: "send_text",
                stream: None,
                sample: "\"text\"",
            }),
        };
        /// `application/octet-stream`.
        Bytes = Row {
            name: "bytes",
            content_type: "application/octet-stream",
            format: "Bytes",
            holds: Holds::Raw(Raw {
                scalar: Scalar::Bytes,
                rust: ("runtime", "Bytes"),
                accessor: "bytes",
                is_borrowed: true,
                send: "send_bytes",
                stream: Some(("download", "Download")),
                sample: "vec![1, 2, 3]",
            }),
        };
    }
}

impl Media {
    /// Content type, unless the spec sets another one.
    pub fn content_type(self) -> &'static str {
        self.row().content_type
    }

    /// Variant of `runtime::BodyFormat`.
    pub fn format(self) -> &'static str {
        self.row().format
    }

    /// Content that a body can have.
    pub fn holds(self) -> Holds {
        self.row().holds
    }

    /// How to treat a body that is a string or bytes as a whole.
    pub fn raw(self) -> Option<Raw> {
        match self.holds() {
            Holds::Raw(raw) => Some(raw),
            Holds::Value | Holds::Fields | Holds::Parts => None,
        }
    }

    /// Whether fields of type `bytes` are files.
    pub fn has_files(self) -> bool {
        matches!(self.holds(), Holds::Parts)
    }
}
