//! Idempotency keys.

use super::grammar;
use crate::diag::{Code, Report};
use crate::ir::{Api, Parameter, ParameterLocation};
use crate::source::Span;
use crate::spec::{self, ApiFile, SchemeKind, Spec};
use std::collections::BTreeSet;

/// Resolves the header of the keys.
pub(super) fn header(file: &ApiFile, report: &mut Report) -> Option<String> {
    let header = file.idempotency_key_header.as_ref()?;
    let (name, span) = (&header.value, header.span);
    grammar::parameter_name(ParameterLocation::Header, name, span, report);
    let schemes = file.security.iter().flat_map(|it| &it.schemes);
    let mut headers = schemes.filter(|(_, it)| it.kind.value == SchemeKind::Header);
    let same = |it: &spec::SecurityScheme| {
        let other = it.name.as_ref();
        other.is_some_and(|other| other.value.eq_ignore_ascii_case(name))
    };
    if let Some((scheme, _)) = headers.find(|(_, it)| same(it)) {
        report.error_between(
            Code::InvalidIdempotencyKey,
            span,
            format!("the header `{name}` carries a secret, so it cannot carry idempotency keys"),
            (scheme.span, "scheme of the secret"),
            "use the header that the API documents for idempotency keys",
        );
    }
    Some(name.clone())
}

/// Resolves whether an operation has idempotency keys.
pub(super) fn of_operation(
    operation: &spec::Operation,
    idempotent: bool,
    parameters: &[Parameter],
    (file, owner): (&ApiFile, Span),
    report: &mut Report,
) -> bool {
    let Some(header) = &file.idempotency_key_header else {
        if let Some(key) = &operation.idempotency_key {
            report.error(
                Code::InvalidIdempotencyKey,
                key.span,
                "the API has no header for idempotency keys",
                "add `idempotency_key_header: …` to `api.yaml`, or remove `idempotency_key`",
            );
        }
        return false;
    };
    let chosen = operation.idempotency_key.as_ref().map(|it| it.value);
    let is_header = |it: &&Parameter| {
        it.location == ParameterLocation::Header
            && it.field.wire.eq_ignore_ascii_case(&header.value)
    };
    if let Some(parameter) = parameters.iter().find(is_header) {
        let (wire, field) = (&parameter.field.wire, parameter.field.span);
        let (help, span) = match field.file == owner.file {
            true => ("remove the parameter", field),
            false => ("remove it from `use_parameters`", owner),
        };
        report.error_between(
            Code::InvalidIdempotencyKey,
            span,
            format!("the header parameter `{wire}` is also the header of idempotency keys"),
            (header.span, "header of idempotency keys"),
            format!(
                "{help}, and add `idempotency_key: true` unless the operation has a key by default"
            ),
        );
        return false;
    }
    chosen.unwrap_or(!idempotent)
}

/// Reports a header of idempotency keys that no operation sends.
pub(super) fn report_unused(
    spec: &Spec,
    api: &Api,
    found: &mut BTreeSet<Span>,
    report: &mut Report,
) {
    let Some(header) = &spec.api.idempotency_key_header else {
        return;
    };
    let mut operations = api.resources.iter().flat_map(|it| &it.operations);
    if !operations.any(|it| it.idempotency_key) {
        found.insert(header.span);
        report.error(
            Code::UnusedName,
            header.span,
            "no operation has an idempotency key",
            "remove `idempotency_key_header`, or add `idempotency_key: true` to an operation",
        );
    }
}
