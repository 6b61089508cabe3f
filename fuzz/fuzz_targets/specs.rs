//! Every accepted spec generates valid Rust, with docs that contain no HTML and run no code of the spec.
//!
//! An input that begins with `#--- ` is a spec: files, each after a line with its path. Any other input is a text, which
//! is put in every place of a spec that accepts any text.

#![no_main]

#[path = "../../codegen/tests/inert/mod.rs"]
mod inert;
#[path = "../../codegen/tests/parsed/mod.rs"]
mod parsed;

use clientwright_codegen::source::Sources;
use clientwright_codegen::{openapi, resolve};
use libfuzzer_sys::fuzz_target;

/// A spec with a placeholder in every place that accepts any text.
const TEMPLATE: &str = include_str!("../../codegen/tests/hostile/texts.yaml");

fuzz_target!(|input: &[u8]| {
    let input = String::from_utf8_lossy(input);
    if input.starts_with("#--- ") {
        check(&input);
        return;
    }
    let text = serde_json::Value::from(input.as_ref()).to_string();
    // Places that accept some texts only must not keep the others from being tested.
    for checked in ["checked", &text] {
        check(&TEMPLATE.replace("$CHECKED", checked).replace("$TEXT", &text));
    }
});

/// Generates the crate of a spec, if the spec is accepted.
fn check(files: &str) {
    let files = files.split("#--- ").skip(1);
    let files = files.filter_map(|file| file.split_once('\n'));
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let sources = Sources::new("spec", files.collect());
    let api = match resolve(&sources) {
        Ok(api) => api,
        Err(report) => {
            report.render(&sources);
            return;
        }
    };
    openapi::export(&api);
    let tree = parsed::crate_of(&api);
    let mut flaws = parsed::errors(&tree);
    flaws.extend(inert::flaws(&tree));
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
}
