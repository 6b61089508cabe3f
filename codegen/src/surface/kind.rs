//! The kinds of public items, and the words that their lines start with.

macro_rules! kinds {
    ($($doc:literal $kind:ident = $word:literal,)+) => {
        /// The kind of an item.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ItemKind {
            $(#[doc = $doc] $kind,)+
        }

        impl ItemKind {
            /// The word that lines of the kind start with.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)+
                }
            }

            /// The kind whose lines start with a word.
            pub fn parse(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$kind),)+
                    _ => None,
                }
            }
        }
    };
}

kinds! {
    "Package metadata, such as the minimum supported Rust version." Package = "crate",
    "A Cargo feature." Feature = "feature",
    "A module." Module = "mod",
    "A re-export of an item of another crate." Use = "use",
    "A struct." Struct = "struct",
    "An enum." Enum = "enum",
    "A type alias." Alias = "type",
    "A field of a struct." Field = "field",
    "A variant of an enum." Variant = "variant",
    "A function or method." Function = "fn",
    "A constant." Constant = "const",
    "A static." Static = "static",
    "The traits of a type." Impl = "impl",
}

impl ItemKind {
    /// Whether the kind is a type: a struct, an enum or an alias.
    pub fn is_type(self) -> bool {
        matches!(self, Self::Struct | Self::Enum | Self::Alias)
    }
}
