//! YAML text to a tree of nodes that know where they stand.
//!
//! The parser is `serde_yaml` (today `serde-saphyr` under that name). A tree of our own keeps duplicate keys, spans
//! and the exact text of scalars, so that one run can report every mistake of a file instead of the first.

mod prose;
mod raw;
mod suspect;
mod trouble;

use crate::diag::{Code, Report};
use crate::source::{FileId, Span};
use raw::Raw;
use serde_yaml::{Budget, DuplicateKeyPolicy, Options, Spanned};
use suspect::Suspect;
use trouble::Trouble;

/// The largest file that is read, in bytes.
const MAX_BYTES: usize = 4 << 20;
/// How deep lists and maps may nest. What reads them recurses, and has to fit the stack of a plain thread.
const MAX_DEPTH: usize = 32;
/// How many nodes one file may hold once aliases are expanded.
const MAX_NODES: usize = 500_000;

/// A value and its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where the value stands. Of a map or list, only the start is known.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it was written.
    Number(String),
    /// A string, plain or quoted.
    String(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in order, duplicates included.
    Map(Vec<(Key, Node)>),
}

/// A key of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key's text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// Whether no `:` follows it, as when a comma cuts a text in `{…}` in two.
    pub alone: bool,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Value {
    /// What a reader would call this kind of value.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}

/// Parses one file. A file that is not YAML, or is too large, gives one finding and no node.
pub fn parse(file: FileId, text: &str, report: &mut Report) -> Option<Node> {
    if text.len() > MAX_BYTES {
        report.error(
            Code::Limit,
            file.start(),
            format!(
                "the file has {} bytes, and may have {MAX_BYTES}",
                text.len()
            ),
            "split it into several files under `resources/` and `types/`",
        );
        return None;
    }
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options()) {
        Ok(root) => {
            let node = root.value.place(file, text, root.referenced);
            prose::cut_short(&node, text, report);
            Some(node)
        }
        Err(error) => {
            let place = |location| raw::place(file, text, location);
            let span = error.location().map_or(file.start(), place);
            let trouble = trouble::describe(error.without_snippet());
            if trouble.code == Code::Syntax
                && let Some(suspect) = suspect::find(text, span.start)
            {
                blame(suspect, span, text, trouble, report);
            } else {
                report.error(trouble.code, span, trouble.message, trouble.help);
            }
            None
        }
    }
}

/// Reports trouble where it probably comes from, and where the parser met it if that is on another line.
fn blame(suspect: Suspect, met: Span, text: &str, trouble: Trouble, report: &mut Report) {
    let at = |at| met.file.span(at..at + 1);
    let (span, other, trouble) = match suspect {
        Suspect::Unclosed(opener) => {
            let span = at(opener.at);
            (
                span,
                (met, "met here at the latest"),
                trouble::unclosed(opener),
            )
        }
        Suspect::Open(opener) => (met, (at(opener.at), "opened here"), trouble),
        Suspect::Tab(tab) => (at(tab), (met, "met here"), trouble::tab()),
        Suspect::Glued(colon) => (at(colon), (met, "met here"), trouble::glued()),
    };
    let (first, last) = (span.start.min(other.0.start), span.start.max(other.0.start));
    if text.get(first..last).is_some_and(|it| it.contains('\n')) {
        report.error_between(trouble.code, span, trouble.message, other, trouble.help);
    } else {
        report.error(trouble.code, span, trouble.message, trouble.help);
    }
}

fn options() -> Options {
    let mut budget = Budget::default();
    budget.max_depth = MAX_DEPTH;
    budget.max_nodes = MAX_NODES;
    let mut options = Options::default();
    options.budget = Some(budget);
    options.duplicate_keys = DuplicateKeyPolicy::PassThrough;
    // Without it `yes` and `on` would be booleans, and an enum value could not be called `NO`.
    options.strict_booleans = true;
    options
}
