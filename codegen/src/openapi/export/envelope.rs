//! The object that wraps JSON responses.

use super::object::Object;
use super::scalars::scalar;
use crate::ir::{Api, Envelope, Scalar};

// Names of types have no dots, so they cannot conflict with these.
const MESSAGE: &str = "Envelope.Message";
const PAGE_INFO: &str = "Envelope.PageInfo";
const FAILURE: &str = "Envelope.Failure";

/// Members of the page information that clients decode.
const PAGE_INFO_MEMBERS: [(&str, &str); 5] = [
    ("count", "Number of items on this page."),
    ("page", "Number of this page."),
    ("per_page", "Maximum number of items on a page."),
    ("total_count", "Number of items on all pages."),
    ("total_pages", "Number of pages."),
];

/// The schema of a value in the envelope.
pub(super) fn success(envelope: &Envelope, value: Object, paginated: bool) -> Object {
    let about = "`false` if the call failed, whatever the status.";
    let success = described(about, scalar(Scalar::Bool));
    let page_info = envelope.page_info.as_deref().filter(|_| paginated);
    let members = Object::new()
        .with(envelope.result.as_str(), value)
        .merge(member(envelope.success.as_deref(), success))
        .merge(message_lists(envelope))
        .merge(member(page_info, Object::reference("schemas", PAGE_INFO)));
    object(members).with_list("required", [envelope.result.as_str()])
}

/// The default body of error responses.
pub(super) fn failure(api: &Api) -> Option<Object> {
    let refers = |_| Object::reference("schemas", FAILURE);
    api.envelope.as_ref().map(refers)
}

/// The schemas that responses with an envelope refer to.
pub(super) fn shared(envelope: &Envelope) -> Object {
    let messages = envelope.errors.as_ref().or(envelope.messages.as_ref());
    let page_info = envelope.page_info.as_ref();
    Object::new()
        .with(FAILURE, failed(envelope))
        .with_some(MESSAGE, messages.map(|_| message()))
        .with_some(PAGE_INFO, page_info.map(|_| page_info_schema()))
}

fn failed(envelope: &Envelope) -> Object {
    let success = scalar(Scalar::Bool).with("const", false);
    let members = member(envelope.success.as_deref(), success).merge(message_lists(envelope));
    described("Body of an error response.", object(members))
}

/// The lists of errors and messages.
fn message_lists(envelope: &Envelope) -> Object {
    let list = |about: &str| {
        let list = Object::new()
            .with("type", "array")
            .with("items", Object::reference("schemas", MESSAGE));
        described(about, list)
    };
    let errors = list("Errors of the call.");
    let messages = list("Messages about the call that are not errors.");
    member(envelope.errors.as_deref(), errors).merge(member(envelope.messages.as_deref(), messages))
}

fn message() -> Object {
    let about = "JSON pointer to the part of the request that the message refers to.";
    let pointer = described(about, scalar(Scalar::String));
    let members = Object::new()
        .with(
            "code",
            described("Numeric code of the message.", scalar(Scalar::I64)),
        )
        .with(
            "message",
            described("Human-readable message.", scalar(Scalar::String)),
        )
        .with(
            "documentation_url",
            described("URL of further documentation.", scalar(Scalar::String)),
        )
        .with("source", object(Object::new().with("pointer", pointer)));
    described("An error or another message.", object(members))
}

fn page_info_schema() -> Object {
    let members =
        PAGE_INFO_MEMBERS.map(|(name, about)| (name, described(about, scalar(Scalar::I64))));
    described(
        "Numbers of pages and items of a list.",
        object(members.into_iter().collect()),
    )
}

/// A member, if the envelope has it.
fn member(name: Option<&str>, schema: Object) -> Object {
    name.map(|name| (name, schema)).into_iter().collect()
}

fn object(members: Object) -> Object {
    Object::new()
        .with("type", "object")
        .with_object("properties", members)
}

fn described(about: &str, schema: Object) -> Object {
    Object::new().with("description", about).merge(schema)
}
