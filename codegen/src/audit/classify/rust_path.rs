//! Rust paths of elements.

use crate::audit::facts::{Aspect, Element, Facts, Kind};
use crate::audit::subject::Subject;
use crate::naming;

/// Path of the Rust item for an element, or the chain of calls that reaches it. None if its Rust name is not known, as in
/// facts from a listing.
pub(super) fn rust_path(facts: &Facts, subject: &Subject) -> Option<String> {
    let element = facts.get(subject)?;
    let name = element.text(Aspect::Rust);
    match element.kind {
        Kind::Namespace => chain(facts, subject.steps().get(1..)?),
        Kind::Resource => resource(facts, element),
        Kind::Operation => {
            let before = resource(facts, facts.get(&subject.parent()?)?)?;
            Some(format!("{before}.{}(…)", name?))
        }
        Kind::Scheme => Some(format!("Credentials::{}", naming::plain(name?))),
        Kind::PathParameter => name.map(str::to_owned),
        // A body, and a single response, are known by their operation.
        Kind::Body => rust_path(facts, &subject.parent()?),
        Kind::ErrorResponse => rust_path(facts, &subject.parent()?.parent()?),
        Kind::Response => match name {
            Some(name) => in_type(facts, subject, Aspect::RustResponse, name),
            None => rust_path(facts, &subject.parent()?.parent()?),
        },
        // Webhooks are known by the union of their events.
        Kind::Webhooks => {
            let event = element.ty(Aspect::Type)?.name();
            rust_path(facts, &Subject::named_type(event))
        }
        kind if kind.is_input() => input(facts, subject, element),
        Kind::Field | Kind::Value | Kind::Variant => Some(format!(
            "{}::{}",
            rust_path(facts, &subject.parent()?)?,
            name?
        )),
        kind if kind.is_type() => Some(format!("{}::{}", element.text(Aspect::Module)?, name?)),
        _ => None,
    }
}

/// `client.net().zones()`.
fn resource(facts: &Facts, resource: &Element) -> Option<String> {
    let before = chain(facts, resource.namespace())?;
    Some(format!("{before}.{}()", resource.text(Aspect::Rust)?))
}

/// `client.net()`.
fn chain(facts: &Facts, steps: &[String]) -> Option<String> {
    let mut at = Subject::reserved("namespaces");
    let mut text = "client".to_owned();
    for step in steps {
        at = at.child(step);
        let name = facts.get(&at)?.text(Aspect::Rust)?;
        text.push_str(&format!(".{name}()"));
    }
    Some(text)
}

/// Required arguments are fields of a struct; others are methods of the request.
fn input(facts: &Facts, subject: &Subject, element: &Element) -> Option<String> {
    let name = element.text(Aspect::Rust)?;
    let is_given = element.is(Aspect::Required) && element.get(Aspect::Constant).is_none();
    let of = if is_given {
        Aspect::RustParams
    } else {
        Aspect::RustRequest
    };
    in_type(facts, subject, of, naming::plain(name))
}

/// An item in one of the types of an operation.
fn in_type(facts: &Facts, subject: &Subject, of: Aspect, name: &str) -> Option<String> {
    let operation = subject.parent()?.parent()?;
    let ty = facts.get(&operation)?.text(of)?;
    let module = facts.get(&operation.parent()?)?.text(Aspect::Rust)?;
    Some(format!("{module}::{ty}::{name}"))
}
