//! Content types of the parts of multipart bodies.

use crate::builtin::is_json;
use crate::diag::{Code, Report};
use crate::ir::{Api, Field, Media, Scalar, Ty};
use crate::spec::ContentTypes;

use super::{duplicates, grammar};

/// Checks the content types of a field of a body, and resets those of a body without parts.
pub(super) fn check(
    field: &mut Field,
    media: Media,
    declared: &ContentTypes,
    api: &Api,
    report: &mut Report,
) {
    let (name, span) = (&field.wire, declared.span);
    if !media.has_files() {
        report.error(
            Code::MisplacedConstraint,
            span,
            format!(
                "`content_type` applies to parts of `multipart` bodies, but `{name}` is part of a `{}` body",
                media.name()
            ),
            "remove `content_type`",
        );
        field.content_types.clear();
        return;
    }
    let mut invalid = |span, message: String, help: &str| {
        report.error(Code::InvalidPartType, span, message, help);
    };
    let mut is_valid = true;
    for text in &declared.types {
        if !grammar::is_media_range(&text.value) {
            invalid(
                text.span,
                format!("`{}` is not a content type", text.value),
                "use a type such as `image/png`, a range such as `image/*`, or a list of these",
            );
            is_valid = false;
        }
    }
    let Some(first) = declared.types.first().filter(|_| is_valid) else {
        if is_valid {
            invalid(
                span,
                format!("`content_type` of `{name}` is an empty list"),
                "add a content type, or remove `content_type`",
            );
        }
        return;
    };
    let ty = api.resolved(&field.ty);
    if *ty == Ty::Scalar(Scalar::Bytes) {
        duplicates::check("content type", &declared.types, report);
        return;
    }
    if field.content_type().is_none() {
        invalid(
            span,
            format!("`{name}` is not a file, so callers cannot choose its content type"),
            "use a single content type without `*`, or change the type to `bytes`",
        );
        return;
    }
    let value = match ty {
        Ty::List(item) => item.present(),
        ty => ty,
    };
    if !api.is_plain(value) && !is_json(&first.value) {
        invalid(
            span,
            format!(
                "`{name}` is sent as JSON, so its content type cannot be `{}`",
                first.value
            ),
            "use `application/json` or a type that ends with `+json`, or change the type to `bytes`",
        );
    }
}
