//! Unusual bytes, line ends and empty folders.

use crate::{outcome, resource};
use clientwright_codegen::source::Sources;
use clientwright_codegen::spec::load;

#[test]
fn odd_bytes_are_read_or_rejected() {
    let spec = "operations:\n  get: {http: GET /thing}\n";
    for odd in [
        "\u{0}",
        "\u{feff}",
        "\r",
        "\u{85}",
        "\u{2028}",
        "\u{202e}",
        "\u{7f}",
        "\u{1b}[31m",
        "\u{fffd}",
        "\t",
        "%YAML 9.9\n---\n",
        "---\n",
        "...\n",
    ] {
        for at in 0..=spec.len() {
            let _ = outcome(resource(format!("{}{odd}{}", &spec[..at], &spec[at..])));
        }
    }
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_read() {
    let spec = "docs: |\n  One.\n  Two.\noperations:\n  get: {http: GET /thing}\n";
    let api =
        outcome(resource(spec.replace('\n', "\r\n"))).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(api.resources[0].docs, "One.\nTwo.");
    assert!(outcome(resource(format!("\u{feff}{spec}"))).is_ok());
}

#[test]
fn no_files_at_all_are_rejected() {
    let sources = Sources::new("spec", Default::default());
    assert!(load(&sources).is_err());
}
