//! Checks that generated files are valid Rust, for several test targets.

use clientwright_codegen::emit::{RuntimeSource, emit};
use clientwright_codegen::ir::Api;
use clientwright_codegen::lower::lower;
use clientwright_codegen::tree::Tree;

/// Macro that the generator emits for tokens that do not parse.
const DUMP: &str = "compile_error!";

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
            Ok(_) if code(text).any(|line| line.contains(DUMP)) => {
                "tokens that do not parse".to_owned()
            }
            Ok(_) => return None,
        };
        Some(format!("{path}: {error}\n{text}"))
    })
    .collect()
}

/// The lines that are not comments, which can contain any words.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
}
