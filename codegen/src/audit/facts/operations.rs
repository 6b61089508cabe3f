//! Facts of resources and operations.

use super::fields::{claim_deprecation, claim_member, claim_parameter, claim_placeholder};
use super::service::{alternatives, described, dotted};
use super::types::any_of_names;
use super::value::requirements;
use super::{Aspect, Element, Facts, Kind, PathTemplate, TypeExpr, Value, type_expr};
use crate::audit::subject::Subject;
use crate::ir::{Api, Body, Content, ErrorResponse, Operation, Paginated, Resource, Response, Ty};
use crate::lower::inputs;
use crate::rust::Target;

/// Claims a resource with its operations.
pub(super) fn claim_resource(api: &Api, resource: &Resource, facts: &mut Facts) {
    let Resource {
        id,
        rust,
        rust_type,
        item,
        namespace,
        docs,
        operations,
        path_span,
        span,
    } = resource;
    let subject = Subject::resource(id);
    let mut element = Element::new(Kind::Resource);
    element.set(Aspect::Rust, rust);
    element.set(Aspect::RustType, rust_type);
    element.set(Aspect::Item, item);
    if !namespace.is_empty() {
        element.set(Aspect::Namespace, Value::Steps(namespace.clone()));
    }
    element.set_text(Aspect::Docs, docs);
    for operation in operations {
        claim_operation(api, &subject, operation, facts);
    }
    if let Some(path) = path_span {
        facts.place_aspect(&subject, Aspect::Path, *path);
    }
    facts.insert(subject, element, Some(*span));
}

fn claim_operation(api: &Api, resource: &Subject, operation: &Operation, facts: &mut Facts) {
    let Operation {
        // Resource and name, which are claimed by themselves.
        id: _,
        name,
        rust,
        rust_request,
        rust_params,
        rust_response,
        method,
        path,
        servers,
        docs,
        doc_aliases,
        permissions,
        security,
        idempotent,
        idempotency_key,
        path_parameters,
        parameters,
        body,
        responses,
        errors,
        pagination,
        deprecated,
        span,
    } = operation;
    let subject = resource.child(name);
    let mut element = Element::new(Kind::Operation);
    element.set(Aspect::Rust, rust);
    element.set(Aspect::RustRequest, rust_request);
    element.set(Aspect::RustParams, rust_params);
    element.set(Aspect::RustResponse, rust_response);
    element.set(Aspect::Method, method.name());
    element.set(Aspect::Path, Value::Path(PathTemplate::parse(path)));
    if !servers.is_empty() {
        let servers: Vec<_> = servers.iter().map(described).collect();
        element.set(Aspect::Servers, &servers.join(" "));
    }
    element.set(Aspect::Returns, returns(api, operation));
    element.set_text(Aspect::Docs, docs);
    element.set_names(Aspect::DocAliases, doc_aliases);
    element.set_names(Aspect::Permissions, permissions);
    if let Some(security) = security {
        element.set(Aspect::Security, requirements(alternatives(api, security)));
    }
    element.set(Aspect::Idempotent, *idempotent);
    element.set_some(Aspect::IdempotencyKey, idempotency_key.then_some(true));
    if let Some(Paginated { scheme, items }) = pagination {
        let scheme = api.paginations.get(*scheme);
        element.set_some(Aspect::Pagination, scheme.map(|it| &it.name));
        if let Some(items) = items {
            element.set(Aspect::Items, &dotted(items));
        }
    }
    claim_deprecation(deprecated.as_ref(), &mut element);
    for field in path_parameters {
        claim_placeholder(api, &subject, field, facts);
    }
    for parameter in parameters {
        claim_parameter(api, &subject, parameter, facts);
    }
    if let Some(body) = body {
        claim_body(api, &subject, operation, body, facts);
    }
    for response in responses {
        claim_response(api, &subject, response, operation.result().is_none(), facts);
    }
    for error in errors {
        claim_error(api, &subject, error, facts);
    }
    facts.place_deprecation(&subject, deprecated.as_ref());
    facts.insert(subject, element, Some(*span));
}

/// Result of an operation's method, in terms of the spec.
fn returns(api: &Api, operation: &Operation) -> TypeExpr {
    if let Some(item) = operation.item_type(api) {
        return TypeExpr::Page(Box::new(type_expr(api, item)));
    }
    let Some((response, can_be_absent)) = operation.result() else {
        return TypeExpr::named(match operation.responses.as_slice() {
            [] => "nothing",
            _ => "one-of-several",
        });
    };
    let media = response.media;
    match (&response.ty, media.raw(), media.sequence()) {
        (None, ..) => TypeExpr::named("nothing"),
        (Some(_), Some(raw), _) => TypeExpr::named(raw.scalar.name()),
        (Some(ty), None, Some(_)) => TypeExpr::Stream(Box::new(type_expr(api, ty))),
        (Some(ty), None, None) if can_be_absent => {
            TypeExpr::Nullable(Box::new(type_expr(api, ty.present())))
        }
        (Some(ty), None, None) => type_expr(api, ty),
    }
}

fn claim_body(api: &Api, parent: &Subject, operation: &Operation, body: &Body, facts: &mut Facts) {
    let Body {
        media,
        content_type,
        omittable,
        any_of,
        content,
        docs,
    } = body;
    let subject = parent.child("body");
    let mut element = Element::new(Kind::Body);
    element.set(Aspect::Media, media.name());
    element.set_some(Aspect::ContentType, content_type.as_ref());
    if *omittable {
        element.set(Aspect::Omittable, true);
    }
    element.set_names(Aspect::AnyOf, &any_of_names(any_of));
    element.set_text(Aspect::Docs, docs);
    match content {
        Content::Fields { of, fields } => {
            element.set(Aspect::Content, "fields");
            element.set_some(Aspect::Of, of.map(|of| type_expr(api, &Ty::Named(of))));
            let inputs = inputs(api, operation);
            let needed = inputs
                .iter()
                .any(|it| matches!(it.target, Target::Body(_)) && it.required);
            element.set(Aspect::Needed, needed);
            for field in fields {
                claim_member(api, &subject, field, facts);
            }
        }
        Content::Whole(ty) => {
            element.set(Aspect::Content, "whole");
            element.set(Aspect::Type, type_expr(api, ty));
            element.set(Aspect::Needed, !omittable);
        }
    }
    facts.insert(subject, element, None);
}

fn claim_response(
    api: &Api,
    operation: &Subject,
    response: &Response,
    one_of_several: bool,
    facts: &mut Facts,
) {
    let Response {
        status,
        ty,
        media,
        content_type,
        enveloped,
        docs,
        rust,
        headers,
        end_marker,
        reconnect,
    } = response;
    let mut element = Element::new(Kind::Response);
    element.set_some(Aspect::Type, ty.as_ref().map(|ty| type_expr(api, ty)));
    element.set(Aspect::Media, media.name());
    element.set_some(Aspect::ContentType, content_type.as_ref());
    element.set(Aspect::Enveloped, *enveloped);
    element.set_text(Aspect::Docs, docs);
    element.set_names(Aspect::Headers, &header_names(api, headers));
    element.set_some(Aspect::EndMarker, end_marker.as_ref());
    element.set_some(Aspect::Reconnect, reconnect.then_some(true));
    // A single response is not a variant of an enum.
    element.set_some(Aspect::Rust, one_of_several.then_some(rust));
    let subject = operation.child("response").child(&status.to_string());
    facts.insert(subject, element, None);
}

fn claim_error(api: &Api, operation: &Subject, error: &ErrorResponse, facts: &mut Facts) {
    let ErrorResponse {
        status,
        ty,
        docs,
        headers,
    } = error;
    let mut element = Element::new(Kind::ErrorResponse);
    element.set_some(Aspect::Type, ty.as_ref().map(|ty| type_expr(api, ty)));
    element.set_text(Aspect::Docs, docs);
    element.set_names(Aspect::Headers, &header_names(api, headers));
    facts.insert(operation.child("error").child(status), element, None);
}

fn header_names(api: &Api, headers: &[usize]) -> Vec<String> {
    let headers = headers
        .iter()
        .filter_map(|it| api.response_headers.get(*it));
    headers.map(|it| it.name.clone()).collect()
}
