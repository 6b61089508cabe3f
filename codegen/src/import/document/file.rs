//! A file of a document: JSON or YAML.

use super::json;
use super::settings::{JSON, YAML};
use crate::diag::{Code, Report};
use crate::source::FileId;
use crate::yaml::{self, Node};

/// A parsed file.
pub(super) struct File {
    pub(super) id: FileId,
    /// Path relative to the folder of the root file, with `/`.
    pub(super) path: String,
    pub(super) node: Node,
}

impl File {
    /// Parses a file. Returns `None` if it is invalid, which is reported.
    pub(super) fn parse(id: FileId, path: &str, text: &str, report: &mut Report) -> Option<Self> {
        let node = parse(id, path, text, report)?;
        Some(Self {
            id,
            path: path.to_owned(),
            node,
        })
    }
}

/// Parses a file as JSON if it starts with a bracket, and as YAML otherwise. A file that is not named `.json` can also be a
/// YAML map in brackets.
fn parse(id: FileId, path: &str, text: &str, report: &mut Report) -> Option<Node> {
    if JSON.exceeds_bytes(id, text, report) {
        return None;
    }
    let content = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_ascii_whitespace());
    if content.is_empty() {
        report.error(
            Code::InvalidDocument,
            id.start(),
            "the file is empty",
            "save the document in it, or choose another file",
        );
        return None;
    }
    if !content.starts_with(['{', '[']) {
        return yaml::parse_with(&YAML, id, text, report);
    }
    let invalid = match json::parse(id, text, &JSON) {
        Ok(node) => return Some(node),
        Err(invalid) => invalid,
    };
    if !path.ends_with(".json") && !invalid.is_limit {
        let mut errors = Report::default();
        let node = yaml::parse_with(&YAML, id, text, &mut errors);
        // JSON has names in double quotes.
        let is_yaml = !content
            .trim_start_matches(['{', '[', ' ', '\n'])
            .starts_with('"');
        if node.is_some() || is_yaml {
            report.append(errors);
            return node;
        }
    }
    let code = if invalid.is_limit {
        Code::DocumentLimitExceeded
    } else {
        Code::InvalidDocument
    };
    let end = text.len().min(invalid.at + 1);
    let span = id.span(invalid.at..end);
    report.error(code, span, invalid.message, invalid.help);
    None
}
