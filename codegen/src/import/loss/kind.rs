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

            /// What is generated instead, as a sentence.
            pub fn instead(self) -> &'static str {
                match self { $(Self::$variant => $instead),+ }
            }
        }
    };
}

losses! {
    /// A callback: a request that the API sends to a URL that it received from the client.
    Callback = "callback", "Nothing; the operation that starts the callbacks is complete.";
    /// A name that occurs more than once in an object.
    DuplicateKey = "duplicate-key", "The last value.";
    /// An operation with the same method and path as another one.
    DuplicateRoute = "duplicate-route", "The first operation.";
    /// A keyword of a schema that has no equivalent in the spec format.
    IgnoredKeyword = "ignored-keyword", "The type without the keyword.";
    /// A default that does not match its schema.
    InvalidDefault = "invalid-default", "The field or parameter without a default.";
    /// An example that does not match its schema.
    InvalidExample = "invalid-example", "The element without the example.";
    /// A link: an operation whose parameters are taken from a response.
    Link = "link", "Nothing; both operations are complete.";
    /// A reference that leads to nothing, to another host or in a circle.
    UnresolvedReference = "unresolved-reference", "The type `json`, or nothing where no type is possible.";
    /// A body with a media type that the spec format does not have.
    UnsupportedMediaType = "unsupported-media-type", "The other media types, or else the body as `bytes`.";
    /// A parameter with a serialization that the spec format does not have.
    UnsupportedParameterStyle = "unsupported-parameter-style", "The parameter with the default serialization.";
    /// A security scheme that the client cannot authenticate with.
    UnsupportedSecurityScheme = "unsupported-security-scheme", "Requests without these credentials, which a custom transport can add.";
}
