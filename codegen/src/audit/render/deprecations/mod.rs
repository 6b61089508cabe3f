//! Writes the list of deprecations.

mod html;
mod markdown;
mod text;

use crate::audit::deprecations::{DeprecationEntry, DeprecationReport};
use crate::audit::render::dates::left;
use crate::audit::render::words::count;

/// Format of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListFormat {
    /// Text for a terminal, without colors.
    Text,
    /// Markdown for a comment or a wiki page.
    Markdown,
    /// JSON, with the schema [`crate::audit::deprecations::SCHEMA`].
    Json,
    /// A self-contained HTML page.
    Html,
}

impl ListFormat {
    /// All formats.
    pub const ALL: &'static [Self] = &[Self::Text, Self::Markdown, Self::Json, Self::Html];

    /// Name of the format on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Html => "html",
        }
    }

    /// The format with a name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.word() == word)
    }
}

/// Writes the list of deprecations.
pub fn deprecations(report: &DeprecationReport, format: ListFormat) -> String {
    match format {
        ListFormat::Text => text::list(report),
        ListFormat::Markdown => markdown::list(report),
        ListFormat::Json => json(report),
        ListFormat::Html => html::list(report),
    }
}

fn json(report: &DeprecationReport) -> String {
    // Serialization of a list cannot fail: all keys are strings.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}

/// Time until an end of life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Urgency {
    Passed,
    Soon,
    Later,
    Open,
}

/// Days within which an end of life is soon.
const SOON: i64 = 90;

impl Urgency {
    const ALL: &'static [Self] = &[Self::Passed, Self::Soon, Self::Later, Self::Open];

    fn of(entry: &DeprecationEntry) -> Self {
        match entry.days {
            None => Self::Open,
            Some(..=0) => Self::Passed,
            Some(1..=SOON) => Self::Soon,
            Some(_) => Self::Later,
        }
    }

    /// Name of the CSS class.
    fn key(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Soon => "soon",
            Self::Later => "later",
            Self::Open => "open",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Passed => "Past end of life",
            Self::Soon => "Within 90 days",
            Self::Later => "Later",
            Self::Open => "No end of life",
        }
    }

    /// Entries with this urgency, in the order of the report.
    fn entries(self, report: &DeprecationReport) -> Vec<&DeprecationEntry> {
        report
            .entries
            .iter()
            .filter(|entry| Self::of(entry) == self)
            .collect()
    }
}

/// The list in a few words.
fn summary(report: &DeprecationReport) -> String {
    let passed = Urgency::Passed.entries(report).len();
    let soon = Urgency::Soon.entries(report).len();
    match report.entries.len() {
        0 => "no deprecations".to_owned(),
        all => format!(
            "{}, {passed} past end of life, {soon} within {SOON} days",
            count(all, "deprecation")
        ),
    }
}

/// The dates of an entry, with the days left.
fn dates(entry: &DeprecationEntry) -> String {
    let since = entry.since.map(|day| format!("since {day}"));
    let distance = entry
        .days
        .map_or(String::new(), |days| format!(" ({})", left(days)));
    let end = entry
        .end_of_life
        .map(|day| format!("end of life {day}{distance}"));
    let parts: Vec<_> = since.into_iter().chain(end).collect();
    if parts.is_empty() {
        "no dates".to_owned()
    } else {
        parts.join(", ")
    }
}
