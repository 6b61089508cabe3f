//! Types that requests and responses use, and unused definitions.

use super::idempotency;
use super::index::Index;
use super::response_headers;
use crate::diag::{Code, Report};
use crate::ir::{Access, Api, Content, Field, Ty, Type, TypeId, TypeKind};
use crate::source::Span;
use crate::spec::decode::Text;
use crate::spec::{ParameterLocation, Spec};
use crate::yaml::Key;
use std::collections::BTreeSet;

/// Marks the types that are sent, stored and received.
pub(super) fn mark(spec: &Spec, api: &mut Api, index: &Index<'_>) {
    let mut sent = Vec::new();
    let mut stored = Vec::new();
    // The models of `of` provide fields and docs, so they are used even if no response has them.
    let models = models(spec, index).filter_map(|name| index.find(&name.value));
    let mut received: Vec<_> = models.collect();
    received.extend(api.webhooks.as_ref().map(|it| it.event));
    for operation in api
        .resources
        .iter()
        .flat_map(|resource| &resource.operations)
    {
        let parameters = operation.parameters.iter().map(|it| &it.field);
        let parameters = operation.path_parameters.iter().chain(parameters);
        sent.extend(parameters.filter_map(|field| field.ty.named()));
        match operation.body.as_ref().map(|body| &body.content) {
            Some(Content::Fields { fields, .. }) => {
                stored.extend(fields.iter().filter_map(|field| field.ty.named()));
            }
            Some(Content::Whole(ty)) => stored.extend(ty.named()),
            None => {}
        }
        received.extend(
            operation
                .responses
                .iter()
                .filter_map(|it| it.ty.as_ref()?.named()),
        );
        received.extend(
            operation
                .errors
                .iter()
                .filter_map(|it| it.ty.as_ref()?.named()),
        );
    }
    for id in &stored {
        api.types[id.0].stored = true;
    }
    sent.extend(stored);
    let sent = reach(api, sent, |field| field.access != Access::ReadOnly);
    let received = reach(api, received, |field| field.access != Access::WriteOnly);
    for ((ty, sent), received) in api.types.iter_mut().zip(sent).zip(received) {
        ty.sent = sent;
        ty.received = received;
    }
}

/// The names after `of` in request bodies and types.
fn models<'a>(spec: &'a Spec, index: &'a Index<'_>) -> impl Iterator<Item = &'a Text> {
    let types = index.declared.iter().map(|it| it.def.of.as_ref());
    let operations = spec.resources.iter().flat_map(|(_, _, it)| &it.operations);
    let bodies = operations.map(|(_, it)| it.body.as_ref()?.of.as_ref());
    types.chain(bodies).flatten()
}

/// All types that the given types contain in the fields that `follows` accepts.
fn reach(api: &Api, mut waiting: Vec<TypeId>, follows: impl Fn(&Field) -> bool) -> Vec<bool> {
    let mut reached = vec![false; api.types.len()];
    let add = |ty: &Ty, waiting: &mut Vec<TypeId>| waiting.extend(ty.named());
    while let Some(id) = waiting.pop() {
        if std::mem::replace(&mut reached[id.0], true) {
            continue;
        }
        match &api.ty(id).kind {
            TypeKind::Model(model) => {
                for field in model.fields.iter().filter(|field| follows(field)) {
                    add(&field.ty, &mut waiting);
                }
                let others = &model.additional_properties;
                others.iter().for_each(|other| add(other, &mut waiting));
            }
            TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => {
                variants
                    .iter()
                    .for_each(|variant| add(&variant.ty, &mut waiting));
            }
            TypeKind::Alias(target) => add(target, &mut waiting),
            TypeKind::StringEnum(_)
            | TypeKind::IntEnum(_)
            | TypeKind::Id(_)
            | TypeKind::Constrained(..) => {}
        }
    }
    reached
}

/// Reports unused definitions, and returns the locations of the names of those that can be left out. Call it only if there
/// are no errors, which could be why something is unused. Unused types are reported only if nothing else is an error, since
/// that could be why.
pub(super) fn report_unused(spec: &Spec, api: &Api, report: &mut Report) -> BTreeSet<Span> {
    path_parameters(spec, api, report);
    let mut unused = BTreeSet::new();
    definitions(spec, api, &mut unused, report);
    idempotency::report_unused(spec, api, &mut unused, report);
    if report.is_empty() {
        types(api, &mut unused, report);
    }
    unused
}

/// Path parameters of resources without a placeholder.
fn path_parameters(spec: &Spec, api: &Api, report: &mut Report) {
    for ((_, _, file), resource) in spec.resources.iter().zip(&api.resources) {
        let fields = resource
            .operations
            .iter()
            .flat_map(|operation| &operation.path_parameters);
        let filled: BTreeSet<_> = fields.map(|field| field.wire.as_str()).collect();
        for (key, _) in &file.path_parameters {
            if !filled.contains(key.text.as_str()) {
                report.error(
                    Code::UnusedPathParameter,
                    key.span,
                    format!(
                        "no path of the resource has a placeholder for `{}`",
                        key.text
                    ),
                    format!("add `{{{}}}` to a path, or remove the parameter", key.text),
                );
            }
        }
    }
}

/// Definitions of `api.yaml` that no operation or resource uses.
fn definitions(spec: &Spec, api: &Api, found: &mut BTreeSet<Span>, report: &mut Report) {
    let mut unused = |what: &str, key: &Key, use_it: &str| {
        found.insert(key.span);
        report.error(
            Code::UnusedName,
            key.span,
            format!("the {what} `{}` is never used", key.text),
            format!("remove it, or {use_it}"),
        );
    };
    let file = &spec.api;
    let operations = || {
        api.resources
            .iter()
            .flat_map(|resource| &resource.operations)
    };
    let own = operations()
        .filter_map(|operation| operation.security.as_ref())
        .flatten();
    let accepted: BTreeSet<_> = api.security.iter().chain(own).flatten().copied().collect();
    let paginated: BTreeSet<_> = operations()
        .filter_map(|operation| Some(operation.pagination.as_ref()?.scheme))
        .collect();
    for (index, (key, _)) in file.security.iter().flat_map(|it| &it.schemes).enumerate() {
        if !accepted.contains(&index) {
            let help = "list it under `requirements` or in `security` of an operation";
            unused("security scheme", key, help);
        }
    }
    for (index, (key, _)) in file.pagination.iter().enumerate() {
        if !paginated.contains(&index) {
            unused("pagination", key, "use it with `paginate` in an operation");
        }
    }
    let headers = response_headers::used(api);
    for (index, (key, _)) in file.response_headers.iter().enumerate() {
        if !headers.contains(&index) {
            let help = "list it under `headers` of a response, or add `all: true`";
            unused("response header", key, help);
        }
    }
    let steps = steps(api);
    for (key, _) in file
        .namespaces
        .iter()
        .filter(|(key, _)| !steps.contains(&key.text))
    {
        unused("namespace", key, "use it with `namespace` in a resource");
    }
    let (named, filled) = (named_parameters(spec), filled(api));
    for (key, field) in &file.parameters {
        let in_path = field
            .location
            .as_ref()
            .is_some_and(|location| location.value == ParameterLocation::Path);
        let name = key.text.as_str();
        match in_path {
            true if !filled.contains(&key.span) => {
                let help = format!("add `{{{name}}}` to a path");
                unused("shared parameter", key, &help);
            }
            false if !named.contains(name) => {
                let help = "list it under `use_parameters` in an operation";
                unused("shared parameter", key, help);
            }
            _ => {}
        }
    }
}

/// Namespaces with resources, and the parents of those namespaces.
fn steps(api: &Api) -> BTreeSet<String> {
    let namespaces: BTreeSet<_> = api
        .resources
        .iter()
        .map(|resource| &resource.namespace)
        .collect();
    let steps = |path: &Vec<String>| {
        (1..=path.len())
            .map(|end| path[..end].join("."))
            .collect::<Vec<_>>()
    };
    namespaces.into_iter().flat_map(steps).collect()
}

fn named_parameters(spec: &Spec) -> BTreeSet<&str> {
    let operations = spec
        .resources
        .iter()
        .flat_map(|(_, _, file)| &file.operations);
    let names = operations.flat_map(|(_, operation)| &operation.use_parameters);
    names.map(|name| name.value.as_str()).collect()
}

/// Locations of the parameters that placeholders use.
fn filled(api: &Api) -> BTreeSet<Span> {
    let operations = api
        .resources
        .iter()
        .flat_map(|resource| &resource.operations);
    let fields = operations.flat_map(|operation| &operation.path_parameters);
    fields.map(|field| field.span).collect()
}

/// Types that no operation reaches. A type that a used model contains is used by the struct of the model, even if the field
/// is never sent or returned. An unused type is needed all the same if it replaces a deprecated one.
fn types(api: &Api, found: &mut BTreeSet<Span>, report: &mut Report) {
    let used = |ty: &Type| ty.sent || ty.received;
    let ids = (0..api.types.len()).map(TypeId);
    let roots: Vec<_> = ids.clone().filter(|id| used(api.ty(*id))).collect();
    let deprecations = api.types.iter().filter_map(|ty| ty.deprecated.as_ref());
    let replacements: BTreeSet<_> = deprecations
        .filter_map(|it| it.replacement.as_ref())
        .collect();
    let replacements = ids.filter(|id| replacements.contains(&api.ty(*id).name));
    let is_needed = reach(
        api,
        roots.iter().copied().chain(replacements).collect(),
        |_| true,
    );
    let is_used = reach(api, roots, |_| true);
    for ((ty, is_used), is_needed) in api.types.iter().zip(is_used).zip(is_needed) {
        if !is_needed {
            found.insert(ty.span);
        }
        if !is_used {
            report.error(
                Code::UnusedType,
                ty.span,
                format!("the type `{}` is never used", ty.name),
                "remove it, or use it in an operation or in another type that is used",
            );
        }
    }
}
