//! Aspects: the properties of an element that facts record.

use super::kind::Kind;
use super::value::Form;
use serde::Deserialize;
use std::fmt;

macro_rules! aspects {
    ($($word:literal $variant:ident $form:ident,)+) => {
        /// Property of an element. A fact is a subject, an aspect and a value.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[expect(missing_docs, reason = "each has the name of a spec key or an IR field")]
        pub enum Aspect {
            $(#[serde(rename = $word)] $variant,)+
        }

        impl Aspect {
            /// All aspects, in the order in which listings show them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Name of the aspect in listings, rules and reports, e.g. `max_length`.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Type of the values that elements of a kind have for the aspect.
            pub(in crate::audit) fn form(self, kind: Kind) -> Form {
                match self {
                    // A variable of a URL is a string, written without quotes.
                    Self::Default if kind == Kind::ServerVariable => Form::Text,
                    $(Self::$variant => Form::$form),+
                }
            }
        }
    };
}

aspects! {
    // First on a line of a listing.
    "method" Method Text,
    "path" Path Path,
    "url" Url Text,
    "media" Media Text,
    "type" Type Type,
    "returns" Returns Type,
    // Contract on the wire.
    "required" Required Flag,
    "nullable" Nullable Flag,
    "access" Access Access,
    "default" Default Json,
    "const" Constant Json,
    "style" Style Text,
    "read_only" ReadOnly Flag,
    "enveloped" Enveloped Flag,
    "end_marker" EndMarker Text,
    "reconnect" Reconnect Flag,
    "content" Content Text,
    "content_type" ContentType Text,
    "of" Of Type,
    "omittable" Omittable Flag,
    "any_of" AnyOf Set,
    "needed" Needed Flag,
    "servers" Servers Text,
    "pagination" Pagination Text,
    "security" Security Requirements,
    "permissions" Permissions Set,
    "idempotent" Idempotent Flag,
    "idempotency_key" IdempotencyKey Flag,
    "namespace" Namespace Steps,
    "module" Module Text,
    "discriminator" Discriminator Text,
    "tags" Tags Set,
    "order" Order List,
    "additional_properties" AdditionalProperties Type,
    "start" Start Text,
    "size" Size Text,
    "first" First Number,
    "items" Items Text,
    "next" Next Text,
    "item_cursor" ItemCursor Text,
    "has_more" HasMore Text,
    "in_body" InBody Flag,
    "all" All Flag,
    "headers" Headers Set,
    "place" Place Text,
    "carrier" Carrier Text,
    "env" Env Text,
    "token_url" TokenUrl Text,
    "scopes" Scopes Set,
    "client_id_env" ClientIdEnv Text,
    "client_secret_env" ClientSecretEnv Text,
    "enum" Enum Set,
    "variables" Variables Set,
    "signature" Signature Text,
    "min_length" MinLength Number,
    "max_length" MaxLength Number,
    "pattern" Pattern Text,
    "format" Format Text,
    "minimum" Minimum Number,
    "maximum" Maximum Number,
    "exclusive_minimum" ExclusiveMinimum Number,
    "exclusive_maximum" ExclusiveMaximum Number,
    "multiple_of" MultipleOf Number,
    "min_items" MinItems Number,
    "max_items" MaxItems Number,
    "unique_items" UniqueItems Flag,
    "item_constraints" ItemConstraints Json,
    // The service.
    "package" Package Text,
    "version" Version Text,
    "base_url_env" BaseUrlEnv Text,
    "request_id_header" RequestIdHeader Text,
    "idempotency_key_header" IdempotencyKeyHeader Text,
    "envelope.result" EnvelopeResult Text,
    "envelope.success" EnvelopeSuccess Text,
    "envelope.errors" EnvelopeErrors Text,
    "envelope.messages" EnvelopeMessages Text,
    "envelope.page_info" EnvelopePageInfo Text,
    // Deprecation.
    "deprecated" Deprecated Flag,
    "since" Since Date,
    "eol" EndOfLife Date,
    "use" Replacement Text,
    "note" Note Text,
    // Shape in Rust.
    "rust" Rust Text,
    "rust_type" RustType Text,
    "rust_request" RustRequest Text,
    "rust_params" RustParams Text,
    "rust_response" RustResponse Text,
    "rust_use" RustReplacement Text,
    "item" Item Text,
    "boxed" Boxed Flag,
    "unit" Unit Flag,
    "lenient" Lenient Flag,
    "sent" Sent Flag,
    "stored" Stored Flag,
    "received" Received Flag,
    "presence" Presence Text,
    "constructor" Constructor List,
    "input" Input Flag,
    // Documentation.
    "title" Title Text,
    "documentation" Documentation Text,
    "repository" Repository Text,
    "docs" Docs Text,
    "doc_aliases" DocAliases Set,
    "example" Example Json,
}

/// Words that listings used before the keys of the spec were renamed, and the words that replaced them.
const FORMER: &[(&str, &str)] = &[
    ("accept", "security"),
    ("tag", "discriminator"),
    ("rest", "additional_properties"),
    ("values", "enum"),
    ("min", "minimum"),
    ("max", "maximum"),
    ("above", "exclusive_minimum"),
    ("below", "exclusive_maximum"),
];

impl Aspect {
    /// Whether the aspect follows from other facts. A difference of a derived aspect is reported, because callers' source
    /// sees it, unless a fact that it follows from differs too: that difference is then the cause.
    pub fn is_derived(self) -> bool {
        matches!(
            self,
            Self::Returns
                | Self::Needed
                | Self::RustParams
                | Self::RustResponse
                | Self::RustReplacement
                | Self::Boxed
                | Self::Unit
                | Self::Sent
                | Self::Stored
                | Self::Received
                | Self::Presence
                | Self::Constructor
                | Self::Input
        )
    }

    /// Whether the aspect is documentation, which listings omit.
    pub fn is_prose(self) -> bool {
        matches!(
            self,
            Self::Title
                | Self::Documentation
                | Self::Repository
                | Self::Docs
                | Self::DocAliases
                | Self::Example
        )
    }

    /// The aspect with this name.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = FORMER
            .iter()
            .find(|(old, _)| *old == word)
            .map_or(word, |(_, new)| new);
        Self::ALL
            .iter()
            .copied()
            .find(|aspect| aspect.word() == word)
    }
}

impl fmt::Display for Aspect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
