//! Security schemes and security requirements.

use super::fields::docs;
use super::names::{self, Owner, Scope};
use super::{duplicates, grammar, oauth};
use crate::diag::{Code, Report, suggest_or};
use crate::ir::{Api, Scheme};
use crate::naming;
use crate::source::Span;
use crate::spec::decode::Text;
use crate::spec::{self, ApiFile, SchemeKind, Spec};
use crate::yaml::Key;
use std::collections::BTreeMap;

/// Resolves the security schemes.
pub(super) fn schemes(file: &ApiFile, report: &mut Report) -> Vec<Scheme> {
    let Some(security) = &file.security else {
        return Vec::new();
    };
    let mut scope = Scope::default();
    let mut schemes = Vec::new();
    for (key, scheme) in &security.schemes {
        check_name(key, scheme, report);
        grammar::environment_variable(scheme.env.as_ref(), report);
        let oauth = oauth::resolve(key, scheme, report);
        let owner = Owner::new("scheme", &key.text, key.span);
        let Some(rust) = names::value(&key.text, None, &owner, report) else {
            continue;
        };
        scope.claim(&rust, &owner, report);
        schemes.push(Scheme {
            name: key.text.clone(),
            rust,
            kind: scheme.kind.value,
            parameter: scheme
                .name
                .as_ref()
                .map(|name| name.value.clone())
                .unwrap_or_default(),
            env: scheme.env.as_ref().map(|env| env.value.clone()),
            oauth,
            docs: docs(scheme.docs.as_ref()),
            span: key.span,
        });
    }
    schemes
}

/// A scheme has a valid `name`, unless it uses `Authorization`.
fn check_name(key: &Key, scheme: &spec::SecurityScheme, report: &mut Report) {
    let kind = scheme.kind.value;
    let noun = match kind {
        SchemeKind::Header => "header",
        SchemeKind::Query => "query parameter",
        SchemeKind::Cookie => "cookie",
        SchemeKind::Bearer
        | SchemeKind::OAuth2
        | SchemeKind::BasicUser
        | SchemeKind::BasicPassword => {
            if let Some(name) = &scheme.name {
                report.error(
                    Code::InvalidSecurity,
                    name.span,
                    format!(
                        "the scheme `{}` is sent in `Authorization`, so `name` has no effect",
                        key.text
                    ),
                    "remove `name`, or change `kind` to `header`",
                );
            }
            return;
        }
    };
    let Some(name) = &scheme.name else {
        report.error(
            Code::InvalidSecurity,
            key.span,
            format!("the scheme `{}` has no `name`", key.text),
            format!("add `name: …`, the name of the {noun} that carries the secret"),
        );
        return;
    };
    let is_valid = match kind {
        SchemeKind::Query => !name.value.is_empty() && !name.value.chars().any(char::is_control),
        _ => grammar::is_token(&name.value),
    };
    let is_set_by_client = kind == SchemeKind::Header && grammar::frames(&name.value);
    if !is_valid || is_set_by_client {
        report.error(
            Code::InvalidSecurity,
            name.span,
            if is_valid {
                format!("the client sets the header `{}` itself", name.value)
            } else {
                format!("`{}` is not a valid {noun} name", name.value)
            },
            format!("use the {noun} name that the API documents, such as `X-Api-Key`"),
        );
    }
}

/// Gives all requirements with the same schemes the same order, and reports requirements whose constructors would have
/// the same name.
pub(super) fn check_constructors(spec: &Spec, api: &mut Api, report: &mut Report) {
    let mut requirements = Requirements::default();
    let spans = spec.api.security.iter().flat_map(|it| &it.requirements);
    let spans: Vec<_> = spans
        .map(|it| it.first().map_or(spec.api.span, |name| name.span))
        .collect();
    let schemes = &api.schemes;
    for (requirement, span) in api.security.iter_mut().zip(spans) {
        requirements.add(requirement, span, schemes, report);
    }
    for operation in api.resources.iter_mut().flat_map(|it| &mut it.operations) {
        for requirement in operation.security.iter_mut().flatten() {
            requirements.add(requirement, operation.span, schemes, report);
        }
    }
}

/// The constructor of `Credentials` for a requirement.
struct Constructor {
    /// Rust names of the schemes.
    parts: Vec<String>,
    /// The requirement in the syntax of the spec, for messages.
    requirement: String,
    span: Span,
}

/// The requirements so far, each as indexes of schemes.
#[derive(Default)]
struct Requirements {
    /// The first order of each requirement, by its sorted indexes.
    orders: BTreeMap<Vec<usize>, Vec<usize>>,
    /// The constructors by name.
    constructors: BTreeMap<String, Constructor>,
}

impl Requirements {
    /// Adds a requirement, in the order in which its schemes were listed first.
    fn add(
        &mut self,
        requirement: &mut Vec<usize>,
        span: Span,
        schemes: &[Scheme],
        report: &mut Report,
    ) {
        let mut set = requirement.clone();
        set.sort_unstable();
        if let Some(order) = self.orders.get(&set) {
            requirement.clone_from(order);
            return;
        }
        self.orders.insert(set, requirement.clone());
        let chosen = || requirement.iter().filter_map(|index| schemes.get(*index));
        let names: Vec<_> = chosen().map(|it| it.name.as_str()).collect();
        let parts = chosen().map(|it| naming::plain(&it.rust).to_owned());
        let constructor = Constructor {
            parts: parts.collect(),
            requirement: format!("[{}]", names.join(", ")),
            span,
        };
        self.claim(constructor, report);
    }

    /// Claims the name of a constructor.
    fn claim(&mut self, constructor: Constructor, report: &mut Report) {
        let rust = match constructor.parts.as_slice() {
            [] => "anonymous".to_owned(),
            parts => parts.join("_and_"),
        };
        let Some(first) = self.constructors.get(&rust) else {
            self.constructors.insert(rust, constructor);
            return;
        };
        // Schemes with the same Rust name are reported where they are declared.
        if first.parts != constructor.parts {
            report.error_between(
                Code::NameClash,
                constructor.span,
                format!(
                    "the security requirements `{}` and `{}` both become `{rust}` in Rust",
                    constructor.requirement, first.requirement
                ),
                (first.span, "the other requirement"),
                "rename a scheme of one of them",
            );
        }
    }
}

/// Resolves security requirements to indexes of schemes.
pub(super) fn requirements(
    requirements: &[Vec<Text>],
    file: &ApiFile,
    report: &mut Report,
) -> Vec<Vec<usize>> {
    let mut seen: BTreeMap<Vec<usize>, Span> = BTreeMap::new();
    let mut resolved = Vec::new();
    for requirement in requirements {
        let indexes = resolve(requirement, file, report);
        let span = requirement.first().map_or(file.span, |name| name.span);
        let mut set = indexes.clone();
        set.sort_unstable();
        match seen.get(&set) {
            // Requirements with undefined schemes are reported as such.
            Some(first) if indexes.len() == requirement.len() => {
                duplicates::report("security requirement", span, *first, report);
            }
            _ => {
                seen.insert(set, span);
            }
        }
        resolved.push(indexes);
    }
    resolved
}

fn resolve(requirement: &[Text], file: &ApiFile, report: &mut Report) -> Vec<usize> {
    let schemes = file.security.as_ref().map_or(&[][..], |it| &it.schemes);
    let mut indexes = Vec::new();
    for name in requirement {
        match schemes.iter().position(|(key, _)| key.text == name.value) {
            Some(index) if !indexes.contains(&index) => indexes.push(index),
            Some(_) => report.error(
                Code::InvalidSecurity,
                name.span,
                format!(
                    "duplicate scheme `{}` in a security requirement",
                    name.value
                ),
                "remove one of them",
            ),
            None => report.error(
                Code::UndefinedName,
                name.span,
                format!("the security scheme `{}` is not defined", name.value),
                suggest_or(
                    &name.value,
                    schemes.iter().map(|(key, _)| key.text.as_str()),
                    &format!(
                        "add `{}` under `security.schemes` in `api.yaml`",
                        name.value
                    ),
                ),
            ),
        }
    }
    if indexes.len() == requirement.len() {
        let kinds = indexes.iter().filter_map(|index| schemes.get(*index));
        let kinds: Vec<_> = kinds.map(|(_, scheme)| scheme.kind.value).collect();
        check_authorization(requirement, &kinds, file, report);
    }
    indexes
}

/// `Authorization` is a single header: it carries either a token or a user name with its password.
fn check_authorization(
    requirement: &[Text],
    kinds: &[SchemeKind],
    file: &ApiFile,
    report: &mut Report,
) {
    let count = |kind: SchemeKind| kinds.iter().filter(|it| **it == kind).count();
    let tokens = count(SchemeKind::Bearer) + count(SchemeKind::OAuth2);
    let users = count(SchemeKind::BasicUser);
    let passwords = count(SchemeKind::BasicPassword);
    if !matches!((tokens, users, passwords), (0 | 1, 0, 0) | (0, 1, 1)) {
        report.error(
            Code::InvalidSecurity,
            requirement.first().map_or(file.span, |name| name.span),
            "`Authorization` carries either a bearer token, or a user name with its password",
            "list one `bearer` or `oauth2` scheme, or one `basic_user` and one `basic_password` scheme, in this requirement",
        );
    }
}
