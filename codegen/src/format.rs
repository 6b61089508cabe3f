//! Tokens to text that reads as if written by hand: the header, blank lines between items, docs first.

use crate::tree::MARKER;
use proc_macro2::TokenStream;

/// A Rust source file before it is text.
#[derive(Debug, Default)]
pub struct SourceFile {
    /// Lines of the module's docs.
    pub docs: Vec<String>,
    /// Attributes of the crate or module.
    pub attributes: Vec<TokenStream>,
    /// `use`, `mod` and `static` lines that stand together, block by block.
    pub blocks: Vec<Vec<TokenStream>>,
    /// Items, each with a blank line before it.
    pub items: Vec<Item>,
}

/// An item of a file.
#[derive(Debug)]
pub enum Item {
    /// Rust as the parser knows it.
    Rust(TokenStream),
    /// A call of one of the runtime's macros, whose arguments only that macro can read.
    Macro {
        /// The macro's name.
        name: &'static str,
        /// What it is about.
        subject: String,
        /// What it is told, row by row.
        rows: Vec<String>,
    },
}

impl From<TokenStream> for Item {
    fn from(tokens: TokenStream) -> Self {
        Self::Rust(tokens)
    }
}

/// Width of a line.
const WIDTH: usize = 100;

/// The text of a Rust file.
pub fn rust(file: &SourceFile) -> String {
    let mut text = format!("// {MARKER}; change the spec instead.\n\n");
    for line in &file.docs {
        text.push_str(&with_docs("//!", line));
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

/// A type as text.
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

/// Inner attributes are printed one to a line, the way `unparse` prints them at the top of a file.
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

/// A row, broken behind its commas and hanging below its first word.
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

/// The pieces of a row, each up to its comma. What stands in quotes is one with what is around it.
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

/// Tokens that do not parse would be a bug of an emitter. They are shown as an error of the generated crate, so that
/// its compiler points at them even from inside a macro's arguments, and tests need not guess what a mistake looks like.
fn unparse(tokens: TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => format!("compile_error!({:?});\n", tokens.to_string()),
    }
}

/// Sets a blank line between the members of an `impl` or `trait`.
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
