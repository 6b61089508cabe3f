//! Literals.

use proc_macro2::Literal;

/// A string literal with its quotes.
pub fn string_literal(text: &str) -> String {
    Literal::string(text).to_string()
}
