//! Checks that generated files are valid Rust, for several test targets.

use clientwright_codegen::emit::{RuntimeSource, emit};
use clientwright_codegen::ir::Api;
use clientwright_codegen::lower::lower;
use clientwright_codegen::tree::Tree;
use proc_macro2::{TokenStream, TokenTree};
use std::mem;

/// Macro that the generator emits for tokens that do not parse.
const DUMP: &str = "compile_error";

/// The generated crate of an API.
pub fn crate_of(api: &Api) -> Tree {
    let runtime = RuntimeSource::Workspace {
        path: "../runtime".to_owned(),
        examples: Vec::new(),
    };
    emit(api, &lower(api), &runtime)
}

/// Errors of the files that are not valid Rust, or that contain tokens that do not parse.
pub fn errors(tree: &Tree) -> Vec<String> {
    let rust = tree.files().filter(|(path, _)| path.ends_with(".rs"));
    rust.filter_map(|(path, text)| {
        let error = match syn::parse_file(text) {
            Err(error) => error.to_string(),
            Ok(_) if text.parse().is_ok_and(calls_dump) => "tokens that do not parse".to_owned(),
            Ok(_) => return None,
        };
        Some(format!("{path}: {error}\n{text}"))
    })
    .collect()
}

/// Whether the tokens call [`DUMP`]. Texts of the spec are literals, which can contain its name.
fn calls_dump(tokens: TokenStream) -> bool {
    let mut is_name = false;
    tokens.into_iter().any(|token| {
        let is_named = mem::replace(
            &mut is_name,
            matches!(&token, TokenTree::Ident(name) if name == DUMP),
        );
        match token {
            TokenTree::Punct(mark) => is_named && mark.as_char() == '!',
            TokenTree::Group(group) => calls_dump(group.stream()),
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        }
    })
}
