//! Typed headers of responses.

use super::context::Context;
use super::fields::docs;
use super::names::{self, Owner, Scope};
use super::{duplicates, grammar};
use crate::diag::{Code, Report, suggest_or};
use crate::ir::{Api, ResponseHeader};
use crate::spec::decode::Text;
use crate::spec::{self, ApiFile, TypeExpr};
use crate::yaml::Key;
use std::collections::BTreeSet;

/// Resolves the headers of `api.yaml`.
pub(super) fn resolve(file: &ApiFile, report: &mut Report) -> Vec<ResponseHeader> {
    let mut constants = Scope::default();
    let headers = file.response_headers.iter();
    headers
        .filter_map(|(key, it)| one(key, it, &mut constants, report))
        .collect()
}

fn one(
    key: &Key,
    header: &spec::ResponseHeader,
    constants: &mut Scope<'_>,
    report: &mut Report,
) -> Option<ResponseHeader> {
    let name = Text {
        value: key.text.clone(),
        span: key.span,
    };
    grammar::response_header(Some(&name), report);
    let owner = Owner::new("response header", &key.text, key.span);
    let rust = names::constant(&key.text, &owner, report);
    let is_free = rust
        .as_ref()
        .is_some_and(|rust| constants.claim(rust, &owner, report));
    let scalar = match header.ty {
        TypeExpr::Scalar(scalar) if scalar.is_in_parameters() => Some(scalar),
        _ => {
            report.error(
                Code::UnusableType,
                header.span,
                format!("the response header `{}` cannot have this type", key.text),
                "use a scalar, such as `string`, `i64` or `datetime`",
            );
            None
        }
    };
    Some(ResponseHeader {
        name: key.text.clone(),
        rust: rust.filter(|_| is_free)?,
        scalar: scalar?,
        all: header.all,
        docs: docs(header.docs.as_ref()),
        span: key.span,
    })
}

/// Looks up the headers of a response.
pub(super) fn listed(names: &[Text], context: &Context<'_>, report: &mut Report) -> Vec<usize> {
    duplicates::check("response header", names, report);
    let headers = &context.api.response_headers;
    let declared = &context.spec.api.response_headers;
    let find = |name: &Text| {
        let found = headers.iter().position(|it| it.name == name.value);
        // An invalid header was reported where it is declared.
        let is_declared = declared.iter().any(|(key, _)| key.text == name.value);
        if found.is_none() && !is_declared {
            let known: Vec<_> = headers.iter().map(|it| it.name.as_str()).collect();
            let define = format!(
                "add `{}` under `response_headers` in `api.yaml`",
                name.value
            );
            report.error(
                Code::UndefinedName,
                name.span,
                format!("the response header `{}` is not defined", name.value),
                suggest_or(&name.value, known, &define),
            );
        }
        found
    };
    names.iter().filter_map(find).collect()
}

/// The indexes of headers that responses have.
pub(super) fn used(api: &Api) -> BTreeSet<usize> {
    let operations = api.resources.iter().flat_map(|it| &it.operations);
    let listed = operations.flat_map(|it| {
        let successes = it.responses.iter().flat_map(|it| &it.headers);
        successes.chain(it.errors.iter().flat_map(|it| &it.headers))
    });
    let all = api.response_headers.iter().enumerate();
    let all = all.filter(|(_, it)| it.all).map(|(index, _)| index);
    listed.copied().chain(all).collect()
}
