//! Diagnostics as text, drawn by the renderer that grew out of rustc's.

use super::{Diagnostic, Report, wording};
use crate::source::{FileId, Sources, Span};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::ops::Range;

/// How many findings are drawn; whoever has more begins with these.
const MOST_SHOWN: usize = 100;
/// How many bytes of a file are gone through to draw a finding; what is further apart is drawn apart.
const LARGEST_EXCERPT: usize = 8 << 10;

/// The whole report: findings separated by a blank line, then the count, and whether there may be more to find.
pub(super) fn report(report: &Report, sources: &Sources) -> String {
    let mut text = String::new();
    for diagnostic in report.diagnostics.iter().take(MOST_SHOWN) {
        text.push_str(&one(diagnostic, sources));
        text.push_str("\n\n");
    }
    let more = report.diagnostics.len().saturating_sub(MOST_SHOWN);
    if more > 0 {
        text.push_str(&format!("… and {more} more; mend these first\n\n"));
    }
    text.push_str(&format!("error: {report}\n"));
    if report.unread {
        text.push_str("note: how the files fit together is checked once all of them can be read\n");
    }
    wording::harmless(&text)
}

fn one(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let title = wording::one_line(&diagnostic.message);
    let help = wording::one_line(&diagnostic.help);
    let primary = (diagnostic.span, AnnotationKind::Primary, None);
    let related = diagnostic.related.as_ref();
    let related =
        related.map(|(span, label)| (*span, AnnotationKind::Context, Some(label.as_str())));
    let both: Vec<Place<'_>> = [primary].into_iter().chain(related).collect();
    let mut group = Group::with_title(Level::ERROR.primary_title(&title).id(diagnostic.code.id()));
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

/// A place to draw: where, how, and what to say of it.
type Place<'a> = (Span, AnnotationKind, Option<&'a str>);

/// Draws one place; only names it, when its line is too long to be read.
fn alone<'a>(group: Group<'a>, place: Place<'a>, sources: &'a Sources) -> Group<'a> {
    match window(&[place], sources) {
        Some(window) => group.element(excerpt(&[place], window, sources)),
        None => {
            let (line, column) = sources.line_column(place.0);
            let path = wording::one_line(&sources.display_path(place.0.file));
            group.element(Origin::path(path).line(line).char_column(column))
        }
    }
}

/// The lines that hold all places, if they are in one file and not too many.
fn window(places: &[Place<'_>], sources: &Sources) -> Option<Range<usize>> {
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
    (end - start <= LARGEST_EXCERPT).then_some(start..end)
}

fn excerpt<'a>(
    places: &[Place<'a>],
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
        .path(wording::one_line(&sources.display_path(file)))
        .annotations(annotations)
}

/// A span that stays on its first line, inside the text and on character boundaries.
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
