//! Operations.

use super::context::Context;
use super::fields::{self, Position, docs, texts};
use super::names::{self, Owner, Scope};
use super::routes::Paths;
use super::{bodies, duplicates, idempotency, paginate, parameters, responses, security, servers};
use crate::diag::{Code, Report};
use crate::ir::{
    Body, Content, Field, Method, Operation, Parameter, ParameterLocation, Response, Server, Ty,
};
use crate::rust::names::{BODY, IDEMPOTENCY_KEY, setter};
use crate::source::Span;
use crate::spec;
use crate::spec::decode::Text;
use crate::yaml::Key;

/// The resource that an operation belongs to.
pub(super) struct Home<'a> {
    /// Id of the resource.
    pub id: &'a str,
    /// Name of one item of the resource.
    pub item: &'a str,
    pub paths: Paths<'a>,
    /// Servers of operations that have none of their own.
    pub servers: Vec<Server>,
}

/// Resolves an operation; `None` if it has no valid name, method or path.
pub(super) fn resolve(
    home: &Home<'_>,
    key: &Key,
    operation: &spec::Operation,
    context: &Context<'_>,
    report: &mut Report,
) -> Option<Operation> {
    let owner = owner(key);
    let rust = names::value(&key.text, operation.rust_name.as_ref(), &owner, report);
    let route = home.paths.route(&operation.http, report);
    let in_path = route.as_ref().map_or(&[][..], |route| &route.parameters);
    let parameters = parameters::of_operation(operation, in_path, context, report);
    let body = operation.body.as_ref();
    let body = body.and_then(|body| bodies::resolve(body, context, report));
    let responses = responses::resolve(operation, context, report);
    let errors = responses::errors(operation, context, report);
    let security = operation
        .security
        .as_ref()
        .map(|it| security::requirements(it, &context.spec.api, report));
    let pagination = operation.paginate.as_ref();
    let pagination = pagination.and_then(|it| paginate::resolve(it, context, report));
    let deprecated = operation
        .deprecated
        .as_ref()
        .map(|it| fields::deprecation(it, report));
    duplicates::check("permission", &operation.permissions, report);
    let servers = match operation.servers.as_slice() {
        [] => home.servers.clone(),
        own => servers::resolve_all(own, report),
    };
    let (rust, route) = (rust?, route?);
    check_request_body(route.method, operation, report);
    check_head_response(route.method, operation, report);
    let by_method = route.method.is_idempotent();
    let idempotent = operation.idempotent.as_ref();
    let idempotent = idempotent.map_or(by_method, |it| it.value);
    let file = (&context.spec.api, key.span);
    let has_key = idempotency::of_operation(operation, idempotent, &parameters, file, report);
    let key_header = file.0.idempotency_key_header.as_ref();
    check_setters(
        key.span,
        &route.parameters,
        &parameters,
        (body.as_ref(), key_header.filter(|_| has_key)),
        report,
    );
    let list = operation.paginate.is_some() || returns_list(&responses, context);
    let noun = if list { home.id } else { home.item };
    let rust_request = names::request_type(&rust, noun, &owner, report)?;
    let resolved = Operation {
        id: format!("{}.{}", home.id, key.text),
        name: key.text.clone(),
        rust,
        rust_params: format!("{rust_request}Params"),
        rust_response: format!("{rust_request}Response"),
        rust_request,
        method: route.method,
        path: route.path,
        servers,
        docs: docs(operation.docs.as_ref()),
        doc_aliases: texts(&operation.doc_aliases),
        permissions: texts(&operation.permissions),
        security,
        idempotent,
        idempotency_key: has_key,
        path_parameters: route.parameters,
        parameters,
        body,
        responses,
        errors,
        pagination,
        deprecated,
        span: key.span,
    };
    if let Some(it) = &operation.paginate {
        let returned = operation.returns.as_ref().map_or(1, |it| it.0.len());
        let whole = resolved.responses.len() == returned;
        paginate::check(&resolved, it, whole, context, report);
    }
    Some(resolved)
}

fn returns_list(responses: &[Response], context: &Context<'_>) -> bool {
    let returned = responses.first().and_then(|response| response.ty.as_ref());
    returned.is_some_and(|ty| matches!(context.api.resolved(ty), Ty::List(_)))
}

/// Owner of the Rust names of an operation.
pub(super) fn owner(key: &Key) -> Owner {
    Owner::new("operation", &key.text, key.span).pinned_beside()
}

/// GET and HEAD requests have no body.
fn check_request_body(method: Method, operation: &spec::Operation, report: &mut Report) {
    if let Some(body) = &operation.body
        && !method.has_body()
    {
        report.error_between(
            Code::ContradictoryBody,
            body.span,
            format!("a `{}` request has no body", method.name()),
            (operation.http.span, "method of the request"),
            "move the fields to `query`, or correct the method",
        );
    }
}

/// Responses to HEAD have no body, so they have no type.
fn check_head_response(method: Method, operation: &spec::Operation, report: &mut Report) {
    let shapes = operation.returns.iter().flat_map(|returns| &returns.0);
    let Some(shape) = shapes
        .filter(|_| method == Method::Head)
        .find(|it| it.ty.is_some())
    else {
        return;
    };
    report.error_between(
        Code::ContradictoryResponse,
        shape.span,
        "the response to a `HEAD` request has no body, so it cannot have a type",
        (operation.http.span, "method of the request"),
        "remove the type from `returns`, or correct the method",
    );
}

/// Path parameters, other parameters, body fields, a body that can be omitted, and the idempotency key have distinct names,
/// since all become arguments or setters of one request.
fn check_setters(
    operation: Span,
    path: &[Field],
    parameters: &[Parameter],
    (body, key_header): (Option<&Body>, Option<&Text>),
    report: &mut Report,
) {
    let sets_body = body.is_some_and(|it| it.omittable && matches!(it.content, Content::Whole(_)));
    let body = body.map_or(&[][..], |body| match &body.content {
        Content::Fields { fields, .. } => fields,
        Content::Whole(_) => &[],
    });
    let path = path
        .iter()
        .map(|field| (Position::Parameter(ParameterLocation::Path), field));
    let parameters = parameters
        .iter()
        .map(|it| (Position::Parameter(it.location), &it.field));
    let body = body.iter().map(|field| (Position::Body, field));
    let all = path.chain(parameters).chain(body).map(|(position, field)| {
        // Shared parameters are declared in another file, but the conflict is in this operation.
        let is_local = field.span.file == operation.file;
        let span = if is_local { field.span } else { operation };
        (field, fields::owner(position, &field.wire, span))
    });
    let mut scope = Scope::default();
    if let Some(header) = key_header {
        let owner = Owner::new("header", &header.value, operation);
        scope.claim(IDEMPOTENCY_KEY, &owner, report);
    }
    if sets_body {
        let owner = Owner {
            what: "the setter of the body".to_owned(),
            span: operation,
            pin: None,
        };
        scope.claim(BODY, &owner, report);
    }
    fields::claim(all, |field| setter(&field.rust), &mut scope, report);
}
