//! Pagination: the ways of it that `api.yaml` names, and the operations that choose one.

use super::context::Context;
use super::index::Index;
use super::names::{self, Owner, Scope};
use crate::diag::{Code, Report, suggest_or};
use crate::ir::{Api, Operation, Pagination, Parameter, Place, Scalar};
use crate::spec::record::Text;
use crate::spec::{self, ApiFile, PaginationStyle};
use crate::yaml::Key;

/// Resolves the ways of pagination.
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

/// Takes the static that a pagination becomes.
fn claim(key: &Key, statics: &mut Scope<'_>, report: &mut Report) {
    let owner = owner(key);
    if let Some(rust) = names::constant(&key.text, &owner, report) {
        let _ =
            names::reserve_static(&rust, &owner, report) && statics.claim(&rust, &owner, report);
    }
}

/// A pagination as findings on its Rust name speak of it.
pub(super) fn owner(key: &Key) -> Owner {
    Owner::new("pagination", &key.text, key.span)
}

fn one(name: &str, pagination: &spec::Pagination, report: &mut Report) -> Pagination {
    next_fits_style(pagination, report);
    first_fits_style(pagination, report);
    let style = pagination.style.value;
    let path = |text: Option<&Text>| -> Vec<String> {
        text.map(|text| text.value.split('.').map(str::to_owned).collect())
            .unwrap_or_default()
    };
    let usual = u64::from(style == PaginationStyle::Page);
    Pagination {
        name: name.to_owned(),
        style,
        start: pagination.start.value.clone(),
        size: pagination.size.as_ref().map(|size| size.value.clone()),
        first: pagination.first.as_ref().map_or(usual, |first| first.value),
        items: path(pagination.items.as_ref()),
        next: path(pagination.next.as_ref()),
        span: pagination.span,
    }
}

/// A cursor, and nothing else, is read from the page before.
fn next_fits_style(pagination: &spec::Pagination, report: &mut Report) {
    let cursor = pagination.style.value == PaginationStyle::Cursor;
    let (span, message, help) = match &pagination.next {
        None if cursor => (
            pagination.span,
            "a cursor has to be read from the page before it",
            "add `next: …`, the path of the next cursor in the body",
        ),
        Some(next) if !cursor => (
            next.span,
            "only the style `cursor` reads `next`",
            "remove `next`, or make the style `cursor`",
        ),
        _ => return,
    };
    report.error(Code::ImpossiblePagination, span, message, help);
}

/// Only pages have numbers: an offset counts from nothing, and the first cursor is none.
fn first_fits_style(pagination: &spec::Pagination, report: &mut Report) {
    if let Some(first) = &pagination.first
        && pagination.style.value != PaginationStyle::Page
    {
        report.error(
            Code::ImpossiblePagination,
            first.span,
            "only the style `page` has a first page with a number",
            "remove `first`, or make the style `page`",
        );
    }
}

/// The pagination that an operation chooses.
pub(super) fn named(name: &Text, context: &Context<'_>, report: &mut Report) -> Option<usize> {
    let known = || context.api.paginations.iter().map(|it| it.name.as_str());
    let found = known().position(|known| known == name.value);
    if found.is_none() {
        let define = format!("add `{}` under `pagination` in `api.yaml`", name.value);
        report.error(
            Code::UndefinedName,
            name.span,
            format!("`api.yaml` has no pagination `{}`", name.value),
            suggest_or(&name.value, known().collect::<Vec<_>>(), &define),
        );
    }
    found
}

/// A paginated operation takes the parameters that move it on, and returns a list where the pagination looks for it.
/// Unless it is known as a `whole`, something that it returns is not defined, and may be that list.
pub(super) fn check(
    operation: &Operation,
    name: &Text,
    whole: bool,
    context: &Context<'_>,
    report: &mut Report,
) {
    let Some(pagination) = operation
        .pagination
        .and_then(|it| context.api.paginations.get(it))
    else {
        return;
    };
    start(operation, pagination, name, context.index, report);
    if let Some(size) = &pagination.size {
        size_of_page(operation, size, name, context.index, report);
    }
    if whole {
        items(operation, pagination, name, context.api, report);
    }
    wrapped(operation, name, context.api, report);
    if pagination.style == PaginationStyle::Cursor && operation.body.is_some() {
        impossible(
            name,
            "a page is asked for with GET, without a body",
            "remove `body` or `paginate`",
            report,
        );
    }
}

fn impossible(
    name: &Text,
    message: impl Into<String>,
    help: impl Into<String>,
    report: &mut Report,
) {
    report.error(Code::ImpossiblePagination, name.span, message, help);
}

fn query<'a>(operation: &'a Operation, wire: &str) -> Option<&'a Parameter> {
    operation
        .parameters
        .iter()
        .find(|it| it.place == Place::Query && it.field.wire == wire)
}

fn start(
    operation: &Operation,
    pagination: &Pagination,
    name: &Text,
    index: &Index<'_>,
    report: &mut Report,
) {
    let start = &pagination.start;
    let Some(parameter) = query(operation, start).filter(|it| !it.field.required) else {
        if report.is_left_out(start) {
            return;
        }
        impossible(
            name,
            format!("the operation has no optional query parameter `{start}` to move on with"),
            format!("add `{start}` under `query` or `use_parameters`, or remove `paginate`"),
            report,
        );
        return;
    };
    let scalar = index.scalar(&parameter.field.ty);
    let number = matches!(scalar, Some(Scalar::I32 | Scalar::I64));
    let (fits, what, help) = match pagination.style {
        PaginationStyle::Page => (number, "the number of a page", "make it `i64`"),
        PaginationStyle::Offset => (number, "a number of items", "make it `i64`"),
        PaginationStyle::Cursor => (
            number
                || matches!(
                    scalar,
                    Some(Scalar::String | Scalar::Uuid | Scalar::DateTime)
                ),
            "a cursor",
            "make it `string`, or what the cursor is in the body",
        ),
    };
    if !fits {
        impossible(
            name,
            format!("the parameter `{start}` cannot hold {what}"),
            help,
            report,
        );
    }
}

fn size_of_page(
    operation: &Operation,
    size: &str,
    name: &Text,
    index: &Index<'_>,
    report: &mut Report,
) {
    match query(operation, size) {
        None if report.is_left_out(size) => {}
        None => impossible(
            name,
            format!("the operation has no query parameter `{size}` for the size of a page"),
            format!(
                "add `{size}` under `query` or `use_parameters`, or remove `size` from the pagination"
            ),
            report,
        ),
        Some(it) if !matches!(index.scalar(&it.field.ty), Some(Scalar::I32 | Scalar::I64)) => {
            let message = format!("the parameter `{size}` cannot hold the size of a page");
            impossible(name, message, "make it `i64`", report);
        }
        Some(_) => {}
    }
}

fn items(
    operation: &Operation,
    pagination: &Pagination,
    name: &Text,
    api: &Api,
    report: &mut Report,
) {
    let left_out = pagination.items.iter().any(|step| report.is_left_out(step));
    if left_out || operation.item_type(api).is_some() {
        return;
    }
    let (message, help) = match pagination.items.as_slice() {
        [] => (
            "the operation does not return a list".to_owned(),
            "make it return `[T]`, say with `items` of the pagination where the list is, or remove `paginate`",
        ),
        path => (
            format!(
                "what the operation returns has no list at `{}`",
                path.join(".")
            ),
            "make it return a model with a list there, correct `items` of the pagination, or remove `paginate`",
        ),
    };
    impossible(name, message, help, report);
}

/// Where the API has an envelope, pages are looked for inside of it.
fn wrapped(operation: &Operation, name: &Text, api: &Api, report: &mut Report) {
    if api.envelope.is_some()
        && operation.item_type(api).is_some()
        && !operation.responses.iter().all(|it| it.enveloped)
    {
        impossible(
            name,
            "pages are read from the envelope, and what the operation returns stands outside of it",
            "remove `envelope: false`, or remove `paginate`",
            report,
        );
    }
}
