//! Dates in words: deprecations, and how far off a day is.

use crate::audit::report::Lifecycle;
use jiff::Unit;
use jiff::civil::Date;

/// A deprecation in a sentence's parts: since when, until when and how far that is, and what to use.
pub(super) fn lifecycle(lifecycle: &Lifecycle, as_of: Date) -> Vec<String> {
    let days = lifecycle
        .eol
        .as_ref()
        .and_then(|eol| days_until(as_of, eol));
    parts(lifecycle, days.map(left))
}

/// The same without the distance, for what is read on another day.
pub(super) fn lifecycle_dates(lifecycle: &Lifecycle) -> Vec<String> {
    parts(lifecycle, None)
}

fn parts(lifecycle: &Lifecycle, distance: Option<String>) -> Vec<String> {
    let since = lifecycle
        .since
        .as_ref()
        .map(|since| format!("deprecated since {since}"));
    let distance = distance.map_or(String::new(), |distance| format!(" ({distance})"));
    let eol = lifecycle
        .eol
        .as_ref()
        .map(|eol| format!("end of life {eol}{distance}"));
    let replacement = lifecycle.replacement.as_ref().map(|it| format!("use {it}"));
    let mut parts: Vec<_> = since.into_iter().chain(eol).chain(replacement).collect();
    if parts.is_empty() {
        parts.push("deprecated".to_owned());
    }
    parts
}

/// A number of days until a day, in words.
pub(super) fn left(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        2.. => format!("in {days} days"),
        _ => format!("{} days ago", days.unsigned_abs()),
    }
}

/// Days from one day to another, written `YYYY-MM-DD`; none when it is no date.
pub(super) fn days_until(from: Date, to: &str) -> Option<i64> {
    days_between(from, to.parse().ok()?)
}

/// Days from one day to another.
pub(super) fn days_between(from: Date, to: Date) -> Option<i64> {
    let span = from.until((Unit::Day, to)).ok()?;
    Some(i64::from(span.get_days()))
}

/// A day that is written `YYYY-MM-DD`; none for anything else.
pub(super) fn date(text: Option<&String>) -> Option<Date> {
    text?.parse().ok()
}
