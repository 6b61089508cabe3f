//! Enums are non-exhaustive, so a match needs a wildcard.

use cloudflare_email_security::types::SortDirection;

fn arrow(direction: SortDirection) -> &'static str {
    match direction {
        SortDirection::Asc => "up",
        SortDirection::Desc => "down",
        SortDirection::Unrecognized(_) => "?",
    }
}

fn main() {
    arrow(SortDirection::Asc);
}
