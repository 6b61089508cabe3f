//! Words that must not occur in text that people read, and the form of messages.
//!
//! [`AVOID`] lists the words with the ones to use instead, [`COVERED`] the files. Code in backticks, code blocks and source
//! lines in diagnostics are skipped.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The files that are checked: a file, or a folder with all files of some extensions in it. The extension of a file without
/// one is empty. Paths start at the root of the repository.
const COVERED: &[(&str, &[&str])] = &[
    (".ci/run", &[""]),
    (".gitattributes", &[""]),
    (".github", &["md", "yml"]),
    ("ARCHITECTURE.md", &["md"]),
    ("CHANGELOG.md", &["md"]),
    ("CONTRIBUTING.md", &["md"]),
    ("Cargo.toml", &["toml"]),
    ("README.md", &["md"]),
    ("SECURITY.md", &["md"]),
    ("codegen/Cargo.toml", &["toml"]),
    ("codegen/build", &["rs"]),
    ("codegen/rules", &["md", "yaml"]),
    ("codegen/src/audit", &["css", "js", "json", "rs"]),
    ("codegen/src/builtin", &["rs"]),
    ("codegen/src/check", &["rs"]),
    ("codegen/src/diag", &["md", "rs"]),
    ("codegen/src/emit", &["rs"]),
    ("codegen/src/format.rs", &["rs"]),
    ("codegen/src/import", &["rs"]),
    ("codegen/src/ir", &["rs"]),
    ("codegen/src/lib.rs", &["rs"]),
    ("codegen/src/lower", &["rs"]),
    ("codegen/src/naming.rs", &["rs"]),
    ("codegen/src/openapi", &["rs"]),
    ("codegen/src/rust", &["rs"]),
    ("codegen/src/source.rs", &["rs"]),
    ("codegen/src/spec", &["rs"]),
    ("codegen/src/surface", &["rs"]),
    ("codegen/src/tree.rs", &["rs"]),
    ("codegen/src/yaml", &["rs"]),
    ("codegen/templates", &["md"]),
    ("codegen/tests/README.md", &["md"]),
    ("codegen/tests/diagnostics", &["stderr"]),
    ("deny.toml", &["toml"]),
    ("generated", &["md", "rs"]),
    ("runtime/ARCHITECTURE.md", &["md"]),
    ("runtime/Cargo.toml", &["toml"]),
    ("runtime/README.md", &["md"]),
    ("runtime/src", &["rs"]),
    ("spec", &["md", "yaml"]),
    ("tests/Cargo.toml", &["toml"]),
    ("tests/README.md", &["md"]),
    ("tests/benches", &["md", "rs", "toml"]),
    ("tests/wasm/Cargo.toml", &["toml"]),
    ("typos.toml", &["toml"]),
    ("xtask/Cargo.toml", &["toml"]),
    ("xtask/src", &["rs"]),
];

/// Words and phrases to avoid, and what to write instead. Each also covers its listed forms only.
const AVOID: &[(&[&str], &str)] = &[
    (&["mend", "mends", "mended", "mending"], "fix"),
    (
        &["stand", "stands", "stood", "standing"],
        "be, be next to, be listed, replace",
    ),
    (
        &["tell", "tells", "told"],
        "report, print, list, distinguish",
    ),
    (&["says", "said"], "report, print, list, show, set, define"),
    (&["promise", "promises", "promised"], "guaranteed, required"),
    (&["remark", "remarks"], "message"),
    (&["spare", "patience"], "timeout, deadline"),
    (&["gives up", "gave up", "given up"], "times out, stops"),
    (&["ring", "rings"], "cycle"),
    (&["misfit", "misfits"], "type mismatch"),
    (&["suspect", "suspects"], "error location"),
    (&["trouble", "troubles"], "error"),
    (&["thing", "things"], "element, or the exact noun"),
    (&["whole number", "whole numbers"], "integer"),
    (
        &["what is given", "what callers bring"],
        "argument, parameter",
    ),
    (
        &["a way in", "who calls", "whoever"],
        "authentication, credentials, the caller",
    ),
    (&["another attempt"], "retry"),
    (&["end of life has come"], "past end of life"),
    (&["goes wrong", "went wrong"], "fails, error"),
    (&["beside"], "next to"),
    (&["anew"], "again"),
    (
        &["is yours to", "that which"],
        "the caller, or the exact noun",
    ),
    (&["what comes back"], "response"),
    (&["let pass", "lets pass"], "allow"),
    (&["nobody", "somebody"], "the caller, the server, no client"),
    (&["stands twice", "is given twice"], "duplicate"),
    (&["in silence"], "silently"),
    (&["exchange the two"], "swap"),
    (
        &["whence", "whilst", "amongst", "likewise", "thereof"],
        "plain English",
    ),
    // British spellings.
    (&["behaviour", "behaviours"], "behavior"),
    (&["favour", "favours", "favourite"], "favor"),
    (&["colour", "colours"], "color"),
    (&["neighbour", "neighbours", "neighbouring"], "neighbor"),
    (&["honour", "honours", "honoured"], "honor"),
    (&["licence", "licences"], "license"),
    (&["catalogue", "catalogues"], "catalog"),
    (&["centre", "centres"], "center"),
    (&["artefact", "artefacts"], "artifact"),
    (&["grey"], "gray"),
    (&["serialise", "serialised", "serialises"], "serialize"),
    (&["recognise", "recognised", "unrecognised"], "recognize"),
    (&["normalise", "normalised", "normalises"], "normalize"),
    (&["initialise", "initialised"], "initialize"),
    (&["optimise", "optimised", "optimisation"], "optimize"),
    (&["organise", "organised", "organisation"], "organize"),
    (&["summarise", "summarised"], "summarize"),
    (&["customise", "customised"], "customize"),
];

/// Words with a capital that a message can start with.
const PROPER_NOUNS: &[&str] = &["HTTP", "OpenAPI", "Rust", "Swagger", "Windows", "YAML"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package is in a workspace")
}

/// The files at a path with one of the extensions, in a fixed order.
fn files(path: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("a readable folder");
        let mut paths: Vec<_> = entries.map(|it| it.expect("an entry").path()).collect();
        paths.sort();
        paths.iter().flat_map(|it| files(it, extensions)).collect()
    } else {
        let extension = path.extension().unwrap_or_default();
        let is_covered = extensions.iter().any(|it| extension == *it);
        is_covered.then(|| path.to_owned()).into_iter().collect()
    }
}

/// The lines of a file with only what people read, numbered from 1.
fn prose(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).expect("a text file");
    let lines = match path.extension().and_then(|it| it.to_str()) {
        Some("rs") => rust_prose(&text),
        Some("json") => text.lines().map(description).collect(),
        Some("stderr") => text.lines().map(diagnostic_prose).collect(),
        Some("md") => markdown_prose(&text),
        _ => text.lines().map(str::to_owned).collect(),
    };
    let lines = lines.iter().map(|line| without_code(line));
    (1..).zip(lines).collect()
}

/// The description in a line of a JSON Schema.
fn description(line: &str) -> String {
    let description = line.trim_start().strip_prefix("\"description\": ");
    description.unwrap_or_default().to_owned()
}

/// Messages, help lines and labels. Locations and source lines are dropped.
fn diagnostic_prose(line: &str) -> String {
    let content = line.trim_start();
    let is_source = content.starts_with(|c: char| c.is_ascii_digit()) || content.starts_with("-->");
    if is_source {
        String::new()
    } else {
        line.to_owned()
    }
}

fn markdown_prose(text: &str) -> Vec<String> {
    let mut in_block = false;
    let lines = text.lines().map(|line| {
        let is_fence = line.trim_start().starts_with("```");
        in_block ^= is_fence;
        if in_block || is_fence {
            String::new()
        } else {
            line.to_owned()
        }
    });
    lines.collect()
}

/// Comments and string literals. A quote in a character literal has to be escaped.
fn rust_prose(text: &str) -> Vec<String> {
    let mut in_string = false;
    let lines = text.lines().map(|line| {
        let mut prose = String::new();
        let mut rest = line.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            match c {
                '/' if !in_string && line[at..].starts_with("//") => {
                    prose.push_str(&line[at..]);
                    break;
                }
                '\'' if !in_string && line[at..].starts_with("'\"'") => {
                    rest.nth(1);
                }
                '"' => {
                    in_string = !in_string;
                    prose.push(' ');
                }
                '\\' if in_string => {
                    rest.next();
                    prose.push(' ');
                }
                _ if in_string => prose.push(c),
                _ => {}
            }
        }
        prose
    });
    lines.collect()
}

/// A line without what is between backticks.
fn without_code(line: &str) -> String {
    let parts = line.split('`').step_by(2);
    parts.collect::<Vec<_>>().join(" ")
}

/// Whether a phrase occurs in a lower-case text as whole words.
fn contains(text: &str, phrase: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '\'');
    text.match_indices(phrase).any(|(at, _)| {
        !text[..at].ends_with(is_word) && !text[at + phrase.len()..].starts_with(is_word)
    })
}

#[test]
fn words_to_avoid_do_not_occur() {
    let mut found = String::new();
    for (path, extensions) in COVERED {
        let files = files(&root().join(path), extensions);
        assert!(!files.is_empty(), "`{path}` has no files; correct COVERED");
        for file in files {
            for (number, line) in prose(&file) {
                let line = line.to_lowercase();
                for (words, instead) in AVOID {
                    for word in words.iter().filter(|word| contains(&line, word)) {
                        let file = file.strip_prefix(root()).unwrap_or(&file).display();
                        writeln!(found, "{file}:{number}: `{word}`; use {instead}")
                            .expect("strings can be written to");
                    }
                }
            }
        }
    }
    assert!(found.is_empty(), "words to avoid:\n{found}");
}

#[test]
fn docs_do_not_open_with_a_cleft() {
    let mut found = String::new();
    for (path, _) in COVERED {
        for file in files(&root().join(path), &["rs"]) {
            let text = fs::read_to_string(&file).expect("a text file");
            for (number, line) in (1..).zip(text.lines()) {
                let line = line.trim_start();
                if line.starts_with("/// What ") || line.starts_with("//! What ") {
                    let file = file.strip_prefix(root()).unwrap_or(&file).display();
                    writeln!(found, "{file}:{number}: {line}").expect("strings can be written to");
                }
            }
        }
    }
    assert!(
        found.is_empty(),
        "name the thing instead of `What …`:\n{found}"
    );
}

#[test]
fn messages_are_phrases_and_help_lines_are_imperative() {
    let folder = root().join("codegen/tests/diagnostics");
    for file in files(&folder, &["stderr"]) {
        let text = fs::read_to_string(&file).expect("a text file");
        for line in text.lines() {
            let message = line
                .strip_prefix("error[")
                .and_then(|it| it.split_once("]: "));
            let message = message.map(|(_, message)| message);
            let help = line.trim_start().strip_prefix("= help: ");
            for phrase in message.into_iter().chain(help) {
                let shown = file.display();
                assert!(
                    !phrase.ends_with('.'),
                    "{shown}: `{phrase}` ends with a period"
                );
                let word = phrase.split(' ').next().unwrap_or_default();
                assert!(
                    !word.starts_with(char::is_uppercase) || PROPER_NOUNS.contains(&word),
                    "{shown}: `{phrase}` starts with a capital"
                );
            }
        }
    }
}

#[test]
fn prose_is_found_in_every_kind_of_file() {
    let rust = "let x = \"a \\\"b\\\" c\"; // d\nlet q = '\"'; f(\"e\\\n   g\")";
    assert_eq!(rust_prose(rust), [" a  b  c // d", " e ", "   g "]);
    assert_eq!(without_code("use `x`, not `y`"), "use  , not  ");
    assert_eq!(
        markdown_prose("a\n```yaml\nb\n```\nc"),
        ["a", "", "", "", "c"]
    );
    assert_eq!(diagnostic_prose("3 | docs: x"), "");
    assert!(contains("a ring.", "ring") && !contains("a string, ring-fenced", "ring"));
}
