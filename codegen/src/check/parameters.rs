//! Parameters of a path and of an operation.

use super::context::Context;
use super::fields::Role;
use super::shared::parameter;
use crate::diag::{Code, Report, did_you_mean, suggest_or};
use crate::ir::{Field, Parameter, Place};
use crate::source::Span;
use crate::spec;
use crate::spec::record::Text;
use std::collections::BTreeMap;

/// Resolves the parameters of a resource's path.
pub(super) fn of_path(
    file: &spec::ResourceFile,
    context: &Context<'_>,
    report: &mut Report,
) -> Vec<Field> {
    let declared = file.path_parameters.iter();
    let place = Place::Path;
    declared
        .filter_map(|(key, field)| {
            let (index, api) = (context.index, context.api);
            parameter(
                key,
                field,
                Role::Parameter(place),
                place,
                index,
                api,
                report,
            )
        })
        .map(|parameter| parameter.field)
        .collect()
}

/// Resolves all parameters of an operation that are not in the path.
pub(super) fn of_operation(
    operation: &spec::Operation,
    in_path: &[Field],
    context: &Context<'_>,
    report: &mut Report,
) -> Vec<Parameter> {
    let mut taken = Taken::default();
    let own = [
        (Place::Query, &operation.query),
        (Place::Header, &operation.headers),
        (Place::Cookie, &operation.cookies),
    ];
    for (place, entries) in own {
        for (key, field) in entries {
            let role = Role::Parameter(place);
            let resolved = parameter(key, field, role, place, context.index, context.api, report);
            taken.extend(resolved, key.span, report);
        }
    }
    for name in &operation.use_parameters {
        match context.shared.get(&name.value) {
            None => undefined(name, context, report),
            Some(Some(shared)) if shared.place == Place::Path => {
                in_placeholder(name, in_path, report);
            }
            Some(shared) => taken.extend(shared.clone(), name.span, report),
        }
    }
    taken.parameters
}

/// The parameters of an operation, each name once in a place.
#[derive(Default)]
struct Taken {
    parameters: Vec<Parameter>,
    seen: BTreeMap<(&'static str, String), Span>,
}

impl Taken {
    fn extend(&mut self, parameter: Option<Parameter>, span: Span, report: &mut Report) {
        let Some(parameter) = parameter else { return };
        let name = wire_identity(&parameter);
        if let Some(first) = self.seen.get(&name) {
            repeated(&parameter.field.wire, span, *first, report);
        } else {
            self.seen.insert(name, span);
            self.parameters.push(parameter);
        }
    }
}

/// What a server tells parameters apart by: names of headers are the same in capitals.
fn wire_identity(parameter: &Parameter) -> (&'static str, String) {
    let (noun, wire) = (
        Role::Parameter(parameter.place).noun(),
        &parameter.field.wire,
    );
    let header = parameter.place == Place::Header;
    (
        noun,
        if header {
            wire.to_ascii_lowercase()
        } else {
            wire.clone()
        },
    )
}

fn repeated(name: &str, span: Span, first: Span, report: &mut Report) {
    report.error_between(
        Code::RepeatedParameter,
        span,
        format!("the parameter `{name}` is given twice"),
        (first, "first here"),
        "remove one of the two",
    );
}

fn undefined(name: &Text, context: &Context<'_>, report: &mut Report) {
    let known = context
        .spec
        .api
        .parameters
        .iter()
        .map(|(key, _)| key.text.as_str());
    if let Some(meant) = did_you_mean(&name.value, known.clone()) {
        report.leave_out(meant);
    }
    report.error(
        Code::UndefinedName,
        name.span,
        format!("`api.yaml` has no shared parameter `{}`", name.value),
        suggest_or(
            &name.value,
            known,
            &format!("add `{}` under `parameters` in `api.yaml`", name.value),
        ),
    );
}

/// A shared parameter of the path belongs to its placeholder; naming it adds nothing.
fn in_placeholder(name: &Text, in_path: &[Field], report: &mut Report) {
    let text = &name.value;
    if in_path.iter().any(|field| field.wire == *text) {
        report.error(
            Code::RepeatedParameter,
            name.span,
            format!("the placeholder `{{{text}}}` takes the parameter `{text}` already"),
            "remove it from `use_parameters`; a shared parameter of the path needs no more than its placeholder",
        );
    } else {
        report.error(
            Code::UnusedPathParameter,
            name.span,
            format!(
                "the path has no placeholder `{{{text}}}`, so the parameter would never be sent"
            ),
            format!("write `{{{text}}}` into the path, and remove `{text}` from `use_parameters`"),
        );
    }
}
