//! What comes back, from success and from failure.

use super::bodies::{content, usual_content_type, whole};
use super::envelope;
use super::object::Object;
use super::schemas::{Use, schema};
use crate::ir::{Api, ErrorResponse, Media, Operation, Response};

/// The name of the component that is every operation's answer to what nothing else is said of.
const FAILURE: &str = "Failure";
/// What is said of a failure that the spec says nothing of.
const FAILED: &str = "The call failed.";
/// The name of the component that is the header with a request's id.
const REQUEST_ID: &str = "RequestId";

/// The responses of an operation by status: successes, then failures.
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

/// The responses that operations refer to.
pub(super) fn shared(api: &Api) -> Object {
    let content = envelope::failure(api).map(|body| content(usual_content_type(Media::Json), body));
    let failure = content.map(|content| response(api, FAILED).with("content", content));
    Object::new().with_some(FAILURE, failure)
}

/// The headers that responses refer to.
pub(super) fn shared_headers(api: &Api) -> Object {
    let about = "Names the request to those who run the service.";
    let header = Object::new()
        .with("description", about)
        .with("schema", Object::new().with("type", "string"));
    Object::new().with_some(REQUEST_ID, api.request_id_header.as_ref().map(|_| header))
}

fn success(api: &Api, it: &Response, paginated: bool) -> Object {
    let content_type = usual_content_type(it.media);
    let value = it.ty.as_ref().map(|ty| {
        let value = whole(api, ty, it.media, content_type, Use::Any);
        match &api.envelope {
            Some(envelope) if it.enveloped => envelope::success(envelope, value, paginated),
            _ => value,
        }
    });
    let docs = match (it.docs.as_str(), &it.ty) {
        ("", Some(_)) => "The call succeeded.",
        ("", None) => "The call succeeded; there is nothing to return.",
        (docs, _) => docs,
    };
    response(api, docs).with_some("content", value.map(|value| content(content_type, value)))
}

fn failure(api: &Api, it: &ErrorResponse) -> Object {
    let body = match &it.ty {
        Some(ty) => Some(schema(api, ty, Use::Any)),
        None => envelope::failure(api),
    };
    let docs = if it.docs.is_empty() { FAILED } else { &it.docs };
    let content_type = usual_content_type(Media::Json);
    response(api, docs).with_some("content", body.map(|body| content(content_type, body)))
}

/// A response of whatever kind, without its content.
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
