//! Resources: their place in the client, their names, and their operations.

use super::fields::docs;
use super::index::Index;
use super::names::{self, CrateNames, Owner, Scope};
use super::operations::{self, Context, Home};
use super::parameters::{self, Shared};
use super::routes::{self, Paths};
use crate::diag::{Code, Report, suggest_or};
use crate::ir::{Api, Field, Method, Operation, Resource};
use crate::source::Span;
use crate::spec::{ResourceFile, Spec};
use crate::yaml::Key;
use std::collections::BTreeMap;

/// The operations so far, by what a server tells them apart by.
type Routes = BTreeMap<(Method, String), Span>;

/// Resolves all resources.
pub(super) fn resolve(
    spec: &Spec,
    index: &Index<'_>,
    api: &Api,
    names: &mut CrateNames,
    report: &mut Report,
) -> Vec<Resource> {
    let shared = Shared::resolve(spec, index, api, report);
    let context = Context {
        spec,
        index,
        api,
        shared: &shared,
    };
    // All of them are named first: the requests of one must not meet the client of a later one.
    let named: Vec<_> = spec
        .resources
        .iter()
        .map(|(id, file, resource)| name(id, file.start(), resource, &context, names, report))
        .collect();
    let mut routes = Routes::new();
    named
        .into_iter()
        .zip(&spec.resources)
        .filter_map(|(named, (_, _, file))| {
            fill(named?, file, &context, names, &mut routes, report)
        })
        .collect()
}

/// A resource without its operations.
fn name(
    id: &str,
    span: Span,
    file: &ResourceFile,
    context: &Context<'_>,
    crate_names: &mut CrateNames,
    report: &mut Report,
) -> Option<Resource> {
    let namespace = namespace(file, context, report);
    let owner = Owner {
        pin: Some("`rust_name: …` at the top of the file".to_owned()),
        ..Owner::new("resource", id, span)
    };
    let pinned = file.rust_name.as_ref();
    let rust = names::value(id, pinned, &owner, report)?;
    let base = pinned.map_or(id, |name| &name.value);
    let rust_type = names::type_name(base, None, &owner, report)?;
    // One name gives all of these, so one finding is enough.
    let _ = names::reserve_module(&rust, &owner, report)
        && names::reserve_resource_type(&rust, &rust_type, &owner, report)
        && crate_names.modules.claim(&rust, &owner, report)
        && crate_names.types.claim(&rust_type, &owner, report)
        && crate_names
            .steps
            .entry(namespace.clone())
            .or_default()
            .claim(&rust, &owner, report);
    let item = file.item.as_ref();
    let item_owner = Owner::new(
        "item",
        item.map_or(id, |item| &item.value),
        item.map_or(span, |it| it.span),
    );
    let item = names::value(
        item.map_or(id, |item| &item.value),
        None,
        &item_owner,
        report,
    )?;
    let (id, docs) = (id.to_owned(), docs(file.docs.as_ref()));
    Some(Resource {
        id,
        rust,
        rust_type,
        item,
        namespace,
        docs,
        operations: Vec::new(),
        span,
    })
}

fn namespace(file: &ResourceFile, context: &Context<'_>, report: &mut Report) -> Vec<String> {
    let Some(text) = &file.namespace else {
        return Vec::new();
    };
    let known = context
        .spec
        .api
        .namespaces
        .iter()
        .map(|(key, _)| key.text.as_str());
    if !known.clone().any(|known| known == text.value) {
        report.error(
            Code::UndefinedName,
            text.span,
            format!(
                "the namespace `{}` is not described in `api.yaml`",
                text.value
            ),
            suggest_or(
                &text.value,
                known,
                &format!(
                    "add `{}` with its docs under `namespaces` in `api.yaml`",
                    text.value
                ),
            ),
        );
    }
    text.value.split('.').map(str::to_owned).collect()
}

/// Resolves the operations of a resource.
fn fill(
    resource: Resource,
    file: &ResourceFile,
    context: &Context<'_>,
    crate_names: &CrateNames,
    routes: &mut Routes,
    report: &mut Report,
) -> Option<Resource> {
    has_operations(&resource, file, report);
    let own: Vec<Field> = parameters::of_path(file, context, report);
    let home = Home {
        id: &resource.id,
        item: file.item.as_ref().map_or(&resource.id, |item| &item.value),
        paths: Paths::new(file, &own, context, report),
    };
    let mut methods = Scope::default();
    // Types of requests live beside the types of the resource, so they may not share a name with any type.
    let mut types = Scope::inside(&crate_names.types);
    let mut operations = Vec::new();
    for (key, operation) in &file.operations {
        let resolved = operations::resolve(&home, key, operation, context, report);
        let Some(resolved) = resolved else { continue };
        claim(key, &resolved, &mut methods, &mut types, report);
        answers_alone(&resolved, operation.http.span, routes, report);
        operations.push(resolved);
    }
    Some(Resource {
        operations,
        ..resource
    })
}

/// A resource is what can be done with it; types alone belong to `types/`.
fn has_operations(resource: &Resource, file: &ResourceFile, report: &mut Report) {
    if file.operations.is_empty() {
        report.error(
            Code::MissingKey,
            resource.span,
            format!("the resource `{}` has no operation", resource.id),
            "describe what can be done with it under `operations`; types alone go into a file under `types/`",
        );
    }
}

/// Takes the names of an operation. They follow from one, so one finding is enough.
fn claim(
    key: &Key,
    operation: &Operation,
    methods: &mut Scope<'_>,
    types: &mut Scope<'_>,
    report: &mut Report,
) {
    let owner = operations::owner(key);
    let _ = names::reserve_method(&operation.rust, &owner, report)
        && methods.claim(&operation.rust, &owner, report)
        && types.claim(
            &operation.rust_request,
            &owner.part("the request of"),
            report,
        )
        && types.claim(
            &operation.rust_params,
            &owner.part("the parameters of"),
            report,
        )
        && (operation.responses.len() < 2
            || types.claim(
                &operation.rust_response,
                &owner.part("the response of"),
                report,
            ));
}

/// One operation answers to each method and path.
fn answers_alone(operation: &Operation, http: Span, routes: &mut Routes, report: &mut Report) {
    let route = (operation.method, routes::anonymous(&operation.path));
    match routes.get(&route) {
        Some(first) => report.error_between(
            Code::DuplicateOperation,
            http,
            format!(
                "two operations answer to `{} {}`",
                operation.method.as_str(),
                operation.path
            ),
            (*first, "the other one"),
            "correct the method or the path of one of them, or remove it",
        ),
        None => {
            routes.insert(route, http);
        }
    }
}
