//! The list of deprecations in the notation of whoever reads it.

mod html;
mod markdown;
mod text;

use crate::audit::deprecations::{DeprecationEntry, DeprecationReport};
use crate::audit::render::dates::left;
use crate::audit::render::words::count;

/// A notation of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListFormat {
    /// For a terminal, without colours.
    Text,
    /// For a page of a wiki or a comment.
    Markdown,
    /// For programs, schema [`crate::audit::deprecations::SCHEMA`].
    Json,
    /// One page without network, for a browser.
    Html,
}

impl ListFormat {
    /// All formats.
    pub const ALL: &'static [Self] = &[Self::Text, Self::Markdown, Self::Json, Self::Html];

    /// What it is called on a command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Html => "html",
        }
    }

    /// The format of a name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.word() == word)
    }
}

/// The list of deprecations in a format.
pub fn deprecations(report: &DeprecationReport, format: ListFormat) -> String {
    match format {
        ListFormat::Text => text::list(report),
        ListFormat::Markdown => markdown::list(report),
        ListFormat::Json => json(report),
        ListFormat::Html => html::list(report),
    }
}

fn json(report: &DeprecationReport) -> String {
    // Every key is a string and no serializer of a list fails, so there always is a text.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}

/// How near an end of life is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Urgency {
    Passed,
    Soon,
    Later,
    Open,
}

/// Days that ends of life are soon within.
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

    /// Its name in classes of HTML.
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

    /// The entries of it, in the report's order.
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

/// The dates of an entry: since when, and until when and how far that is.
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
