//! Paginations of `api.yaml`, and the operations that use them.

use super::context::Context;
use super::index::Index;
use super::names::{self, Owner, Scope};
use crate::diag::{Code, Report, suggest_or};
use crate::ir::{Api, Operation, Pagination, Parameter, ParameterLocation, Scalar};
use crate::source::Span;
use crate::spec::decode::Text;
use crate::spec::{self, ApiFile, PaginationStyle};
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
    check_next(pagination, report);
    check_first(pagination, report);
    let style = pagination.style.value;
    let path = |text: Option<&Text>| -> Vec<String> {
        text.map(|text| text.value.split('.').map(str::to_owned).collect())
            .unwrap_or_default()
    };
    let default_first = style.first().unwrap_or_default();
    Pagination {
        name: name.to_owned(),
        style,
        start: pagination.start.value.clone(),
        size: pagination.size.as_ref().map(|size| size.value.clone()),
        first: pagination
            .first
            .as_ref()
            .map_or(default_first, |first| first.value),
        items: path(pagination.items.as_ref()),
        next: path(pagination.next.as_ref()),
        span: pagination.span,
    }
}

/// `next` belongs to the styles whose next page is read from the response.
fn check_next(pagination: &spec::Pagination, report: &mut Report) {
    let style = pagination.style.value;
    match &pagination.next {
        None if style.has_next() => report.error(
            Code::InvalidPagination,
            pagination.span,
            format!("the style `{}` needs `next`", style.name()),
            format!(
                "add `next: …`, the path of the next {} in the response body",
                style.name()
            ),
        ),
        Some(next) if !style.has_next() => {
            report_misplaced("next", next.span, PaginationStyle::has_next, report);
        }
        _ => {}
    }
}

/// `first` belongs to the styles whose pages are numbered from a number that the API chooses.
fn check_first(pagination: &spec::Pagination, report: &mut Report) {
    if let Some(first) = &pagination.first
        && !pagination.style.value.has_first()
    {
        report_misplaced("first", first.span, PaginationStyle::has_first, report);
    }
}

/// Reports a key that only other styles have.
fn report_misplaced(key: &str, span: Span, has: fn(PaginationStyle) -> bool, report: &mut Report) {
    let styles = PaginationStyle::ALL.iter().filter(|it| has(**it));
    let styles: Vec<_> = styles.map(|it| format!("`{}`", it.name())).collect();
    let styles = styles.join(" or ");
    report.error(
        Code::InvalidPagination,
        span,
        format!("`{key}` applies only to the style {styles}"),
        format!("remove `{key}`, or change `style` to {styles}"),
    );
}

/// Looks up the pagination of an operation.
pub(super) fn named(name: &Text, context: &Context<'_>, report: &mut Report) -> Option<usize> {
    let known = || context.api.paginations.iter().map(|it| it.name.as_str());
    let found = known().position(|known| known == name.value);
    if found.is_none() {
        let define = format!("add `{}` under `pagination` in `api.yaml`", name.value);
        report.error(
            Code::UndefinedName,
            name.span,
            format!("the pagination `{}` is not defined", name.value),
            suggest_or(&name.value, known().collect::<Vec<_>>(), &define),
        );
    }
    found
}

/// A paginated operation has the parameters of its pagination, and returns a list where the pagination expects it.
///
/// `is_complete` is whether all response types could be resolved; otherwise the list may be missing because of another
/// error.
pub(super) fn check(
    operation: &Operation,
    name: &Text,
    is_complete: bool,
    context: &Context<'_>,
    report: &mut Report,
) {
    let Some(pagination) = operation
        .pagination
        .and_then(|it| context.api.paginations.get(it))
    else {
        return;
    };
    check_start(operation, pagination, name, context.index, report);
    if let Some(size) = &pagination.size {
        check_size(operation, size, name, context.index, report);
    }
    if is_complete {
        check_items(operation, pagination, name, context.api, report);
    }
    check_envelope(operation, name, context.api, report);
    if pagination.style.has_next() && operation.body.is_some() {
        invalid(
            name,
            format!(
                "an operation with {} pagination cannot have a body",
                pagination.style.name()
            ),
            "remove `body` or `paginate`",
            report,
        );
    }
}

fn invalid(name: &Text, message: impl Into<String>, help: impl Into<String>, report: &mut Report) {
    report.error(Code::InvalidPagination, name.span, message, help);
}

fn query<'a>(operation: &'a Operation, wire: &str) -> Option<&'a Parameter> {
    operation
        .parameters
        .iter()
        .find(|it| it.location == ParameterLocation::Query && it.field.wire == wire)
}

fn check_start(
    operation: &Operation,
    pagination: &Pagination,
    name: &Text,
    index: &Index<'_>,
    report: &mut Report,
) {
    let start = &pagination.start;
    let Some(parameter) = query(operation, start).filter(|it| !it.field.required) else {
        if report.is_omitted(start) {
            return;
        }
        invalid(
            name,
            format!(
                "the operation has no optional query parameter `{start}`, which its pagination needs"
            ),
            format!("add `{start}` under `query` or `use_parameters`, or remove `paginate`"),
            report,
        );
        return;
    };
    let scalar = index.scalar(&parameter.field.ty);
    let style = pagination.style;
    if !scalar.is_some_and(|it| style.is_start(it)) {
        invalid(
            name,
            format!("the parameter `{start}` cannot hold {}", style.noun()),
            style.fix_start(),
            report,
        );
    }
}

fn check_size(
    operation: &Operation,
    size: &str,
    name: &Text,
    index: &Index<'_>,
    report: &mut Report,
) {
    match query(operation, size) {
        None if report.is_omitted(size) => {}
        None => invalid(
            name,
            format!("the operation has no query parameter `{size}` for the page size"),
            format!(
                "add `{size}` under `query` or `use_parameters`, or remove `size` from the pagination"
            ),
            report,
        ),
        Some(it) if !index.scalar(&it.field.ty).is_some_and(Scalar::is_integer) => {
            let message = format!("the parameter `{size}` cannot hold a page size");
            invalid(name, message, "change its type to `i64`", report);
        }
        Some(_) => {}
    }
}

fn check_items(
    operation: &Operation,
    pagination: &Pagination,
    name: &Text,
    api: &Api,
    report: &mut Report,
) {
    let left_out = pagination.items.iter().any(|step| report.is_omitted(step));
    if left_out || operation.item_type(api).is_some() {
        return;
    }
    let (message, help) = match pagination.items.as_slice() {
        [] => (
            "the operation does not return a list".to_owned(),
            "return `[T]`, set `items` of the pagination to the path of the list, or remove `paginate`",
        ),
        path => (
            format!("the response has no list at `{}`", path.join(".")),
            "return a model with a list there, correct `items` of the pagination, or remove `paginate`",
        ),
    };
    invalid(name, message, help, report);
}

/// If the API has an envelope, pages are read from it.
fn check_envelope(operation: &Operation, name: &Text, api: &Api, report: &mut Report) {
    if api.envelope.is_some()
        && operation.item_type(api).is_some()
        && !operation.responses.iter().all(|it| it.enveloped)
    {
        invalid(
            name,
            "pages are read from the envelope, but this response has none",
            "remove `envelope: false`, or remove `paginate`",
            report,
        );
    }
}
