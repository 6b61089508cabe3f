//! Hostile specs are harmless: they end in a finding or are carried as data, in little time and on a small stack.

mod amount;
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

/// The specs that are emitted too, in bytes of their files: what grows is a matter of reading and checking.
const EMITTED: usize = 4 << 10;

/// Ample for a build without optimisation; what grows with the square of a file's size takes minutes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Names and texts that would break out of a string, a comment, a path, a shell or a line, if anything let them.
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

/// The findings as text, or the API, whose crate is Rust. What takes too long or does not fit the stack of a plain thread fails the test.
fn outcome(files: Vec<(String, String)>) -> Result<Api, String> {
    let (done, result) = mpsc::channel();
    let size: usize = files.iter().map(|(_, text)| text.len()).sum();
    let worker = thread::spawn(move || {
        let sources = Sources::new("spec", files.into_iter().collect());
        let checked = load(&sources)
            .and_then(|spec| check(&spec))
            .map_err(|report| rendered(&report, &sources))
            .inspect(|api| {
                if size > EMITTED {
                    return;
                }
                let flaws = parsed::flaws(&parsed::crate_of(api));
                assert!(flaws.is_empty(), "no Rust: {:.2000}", flaws.join("\n\n"));
            });
        // Nobody listens any more when the test has lost its patience.
        let _ = done.send(checked);
    });
    match result.recv_timeout(PATIENCE) {
        Ok(outcome) => outcome,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("still at it after {PATIENCE:?}"),
        Err(mpsc::RecvTimeoutError::Disconnected) => panic!("panicked: {:?}", worker.join().err()),
    }
}

/// A report that can be shown: it has findings, each with its way out, and nothing in it moves a terminal's cursor.
fn rendered(report: &Report, sources: &Sources) -> String {
    let text = report.render(sources);
    assert!(
        text.contains("error[E") && text.contains("= help: "),
        "a rejection without a finding:\n{text}"
    );
    let unseen = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(
        !text.contains(unseen),
        "a report with characters that steer a terminal: {text:?}"
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

/// Asserts that a resource is turned down with this code.
fn rejects(code: &str, text: impl Into<String>) {
    match outcome(resource(text)) {
        Ok(_) => panic!("passes, but is for {code}"),
        Err(report) => assert!(report.contains(code), "expected {code}:\n{:.2000}", report),
    }
}

/// As a string of YAML; JSON's are.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string")
}
