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
mod renames;
mod sections;
mod sort;
mod text;
mod words;

use super::report::{Change, Report};
use sections::{Section, is_standing};
use std::collections::BTreeSet;
use std::ptr;

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
    render_part(report, format, &|_| true)
}

/// Some changes of a report in a format. Verdict, version and counts are those of all its changes.
pub fn render_part(report: &Report, format: Format, is_shown: &dyn Fn(&Change) -> bool) -> String {
    let view = View {
        report,
        changes: report.changes.iter().filter(|it| is_shown(it)).collect(),
    };
    match format {
        Format::Text => text::report(&view),
        Format::Markdown => markdown::report(&view),
        Format::Json => json::report(&view),
        Format::Html => html::report(&view),
        Format::Github => github::report(&view),
        Format::Changelog => changelog::report(&view),
    }
}

/// One change of a report as [`Format::Text`] shows it, but uncut, and without what stands around it.
pub fn render_change(report: &Report, change: &Change) -> String {
    text::change(report, change)
}

/// A report, and what of it is shown.
struct View<'a> {
    /// All of it: what is said of the whole comes from here.
    report: &'a Report,
    /// The changes that are shown, as the report orders them.
    changes: Vec<&'a Change>,
}

impl<'a> View<'a> {
    /// The changes that are shown, by section.
    fn sections(&self) -> Vec<Section<'a>> {
        sections::sections(&self.changes)
    }

    /// How many changes of which class are not shown; empty where all are.
    fn hidden(&self) -> String {
        // The same change, and not one that is equal.
        let shown: BTreeSet<*const Change> =
            self.changes.iter().copied().map(ptr::from_ref).collect();
        let is_shown = |change: &Change| shown.contains(&ptr::from_ref(change));
        let is_hidden = |change: &&Change| !is_standing(change) && !is_shown(change);
        let hidden: Vec<_> = self.report.changes.iter().filter(is_hidden).collect();
        words::by_class(&hidden)
    }
}
