//! Whether what is generated is Rust, for the tests of several targets.

use clientwright_codegen::emit::{RuntimeSource, emit};
use clientwright_codegen::ir::Api;
use clientwright_codegen::tree::Tree;

/// What generated text holds where an emitter gave tokens that do not parse.
const DUMP: &str = "compile_error!";

/// The crate of an API, beside a runtime that nothing here builds.
pub fn crate_of(api: &Api) -> Tree {
    let runtime = RuntimeSource::Workspace {
        path: "../runtime".to_owned(),
        examples: Vec::new(),
    };
    emit(api, &runtime)
}

/// The files of a crate that are no Rust, each with what is wrong; and those that show tokens of an emitter's mistake.
pub fn flaws(tree: &Tree) -> Vec<String> {
    let rust = tree.files().filter(|(path, _)| path.ends_with(".rs"));
    rust.filter_map(|(path, text)| {
        let flaw = match syn::parse_file(text) {
            Err(error) => error.to_string(),
            Ok(_) if code(text).any(|line| line.contains(DUMP)) => {
                "tokens that do not parse".to_owned()
            }
            Ok(_) => return None,
        };
        Some(format!("{path}: {flaw}\n{text}"))
    })
    .collect()
}

/// The lines of a text that are no comments, which may hold any words.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
}
