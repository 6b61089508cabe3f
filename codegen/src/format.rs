//! Formatting of generated Rust: the header, module docs, and blank lines between items.

use crate::markdown::Docs;
use crate::rust::string_literal;
use crate::tree::MARKER;
use proc_macro2::TokenStream;

/// A Rust source file before formatting.
#[derive(Debug, Default)]
pub struct SourceFile {
    /// The module docs.
    pub docs: Docs,
    /// Inner attributes of the crate or module.
    pub attributes: Vec<TokenStream>,
    /// Blocks of `use`, `mod` and `static` items, with a blank line between blocks.
    pub blocks: Vec<Vec<TokenStream>>,
    /// The other items, with a blank line before each.
    pub items: Vec<Item>,
}

/// An item of a file.
#[derive(Debug)]
pub enum Item {
    /// An item that `syn` can parse.
    Rust(TokenStream),
    /// An invocation of a macro of the runtime, whose input is not Rust syntax.
    Macro {
        /// Name of the macro.
        name: &'static str,
        /// The first line of the input, such as the type it implements.
        subject: String,
        /// The other lines of the input.
        rows: Vec<String>,
    },
}

impl From<TokenStream> for Item {
    fn from(tokens: TokenStream) -> Self {
        Self::Rust(tokens)
    }
}

/// Maximum width of a line.
const WIDTH: usize = 100;

/// Formats a file.
pub fn rust(file: &SourceFile) -> String {
    let mut text = format!("// {MARKER}; change the spec instead.\n\n");
    for line in file.docs.lines() {
        text.push_str(&with_docs("//!", &line));
    }
    let mut sections = Vec::new();
    if !file.attributes.is_empty() {
        sections.push(
            file.attributes
                .iter()
                .map(|attribute| format!("{}\n", inner_attribute(attribute)))
                .collect(),
        );
    }
    for block in &file.blocks {
        sections.push(block.iter().map(rust_item).collect::<String>());
    }
    sections.extend(file.items.iter().map(item));
    for section in sections.iter().filter(|section| !section.is_empty()) {
        text.push('\n');
        text.push_str(section);
    }
    text
}

/// Formats a type.
pub fn ty(tokens: &TokenStream) -> String {
    let alias = unparse(quote::quote!(type T = #tokens;));
    alias
        .trim()
        .trim_start_matches("type T = ")
        .trim_end_matches(';')
        .to_owned()
}

fn with_docs(marker: &str, line: &str) -> String {
    if line.is_empty() {
        format!("{marker}\n")
    } else {
        format!("{marker} {line}\n")
    }
}

/// Formats an inner attribute on a line of its own.
fn inner_attribute(attribute: &TokenStream) -> String {
    unparse(quote::quote!(#![#attribute])).trim_end().to_owned()
}

fn item(item: &Item) -> String {
    match item {
        Item::Rust(tokens) => rust_item(tokens),
        Item::Macro {
            name,
            subject,
            rows,
        } if rows.is_empty() => format!("runtime::{name}!({subject});\n"),
        Item::Macro {
            name,
            subject,
            rows,
        } => {
            let rows: String = rows.iter().map(|row| wrapped(row)).collect();
            format!("runtime::{name}! {{\n    {subject}:\n{rows}}}\n")
        }
    }
}

fn rust_item(tokens: &TokenStream) -> String {
    spaced(&unparse(tokens.clone()))
}

/// Wraps a row after its commas, with a hanging indent.
fn wrapped(row: &str) -> String {
    let mut text = String::new();
    let mut line = String::from("   ");
    for piece in pieces(row) {
        if line.len() + 1 + piece.len() > WIDTH {
            text.push_str(&line);
            text.push('\n');
            line = " ".repeat(7);
        }
        line.push(' ');
        line.push_str(piece);
    }
    text + &line + "\n"
}

/// Splits a row after its commas, except those in string literals.
fn pieces(row: &str) -> Vec<&str> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in row.char_indices() {
        if c == ' ' && !quoted && row[..at].ends_with(',') {
            pieces.push(&row[start..at]);
            start = at + 1;
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
    }
    pieces.push(&row[start..]);
    pieces
}

/// Formats an item. Tokens that do not parse are a bug of the generator. They become a `compile_error!`, so that the bug
/// shows when the generated crate is compiled and tests can look for one fixed string.
fn unparse(tokens: TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => format!("compile_error!({});\n", string_literal(&tokens.to_string())),
    }
}

/// Adds a blank line between the members of an `impl` or `trait`.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    let mut inside = false;
    while let Some(line) = lines.next() {
        inside |= line.starts_with("impl") || line.contains(" trait ");
        spaced.push_str(line);
        spaced.push('\n');
        let ends_member = inside
            && (line == "    }" || line.starts_with("    type ") || line.starts_with("    const "));
        if ends_member && lines.peek().is_some_and(|next| *next != "}") {
            spaced.push('\n');
        }
    }
    spaced
}
