//! Malicious specs are rejected or treated as data, quickly and on a small stack.

mod amount;
mod compiler;
#[path = "../inert/mod.rs"]
mod inert;
mod names;
mod odd;
#[path = "../parsed/mod.rs"]
mod parsed;
mod text;

use clientwright_codegen::check::check;
use clientwright_codegen::diag::Report;
use clientwright_codegen::ir::Api;
use clientwright_codegen::source::Sources;
use clientwright_codegen::spec::load;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Maximum size in bytes of the specs that are also generated. Larger ones test reading and checking only.
const MAX_GENERATED: usize = 16 << 10;

/// Enough for a build without optimizations on a busy machine. Quadratic behavior takes longer.
const TIMEOUT: Duration = Duration::from_secs(120);

/// Strings that would escape from a string, a comment, a path, a shell command or a line if they were not escaped.
const EVIL: &[&str] = &[
    "x); fn evil() {",
    "../../etc/passwd",
    "..",
    "a b",
    "\u{202e}",
    "x\u{202e}y",
    "*/",
    "/*",
    "\"#",
    "\"##, evil!()",
    "x\ny",
    "x\r\n#[evil]",
    "\u{0}",
    "\u{1b}[2Jx",
    "$(reboot)",
    "`reboot`",
    "{x}",
    "{",
    "%00",
    "r#fn",
    "self",
    "",
    " ",
    "ﬁ",
    "\u{feff}x",
    "con",
    "'; DROP TABLE things; --",
];

const API: &str = "name: demo\nversion: 0.1.0\ntitle: Demo\nservers: [https://api.example.com]\n";

/// The API, or the rendered report. Fails the test if the generated crate is not valid Rust, its docs are not inert, the check
/// takes too long, or it overflows the stack of a thread.
fn outcome(files: Vec<(String, String)>) -> Result<Api, String> {
    let size: usize = files.iter().map(|(_, text)| text.len()).sum();
    in_time(move || {
        let sources = Sources::new("spec", files.into_iter().collect());
        let checked = load(&sources).and_then(|spec| check(&spec));
        let (api, _) = checked.map_err(|report| rendered(&report, &sources))?;
        if size <= MAX_GENERATED {
            let tree = parsed::crate_of(&api);
            let mut flaws = parsed::errors(&tree);
            flaws.extend(inert::flaws(&tree));
            assert!(flaws.is_empty(), "{:.4000}", flaws.join("\n\n"));
        }
        Ok(api)
    })
}

/// The result of a function. Fails the test if it panics or takes too long.
fn in_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, result) = mpsc::channel();
    // The receiver is gone if the test timed out.
    let worker = thread::spawn(move || drop(done.send(work())));
    match result.recv_timeout(TIMEOUT) {
        Ok(result) => result,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("timed out after {TIMEOUT:?}"),
        Err(mpsc::RecvTimeoutError::Disconnected) => panic!("panicked: {:?}", worker.join().err()),
    }
}

/// Renders a report, which has errors with help lines and no control characters.
fn rendered(report: &Report, sources: &Sources) -> String {
    let text = report.render(sources);
    assert!(
        text.contains("error[E") && text.contains("= help: "),
        "a rejection without an error:\n{text}"
    );
    let is_control = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(
        !text.contains(is_control),
        "a report with control characters: {text:?}"
    );
    assert!(text.len() < 8 << 20, "a report of {} bytes", text.len());
    text
}

fn resource(text: impl Into<String>) -> Vec<(String, String)> {
    vec![
        ("api.yaml".to_owned(), API.to_owned()),
        ("resources/things.yaml".to_owned(), text.into()),
    ]
}

/// Asserts that a resource is rejected with this code.
fn rejects(code: &str, text: impl Into<String>) {
    match outcome(resource(text)) {
        Ok(_) => panic!("is valid, expected {code}"),
        Err(report) => assert!(report.contains(code), "expected {code}:\n{:.2000}", report),
    }
}

/// A YAML string; every JSON string is one.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string")
}
