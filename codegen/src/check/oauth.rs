//! Token endpoints and scopes of OAuth 2.

use super::fields::docs;
use super::grammar;
use crate::diag::{Code, Report};
use crate::ir::{OAuth, Scope};
use crate::source::Span;
use crate::spec::decode::Text;
use crate::spec::{SchemeKind, SecurityScheme};
use crate::yaml::Key;

/// Resolves the token endpoint of a scheme; `None` if its kind is another one.
pub(super) fn resolve(key: &Key, scheme: &SecurityScheme, report: &mut Report) -> Option<OAuth> {
    if scheme.kind.value != SchemeKind::OAuth2 {
        report_misplaced(scheme, report);
        return None;
    }
    let variables = [&scheme.client_id_env, &scheme.client_secret_env];
    for variable in variables {
        grammar::environment_variable(variable.as_ref(), report);
    }
    if let Some(env) = &scheme.env {
        report.error(
            Code::InvalidSecurity,
            env.span,
            format!(
                "`env` does not apply to the scheme `{}` of the kind `oauth2`",
                key.text
            ),
            "use `client_id_env` and `client_secret_env` instead",
        );
    }
    if let [Some(one), None] | [None, Some(one)] = variables {
        report.error(
            Code::InvalidSecurity,
            one.span,
            "the client ID and the client secret are read from the environment together",
            "set both `client_id_env` and `client_secret_env`, or neither",
        );
    }
    let Some(token_url) = &scheme.token_url else {
        report.error(
            Code::InvalidSecurity,
            key.span,
            format!("the scheme `{}` has no `token_url`", key.text),
            "add `token_url: …`, the URL of the token endpoint; for tokens of other flows, use the kind `bearer`",
        );
        return None;
    };
    check_token_url(token_url, report);
    let scopes = scheme.scopes.iter().map(|(name, scope)| Scope {
        name: name.text.clone(),
        docs: docs(scope.docs.as_ref()),
    });
    let text = |it: &Option<Text>| it.as_ref().map(|it| it.value.clone());
    Some(OAuth {
        token_url: token_url.value.clone(),
        scopes: scopes.collect(),
        client_id_env: text(&scheme.client_id_env),
        client_secret_env: text(&scheme.client_secret_env),
    })
}

/// Reports the keys of OAuth 2 in a scheme of another kind.
fn report_misplaced(scheme: &SecurityScheme, report: &mut Report) {
    let texts = [
        ("token_url", &scheme.token_url),
        ("client_id_env", &scheme.client_id_env),
        ("client_secret_env", &scheme.client_secret_env),
    ];
    let texts = texts.map(|(name, it)| Some((name, it.as_ref()?.span)));
    let scopes = scheme.scopes.first().map(|(key, _)| ("scopes", key.span));
    let misplaced: Vec<(&str, Span)> = texts.into_iter().chain([scopes]).flatten().collect();
    for (name, span) in misplaced {
        report.error(
            Code::InvalidSecurity,
            span,
            format!(
                "`{name}` has no effect in a scheme of the kind `{}`",
                scheme.kind.value.word()
            ),
            format!("remove `{name}`, or change `kind` to `oauth2`"),
        );
    }
}

/// A token URL is an absolute `https` URL or a path. Secrets must not be sent unencrypted.
fn check_token_url(url: &Text, report: &mut Report) {
    let is_plain = |text: &str| {
        let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}#?@".contains(c);
        !text.is_empty() && text.chars().all(plain)
    };
    let path = url.value.strip_prefix('/');
    let host = url.value.strip_prefix("https://");
    let is_valid = match (path, host) {
        (Some(path), _) => is_plain(path) && !path.starts_with('/'),
        (None, Some(host)) => is_plain(host) && !host.starts_with('/'),
        (None, None) => false,
    };
    if !is_valid {
        report.error(
            Code::InvalidSecurity,
            url.span,
            format!("`{}` is not a valid token URL", url.value),
            "use an `https://` URL without a query, or a path on the host of the API, such as `/oauth/token`",
        );
    }
}
