//! The concepts that the format has built in, each a table with one row per entry.
//!
//! The rest of the generator reads the rows, so that a new entry is a new row. CONTRIBUTING lists the files that each kind
//! of entry touches.

/// Declares a concept: an enum, and for each variant its row, a constant of the type `Row` of the module.
macro_rules! table {
    (
        $(#[doc = $doc:literal])+
        $name:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident = $row:expr;)+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[doc = $variant_doc])+ $variant,)+
        }

        impl $name {
            /// All entries, in the order in which messages list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The names of all entries.
            pub const NAMES: &'static [&'static str] = &[$($row.name),+];

            /// The entry with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.name() == name)
            }

            /// Name in a spec.
            pub fn name(self) -> &'static str {
                self.row().name
            }

            fn row(self) -> &'static Row {
                match self {$(
                    Self::$variant => const { &$row },
                )+}
            }
        }
    };
}

mod formats;
mod media;
mod method;
mod pagination_style;
mod scalar;

pub use media::{Holds, Media, Raw, Sequence, is_json};
pub use method::Method;
pub use pagination_style::PaginationStyle;
pub use scalar::{Expression, JsonType, Scalar};
