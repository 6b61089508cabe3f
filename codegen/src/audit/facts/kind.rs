//! Kinds of elements.

use serde::Deserialize;
use std::fmt;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $word:literal $tag:literal $variant:ident,)+) => {
        /// Kind of an element.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        pub enum Kind {
            $($(#[doc = $doc])+ #[serde(rename = $word)] $variant,)+
        }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Name of the kind in reports, e.g. `query parameter`.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// First word of a line of a listing, e.g. `query`.
            pub fn tag(self) -> &'static str {
                match self { $(Self::$variant => $tag),+ }
            }
        }
    };
}

kinds! {
    /// The API as a whole.
    "service" "service" Service,
    /// The default server.
    "server" "server" Server,
    /// A server that only the docs mention.
    "alternative server" "altserver" AlternativeServer,
    /// A variable of the default server's URL.
    "server variable" "variable" ServerVariable,
    /// A security scheme.
    "security scheme" "scheme" Scheme,
    /// A pagination style with its parameters.
    "pagination" "paging" Pagination,
    /// A header of responses.
    "response header" "rheader" ResponseHeader,
    /// The events that the API sends.
    "webhooks" "webhooks" Webhooks,
    /// A namespace of the client.
    "namespace" "step" Namespace,
    /// A resource.
    "resource" "resource" Resource,
    /// An operation.
    "operation" "op" Operation,
    /// A parameter in the path.
    "path parameter" "path" PathParameter,
    /// A parameter in the query.
    "query parameter" "query" QueryParameter,
    /// A parameter in a header.
    "header parameter" "header" HeaderParameter,
    /// A parameter in a cookie.
    "cookie parameter" "cookie" CookieParameter,
    /// A request body.
    "body" "body" Body,
    /// A field of a request body that callers set individually.
    "body field" "member" BodyField,
    /// A success response.
    "response" "response" Response,
    /// An error response.
    "error response" "error" ErrorResponse,
    /// An object with declared fields.
    "model" "model" Model,
    /// An open enum of strings.
    "string enum" "words" StringEnum,
    /// An open enum of integers.
    "integer enum" "numbers" IntEnum,
    /// An identifier.
    "identifier" "id" Id,
    /// A string or number with constraints.
    "constrained type" "limited" Constrained,
    /// One of several objects, distinguished by a discriminator.
    "tagged union" "tagged" TaggedUnion,
    /// One of several values; the first variant that decodes is used.
    "untagged union" "union" Union,
    /// Another name for a type.
    "alias" "alias" Alias,
    /// A field of a model.
    "field" "field" Field,
    /// A value of an enum.
    "value" "value" Value,
    /// A variant of a union.
    "variant" "variant" Variant,
}

impl Kind {
    /// Whether the kind is a declared type.
    pub fn is_type(self) -> bool {
        matches!(
            self,
            Self::Model
                | Self::StringEnum
                | Self::IntEnum
                | Self::Id
                | Self::Constrained
                | Self::TaggedUnion
                | Self::Union
                | Self::Alias
        )
    }

    /// Whether the kind is a declared type, or a field, value or variant of one.
    pub fn is_in_type(self) -> bool {
        self.is_type() || matches!(self, Self::Field | Self::Value | Self::Variant)
    }

    /// Whether the kind is an argument of an operation: a parameter or a body field.
    pub fn is_input(self) -> bool {
        matches!(
            self,
            Self::PathParameter
                | Self::QueryParameter
                | Self::HeaderParameter
                | Self::CookieParameter
                | Self::BodyField
        )
    }

    /// Whether elements of the kind need a deprecation before they are removed.
    pub fn is_deprecable(self) -> bool {
        self == Self::Operation || self == Self::Field || self == Self::Value || self.is_input()
    }

    /// The kind whose lines start with this word.
    pub fn from_tag(tag: &str) -> Option<Self> {
        // Schemes were declared under the key `auth` once.
        let tag = if tag == "auth" { "scheme" } else { tag };
        Self::ALL.iter().copied().find(|kind| kind.tag() == tag)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
