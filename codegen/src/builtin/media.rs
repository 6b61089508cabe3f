//! Media types: how bodies are encoded.

use super::Scalar;

/// Everything about a media type.
struct Row {
    /// Name in a spec, such as `form`.
    name: &'static str,
    /// Content type, unless the spec sets another one.
    content_type: &'static str,
    /// Variant of `runtime::BodyFormat`; `None` if only responses have such a body.
    format: Option<&'static str>,
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
    /// Any number of values, which are received one at a time. Only responses have such a body.
    Sequence(Sequence),
}

/// A body that is a stream of values.
#[derive(Debug, Clone, Copy)]
pub struct Sequence {
    /// Generic type of the stream in the runtime.
    pub stream: &'static str,
    /// Method of the runtime's `Request` that sends it and returns the stream.
    pub send: &'static str,
    /// That method if the values are strings and not JSON; `None` if they are JSON, too.
    pub send_text: Option<&'static str>,
    /// Value of the `Accept` header.
    pub accept: &'static str,
    /// Whether the stream can be continued, and can have a marker at its end.
    pub has_events: bool,
    /// Names of the stream and of a value in examples.
    pub names: (&'static str, &'static str),
}

/// A body that is a string or bytes as a whole.
#[derive(Debug, Clone, Copy)]
pub struct Raw {
    /// Type of the body in a spec.
    pub scalar: Scalar,
    /// Module and name of the Rust type in responses.
    pub rust: (&'static str, &'static str),
    /// Module and name of the Rust type in requests, which take whatever converts into it.
    pub argument: (&'static str, &'static str),
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
            format: Some("Json"),
            holds: Holds::Value,
        };
        /// `application/x-www-form-urlencoded`.
        Form = Row {
            name: "form",
            content_type: "application/x-www-form-urlencoded",
            format: Some("Form"),
            holds: Holds::Fields,
        };
        /// `multipart/form-data`; fields of type `bytes` are files.
        Multipart = Row {
            name: "multipart",
            content_type: "multipart/form-data",
            format: Some("Multipart"),
            holds: Holds::Parts,
        };
        /// `text/plain`.
        Text = Row {
            name: "text",
            content_type: "text/plain",
            format: Some("Text"),
            holds: Holds::Raw(Raw {
                scalar: Scalar::String,
                rust: ("", "String"),
                argument: ("", "String"),
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
            format: Some("Bytes"),
            holds: Holds::Raw(Raw {
                scalar: Scalar::Bytes,
                rust: ("runtime", "Bytes"),
                argument: ("runtime", "Upload"),
                accessor: "bytes",
                is_borrowed: true,
                send: "send_bytes",
                stream: Some(("download", "Download")),
                sample: "vec![1, 2, 3]",
            }),
        };
        /// `text/event-stream`.
        EventStream = Row {
            name: "event_stream",
            content_type: "text/event-stream",
            format: None,
            holds: Holds::Sequence(Sequence {
                stream: "EventStream",
                send: "send_events",
                send_text: Some("send_text_events"),
                accept: "text/event-stream",
                has_events: true,
                names: ("events", "event"),
            }),
        };
        /// `application/jsonl`.
        JsonLines = Row {
            name: "json_lines",
            content_type: "application/jsonl",
            format: None,
            holds: Holds::Sequence(Sequence {
                stream: "JsonLines",
                send: "send_json_lines",
                send_text: None,
                accept: "application/jsonl, application/x-ndjson",
                has_events: false,
                names: ("lines", "value"),
            }),
        };
    }
}

impl Media {
    /// Content type, unless the spec sets another one.
    pub fn content_type(self) -> &'static str {
        self.row().content_type
    }

    /// Variant of `runtime::BodyFormat`; `None` if only responses have such a body.
    pub fn format(self) -> Option<&'static str> {
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
            Holds::Value | Holds::Fields | Holds::Parts | Holds::Sequence(_) => None,
        }
    }

    /// How to treat a body that is a stream of values.
    pub fn sequence(self) -> Option<Sequence> {
        match self.holds() {
            Holds::Sequence(sequence) => Some(sequence),
            Holds::Value | Holds::Fields | Holds::Parts | Holds::Raw(_) => None,
        }
    }

    /// Value of the `Accept` header; `None` for the default of the runtime, JSON.
    pub fn accept(self) -> Option<&'static str> {
        match self.holds() {
            Holds::Sequence(sequence) => Some(sequence.accept),
            Holds::Raw(_) => Some(self.content_type()),
            Holds::Value | Holds::Fields | Holds::Parts => None,
        }
    }

    /// Whether fields of type `bytes` are files.
    pub fn has_files(self) -> bool {
        matches!(self.holds(), Holds::Parts)
    }
}

/// Whether values of a content type are JSON documents (RFC 6839).
pub fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence == Media::Json.content_type() || essence.ends_with("+json")
}
