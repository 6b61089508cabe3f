//! Pagination schemes of `api.yaml`.

use super::names::{self, Owner, Scope};
use crate::diag::{Code, Report};
use crate::ir::Pagination;
use crate::source::Span;
use crate::spec::decode::Text;
use crate::spec::{self, ApiFile, PageParametersIn, PaginationStyle};
use crate::yaml::Key;

/// Resolves the paginations.
pub(super) fn resolve(file: &ApiFile, report: &mut Report) -> Vec<Pagination> {
    let mut statics = Scope::default();
    file.pagination
        .iter()
        .map(|(key, it)| {
            claim(key, &mut statics, report);
            one(&key.text, it, report)
        })
        .collect()
}

/// Claims the name of the static that describes a pagination.
fn claim(key: &Key, statics: &mut Scope<'_>, report: &mut Report) {
    let owner = owner(key);
    if let Some(rust) = names::constant(&key.text, &owner, report) {
        let _ =
            names::reserve_static(&rust, &owner, report) && statics.claim(&rust, &owner, report);
    }
}

/// Owner of the Rust name of a pagination.
pub(super) fn owner(key: &Key) -> Owner {
    Owner::new("pagination", &key.text, key.span)
}

fn one(name: &str, pagination: &spec::Pagination, report: &mut Report) -> Pagination {
    check_keys(pagination, report);
    check_next(pagination, report);
    let style = pagination.style.value;
    let default_first = style.first().unwrap_or_default();
    let text = |text: Option<&Text>| text.map(|text| text.value.clone());
    let location = pagination.location.as_ref();
    // Ignore misplaced keys, so that they cause no other errors.
    let start = pagination.start.as_ref().filter(|_| style.has_start());
    let item_cursor = pagination.item_cursor.as_ref();
    let item_cursor = item_cursor.filter(|_| style.has_item_cursor() && pagination.next.is_none());
    Pagination {
        name: name.to_owned(),
        style,
        in_body: location.is_some_and(|it| it.value == PageParametersIn::Body),
        start: text(start),
        size: text(pagination.size.as_ref()),
        first: pagination
            .first
            .as_ref()
            .map_or(default_first, |first| first.value),
        items: path(pagination.items.as_ref()),
        next: path(pagination.next.as_ref()),
        item_cursor: path(item_cursor),
        has_more: path(pagination.has_more.as_ref()),
        span: pagination.span,
    }
}

/// The steps of a dotted path.
pub(super) fn path(text: Option<&Text>) -> Vec<String> {
    text.map(|text| text.value.split('.').map(str::to_owned).collect())
        .unwrap_or_default()
}

/// Keys that only some styles have.
fn check_keys(pagination: &spec::Pagination, report: &mut Report) {
    let style = pagination.style.value;
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.span);
    let location = pagination.location.as_ref();
    let in_body = location.filter(|it| it.value == PageParametersIn::Body);
    let first = pagination.first.as_ref().map(|first| first.span);
    type IsAllowed = fn(PaginationStyle) -> bool;
    let keys: [(_, _, IsAllowed); 6] = [
        ("start", text(&pagination.start), PaginationStyle::has_start),
        ("in", in_body.map(|it| it.span), PaginationStyle::has_start),
        ("first", first, PaginationStyle::has_first),
        ("next", text(&pagination.next), PaginationStyle::has_next),
        (
            "item_cursor",
            text(&pagination.item_cursor),
            PaginationStyle::has_item_cursor,
        ),
        (
            "has_more",
            text(&pagination.has_more),
            PaginationStyle::has_start,
        ),
    ];
    for (key, span, is_allowed) in keys {
        if let Some(span) = span
            && !is_allowed(style)
        {
            report_misplaced(key, span, is_allowed, report);
        }
    }
    if style.has_start() && pagination.start.is_none() {
        report.error(
            Code::InvalidPagination,
            pagination.span,
            format!("the style `{}` needs `start`", style.name()),
            format!("add `start: …`, the parameter for {}", style.noun()),
        );
    }
}

/// The next page of some styles is found in the response.
fn check_next(pagination: &spec::Pagination, report: &mut Report) {
    let style = pagination.style.value;
    if !style.has_next() {
        return;
    }
    let item_cursor = pagination.item_cursor.as_ref();
    match (
        &pagination.next,
        item_cursor.filter(|_| style.has_item_cursor()),
    ) {
        (None, None) => report.error(
            Code::InvalidPagination,
            pagination.span,
            format!("the style `{}` needs `next`", style.name()),
            format!(
                "add `next: …`, the path of {} for the next page in the response body",
                style.noun()
            ),
        ),
        (Some(next), Some(item)) => report.error_between(
            Code::InvalidPagination,
            item.span,
            "`item_cursor` contradicts `next`",
            (next.span, "path of the cursor in the response"),
            "remove one of them",
        ),
        _ => {}
    }
}

/// Reports a key that only other styles have.
fn report_misplaced(key: &str, span: Span, has: fn(PaginationStyle) -> bool, report: &mut Report) {
    let styles = PaginationStyle::ALL.iter().filter(|it| has(**it));
    let styles: Vec<_> = styles.map(|it| format!("`{}`", it.name())).collect();
    let (applies, change) = match styles.as_slice() {
        [style] => (format!("to the style {style}"), format!("to {style}")),
        styles => {
            let styles = styles.join(", ");
            (
                format!("to the styles {styles}"),
                format!("to one of {styles}"),
            )
        }
    };
    report.error(
        Code::InvalidPagination,
        span,
        format!("`{key}` applies only {applies}"),
        format!("remove `{key}`, or change `style` {change}"),
    );
}
