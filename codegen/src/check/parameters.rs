//! Parameters of paths and operations.

use super::context::Context;
use super::fields::Position;
use super::parameter;
use crate::diag::{Code, Report, did_you_mean, suggest_or};
use crate::ir::{Field, Parameter, ParameterLocation, Serialization, Ty, TypeKind};
use crate::source::Span;
use crate::spec;
use crate::spec::decode::Text;
use crate::yaml::Key;
use std::collections::BTreeMap;

/// Resolves the path parameters of a resource.
pub(super) fn of_path(
    file: &spec::ResourceFile,
    context: &Context<'_>,
    report: &mut Report,
) -> Vec<Field> {
    let declared = file.path_parameters.iter();
    declared
        .filter_map(|(key, field)| {
            report_shared(key, context, report);
            parameter::resolve(
                key,
                field,
                ParameterLocation::Path,
                Position::Parameter,
                context.index,
                context.api,
                report,
            )
        })
        .map(|parameter| parameter.field)
        .collect()
}

/// Reports a path parameter that is also a shared one: a placeholder could mean either.
fn report_shared(key: &Key, context: &Context<'_>, report: &mut Report) {
    let mut shared = context.spec.api.parameters.iter();
    let is_same = |(other, field): &&(Key, spec::Field)| {
        let location = field.location.as_ref().map(|it| it.value);
        other.text == key.text && location == Some(ParameterLocation::Path)
    };
    if let Some((shared, _)) = shared.find(is_same) {
        report.error_between(
            Code::DuplicateParameter,
            key.span,
            format!(
                "the path parameter `{}` is also a shared parameter",
                key.text
            ),
            (shared.span, "shared by all resources"),
            "remove it; or, if it is another parameter, rename it here and in the path",
        );
    }
}

/// Resolves the parameters of an operation other than path parameters.
pub(super) fn of_operation(
    operation: &spec::Operation,
    in_path: &[Field],
    context: &Context<'_>,
    report: &mut Report,
) -> Vec<Parameter> {
    let mut declared = Declared::default();
    let own = [
        (ParameterLocation::Query, &operation.query),
        (ParameterLocation::Header, &operation.headers),
        (ParameterLocation::Cookie, &operation.cookies),
    ];
    for (location, entries) in own {
        for (key, field) in entries {
            let resolved = parameter::resolve(
                key,
                field,
                location,
                Position::Parameter,
                context.index,
                context.api,
                report,
            );
            declared.add(resolved, key.span, report);
        }
    }
    for name in &operation.use_parameters {
        match context.shared.get(&name.value) {
            None => undefined(name, context, report),
            Some(Some(shared)) if shared.location == ParameterLocation::Path => {
                report_path_parameter(name, in_path, report);
            }
            Some(shared) => declared.add(shared.clone(), name.span, report),
        }
    }
    report_exploded(&declared, context, report);
    declared.parameters
}

/// Reports members of an exploded object that have the name of another query parameter.
fn report_exploded(declared: &Declared, context: &Context<'_>, report: &mut Report) {
    let parameters = &declared.parameters;
    let exploded = parameters
        .iter()
        .filter(|it| it.serialization == Serialization::Exploded);
    let mut members = BTreeMap::new();
    for object in exploded {
        let Ty::Named(id) = context.api.resolved(&object.field.ty) else {
            continue;
        };
        let TypeKind::Model(model) = &context.api.ty(*id).kind else {
            continue;
        };
        for member in &model.fields {
            let name = (
                Position::Parameter(ParameterLocation::Query).noun(),
                member.wire.clone(),
            );
            let declared = declared.seen.get(&name);
            let declared = declared.filter(|_| member.wire != object.field.wire);
            let other = members.insert(member.wire.as_str(), object.field.span);
            if let Some(first) = declared.copied().or(other) {
                report.error_between(
                    Code::DuplicateParameter,
                    object.field.span,
                    format!(
                        "`{}` is exploded, so its member `{}` is a duplicate parameter",
                        object.field.wire, member.wire
                    ),
                    (first, "first declared here"),
                    "remove one of them, or remove `explode`",
                );
            }
        }
    }
}

/// The parameters of an operation so far, with unique names per location.
#[derive(Default)]
struct Declared {
    parameters: Vec<Parameter>,
    seen: BTreeMap<(&'static str, String), Span>,
}

impl Declared {
    fn add(&mut self, parameter: Option<Parameter>, span: Span, report: &mut Report) {
        let Some(parameter) = parameter else { return };
        let name = wire_identity(&parameter);
        if let Some(first) = self.seen.get(&name) {
            report_duplicate(&parameter.field.wire, span, *first, report);
        } else {
            self.seen.insert(name, span);
            self.parameters.push(parameter);
        }
    }
}

/// Identity of a parameter for a server: its location and name. Header names are case-insensitive.
fn wire_identity(parameter: &Parameter) -> (&'static str, String) {
    let (noun, wire) = (
        Position::Parameter(parameter.location).noun(),
        &parameter.field.wire,
    );
    let header = parameter.location == ParameterLocation::Header;
    (
        noun,
        if header {
            wire.to_ascii_lowercase()
        } else {
            wire.clone()
        },
    )
}

fn report_duplicate(name: &str, span: Span, first: Span, report: &mut Report) {
    report.error_between(
        Code::DuplicateParameter,
        span,
        format!("duplicate parameter `{name}`"),
        (first, "first declared here"),
        "remove one of them",
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
        report.omit(meant);
    }
    report.error(
        Code::UndefinedName,
        name.span,
        format!("the shared parameter `{}` is not defined", name.value),
        suggest_or(
            &name.value,
            known,
            &format!("add `{}` under `parameters` in `api.yaml`", name.value),
        ),
    );
}

/// Reports a shared path parameter in `use_parameters`: its placeholder is enough.
fn report_path_parameter(name: &Text, in_path: &[Field], report: &mut Report) {
    let text = &name.value;
    if in_path.iter().any(|field| field.wire == *text) {
        report.error(
            Code::DuplicateParameter,
            name.span,
            format!("the placeholder `{{{text}}}` already uses the parameter `{text}`"),
            "remove it from `use_parameters`; a shared path parameter needs only its placeholder",
        );
    } else {
        report.error(
            Code::UnusedPathParameter,
            name.span,
            format!(
                "the path has no placeholder `{{{text}}}`, so the parameter would never be sent"
            ),
            format!("add `{{{text}}}` to the path, and remove `{text}` from `use_parameters`"),
        );
    }
}
