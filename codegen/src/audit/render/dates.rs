//! Dates and deprecations in words.

use crate::audit::deprecations::days_between;
use crate::audit::report::Lifecycle;
use jiff::civil::Date;

/// A deprecation as parts of a sentence: first day, end of life with the days left, replacement.
pub(super) fn lifecycle(lifecycle: &Lifecycle, as_of: Date) -> Vec<String> {
    let days = lifecycle.eol.and_then(|eol| days_between(as_of, eol));
    parts(lifecycle, days.map(|days| format!(" ({})", left(days))))
}

/// The same without the days left, which change every day.
pub(super) fn lifecycle_dates(lifecycle: &Lifecycle) -> Vec<String> {
    parts(lifecycle, None)
}

fn parts(lifecycle: &Lifecycle, distance: Option<String>) -> Vec<String> {
    let Lifecycle {
        since,
        eol,
        replacement,
    } = lifecycle;
    let since = since.map(|since| format!("deprecated since {since}"));
    let distance = distance.unwrap_or_default();
    let eol = eol.map(|eol| format!("end of life {eol}{distance}"));
    let replacement = replacement.as_ref().map(|it| format!("use {it}"));
    let mut parts: Vec<_> = since.into_iter().chain(eol).chain(replacement).collect();
    if parts.is_empty() {
        parts.push("deprecated".to_owned());
    }
    parts
}

/// Days until a date, in words.
pub(super) fn left(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        2.. => format!("in {days} days"),
        _ => format!("{} days ago", days.unsigned_abs()),
    }
}
