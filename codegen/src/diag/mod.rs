//! What is wrong with a spec: every finding has a code, a place, a message and a way to mend it.

mod code;
mod render;
mod suggest;
mod wording;

pub use code::{CODES, Code};
pub use suggest::{did_you_mean, suggest, suggest_or};
pub(crate) use wording::steers;

use crate::source::{Sources, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One finding. Findings are ordered by their place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where.
    pub span: Span,
    /// Which rule was broken.
    pub code: Code,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: String,
    /// Another place that the finding is about, with a few words on it.
    pub related: Option<(Span, String)>,
}

/// All findings of a run, by file and place. What several operations share is checked with each of them, and stands
/// here once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    diagnostics: BTreeSet<Diagnostic>,
    /// Names of what breaks a rule and was left out for it: that others miss them is no finding of its own.
    left_out: BTreeSet<String>,
    /// Whether files could not be read, so that nobody looked at how they fit together.
    unread: bool,
}

impl Report {
    /// Adds a finding.
    pub fn error(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(code, span, message.into(), help.into(), None);
    }

    /// Adds a finding about two places.
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
            message: wording::short(message),
            help: wording::short(help),
            related,
        });
    }

    /// Notes that what has this name was reported and left out.
    pub(crate) fn leave_out(&mut self, name: &str) {
        self.left_out.insert(name.to_owned());
    }

    /// Whether something of this name was left out, so that whoever misses it need not be reported too.
    pub(crate) fn is_left_out(&self, name: &str) -> bool {
        self.left_out.contains(name)
    }

    /// Leaves of the findings of a rule that say the same only the first, which says in how many places more it is so.
    pub(crate) fn gather(&mut self, code: Code) {
        let mut firsts: BTreeMap<String, (Diagnostic, usize)> = BTreeMap::new();
        for finding in std::mem::take(&mut self.diagnostics) {
            if finding.code != code {
                self.diagnostics.insert(finding);
                continue;
            }
            let first = firsts.entry(finding.message.clone());
            first.and_modify(|it| it.1 += 1).or_insert((finding, 0));
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

    /// The report of a run that ended before anything was checked against anything else.
    pub(crate) fn of_reading(self) -> Self {
        Self {
            unread: true,
            ..self
        }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// The findings, by file and place.
    pub fn diagnostics(&self) -> Vec<&Diagnostic> {
        self.diagnostics.iter().collect()
    }

    /// The findings as text for a terminal: `error[CODE]: …`, the line with a caret, a help line.
    pub fn render(&self, sources: &Sources) -> String {
        render::report(self, sources)
    }

    /// `Ok` when nothing was found, so that a phase can end with `report.finish(value)`.
    ///
    /// # Errors
    /// The report itself, when it holds a finding.
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
