//! What can be said of a thing.

use serde::Deserialize;
use std::fmt;

macro_rules! aspects {
    ($($word:literal $variant:ident,)+) => {
        /// What can be said of a thing. A fact is a subject, an aspect and a value.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[expect(missing_docs, reason = "each is documented by its word, which is that of the spec or of the IR")]
        pub enum Aspect {
            $(#[serde(rename = $word)] $variant,)+
        }

        impl Aspect {
            /// All of them, in the order in which listings show them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

aspects! {
    // What comes first on a line.
    "method" Method,
    "path" Path,
    "url" Url,
    "media" Media,
    "type" Type,
    "returns" Returns,
    // What callers must know.
    "required" Required,
    "nullable" Nullable,
    "access" Access,
    "default" Default,
    "const" Constant,
    "style" Style,
    "read_only" ReadOnly,
    "enveloped" Enveloped,
    "content" Content,
    "content_type" ContentType,
    "of" Of,
    "needed" Needed,
    "pagination" Pagination,
    "security" Security,
    "permissions" Permissions,
    "idempotent" Idempotent,
    "namespace" Namespace,
    "module" Module,
    "discriminator" Discriminator,
    "order" Order,
    "additional_properties" AdditionalProperties,
    "start" Start,
    "size" Size,
    "first" First,
    "items" Items,
    "next" Next,
    "place" Place,
    "carrier" Carrier,
    "env" Env,
    "enum" Enum,
    "variables" Variables,
    "min_length" MinLength,
    "max_length" MaxLength,
    "pattern" Pattern,
    "minimum" Minimum,
    "maximum" Maximum,
    "exclusive_minimum" ExclusiveMinimum,
    "exclusive_maximum" ExclusiveMaximum,
    "multiple_of" MultipleOf,
    "min_items" MinItems,
    "max_items" MaxItems,
    "unique_items" UniqueItems,
    // The service.
    "package" Package,
    "version" Version,
    "base_url_env" BaseUrlEnv,
    "request_id_header" RequestIdHeader,
    "envelope.result" EnvelopeResult,
    "envelope.success" EnvelopeSuccess,
    "envelope.errors" EnvelopeErrors,
    "envelope.messages" EnvelopeMessages,
    "envelope.page_info" EnvelopePageInfo,
    // The life of a thing.
    "deprecated" Deprecated,
    "since" Since,
    "eol" EndOfLife,
    "use" Replacement,
    "note" Note,
    // Its shape in Rust.
    "rust" Rust,
    "rust_type" RustType,
    "rust_request" RustRequest,
    "rust_params" RustParams,
    "rust_response" RustResponse,
    "rust_use" RustReplacement,
    "item" Item,
    "boxed" Boxed,
    "sent" Sent,
    "stored" Stored,
    "received" Received,
    "presence" Presence,
    "constructor" Constructor,
    "input" Input,
    // Words.
    "title" Title,
    "documentation" Documentation,
    "repository" Repository,
    "docs" Docs,
    "doc_aliases" DocAliases,
    "example" Example,
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
    /// Whether it follows from other facts. It still counts, since it is what the caller's source sees; but where what
    /// it follows from differs too, that is the cause.
    pub fn is_derived(self) -> bool {
        matches!(
            self,
            Self::Returns
                | Self::Needed
                | Self::RustParams
                | Self::RustResponse
                | Self::RustReplacement
                | Self::Boxed
                | Self::Sent
                | Self::Stored
                | Self::Received
                | Self::Presence
                | Self::Constructor
                | Self::Input
        )
    }

    /// Whether it is about words alone, and so has no place in a listing of what the API is.
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

    /// Whether its value names types of the spec.
    pub fn names_types(self) -> bool {
        matches!(
            self,
            Self::Type | Self::AdditionalProperties | Self::Of | Self::Returns
        )
    }

    /// The aspect that a word names, in a listing of any age.
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
