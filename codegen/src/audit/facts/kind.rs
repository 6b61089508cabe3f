//! What kinds of things an API consists of.

use serde::Deserialize;
use std::fmt;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $word:literal $tag:literal $variant:ident,)+) => {
        /// What kind of thing a subject is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        pub enum Kind {
            $($(#[doc = $doc])+ #[serde(rename = $word)] $variant,)+
        }

        impl Kind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// What a reader calls it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The word that a line of a listing starts with.
            pub fn tag(self) -> &'static str {
                match self { $(Self::$variant => $tag),+ }
            }
        }
    };
}

kinds! {
    /// The API as a whole.
    "service" "service" Service,
    /// The address that is used unless another is chosen.
    "server" "server" Server,
    /// Another address.
    "alternative server" "altserver" AlternativeServer,
    /// A variable of the default address.
    "server variable" "variable" ServerVariable,
    /// A part of a credential.
    "auth scheme" "scheme" Scheme,
    /// A scheme of pagination.
    "pagination" "paging" Pagination,
    /// A step of the client's chain.
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
    /// What an operation sends.
    "body" "body" Body,
    /// A member of a body that is set by itself.
    "body field" "member" BodyField,
    /// A shape of success.
    "response" "response" Response,
    /// A shape of failure.
    "error response" "error" ErrorResponse,
    /// An object with named members.
    "model" "model" Model,
    /// An open set of words.
    "string enum" "words" StringEnum,
    /// An open set of numbers.
    "integer enum" "numbers" IntEnum,
    /// An identifier.
    "identifier" "id" Id,
    /// One of several objects, told apart by a member.
    "tagged union" "tagged" TaggedUnion,
    /// One of several values, of which the first that fits is taken.
    "untagged union" "union" Union,
    /// Another name of a type.
    "alias" "alias" Alias,
    /// A member of a model.
    "field" "field" Field,
    /// A value of an enum.
    "value" "value" Value,
    /// A variant of a union.
    "variant" "variant" Variant,
}

impl Kind {
    /// Whether it is a type of the spec.
    pub fn is_type(self) -> bool {
        matches!(
            self,
            Self::Model
                | Self::StringEnum
                | Self::IntEnum
                | Self::Id
                | Self::TaggedUnion
                | Self::Union
                | Self::Alias
        )
    }

    /// Whether a caller gives it to an operation by its name.
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

    /// Whether it is declared as part of something that one does not deprecate part by part.
    pub fn is_deprecable(self) -> bool {
        self == Self::Operation || self == Self::Field || self == Self::Value || self.is_input()
    }

    /// The kind that a line's first word names, in a listing of any age.
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
