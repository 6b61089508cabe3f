//! `any_of` of bodies and models: alternatives of optional fields, of which a request has those of at least one.

use super::fields::texts;
use super::selection::Selection;
use crate::diag::{Code, Report, suggest};
use crate::ir::{Access, Field};
use crate::source::Span;
use crate::spec::decode::Text;

/// Resolves the alternatives. They consist of optional fields, and there are at least two. `owner` is the location of the body
/// or model.
pub(super) fn resolve(
    alternatives: &[Vec<Text>],
    owner: Span,
    selection: &Selection<'_>,
    fields: &[Field],
    report: &mut Report,
) -> Vec<Vec<String>> {
    if let [only] = alternatives {
        report.error(
            selection.code(),
            only.first().map_or(owner, |name| name.span),
            "`any_of` has a single alternative, so its fields are always needed",
            match selection.is_body {
                true => "list the fields under `required`, or add an alternative",
                false => "make the fields required, or add an alternative",
            },
        );
    }
    for alternative in alternatives {
        if alternative.is_empty() {
            report.error(
                selection.code(),
                owner,
                "an alternative of `any_of` has no fields, so `any_of` has no effect",
                "remove the empty alternative, or list its fields",
            );
        }
        for name in alternative {
            check_name(name, selection, fields, report);
        }
    }
    alternatives.iter().map(|it| texts(it)).collect()
}

/// Reports a name that is not that of an optional field.
fn check_name(name: &Text, selection: &Selection<'_>, fields: &[Field], report: &mut Report) {
    let wire = &name.value;
    let Some(field) = fields.iter().find(|it| it.wire == *wire) else {
        if !report.is_omitted(wire) {
            let known = fields.iter().map(|it| it.wire.as_str());
            report.error(
                Code::UnknownBodyField,
                name.span,
                format!("the {} has no field `{wire}`", selection.noun()),
                suggest(wire, known),
            );
        }
        return;
    };
    let (message, help) = if field.required || field.constant.is_some() {
        (
            format!("`{wire}` is always sent, so it is no alternative"),
            "remove it from `any_of`, or make it optional",
        )
    } else if field.access == Access::ReadOnly {
        (
            format!("`{wire}` is read-only, so it is no alternative in requests"),
            "remove it from `any_of`, or remove `read_only` from the field",
        )
    } else {
        return;
    };
    report.error(selection.code(), name.span, message, help);
}
