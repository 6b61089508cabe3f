//! The object that wraps JSON responses.

use super::object::Object;
use super::scalars::scalar;
use crate::ir::{Api, Envelope, Scalar};

// No type of a spec has a dot in its name, so none can be in the way of these.
const MESSAGE: &str = "Envelope.Message";
const PAGE_INFO: &str = "Envelope.PageInfo";
const FAILURE: &str = "Envelope.Failure";

/// The facts on pages that a client understands.
const PAGE_FACTS: [(&str, &str); 5] = [
    ("count", "Number of items on this page."),
    ("page", "Number of this page."),
    ("per_page", "Greatest number of items on a page."),
    ("total_count", "Number of items on all pages."),
    ("total_pages", "Number of pages."),
];

/// A value in its envelope.
pub(super) fn success(envelope: &Envelope, value: Object, paginated: bool) -> Object {
    let about = "`false` when the call failed, whatever the status.";
    let success = described(about, scalar(Scalar::Bool));
    let page_info = envelope.page_info.as_deref().filter(|_| paginated);
    let members = Object::new()
        .with(envelope.result.as_str(), value)
        .merge(member(envelope.success.as_deref(), success))
        .merge(reports(envelope))
        .merge(member(page_info, Object::reference("schemas", PAGE_INFO)));
    object(members).with_list("required", [envelope.result.as_str()])
}

/// What comes back from a call that failed, unless the spec says otherwise.
pub(super) fn failure(api: &Api) -> Option<Object> {
    let refers = |_| Object::reference("schemas", FAILURE);
    api.envelope.as_ref().map(refers)
}

/// The schemas that envelopes refer to.
pub(super) fn shared(envelope: &Envelope) -> Object {
    let reports = envelope.errors.as_ref().or(envelope.messages.as_ref());
    let page_info = envelope.page_info.as_ref();
    Object::new()
        .with(FAILURE, failed(envelope))
        .with_some(MESSAGE, reports.map(|_| message()))
        .with_some(PAGE_INFO, page_info.map(|_| page_facts()))
}

fn failed(envelope: &Envelope) -> Object {
    let success = scalar(Scalar::Bool).with("const", false);
    let members = member(envelope.success.as_deref(), success).merge(reports(envelope));
    described("What comes back from a call that failed.", object(members))
}

/// The lists of errors and remarks.
fn reports(envelope: &Envelope) -> Object {
    let list = |about: &str| {
        let list = Object::new()
            .with("type", "array")
            .with("items", Object::reference("schemas", MESSAGE));
        described(about, list)
    };
    let errors = list("What went wrong.");
    let messages = list("What else there is to know.");
    member(envelope.errors.as_deref(), errors).merge(member(envelope.messages.as_deref(), messages))
}

fn message() -> Object {
    let about = "JSON pointer to the part of the request that it is about.";
    let pointer = described(about, scalar(Scalar::String));
    let members = Object::new()
        .with(
            "code",
            described(
                "Tells errors of different kinds apart.",
                scalar(Scalar::I64),
            ),
        )
        .with(
            "message",
            described("What happened, for people to read.", scalar(Scalar::String)),
        )
        .with(
            "documentation_url",
            described("Where more is said.", scalar(Scalar::String)),
        )
        .with("source", object(Object::new().with("pointer", pointer)));
    described("An error or a remark.", object(members))
}

fn page_facts() -> Object {
    let facts = PAGE_FACTS.map(|(name, about)| (name, described(about, scalar(Scalar::I64))));
    described(
        "Which part of a list a page is.",
        object(facts.into_iter().collect()),
    )
}

/// A member, where the envelope has it.
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
