//! Resources: their names, their position in the client, and their operations.

use super::context::Context;
use super::duplicate_routes::Routes;
use super::fields::docs;
use super::index::Index;
use super::names::{self, CrateNames, Owner, Scope};
use super::operations::{self, Home};
use super::pagination;
use super::parameters;
use super::routes::Paths;
use super::servers;
use super::shared_parameters::SharedParameters;
use crate::diag::{Code, Report, suggest_or};
use crate::ir::{Api, Field, Operation, Resource};
use crate::naming;
use crate::source::Span;
use crate::spec::{ResourceFile, Spec};
use crate::yaml::Key;
use std::collections::BTreeSet;

/// Resolves all resources.
pub(super) fn resolve(
    spec: &Spec,
    index: &Index<'_>,
    api: &Api,
    names: &mut CrateNames,
    report: &mut Report,
) -> Vec<Resource> {
    let shared = SharedParameters::resolve(spec, index, api, report);
    let context = Context {
        spec,
        index,
        api,
        shared: &shared,
    };
    // All resources claim their names first, so that a request type of one cannot take the client name of a later one.
    let named: Vec<_> = spec
        .resources
        .iter()
        .map(|(id, file, resource)| name(id, file.start(), resource, &context, names, report))
        .collect();
    let mut routes = Routes::default();
    let resources = named
        .into_iter()
        .zip(&spec.resources)
        .filter_map(|(named, (_, _, file))| {
            resolve_operations(named?, file, &context, names, &mut routes, report)
        })
        .collect();
    routes.report(spec, report);
    resources
}

/// Resolves a resource without its operations.
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
    let suffix = context.spec.api.resource_suffix.as_ref();
    let suffix = suffix.map_or("", |it| &it.value);
    let rust_type = names::type_name(base, None, &owner, report)? + suffix;
    // All names derive from one, so one error is enough.
    let _ = names::reserve_module(&rust, &owner, report)
        && names::reserve_resource_type(&rust, &rust_type, &owner, report)
        && names::reserve_step(&namespace, &rust, &owner, report)
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
        path_span: file.path.as_ref().map(|path| path.span),
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
            format!("the namespace `{}` is not defined", text.value),
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

/// Adds the operations of a resource.
fn resolve_operations(
    resource: Resource,
    file: &ResourceFile,
    context: &Context<'_>,
    crate_names: &CrateNames,
    routes: &mut Routes,
    report: &mut Report,
) -> Option<Resource> {
    check_not_empty(&resource, file, report);
    let own: Vec<Field> = parameters::of_path(file, context, report);
    let home = Home {
        id: &resource.id,
        item: file.item.as_ref().map_or(&resource.id, |item| &item.value),
        paths: Paths::new(file, &own, context, report),
        servers: servers::resolve_all(&file.servers, report),
    };
    let mut methods = Scope::default();
    // Request types are in the same module as the types of the resource, so they need names of their own.
    let mut types = Scope::inside(&crate_names.types);
    let mut statics = imported_statics(file, context);
    let mut operations = Vec::new();
    for (key, operation) in &file.operations {
        let resolved = operations::resolve(&home, key, operation, context, report);
        let Some(resolved) = resolved else {
            report.omit(&key.text);
            continue;
        };
        // All names derive from one, so one error is enough.
        let _ = claim(key, &resolved, &mut methods, &mut types, report)
            && claim_static(key, &resolved, &mut statics, report);
        routes.add(&resolved, operation.http.span);
        operations.push(resolved);
    }
    Some(Resource {
        operations,
        ..resource
    })
}

/// A resource has operations.
fn check_not_empty(resource: &Resource, file: &ResourceFile, report: &mut Report) {
    if file.operations.is_empty() {
        report.error(
            Code::MissingKey,
            resource.span,
            format!("the resource `{}` has no operations", resource.id),
            "add operations under `operations`, or move the types to a file under `types/`",
        );
    }
}

/// Scope with the statics of the paginations that the operations of a resource use.
fn imported_statics(file: &ResourceFile, context: &Context<'_>) -> Scope<'static> {
    let chosen: BTreeSet<_> = file
        .operations
        .iter()
        .filter_map(|(_, operation)| operation.paginate.as_ref())
        .map(|it| it.scheme.value.as_str())
        .collect();
    let mut statics = Scope::default();
    for (key, _) in &context.spec.api.pagination {
        if chosen.contains(key.text.as_str()) {
            // Conflicts between paginations are reported where they are declared.
            let rust = naming::constant(&key.text);
            statics.claim(&rust, &pagination::owner(key), &mut Report::default());
        }
    }
    statics
}

/// Claims the name of the static that describes an operation.
fn claim_static(
    key: &Key,
    operation: &Operation,
    statics: &mut Scope<'_>,
    report: &mut Report,
) -> bool {
    let owner = operations::owner(key);
    let method = naming::plain(&operation.rust);
    names::constant(method, &owner, report).is_some()
        && statics.claim(&naming::operation_static(method), &owner, report)
}

/// Claims the names of the method and the types of an operation.
fn claim(
    key: &Key,
    operation: &Operation,
    methods: &mut Scope<'_>,
    types: &mut Scope<'_>,
    report: &mut Report,
) -> bool {
    let owner = operations::owner(key);
    let is_free = names::reserve_method(&operation.rust, &owner, report)
        && methods.claim(&operation.rust, &owner, report);
    let mut claim_type = |rust: &str, part: &str| {
        let owner = owner.part(part);
        names::reserve_operation_type(rust, &owner, report) && types.claim(rust, &owner, report)
    };
    is_free
        && claim_type(&operation.rust_request, "the request of")
        && claim_type(&operation.rust_params, "the parameters of")
        && (operation.result().is_some() || claim_type(&operation.rust_response, "the response of"))
}
