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
pub(super) fn requirements(
    api: &Api,
    requirements: &[Vec<usize>],
    permissions: &[String],
) -> Vec<Object> {
    let requirement = |schemes: &Vec<usize>| -> Object {
        credentials(api, schemes)
            .map(|it| (it.key(), it.scopes(permissions)))
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

    /// The permissions that are scopes of the scheme.
    fn scopes(&self, permissions: &[String]) -> Vec<Value> {
        let oauth = match self {
            Self::Single(scheme) => scheme.oauth.as_ref(),
            Self::Basic(..) => None,
        };
        let scopes = oauth.map_or(&[][..], |it| &it.scopes);
        let is_scope = |name: &&String| scopes.iter().any(|it| it.name == **name);
        let scopes = permissions.iter().filter(is_scope);
        scopes.map(|it| Value::from(it.as_str())).collect()
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
        SchemeKind::OAuth2 => oauth(scheme),
        SchemeKind::BasicUser | SchemeKind::BasicPassword => http("basic", &scheme.docs),
        SchemeKind::Header => key("header"),
        SchemeKind::Query => key("query"),
        SchemeKind::Cookie => key("cookie"),
    }
}

fn oauth(scheme: &Scheme) -> Object {
    let flow = scheme.oauth.iter().map(|it| {
        let scopes: Object = it
            .scopes
            .iter()
            .map(|it| (&*it.name, it.docs.as_str()))
            .collect();
        Object::new()
            .with("tokenUrl", it.token_url.as_str())
            .with("scopes", scopes)
    });
    let flows: Object = flow.map(|it| ("clientCredentials", it)).collect();
    Object::new()
        .with("type", "oauth2")
        .with_text("description", &scheme.docs)
        .with("flows", flows)
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
