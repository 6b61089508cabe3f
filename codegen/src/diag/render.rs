//! Text rendering of diagnostics with rustc's snippet renderer.

use super::{Diagnostic, Report, sanitize};
use crate::source::{FileId, Sources, Span};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::ops::Range;

/// Maximum number of rendered diagnostics.
const MAX_SHOWN: usize = 100;
/// Maximum size of an excerpt in bytes. Locations that are further apart get an excerpt each.
const MAX_EXCERPT: usize = 8 << 10;

/// Renders the errors, or the warnings if there are no errors, separated by blank lines, then their number and whether
/// something was left out.
pub(super) fn report(report: &Report, sources: &Sources) -> String {
    let (shown, level) = match (report.diagnostics.len(), report.lints.warnings.len()) {
        (0, 0) => return String::new(),
        (0, _) => (&report.lints.warnings, Level::WARNING),
        _ => (&report.diagnostics, Level::ERROR),
    };
    let has_errors = !report.diagnostics.is_empty();
    let mut text = String::new();
    for diagnostic in shown.iter().take(MAX_SHOWN) {
        text.push_str(&one(diagnostic, &level, sources));
        text.push_str("\n\n");
    }
    let more = shown.len().saturating_sub(MAX_SHOWN);
    if more > 0 {
        let advice = if has_errors { "; fix these first" } else { "" };
        text.push_str(&format!("… and {more} more{advice}\n\n"));
    }
    let noun = if has_errors { "error" } else { "warning" };
    text.push_str(&format!("{noun}: {report}\n"));
    if report.is_incomplete {
        text.push_str("note: the remaining checks run once all files can be read\n");
    }
    if has_errors && !report.lints.warnings.is_empty() {
        text.push_str("note: warnings are listed once the errors are fixed\n");
    }
    sanitize::replace_control(&text)
}

fn one(diagnostic: &Diagnostic, level: &Level<'_>, sources: &Sources) -> String {
    let title = sanitize::replace_control_and_newlines(&diagnostic.message);
    let help = sanitize::replace_control_and_newlines(&diagnostic.help);
    let primary = (diagnostic.span, AnnotationKind::Primary, None);
    let related = diagnostic.related.as_ref();
    let related =
        related.map(|(span, label)| (*span, AnnotationKind::Context, Some(label.as_str())));
    let both: Vec<Annotated<'_>> = [primary].into_iter().chain(related).collect();
    let title = level.clone().primary_title(&title);
    let mut group = Group::with_title(title.id(diagnostic.code.id()));
    match window(&both, sources) {
        Some(window) => group = group.element(excerpt(&both, window, sources)),
        None => {
            for place in both {
                group = alone(group, place, sources);
            }
        }
    }
    group = group.element(Level::HELP.message(&help));
    Renderer::plain().render(&[group])
}

/// A span with the kind and label of its annotation.
type Annotated<'a> = (Span, AnnotationKind, Option<&'a str>);

/// Adds an excerpt for one span, or only its position if the line is too long.
fn alone<'a>(group: Group<'a>, place: Annotated<'a>, sources: &'a Sources) -> Group<'a> {
    match window(&[place], sources) {
        Some(window) => group.element(excerpt(&[place], window, sources)),
        None => {
            let (line, column) = sources.line_column(place.0);
            let path = sanitize::replace_control_and_newlines(&sources.display_path(place.0.file));
            group.element(Origin::path(path).line(line).char_column(column))
        }
    }
}

/// The range of the lines with all spans, if they are in one file and within [`MAX_EXCERPT`].
fn window(places: &[Annotated<'_>], sources: &Sources) -> Option<Range<usize>> {
    let file = places.first()?.0.file;
    let text = sources.text(file);
    if places.iter().any(|(span, ..)| span.file != file) {
        return None;
    }
    let spans = || places.iter().map(|(span, ..)| visible(*span, text));
    let first = spans().map(|span| span.start).min()?;
    let last = spans().map(|span| span.end).max()?;
    let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let end = text[last..]
        .find('\n')
        .map_or(text.len(), |length| last + length);
    (end - start <= MAX_EXCERPT).then_some(start..end)
}

fn excerpt<'a>(
    places: &[Annotated<'a>],
    window: Range<usize>,
    sources: &'a Sources,
) -> Snippet<'a, Annotation<'a>> {
    let file = places.first().map_or(FileId::NONE, |(span, ..)| span.file);
    let text = sources.text(file);
    let annotations = places.iter().map(|(span, kind, label)| {
        let span = visible(*span, text);
        kind.span(span.start - window.start..span.end - window.start)
            .label(*label)
    });
    Snippet::source(&text[window.clone()])
        .line_start(text[..window.start].matches('\n').count() + 1)
        .path(sanitize::replace_control_and_newlines(
            &sources.display_path(file),
        ))
        .annotations(annotations)
}

/// The part of a span on its first line, within the text and on character boundaries.
fn visible(span: Span, text: &str) -> Range<usize> {
    let start = floor(text, span.start);
    let line_end = text[start..]
        .find('\n')
        .map_or(text.len(), |length| start + length);
    start..floor(text, span.end).clamp(start, line_end)
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
