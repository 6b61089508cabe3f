//! YAML as a tree of nodes with spans.
//!
//! The parser is `serde_yaml` (the package `serde-saphyr` under that name). A tree of our own keeps duplicate keys, spans
//! and numbers as written, so that one run can report every error of a file instead of the first.

mod access;
mod curly_quotes;
mod error_location;
mod indentation;
mod merge_conflict;
mod parse_error;
mod raw;
mod settings;
mod truncated_strings;

use crate::diag::{Code, Report};
use crate::source::{FileId, Span};
use error_location::ErrorLocation;
use indentation::Indentation;
use parse_error::ParseError;
use raw::Raw;
use serde_yaml::{Budget, DuplicateKeyPolicy, Options, Spanned};
use settings::SPEC;
pub(crate) use settings::Settings;

/// A value with its span.
#[derive(Debug, Clone)]
pub struct Node {
    /// Location of the value. For maps and lists, only the start is known.
    pub span: Span,
    /// The value itself.
    pub value: Value,
}

/// The value of a node.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, `~` or no value at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written, so `1.10` keeps its zero.
    Number(String),
    /// A string, plain or quoted.
    String(String),
    /// A list.
    List(Vec<Node>),
    /// A map in source order, including duplicate keys.
    Map(Vec<(Key, Node)>),
}

/// A key of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key without quotes.
    pub text: String,
    /// Location of the key.
    pub span: Span,
    /// Whether no `:` follows it, as when a comma splits an unquoted string in `{…}`.
    pub without_colon: bool,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Value {
    /// Noun phrase for this kind of value, such as "a list".
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "no value",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}

/// Parses a file of a spec. Reports one error and returns `None` if the file is too large or not valid YAML.
pub fn parse(file: FileId, text: &str, report: &mut Report) -> Option<Node> {
    let node = parse_with(&SPEC, file, text, report)?;
    truncated_strings::check(&node, text, report);
    // Everything else that is wrong with such a string follows from its quotes.
    (!curly_quotes::check(&node, text, report)).then_some(node)
}

/// Parses a file of another kind. Reports one error and returns `None` if it exceeds a limit or is not valid YAML.
pub(crate) fn parse_with(
    settings: &Settings,
    file: FileId,
    text: &str,
    report: &mut Report,
) -> Option<Node> {
    if settings.exceeds_bytes(file, text, report)
        || merge_conflict::check(settings, file, text, report)
    {
        return None;
    }
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options(settings)) {
        Ok(root) => Some(root.value.into_node(file, text, root.referenced)),
        Err(error) => {
            let span = error
                .location()
                .map_or(file.start(), |it| raw::span(file, text, it));
            let error = ParseError::new(error.without_snippet(), settings);
            if error.is_limit {
                report.error(settings.exceeded, span, error.message, error.help);
            } else {
                report_syntax(settings.syntax, span, text, error, report);
            }
            None
        }
    }
}

/// Reports a syntax error at its probable location, with the parser's location as a label if that is on another line.
fn report_syntax(code: Code, stopped_at: Span, text: &str, error: ParseError, report: &mut Report) {
    const STOPPED: &str = "the parser stopped here";
    let at = |at| stopped_at.file.span(at..at + 1);
    let (span, other, error) = match error_location::find(text, stopped_at.start) {
        Some(ErrorLocation::Unclosed(opener)) => {
            let error = ParseError::unclosed(opener);
            (at(opener.at), (stopped_at, STOPPED), error)
        }
        Some(ErrorLocation::Open(opener)) => (stopped_at, (at(opener.at), "opened here"), error),
        Some(ErrorLocation::Tab(tab)) => (at(tab), (stopped_at, STOPPED), ParseError::tab()),
        Some(ErrorLocation::MissingSpace(colon)) => {
            let error = ParseError::missing_space();
            (at(colon), (stopped_at, STOPPED), error)
        }
        None => return report_indentation(code, stopped_at, text, error, report),
    };
    let (first, last) = (span.start.min(other.0.start), span.start.max(other.0.start));
    if text.get(first..last).is_some_and(|it| it.contains('\n')) {
        report.error_between(code, span, error.message, other, error.help);
    } else {
        report.error(code, span, error.message, error.help);
    }
}

/// Reports a syntax error that a wrong indentation may have caused, or the error of the parser.
fn report_indentation(
    code: Code,
    stopped_at: Span,
    text: &str,
    error: ParseError,
    report: &mut Report,
) {
    let at = |at| stopped_at.file.span(at..at + 1);
    match indentation::find(text, stopped_at.start) {
        Some(Indentation::Between {
            at: start,
            indent,
            possible: [lower, higher],
        }) => report.error(
            code,
            at(start),
            format!("the indentation of this line, {indent} spaces, matches no key above it"),
            format!("indent it by {lower} or {higher} spaces, like the other keys of its map"),
        ),
        Some(Indentation::BelowValue { at: start, before }) => report.error_between(
            code,
            at(start),
            "this line is indented deeper than the key before it, which already has a value",
            (at(before), "the key before it"),
            "indent both equally, if they belong to the same map; or correct the indentation of the line before",
        ),
        None => report.error(code, stopped_at, error.message, error.help),
    }
}

fn options(settings: &Settings) -> Options {
    let mut budget = Budget::default();
    budget.max_depth = settings.depth;
    budget.max_nodes = settings.nodes;
    // The end of a list or map is an event too.
    budget.max_events = budget.max_events.max(2 * settings.nodes + 4);
    let mut options = Options::default();
    options.budget = Some(budget);
    options.duplicate_keys = DuplicateKeyPolicy::PassThrough;
    // Otherwise `yes` and `on` would be booleans, and an enum could not have the value `NO`.
    options.strict_booleans = true;
    options
}
