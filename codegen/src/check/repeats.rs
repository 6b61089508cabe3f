//! Things that stand twice where each may stand once.

use crate::diag::{Code, Report};
use crate::source::Span;
use crate::spec::record::Text;
use std::collections::BTreeMap;

/// Reports every text of a list that stood in it before.
pub(super) fn texts<'a>(
    what: &str,
    texts: impl IntoIterator<Item = &'a Text>,
    report: &mut Report,
) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for text in texts {
        match seen.get(text.value.as_str()) {
            Some(first) => twice(
                &format!("the {what} `{}`", text.value),
                text.span,
                *first,
                report,
            ),
            None => {
                seen.insert(&text.value, text.span);
            }
        }
    }
}

/// Reports something that stands twice.
pub(super) fn twice(what: &str, span: Span, first: Span, report: &mut Report) {
    report.error_between(
        Code::Repeated,
        span,
        format!("{what} stands twice"),
        (first, "first here"),
        "remove one of the two, or correct it",
    );
}
