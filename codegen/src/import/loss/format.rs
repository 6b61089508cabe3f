//! Formats of a report: text and JSON. Markdown has a module of its own.

use super::markdown;
use super::report::{Decision, ImportReport, Lost, Place};
use crate::diag::replace_control;
use serde_json::{Value, json};
use std::fmt::Write;

/// Format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// Text for a terminal.
    Text,
    /// JSON for other programs.
    Json,
    /// Markdown with a table for each kind of loss.
    Markdown,
}

impl ReportFormat {
    /// All formats.
    pub const ALL: &'static [Self] = &[Self::Text, Self::Json, Self::Markdown];

    /// Name of the format on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Markdown => "markdown",
        }
    }

    /// Finds a format by its name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.word() == word)
    }
}

/// Number of places of each kind in a summary.
const SUMMARIZED: usize = 3;

impl ImportReport {
    /// The complete report.
    pub fn render(&self, format: ReportFormat) -> String {
        match format {
            ReportFormat::Text => self.text(usize::MAX),
            ReportFormat::Json => format!("{:#}\n", self.json()),
            ReportFormat::Markdown => markdown::report(self),
        }
    }

    /// The report for a terminal, with a few places of each kind of loss and the number of decisions.
    pub fn summary(&self) -> String {
        self.text(SUMMARIZED)
    }

    fn text(&self, shown: usize) -> String {
        let mut text = format!("{}\n", self.title());
        for (kind, losses) in self.by_kind() {
            // Writing to a string cannot fail.
            let _ = write!(
                text,
                "\n{} ({}): {}\n  instead: {}\n",
                kind.code(),
                losses.len(),
                kind.description(),
                kind.instead(),
            );
            for Lost { place, detail, .. } in losses.iter().take(shown) {
                text.push_str(&entry(place, detail));
            }
            let rest = losses.len().saturating_sub(shown);
            if rest > 0 {
                let _ = writeln!(text, "  … and {rest} more");
            }
        }
        if shown == usize::MAX && !self.decisions.is_empty() {
            let _ = writeln!(text, "\ndecisions ({})", self.decisions.len());
            for Decision {
                place,
                decision,
                reason,
            } in &self.decisions
            {
                text.push_str(&entry(place, &format!("{decision}: {reason}")));
            }
        }
        text
    }

    fn json(&self) -> Value {
        let kinds = self.by_kind().map(|(kind, losses)| {
            let code = kind.code();
            json!({"code": code, "count": losses.len(), "description": kind.description(), "instead": kind.instead()})
        });
        let losses = self.losses.iter().map(|Lost { kind, place, detail }| {
            let Place { file, line, column, pointer } = place;
            let code = kind.code();
            json!({"code": code, "detail": detail, "file": file, "line": line, "column": column, "pointer": pointer})
        });
        let decisions = self.decisions.iter().map(|Decision { place, decision, reason }| {
            let Place { file, line, column, pointer } = place;
            json!({"decision": decision, "reason": reason, "file": file, "line": line, "column": column, "pointer": pointer})
        });
        json!({
            "version": 1,
            "count": self.count(),
            "kinds": kinds.collect::<Vec<_>>(),
            "losses": losses.collect::<Vec<_>>(),
            "decisions": decisions.collect::<Vec<_>>(),
        })
    }
}

/// Lines of an entry: its place, and a description on one line.
fn entry(place: &Place, description: &str) -> String {
    let Place {
        file,
        line,
        column,
        pointer,
    } = place;
    let one_line = |text: &str| replace_control(&text.replace(['\n', '\t'], " "));
    let (file, pointer) = (one_line(file), one_line(pointer));
    format!(
        "  {file}:{line}:{column} {pointer}\n    {}\n",
        one_line(description)
    )
}
