//! What callers write in Rust for a part of the API.

use crate::audit::facts::{Aspect, Element, Facts, Kind};
use crate::audit::subject::Subject;
use crate::naming;

/// The path of the item that stands for a part, or the chain of calls that leads to it. None, where nothing says what it
/// is called: listings of what travels have no names in Rust.
pub(super) fn rust_path(facts: &Facts, subject: &Subject) -> Option<String> {
    let element = facts.get(subject)?;
    let name = element.get(Aspect::Rust);
    match element.kind {
        Kind::Namespace => chain(facts, subject.steps().get(1..)?),
        Kind::Resource => resource(facts, element),
        Kind::Operation => {
            let before = resource(facts, facts.get(&subject.parent()?)?)?;
            Some(format!("{before}.{}(…)", name?))
        }
        Kind::Scheme => Some(format!("Credentials::{}", naming::plain(name?))),
        Kind::PathParameter => name.map(str::to_owned),
        // What stands alone is what the call takes or gives.
        Kind::Body => rust_path(facts, &subject.parent()?),
        Kind::ErrorResponse => rust_path(facts, &subject.parent()?.parent()?),
        Kind::Response => match name {
            Some(name) => in_type(facts, subject, Aspect::RustResponse, name),
            None => rust_path(facts, &subject.parent()?.parent()?),
        },
        kind if kind.is_input() => input(facts, subject, element),
        Kind::Field | Kind::Value | Kind::Variant => Some(format!(
            "{}::{}",
            rust_path(facts, &subject.parent()?)?,
            name?
        )),
        kind if kind.is_type() => Some(format!("{}::{}", element.get(Aspect::Module)?, name?)),
        _ => None,
    }
}

/// `client.net().zones()`.
fn resource(facts: &Facts, resource: &Element) -> Option<String> {
    let namespace = resource.get(Aspect::Namespace).unwrap_or_default();
    let steps: Vec<_> = namespace
        .split('.')
        .filter(|step| !step.is_empty())
        .collect();
    let before = chain(facts, &steps)?;
    Some(format!("{before}.{}()", resource.get(Aspect::Rust)?))
}

/// `client.net()`.
fn chain(facts: &Facts, steps: &[impl AsRef<str>]) -> Option<String> {
    let mut at = Subject::reserved("namespaces");
    let mut text = "client".to_owned();
    for step in steps {
        at = at.child(step.as_ref());
        let name = facts.get(&at)?.get(Aspect::Rust)?;
        text.push_str(&format!(".{name}()"));
    }
    Some(text)
}

/// What is required stands in a struct of its own; the rest is set by methods of the request.
fn input(facts: &Facts, subject: &Subject, element: &Element) -> Option<String> {
    let name = element.get(Aspect::Rust)?;
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
    let ty = facts.get(&operation)?.get(of)?;
    let module = facts.get(&operation.parent()?)?.get(Aspect::Rust)?;
    Some(format!("{module}::{ty}::{name}"))
}
