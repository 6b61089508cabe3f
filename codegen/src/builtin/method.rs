//! HTTP methods.

/// Everything about a method.
struct Row {
    /// Name in uppercase, as in requests and specs.
    name: &'static str,
    /// Name in lowercase: the key in OpenAPI, and the constructor of `runtime::Operation`.
    key: &'static str,
    /// Whether the method is idempotent (RFC 9110, section 9.2.2).
    is_idempotent: bool,
    /// Whether requests can have a body.
    has_body: bool,
}

/// A method that changes something and is safe to repeat.
const IDEMPOTENT: Row = Row {
    name: "",
    key: "",
    is_idempotent: true,
    has_body: true,
};

table! {
    /// An HTTP method.
    Method {
        /// `GET`
        Get = Row { name: "GET", key: "get", has_body: false, ..IDEMPOTENT };
        /// `HEAD`
        Head = Row { name: "HEAD", key: "head", has_body: false, ..IDEMPOTENT };
        /// `POST`
        Post = Row { name: "POST", key: "post", is_idempotent: false, ..IDEMPOTENT };
        /// `PUT`
        Put = Row { name: "PUT", key: "put", ..IDEMPOTENT };
        /// `PATCH`
        Patch = Row { name: "PATCH", key: "patch", is_idempotent: false, ..IDEMPOTENT };
        /// `DELETE`
        Delete = Row { name: "DELETE", key: "delete", ..IDEMPOTENT };
    }
}

impl Method {
    /// Name in lowercase: the key in OpenAPI, and the constructor of `runtime::Operation`.
    pub fn key(self) -> &'static str {
        self.row().key
    }

    /// Whether the method is idempotent (RFC 9110, section 9.2.2).
    pub fn is_idempotent(self) -> bool {
        self.row().is_idempotent
    }

    /// Whether requests can have a body.
    pub fn has_body(self) -> bool {
        self.row().has_body
    }
}
