//! Docs of fields and types beyond their text: search aliases, defaults and constraints.

use super::{docs, inline};
use crate::ir::Field;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// `#[doc(alias)]` attributes. Skips aliases that rustc rejects: the item's own name, and names with quotes or whitespace
/// other than spaces.
pub(super) fn aliases(aliases: &[String], rust: &str) -> TokenStream {
    let usable = |alias: &&String| {
        let plain = !alias.contains(|c: char| {
            matches!(c, '"' | '\'') || c.is_control() || c.is_whitespace() && c != ' '
        });
        plain && !alias.is_empty() && alias.trim() == alias.as_str() && *alias != rust
    };
    let aliases: BTreeSet<_> = aliases.iter().filter(usable).collect();
    quote!(#(#[doc(alias = #aliases)])*)
}

/// The docs of a field: its text, then its default and constraints.
pub(super) fn field_docs(field: &Field) -> Vec<String> {
    let mut lines = docs::markdown(&field.docs);
    if let Some(facts) = fact_sentence(field) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(docs::wrapped(&facts));
    }
    lines
}

/// The default and the constraints of a field as a sentence.
pub(super) fn fact_sentence(field: &Field) -> Option<String> {
    let facts = facts(field);
    (!facts.is_empty()).then(|| format!("{}.", sentence(&facts.join("; "))))
}

fn sentence(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(rest).collect()
    })
}

/// A value as code.
pub(super) fn code(value: impl std::fmt::Display) -> String {
    let text = value.to_string();
    // Protects spaces from wrapping; backticks are handled below.
    let text: String = text
        .chars()
        .map(|c| if c == ' ' { inline::SPACE } else { c })
        .filter(|c| *c == inline::SPACE || docs::is_printable(*c))
        .collect();
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let ticks = "`".repeat(text.split(|c| c != '`').map(str::len).max().unwrap_or(0) + 1);
    format!("{ticks}{0}{text}{0}{ticks}", inline::SPACE)
}

fn counted(count: u64, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}

fn facts(field: &Field) -> Vec<String> {
    let it = &field.constraints;
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: Option<String>| {
        facts.extend(value.map(|value| format!("{name} {value}")))
    };
    fact("default:", field.default.as_ref().map(code));
    fact("always", field.constant.as_ref().map(code));
    fact("at least", it.minimum.as_ref().map(ToString::to_string));
    fact("at most", it.maximum.as_ref().map(ToString::to_string));
    fact(
        "greater than",
        it.exclusive_minimum.as_ref().map(ToString::to_string),
    );
    fact(
        "less than",
        it.exclusive_maximum.as_ref().map(ToString::to_string),
    );
    fact(
        "a multiple of",
        it.multiple_of.as_ref().map(ToString::to_string),
    );
    fact(
        "at least",
        it.min_length.map(|length| counted(length, "character")),
    );
    fact(
        "at most",
        it.max_length.map(|length| counted(length, "character")),
    );
    fact("at least", it.min_items.map(|count| counted(count, "item")));
    fact("at most", it.max_items.map(|count| counted(count, "item")));
    fact("matches", it.pattern.as_ref().map(code));
    if it.unique_items {
        facts.push("unique items".to_owned());
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_on_one_line_and_in_its_span() {
        for (text, expected) in [
            ("read", "`read`"),
            ("a b", "`a\0b`"),
            ("a`b", "``\0a`b\0``"),
            ("a\n~~~\nfn main() {}", "`a~~~fn\0main()\0{}`"),
            ("a\u{202e}b\u{200b}", "`ab`"),
        ] {
            assert_eq!(code(text), expected);
        }
    }
}
