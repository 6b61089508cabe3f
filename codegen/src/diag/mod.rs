//! Diagnostics: each has a code, a location, a message and a help line with the fix.

mod code;
mod lint;
mod render;
mod sanitize;
mod suggestions;

pub use code::{CODES, Code};
pub use lint::{LINTS, Level, Levels, Lint};
pub use sanitize::replace_control;
pub(crate) use sanitize::{is_control_or_bidi, is_invisible};
pub use suggestions::{did_you_mean, one_of, suggest, suggest_or};

use crate::source::{Sources, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// An error or warning about a spec. Diagnostics are ordered by location.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Location of the finding.
    pub span: Span,
    /// The violated rule.
    pub code: Code,
    /// Description of the finding, without a final period.
    pub message: String,
    /// How to fix it, in the imperative.
    pub help: String,
    /// A related location and its label.
    pub related: Option<(Span, String)>,
}

/// The errors and warnings of a run, ordered by file and location. A definition that several operations share is checked with
/// each of them, and its errors are kept once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    diagnostics: BTreeSet<Diagnostic>,
    /// Boxed, so that reports are small enough to be returned as errors.
    lints: Box<LintFindings>,
    /// Names of invalid elements that were left out. Errors about their absence would only repeat the cause.
    omitted: BTreeSet<String>,
    /// Whether files could not be read, so that the rules across files were not checked.
    is_incomplete: bool,
    /// Whether the report is about an OpenAPI document, and not a spec.
    is_of_document: bool,
}

/// Levels of lints, and the findings that are not errors because of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct LintFindings {
    levels: Levels,
    /// Findings of lints whose level is `warn`.
    warnings: BTreeSet<Diagnostic>,
    /// Lints with findings that are not errors.
    lowered: BTreeSet<Code>,
}

impl Report {
    /// Creates a report for a spec that sets levels of lints.
    pub fn with_levels(levels: Levels) -> Self {
        let lints = LintFindings {
            levels,
            ..LintFindings::default()
        };
        Self {
            lints: Box::new(lints),
            ..Self::default()
        }
    }

    /// Creates a report for an OpenAPI document.
    pub fn of_document() -> Self {
        Self {
            is_of_document: true,
            ..Self::default()
        }
    }

    /// Adds an error, unless the code is that of a lint with a lower level.
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
        let level = self.lints.levels.get(code);
        if level.is_some() {
            self.lints.lowered.insert(code);
        }
        let diagnostics = match level {
            None => &mut self.diagnostics,
            Some(Level::Warn) => &mut self.lints.warnings,
            Some(Level::Allow) => return,
        };
        diagnostics.insert(Diagnostic {
            span,
            code,
            message: sanitize::escape_invisible(sanitize::shorten(message)),
            help: sanitize::escape_invisible(sanitize::shorten(help)),
            related,
        });
    }

    /// Adds the errors of another report.
    pub(crate) fn append(&mut self, other: Self) {
        self.diagnostics.extend(other.diagnostics);
    }

    /// Whether the level of a lint made the difference for a finding.
    pub(crate) fn is_lowered(&self, code: Code) -> bool {
        self.lints.lowered.contains(&code)
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

    /// The errors, ordered by file and location.
    pub fn diagnostics(&self) -> Vec<&Diagnostic> {
        self.diagnostics.iter().collect()
    }

    /// The warnings, ordered by file and location.
    pub fn warnings(&self) -> Vec<&Diagnostic> {
        self.lints.warnings.iter().collect()
    }

    /// Renders the report for a terminal: `error[CODE]: …`, the source line with a caret, and a help line. Warnings are
    /// rendered only if there are no errors. Empty if there are neither.
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
        let (count, noun) = match self.diagnostics.len() {
            0 => (self.lints.warnings.len(), "warning"),
            errors => (errors, "error"),
        };
        let plural = if count == 1 { "" } else { "s" };
        let subject = if self.is_of_document {
            "document"
        } else {
            "spec"
        };
        write!(f, "{count} {noun}{plural} in the {subject}")
    }
}

impl std::error::Error for Report {}
