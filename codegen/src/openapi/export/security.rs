//! Security schemes and requirements.

use super::object::Object;
use crate::ir::{Api, Scheme, SchemeKind};
use serde_json::Value;

/// The source of a security scheme in the document.
enum Credential<'a> {
    /// A scheme of the spec.
    Single(&'a Scheme),
    /// A user name and a password, which OpenAPI describes as one scheme.
    Basic(&'a Scheme, &'a Scheme),
}

/// Security requirements in order of precedence.
pub(super) fn requirements(api: &Api, requirements: &[Vec<usize>]) -> Vec<Object> {
    let requirement = |schemes: &Vec<usize>| -> Object {
        // OpenAPI lists scopes here, which schemes of the spec do not have.
        credentials(api, schemes)
            .map(|it| (it.key(), Vec::<Value>::new()))
            .collect()
    };
    requirements.iter().map(requirement).collect()
}

/// The security schemes that the API or an operation requires.
pub(super) fn schemes(api: &Api) -> Object {
    let operations = api.resources.iter().flat_map(|it| &it.operations);
    let overrides = operations.filter_map(|it| it.security.as_ref()).flatten();
    let requirements = api.security.iter().chain(overrides);
    requirements
        .flat_map(|requirement| credentials(api, requirement))
        .map(|it| (it.key(), it.scheme()))
        .collect()
}

fn credentials<'a>(
    api: &'a Api,
    requirement: &'a [usize],
) -> impl Iterator<Item = Credential<'a>> + 'a {
    let schemes = || requirement.iter().map(|index| &api.schemes[*index]);
    schemes().filter_map(move |scheme| match scheme.kind {
        SchemeKind::BasicUser => schemes()
            .find(|other| other.kind == SchemeKind::BasicPassword)
            .map(|password| Credential::Basic(scheme, password)),
        SchemeKind::BasicPassword => None,
        _ => Some(Credential::Single(scheme)),
    })
}

impl Credential<'_> {
    /// The name of the scheme in the document. Names with a dot belong to pairs only.
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
    let key = |location: &str| {
        Object::new()
            .with("type", "apiKey")
            .with("in", location)
            .with("name", scheme.parameter.as_str())
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

/// A name with `_` for characters that component names cannot contain. Names stay distinct, because `check` rejects schemes whose
/// Rust names are equal.
fn key(name: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    name.chars()
        .map(|c| if allowed(c) { c } else { '_' })
        .collect()
}
