//! Who may call: the parts of credentials, and the alternatives that are made of them.

use super::fields::docs;
use super::names::{self, Owner, Scope};
use super::{grammar, repeats};
use crate::diag::{Code, Report, suggest_or};
use crate::ir::{Api, Scheme};
use crate::source::Span;
use crate::spec::record::Text;
use crate::spec::{self, ApiFile, SchemeKind, Spec};
use crate::yaml::Key;
use std::collections::BTreeMap;

/// Resolves the schemes.
pub(super) fn schemes(file: &ApiFile, report: &mut Report) -> Vec<Scheme> {
    let Some(security) = &file.security else {
        return Vec::new();
    };
    let mut scope = Scope::default();
    let mut schemes = Vec::new();
    for (key, scheme) in &security.schemes {
        carrier(key, scheme, report);
        grammar::environment_variable(scheme.env.as_ref(), report);
        let owner = Owner::new("scheme", &key.text, key.span);
        let Some(rust) = names::value(&key.text, None, &owner, report) else {
            continue;
        };
        scope.claim(&rust, &owner, report);
        schemes.push(Scheme {
            name: key.text.clone(),
            rust,
            kind: scheme.kind.value,
            carrier: scheme
                .name
                .as_ref()
                .map(|name| name.value.clone())
                .unwrap_or_default(),
            env: scheme.env.as_ref().map(|env| env.value.clone()),
            docs: docs(scheme.docs.as_ref()),
            span: key.span,
        });
    }
    schemes
}

/// A secret outside `Authorization` travels under a name that its place allows.
fn carrier(key: &Key, scheme: &spec::Scheme, report: &mut Report) {
    let kind = scheme.kind.value;
    let place = match kind {
        SchemeKind::Header => "header",
        SchemeKind::Query => "query parameter",
        SchemeKind::Cookie => "cookie",
        SchemeKind::Bearer | SchemeKind::BasicUser | SchemeKind::BasicPassword => {
            if let Some(name) = &scheme.name {
                report.error(
                    Code::BadAuth,
                    name.span,
                    format!(
                        "the scheme `{}` travels in `Authorization`, so a name says nothing",
                        key.text
                    ),
                    "remove `name`, or make the kind `header`",
                );
            }
            return;
        }
    };
    let Some(name) = &scheme.name else {
        report.error(
            Code::BadAuth,
            key.span,
            format!(
                "the scheme `{}` does not say which {place} carries it",
                key.text
            ),
            format!("add `name: …` with the name of the {place}"),
        );
        return;
    };
    let sound = match kind {
        SchemeKind::Query => !name.value.is_empty() && !name.value.chars().any(char::is_control),
        _ => grammar::is_token(&name.value),
    };
    let taken = kind == SchemeKind::Header && grammar::frames(&name.value);
    if !sound || taken {
        report.error(
            Code::BadAuth,
            name.span,
            if sound {
                format!("the client writes the header `{}` itself", name.value)
            } else {
                format!("`{}` cannot be the name of a {place}", name.value)
            },
            format!("write the name of the {place} as the API documents it, such as `X-Api-Key`"),
        );
    }
}

/// Gives each alternative one order of its schemes in the whole API, and reports two that would share a constructor.
pub(super) fn constructors(spec: &Spec, api: &mut Api, report: &mut Report) {
    let mut known = Known::default();
    let spans = spec.api.security.iter().flat_map(|it| &it.requirements);
    let spans: Vec<_> = spans
        .map(|it| it.first().map_or(spec.api.span, |name| name.span))
        .collect();
    let schemes = &api.schemes;
    for (alternative, span) in api.security.iter_mut().zip(spans) {
        known.settle(alternative, span, schemes, report);
    }
    for operation in api.resources.iter_mut().flat_map(|it| &mut it.operations) {
        for alternative in operation.security.iter_mut().flatten() {
            known.settle(alternative, operation.span, schemes, report);
        }
    }
}

/// What one alternative is called.
struct Constructor {
    /// Its schemes in Rust.
    parts: Vec<String>,
    /// Its schemes in the spec.
    name: String,
    span: Span,
}

/// The alternatives so far.
#[derive(Default)]
struct Known {
    /// Each in the order in which it was met first, by its sorted indexes.
    orders: BTreeMap<Vec<usize>, Vec<usize>>,
    /// Those that can be told apart, by the constructor's name.
    constructors: BTreeMap<String, Constructor>,
}

impl Known {
    fn settle(
        &mut self,
        alternative: &mut Vec<usize>,
        span: Span,
        schemes: &[Scheme],
        report: &mut Report,
    ) {
        let mut set = alternative.clone();
        set.sort_unstable();
        if let Some(order) = self.orders.get(&set) {
            alternative.clone_from(order);
            return;
        }
        self.orders.insert(set, alternative.clone());
        let chosen = || alternative.iter().filter_map(|index| schemes.get(*index));
        let names: Vec<_> = chosen().map(|it| it.name.as_str()).collect();
        let parts = chosen().map(|it| it.rust.trim_start_matches("r#").to_owned());
        let constructor = Constructor {
            parts: parts.collect(),
            name: format!("[{}]", names.join(", ")),
            span,
        };
        self.construct(constructor, report);
    }

    /// Takes the name of a constructor.
    fn construct(&mut self, constructor: Constructor, report: &mut Report) {
        let rust = match constructor.parts.as_slice() {
            [] => "anonymous".to_owned(),
            parts => parts.join("_and_"),
        };
        let Some(first) = self.constructors.get(&rust) else {
            self.constructors.insert(rust, constructor);
            return;
        };
        // Schemes that clash by themselves were reported where they are declared.
        if first.parts != constructor.parts {
            report.error_between(
                Code::NameClash,
                constructor.span,
                format!(
                    "the security requirements `{}` and `{}` both become `{rust}` in Rust",
                    constructor.name, first.name
                ),
                (first.span, "the other one"),
                "rename a scheme of one of them",
            );
        }
    }
}

/// Security requirements as indexes into the schemes.
pub(super) fn requirements(
    alternatives: &[Vec<Text>],
    file: &ApiFile,
    report: &mut Report,
) -> Vec<Vec<usize>> {
    let mut seen: BTreeMap<Vec<usize>, Span> = BTreeMap::new();
    let mut resolved = Vec::new();
    for alternative in alternatives {
        let indexes = alternative_of(alternative, file, report);
        let span = alternative.first().map_or(file.span, |name| name.span);
        let mut set = indexes.clone();
        set.sort_unstable();
        match seen.get(&set) {
            // What could not be resolved was reported as such.
            Some(first) if indexes.len() == alternative.len() => {
                repeats::twice("this alternative", span, *first, report);
            }
            _ => {
                seen.insert(set, span);
            }
        }
        resolved.push(indexes);
    }
    resolved
}

fn alternative_of(alternative: &[Text], file: &ApiFile, report: &mut Report) -> Vec<usize> {
    let schemes = file.security.as_ref().map_or(&[][..], |it| &it.schemes);
    let mut indexes = Vec::new();
    for name in alternative {
        match schemes.iter().position(|(key, _)| key.text == name.value) {
            Some(index) if !indexes.contains(&index) => indexes.push(index),
            Some(_) => report.error(
                Code::BadAuth,
                name.span,
                format!("`{}` stands twice in one alternative", name.value),
                "remove one of the two",
            ),
            None => report.error(
                Code::UndefinedName,
                name.span,
                format!("there is no auth scheme `{}`", name.value),
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
    if indexes.len() == alternative.len() {
        let kinds = indexes.iter().filter_map(|index| schemes.get(*index));
        let kinds: Vec<_> = kinds.map(|(_, scheme)| scheme.kind.value).collect();
        share_authorization(alternative, &kinds, file, report);
    }
    indexes
}

/// `Authorization` is one header: it carries one token, or one user with one password.
fn share_authorization(
    alternative: &[Text],
    kinds: &[SchemeKind],
    file: &ApiFile,
    report: &mut Report,
) {
    let count = |kind: SchemeKind| kinds.iter().filter(|it| **it == kind).count();
    let tokens = count(SchemeKind::Bearer);
    let users = count(SchemeKind::BasicUser);
    let passwords = count(SchemeKind::BasicPassword);
    if !matches!((tokens, users, passwords), (0 | 1, 0, 0) | (0, 1, 1)) {
        report.error(
            Code::BadAuth,
            alternative.first().map_or(file.span, |name| name.span),
            "`Authorization` carries either a bearer token, or a user with a password",
            "name one `bearer` scheme, or one `basic_user` and one `basic_password`, in this alternative",
        );
    }
}
