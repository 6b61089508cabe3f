//! Who may call: schemes, and the alternatives in which they are asked for.

use super::object::Object;
use crate::ir::{Api, Scheme, SchemeKind};
use serde_json::Value;

/// What one scheme of OpenAPI stands for.
enum Credential<'a> {
    /// One scheme of the spec.
    Single(&'a Scheme),
    /// A user and a password, which travel as one.
    Basic(&'a Scheme, &'a Scheme),
}

/// Alternatives of auth, best first; the schemes of one of them are needed together.
pub(super) fn requirements(api: &Api, requirements: &[Vec<usize>]) -> Vec<Object> {
    let requirement = |alternative: &Vec<usize>| -> Object {
        // The list is for scopes, which no scheme of the spec has.
        credentials(api, alternative)
            .map(|it| (it.key(), Vec::<Value>::new()))
            .collect()
    };
    requirements.iter().map(requirement).collect()
}

/// All schemes that the API or one of its operations asks for.
pub(super) fn schemes(api: &Api) -> Object {
    let operations = api.resources.iter().flat_map(|it| &it.operations);
    let overrides = operations.filter_map(|it| it.security.as_ref()).flatten();
    let alternatives = api.security.iter().chain(overrides);
    alternatives
        .flat_map(|alternative| credentials(api, alternative))
        .map(|it| (it.key(), it.scheme()))
        .collect()
}

fn credentials<'a>(
    api: &'a Api,
    alternative: &'a [usize],
) -> impl Iterator<Item = Credential<'a>> + 'a {
    let schemes = || alternative.iter().map(|index| &api.schemes[*index]);
    schemes().filter_map(move |scheme| match scheme.kind {
        SchemeKind::BasicUser => schemes()
            .find(|other| other.kind == SchemeKind::BasicPassword)
            .map(|password| Credential::Basic(scheme, password)),
        SchemeKind::BasicPassword => None,
        _ => Some(Credential::Single(scheme)),
    })
}

impl Credential<'_> {
    /// The name of the scheme. The dot keeps that of a pair apart from all others.
    fn key(&self) -> String {
        match self {
            Self::Single(scheme) => key(&scheme.name),
            Self::Basic(user, password) => format!("{}.{}", key(&user.name), key(&password.name)),
        }
    }

    fn scheme(&self) -> Object {
        match self {
            Self::Single(scheme) => single(scheme),
            Self::Basic(user, password) => {
                let docs = [user.docs.as_str(), password.docs.as_str()].join("\n\n");
                http("basic", docs.trim())
            }
        }
    }
}

fn single(scheme: &Scheme) -> Object {
    let key = |place: &str| {
        Object::new()
            .with("type", "apiKey")
            .with("in", place)
            .with("name", scheme.carrier.as_str())
            .with_text("description", &scheme.docs)
    };
    match scheme.kind {
        SchemeKind::Bearer => http("bearer", &scheme.docs),
        SchemeKind::BasicUser | SchemeKind::BasicPassword => http("basic", &scheme.docs),
        SchemeKind::Header => key("header"),
        SchemeKind::Query => key("query"),
        SchemeKind::Cookie => key("cookie"),
    }
}

fn http(scheme: &str, docs: &str) -> Object {
    Object::new()
        .with("type", "http")
        .with("scheme", scheme)
        .with_text("description", docs)
}

/// A name with what the names of components may not have replaced. Two names cannot become one by it: the spec's
/// check takes them for one before.
fn key(name: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    name.chars()
        .map(|c| if allowed(c) { c } else { '_' })
        .collect()
}
