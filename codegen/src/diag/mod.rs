//! Diagnostics: each has a code, a location, a message and a help line with the fix.

mod code;
mod render;
mod sanitize;
mod suggestions;

pub use code::{CODES, Code};
pub use sanitize::replace_control;
pub(crate) use sanitize::{is_control_or_bidi, is_invisible};
pub use suggestions::{did_you_mean, one_of, suggest, suggest_or};

use crate::source::{Sources, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// An error in a spec. Diagnostics are ordered by location.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Location of the error.
    pub span: Span,
    /// The violated rule.
    pub code: Code,
    /// Description of the error, without a final period.
    pub message: String,
    /// How to fix it, in the imperative.
    pub help: String,
    /// A related location and its label.
    pub related: Option<(Span, String)>,
}

/// The diagnostics of a run, ordered by file and location. A definition that several operations share is checked with
/// each of them, and its errors are kept once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    diagnostics: BTreeSet<Diagnostic>,
    /// Names of invalid elements that were left out. Errors about their absence would only repeat the cause.
    omitted: BTreeSet<String>,
    /// Whether files could not be read, so that the rules across files were not checked.
    is_incomplete: bool,
}

impl Report {
    /// Adds an error.
    pub fn error(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(code, span, message.into(), help.into(), None);
    }

    /// Adds an error with a label at a second location.
    pub fn error_between(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        (other, label): (Span, &str),
        help: impl Into<String>,
    ) {
        self.add(
            code,
            span,
            message.into(),
            help.into(),
            Some((other, label.to_owned())),
        );
    }

    fn add(
        &mut self,
        code: Code,
        span: Span,
        message: String,
        help: String,
        related: Option<(Span, String)>,
    ) {
        self.diagnostics.insert(Diagnostic {
            span,
            code,
            message: sanitize::escape_invisible(sanitize::shorten(message)),
            help: sanitize::escape_invisible(sanitize::shorten(help)),
            related,
        });
    }

    /// Records that the element with this name has an error and was left out.
    pub(crate) fn omit(&mut self, name: &str) {
        self.omitted.insert(name.to_owned());
    }

    /// Whether an element with this name was left out, so that references to it are not errors of their own.
    pub(crate) fn is_omitted(&self, name: &str) -> bool {
        self.omitted.contains(name)
    }

    /// Merges the errors of a rule that have the same message into the first one, with a count of the others.
    pub(crate) fn merge_same(&mut self, code: Code) {
        let mut firsts: BTreeMap<String, (Diagnostic, usize)> = BTreeMap::new();
        for diagnostic in std::mem::take(&mut self.diagnostics) {
            if diagnostic.code != code {
                self.diagnostics.insert(diagnostic);
                continue;
            }
            let first = firsts.entry(diagnostic.message.clone());
            first.and_modify(|it| it.1 += 1).or_insert((diagnostic, 0));
        }
        for (mut first, more) in firsts.into_values() {
            match more {
                0 => {}
                1 => first.message.push_str(", here and in 1 more place"),
                _ => first
                    .message
                    .push_str(&format!(", here and in {more} more places")),
            }
            self.diagnostics.insert(first);
        }
    }

    /// Drops the findings of a rule.
    pub(crate) fn forget(&mut self, code: Code) {
        self.diagnostics.retain(|finding| finding.code != code);
    }

    /// Marks the report of a run that ended before the rules across files were checked.
    pub(crate) fn incomplete(self) -> Self {
        Self {
            is_incomplete: true,
            ..self
        }
    }

    /// Whether there are no errors.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// The diagnostics, ordered by file and location.
    pub fn diagnostics(&self) -> Vec<&Diagnostic> {
        self.diagnostics.iter().collect()
    }

    /// Renders the report for a terminal: `error[CODE]: …`, the source line with a caret, and a help line.
    pub fn render(&self, sources: &Sources) -> String {
        render::report(self, sources)
    }

    /// Converts the report to a result, so that a phase can end with `report.finish(value)`.
    ///
    /// # Errors
    /// Returns the report if it has errors.
    pub fn finish<T>(self, value: T) -> Result<T, Report> {
        if self.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.diagnostics.len();
        write!(
            f,
            "{count} error{} in the spec",
            if count == 1 { "" } else { "s" }
        )
    }
}

impl std::error::Error for Report {}
