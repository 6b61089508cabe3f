//! Writes reports: as text, Markdown, JSON, HTML, GitHub annotations, or changelog entries.
//!
//! `view` decides what all formats show and in which order. Strings of a spec are written through `escape`.

mod changelog;
mod dates;
mod deprecations;
mod github;
mod html;
mod json;
mod markdown;
mod markup;
mod page;
mod text;
mod view;
mod words;

use super::report::{Change, Report};
use view::{Entry, View};

pub use deprecations::{ListFormat, deprecations};

/// Format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text for a terminal, without colors.
    Text,
    /// Markdown for a pull request comment, within the size limit of GitHub.
    Markdown,
    /// JSON, with the schema [`super::report::SCHEMA`].
    Json,
    /// A self-contained HTML page.
    Html,
    /// GitHub workflow commands, which GitHub shows as annotations.
    Github,
    /// An entry of a changelog.
    Changelog,
}

impl Format {
    /// All formats.
    pub const ALL: &'static [Self] = &[
        Self::Text,
        Self::Markdown,
        Self::Json,
        Self::Html,
        Self::Github,
        Self::Changelog,
    ];

    /// Name of the format on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Html => "html",
            Self::Github => "github",
            Self::Changelog => "changelog",
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

/// Writes a report.
pub fn render(report: &Report, format: Format) -> String {
    render_part(report, format, &|_| true)
}

/// Writes some changes of a report. Verdict, version and counts are those of the whole report.
pub fn render_part(report: &Report, format: Format, is_shown: &dyn Fn(&Change) -> bool) -> String {
    let view = || View::of(report, is_shown);
    match format {
        Format::Text => text::report(&view()),
        Format::Markdown => markdown::report(view()),
        Format::Json => json::report(report, is_shown),
        Format::Html => html::report(&view()),
        Format::Github => github::report(&view()),
        Format::Changelog => changelog::report(report, &view()),
    }
}

/// Writes one change as [`Format::Text`], without truncation.
pub fn render_change(report: &Report, change: &Change) -> String {
    text::entry(&Entry::of(report, change))
}
