//! Duplicates in lists of unique strings.

use crate::diag::{Code, Report};
use crate::source::Span;
use crate::spec::decode::Text;
use std::collections::BTreeMap;

/// Reports every string that occurs earlier in the list. `noun` describes one of the strings.
pub(super) fn check<'a>(
    noun: &str,
    texts: impl IntoIterator<Item = &'a Text>,
    report: &mut Report,
) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for text in texts {
        match seen.get(text.value.as_str()) {
            Some(first) => {
                let what = format!("{noun} `{}`", text.value);
                self::report(&what, text.span, *first, report);
            }
            None => {
                seen.insert(&text.value, text.span);
            }
        }
    }
}

/// Reports one duplicate.
pub(super) fn report(what: &str, span: Span, first: Span, report: &mut Report) {
    report.error_between(
        Code::Duplicate,
        span,
        format!("duplicate {what}"),
        (first, "first listed here"),
        "remove or correct one of them",
    );
}
