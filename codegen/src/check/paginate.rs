//! The pagination of an operation.

use super::context::Context;
use super::index::Index;
use super::pagination::path;
use crate::diag::{Code, Report, suggest_or};
use crate::ir::{Api, Content, Field, Operation, Paginated, Pagination, ParameterLocation, Scalar};
use crate::source::Span;
use crate::spec::Paginate;

/// Looks up the pagination of an operation.
pub(super) fn resolve(
    paginate: &Paginate,
    context: &Context<'_>,
    report: &mut Report,
) -> Option<Paginated> {
    let name = &paginate.scheme;
    let known = || context.api.paginations.iter().map(|it| it.name.as_str());
    let Some(scheme) = known().position(|known| known == name.value) else {
        let define = format!("add `{}` under `pagination` in `api.yaml`", name.value);
        report.error(
            Code::UndefinedName,
            name.span,
            format!("the pagination `{}` is not defined", name.value),
            suggest_or(&name.value, known().collect::<Vec<_>>(), &define),
        );
        return None;
    };
    let items = paginate.items.as_ref().map(|items| path(Some(items)));
    let of_scheme = context.api.paginations.get(scheme).map(|it| &it.items);
    Some(Paginated {
        scheme,
        items: items.filter(|items| Some(items) != of_scheme),
    })
}

/// A paginated operation has the parameters of its pagination, and returns a list where the pagination expects it.
///
/// `is_complete` is whether all response types could be resolved; otherwise the list may be missing because of another
/// error.
pub(super) fn check(
    operation: &Operation,
    paginate: &Paginate,
    is_complete: bool,
    context: &Context<'_>,
    report: &mut Report,
) {
    let Some((scheme, items)) = operation.pagination(context.api) else {
        return;
    };
    let of = Use {
        operation,
        scheme,
        span: paginate.scheme.span,
        api: context.api,
        index: context.index,
    };
    of.check_start(report);
    of.check_size(report);
    if is_complete {
        let at = paginate.items.as_ref().map_or(of.span, |items| items.span);
        of.check_items(items, at, report);
        of.check_item_cursor(report);
    }
    of.check_envelope(report);
}

/// The use of a pagination scheme by an operation.
struct Use<'a> {
    operation: &'a Operation,
    scheme: &'a Pagination,
    span: Span,
    api: &'a Api,
    index: &'a Index<'a>,
}

impl Use<'_> {
    fn error(&self, message: impl Into<String>, help: impl Into<String>, report: &mut Report) {
        report.error(Code::InvalidPagination, self.span, message, help);
    }

    /// The parameter with this name.
    fn parameter(&self, wire: &str) -> Option<&Field> {
        if self.scheme.in_body {
            let fields = match &self.operation.body.as_ref()?.content {
                Content::Fields { fields, .. } => fields,
                Content::Whole(ty) => &self.api.model(ty)?.fields,
            };
            return fields.iter().find(|field| field.wire == wire);
        }
        let mut parameters = self.operation.parameters.iter();
        let found =
            parameters.find(|it| it.location == ParameterLocation::Query && it.field.wire == wire);
        found.map(|it| &it.field)
    }

    /// Noun for the parameters of the pagination, and where to add one.
    fn nouns(&self) -> (&'static str, &'static str) {
        if self.scheme.in_body {
            ("body field", "to the body")
        } else {
            ("query parameter", "under `query` or `use_parameters`")
        }
    }

    fn check_start(&self, report: &mut Report) {
        let Some(start) = &self.scheme.start else {
            return;
        };
        let (noun, place) = self.nouns();
        let Some(field) = self.parameter(start).filter(|it| !it.required) else {
            if !report.is_omitted(start) {
                self.error(
                    format!(
                        "the operation has no optional {noun} `{start}`, which its pagination needs"
                    ),
                    format!("add `{start}` {place}, or remove `paginate`"),
                    report,
                );
            }
            return;
        };
        if self.scheme.in_body && self.omits_required_fields() {
            self.error(
                format!("a body with `{start}` lacks the required fields, if the first request had no body"),
                "remove `omittable` from the body, make its fields optional, or remove `paginate`",
                report,
            );
        }
        let style = self.scheme.style;
        let scalar = self.index.scalar(&field.ty);
        if !scalar.is_some_and(|it| style.is_start(it)) {
            self.error(
                format!("the {noun} `{start}` cannot hold {}", style.noun()),
                style.fix_start(),
                report,
            );
        }
    }

    /// Whether the body can be omitted although it has required fields.
    fn omits_required_fields(&self) -> bool {
        self.operation.body.as_ref().is_some_and(|body| {
            let fields = match &body.content {
                Content::Fields { fields, .. } => fields,
                Content::Whole(ty) => match self.api.model(ty) {
                    Some(model) => &model.fields,
                    None => return false,
                },
            };
            body.omittable && fields.iter().any(|it| it.required && it.constant.is_none())
        })
    }

    fn check_size(&self, report: &mut Report) {
        let Some(size) = &self.scheme.size else {
            return;
        };
        let (noun, place) = self.nouns();
        match self.parameter(size) {
            None if report.is_omitted(size) => {}
            None => self.error(
                format!("the operation has no {noun} `{size}` for the page size"),
                format!("add `{size}` {place}, or remove `size` from the pagination"),
                report,
            ),
            Some(it)
                if !self
                    .index
                    .scalar(&it.ty)
                    .is_some_and(Scalar::is_primitive_integer) =>
            {
                let message = format!("the {noun} `{size}` cannot hold a page size");
                self.error(message, "change its type to `i64`", report);
            }
            Some(_) => {}
        }
    }

    fn check_items(&self, items: &[String], at: Span, report: &mut Report) {
        let is_omitted = items.iter().any(|step| report.is_omitted(step));
        if is_omitted || self.operation.item_type(self.api).is_some() {
            return;
        }
        let (message, help) = match items {
            [] => (
                "the operation does not return a list".to_owned(),
                "return `[T]`, set `items` of the pagination to the path of the list, or remove `paginate`",
            ),
            path => (
                format!("the response has no list at `{}`", path.join(".")),
                "return a model with a list there, correct `items` of the pagination, or remove `paginate`",
            ),
        };
        report.error(Code::InvalidPagination, at, message, help);
    }

    /// The items have a cursor where the pagination expects it.
    fn check_item_cursor(&self, report: &mut Report) {
        let cursor = &self.scheme.item_cursor;
        let Some(item) = self.operation.item_type(self.api) else {
            return;
        };
        if cursor.is_empty() || cursor.iter().any(|step| report.is_omitted(step)) {
            return;
        }
        let ty = self.api.member(item, cursor);
        let scalar = ty.and_then(|ty| self.index.scalar(ty));
        if !scalar.is_some_and(Scalar::is_cursor) {
            self.error(
                format!("the items have no cursor at `{}`", cursor.join(".")),
                "correct `item_cursor` of the pagination: it is the path of a string, integer or ID in each item",
                report,
            );
        }
    }

    /// If the API has an envelope, pages are read from it.
    fn check_envelope(&self, report: &mut Report) {
        let responses = &self.operation.responses;
        if self.api.envelope.is_some()
            && self.operation.item_type(self.api).is_some()
            && !responses.iter().all(|it| it.enveloped)
        {
            self.error(
                "pages are read from the envelope, but this response has none",
                "remove `envelope: false`, or remove `paginate`",
                report,
            );
        }
    }
}
