//! Kinds of losses.

/// Declares each kind once: its variant, stable code, description, and what is generated instead.
macro_rules! losses {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal, $instead:literal;)+) => {
        /// A kind of element that an import cannot carry over completely.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Loss {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Loss {
            /// All kinds, in the order of reports.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Stable code in kebab-case.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Description of the element, as a sentence.
            pub fn description(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_ascii_start()),+ }
            }

            /// Description of the generated code, as a sentence.
            pub fn instead(self) -> &'static str {
                match self { $(Self::$variant => $instead),+ }
            }
        }
    };
}

losses! {
    /// A callback: a request that the API sends to a URL that it received from the client.
    Callback = "callback", "Nothing; the operation that starts the callbacks is complete.";
    /// A schema that is nested too deeply.
    DeepSchema = "deep-schema", "The type `json`.";
    /// A name that occurs more than once in an object.
    DuplicateKey = "duplicate-key", "The last value.";
    /// An operation with the same method and path as another one.
    DuplicateRoute = "duplicate-route", "The first operation.";
    /// An error response with a media type other than JSON.
    ErrorMediaType = "error-media-type", "The error without a type. Its body is available as bytes.";
    /// A constraint of a value to which it does not apply, or which the spec format cannot constrain there.
    IgnoredConstraint = "ignored-constraint", "The type without the constraint.";
    /// A keyword of a schema or parameter that has no equivalent in the spec format.
    IgnoredKeyword = "ignored-keyword", "The element without the keyword.";
    /// A response that a method of the client cannot return in addition to its other responses.
    IgnoredResponse = "ignored-response", "The other responses.";
    /// A path with characters that a URL cannot contain.
    InvalidPath = "invalid-path", "Nothing.";
    /// A link: an operation whose parameters are taken from a response.
    Link = "link", "Nothing; both operations are complete.";
    /// An API without the address of a server.
    NoServer = "no-server", "A server at `api.example.com`, which callers have to replace.";
    /// Another media type for the same content, such as XML next to JSON; or more media types than an operation can have methods.
    OtherMediaType = "other-media-type", "The method with the other media type.";
    /// A server with an address relative to that of the document.
    RelativeServer = "relative-server", "A server at `api.example.com`, which callers have to replace.";
    /// A path parameter that the path or the operation does not have.
    UndeclaredParameter = "undeclared-parameter", "A string for each placeholder of the path.";
    /// A reference that leads to nothing, to another host or in a circle.
    UnresolvedReference = "unresolved-reference", "The type `json`, or nothing where no type is possible.";
    /// A request body with a media type that the spec format does not have.
    UnsupportedMediaType = "unsupported-media-type", "The operation without this request body.";
    /// An operation with a method that the spec format does not have.
    UnsupportedMethod = "unsupported-method", "Nothing.";
    /// A parameter with a serialization that the spec format does not have.
    UnsupportedParameterStyle = "unsupported-parameter-style", "The parameter as a string.";
    /// A security scheme that the client cannot authenticate with.
    UnsupportedSecurityScheme = "unsupported-security-scheme", "Requests without these credentials, which a custom transport can add.";
    /// A webhook whose request is not JSON.
    Webhook = "webhook", "The other webhooks.";
}
