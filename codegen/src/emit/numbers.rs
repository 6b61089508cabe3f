//! Literals of numbers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Number;

/// A number with its digits in groups of three, if it has more than five.
pub(super) fn grouped(value: impl Into<i128>) -> String {
    let value = value.into();
    let digits = value.unsigned_abs().to_string();
    let mut text = String::from(if value < 0 { "-" } else { "" });
    for (index, digit) in digits.char_indices() {
        if digits.len() > 5 && index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}

/// A number as a literal of a float.
pub(super) fn float(value: &Number) -> Option<TokenStream> {
    match value.as_i64() {
        Some(integer) => format!("{}.0", grouped(integer)).parse().ok(),
        None => {
            let literal = Literal::f64_unsuffixed(value.as_f64()?);
            Some(quote!(#literal))
        }
    }
}
