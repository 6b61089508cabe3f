//! Success and error responses.

use super::bodies::{content, whole};
use super::envelope;
use super::object::Object;
use super::schemas::{Usage, schema};
use crate::ir::{Api, ErrorResponse, Media, Operation, Response, Ty};

/// Component with the default error response.
const FAILURE: &str = "Failure";
/// Description of error responses without docs.
const FAILED: &str = "The call failed.";
/// Component with the header that has the id of the request.
const REQUEST_ID: &str = "RequestId";

/// The responses object of an operation: success responses first.
pub(super) fn responses(api: &Api, operation: &Operation) -> Object {
    let paginated = operation.pagination.is_some();
    let successes = operation.responses.iter();
    let successes = successes.map(|it| (it.status.to_string(), success(api, it, paginated)));
    let failures = operation.errors.iter();
    let failures = failures.map(|it| (status_key(&it.status), failure(api, it)));
    let responses: Object = successes.chain(failures).collect();
    match &api.envelope {
        Some(_) if responses.get("default").is_none() => {
            responses.with("default", Object::reference("responses", FAILURE))
        }
        _ => responses,
    }
}

/// The response components.
pub(super) fn shared(api: &Api) -> Object {
    let content = envelope::failure(api).map(|body| content(Media::Json.content_type(), body));
    let failure = content.map(|content| response(api, FAILED, &[]).with("content", content));
    Object::new().with_some(FAILURE, failure)
}

/// The header components.
pub(super) fn shared_headers(api: &Api) -> Object {
    let about = "Id of the request, for the support of the API.";
    let header = Object::new()
        .with("description", about)
        .with("schema", Object::new().with("type", "string"));
    let id = Object::new().with_some(REQUEST_ID, api.request_id_header.as_ref().map(|_| header));
    let declared = api.response_headers.iter().map(|it| {
        let header = Object::new()
            .with_text("description", &it.docs)
            .with("schema", schema(api, &Ty::Scalar(it.scalar), Usage::Any));
        (it.name.clone(), header)
    });
    id.merge(declared.collect())
}

fn success(api: &Api, it: &Response, paginated: bool) -> Object {
    let content_type = it.content_type();
    let value = it.ty.as_ref().map(|ty| {
        let value = whole(api, ty, it.media, content_type, Usage::Any);
        match &api.envelope {
            Some(envelope) if it.enveloped => envelope::success(envelope, value, paginated),
            _ => value,
        }
    });
    let docs = match (it.docs.as_str(), &it.ty) {
        ("", Some(_)) => "The call succeeded.",
        ("", None) => "The call succeeded. The response has no content.",
        (docs, _) => docs,
    };
    let content = value.map(|value| content(content_type, value));
    response(api, docs, &it.headers).with_some("content", content)
}

fn failure(api: &Api, it: &ErrorResponse) -> Object {
    let body = match &it.ty {
        Some(ty) => Some(schema(api, ty, Usage::Any)),
        None => envelope::failure(api),
    };
    let docs = if it.docs.is_empty() { FAILED } else { &it.docs };
    let content_type = Media::Json.content_type();
    let content = body.map(|body| content(content_type, body));
    response(api, docs, &it.headers).with_some("content", content)
}

/// A response object without content. `listed` are its headers in addition to those of every response.
fn response(api: &Api, docs: &str, listed: &[usize]) -> Object {
    let id = api.request_id_header.as_deref();
    let id = id.map(|name| (name.to_owned(), Object::reference("headers", REQUEST_ID)));
    let declared = api.response_headers.iter().enumerate();
    let declared = declared.filter(|(index, it)| it.all || listed.contains(index));
    let declared =
        declared.map(|(_, it)| (it.name.clone(), Object::reference("headers", &it.name)));
    let headers = id.into_iter().chain(declared).collect();
    Object::new()
        .with("description", docs)
        .with_object("headers", headers)
}

/// `4XX` for `4xx`.
fn status_key(status: &str) -> String {
    match status {
        "default" => status.to_owned(),
        _ => status.to_uppercase(),
    }
}
