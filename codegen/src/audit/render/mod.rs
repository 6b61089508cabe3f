//! A report in the notation of whoever reads it: a terminal, a pull request, a program, a browser.
//!
//! All formats share the order of `sections::sections`. What comes from a spec passes through `escape`.

mod changelog;
mod dates;
mod deprecations;
mod difference;
mod github;
mod headline;
mod html;
mod inline;
mod json;
mod markdown;
mod page;
mod sections;
mod text;
mod words;

use super::report::Report;

pub use deprecations::{ListFormat, deprecations};

/// A notation of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal, without colours.
    Text,
    /// For a comment on a pull request, no longer than one may be.
    Markdown,
    /// For programs, schema [`super::report::SCHEMA`].
    Json,
    /// One page without network, for a browser.
    Html,
    /// Commands to GitHub's runner.
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

    /// What it is called on a command line.
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

    /// The format of a name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.word() == word)
    }
}

/// The whole report in a format.
pub fn render(report: &Report, format: Format) -> String {
    match format {
        Format::Text => text::report(report),
        Format::Markdown => markdown::report(report),
        Format::Json => json::report(report),
        Format::Html => html::report(report),
        Format::Github => github::report(report),
        Format::Changelog => changelog::report(report),
    }
}
