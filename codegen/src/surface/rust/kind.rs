//! The kinds of public items, and the words that their lines start with.

macro_rules! kinds {
    ($($doc:literal $kind:ident = $word:literal,)+) => {
        /// What an item is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ItemKind {
            $(#[doc = $doc] $kind,)+
        }

        impl ItemKind {
            /// The word that its lines start with.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)+
                }
            }
        }
    };
}

kinds! {
    "A fact of the manifest, such as the oldest compiler that will do." Package = "crate",
    "A feature of the crate." Feature = "feature",
    "A module." Module = "mod",
    "An item of another crate, under a name of this one." Use = "use",
    "A struct." Struct = "struct",
    "An enum." Enum = "enum",
    "Another name of a type." Alias = "type",
    "A field of a struct." Field = "field",
    "A variant of an enum." Variant = "variant",
    "A function or method." Function = "fn",
    "A constant." Constant = "const",
    "A static." Static = "static",
    "The traits of a type." Impl = "impl",
}
