//! Paths and names as the listing writes them.

use crate::naming;

/// A path with one more step.
pub(super) fn join(path: &str, step: &str) -> String {
    if path.is_empty() {
        step.to_owned()
    } else {
        format!("{path}::{step}")
    }
}

/// A name without the mark of a raw one.
pub(super) fn name(ident: &syn::Ident) -> String {
    naming::plain(&ident.to_string()).to_owned()
}
