//! Success and error responses.

use super::bodies::{content, whole};
use super::envelope;
use super::object::Object;
use super::schemas::{Usage, schema};
use crate::ir::{Api, ErrorResponse, Media, Operation, Response};

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
    let failure = content.map(|content| response(api, FAILED).with("content", content));
    Object::new().with_some(FAILURE, failure)
}

/// The header components.
pub(super) fn shared_headers(api: &Api) -> Object {
    let about = "Id of the request, for the support of the API.";
    let header = Object::new()
        .with("description", about)
        .with("schema", Object::new().with("type", "string"));
    Object::new().with_some(REQUEST_ID, api.request_id_header.as_ref().map(|_| header))
}

fn success(api: &Api, it: &Response, paginated: bool) -> Object {
    let content_type = it.media.content_type();
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
    response(api, docs).with_some("content", value.map(|value| content(content_type, value)))
}

fn failure(api: &Api, it: &ErrorResponse) -> Object {
    let body = match &it.ty {
        Some(ty) => Some(schema(api, ty, Usage::Any)),
        None => envelope::failure(api),
    };
    let docs = if it.docs.is_empty() { FAILED } else { &it.docs };
    let content_type = Media::Json.content_type();
    response(api, docs).with_some("content", body.map(|body| content(content_type, body)))
}

/// A response object without content.
fn response(api: &Api, docs: &str) -> Object {
    let header = |name: &str| Object::new().with(name, Object::reference("headers", REQUEST_ID));
    Object::new()
        .with("description", docs)
        .with_some("headers", api.request_id_header.as_deref().map(header))
}

/// `4XX` for `4xx`.
fn status_key(status: &str) -> String {
    match status {
        "default" => status.to_owned(),
        _ => status.to_uppercase(),
    }
}
