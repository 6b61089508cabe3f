//! Facts of the service: package, servers, security schemes, pagination, namespaces.

use super::value::{list, quoted, requirements};
use super::{Aspect, Element, Facts, Kind, TypeExpr};
use crate::audit::subject::Subject;
use crate::ir::{
    Api, Envelope, Namespace, OAuth, Pagination, ResponseHeader, Scheme, Scope, Server,
    ServerVariable, Signature, SignatureScheme, Webhooks,
};
use std::collections::BTreeSet;

/// Aspects of the envelope, which is declared in one place.
const ENVELOPE: &[Aspect] = &[
    Aspect::EnvelopeResult,
    Aspect::EnvelopeSuccess,
    Aspect::EnvelopeErrors,
    Aspect::EnvelopeMessages,
    Aspect::EnvelopePageInfo,
];

/// Claims everything except resources and types.
pub(super) fn claim(api: &Api, facts: &mut Facts) {
    let Api {
        package,
        version,
        title,
        docs,
        documentation,
        repository,
        servers,
        base_url_env,
        schemes,
        security,
        envelope,
        request_id_header,
        idempotency_key_header,
        response_headers,
        paginations,
        namespaces,
        webhooks,
        // Claimed by the caller.
        types: _,
        resources: _,
        span,
        version_span,
        security_span,
    } = api;
    let service = Subject::reserved("service");
    let mut element = Element::new(Kind::Service);
    element.set(Aspect::Package, package);
    element.set(Aspect::Version, version);
    element.set_text(Aspect::Title, title);
    element.set_text(Aspect::Docs, docs);
    element.set_some(Aspect::Documentation, documentation.as_ref());
    element.set_some(Aspect::Repository, repository.as_ref());
    element.set_some(Aspect::BaseUrlEnv, base_url_env.as_ref());
    element.set_some(Aspect::RequestIdHeader, request_id_header.as_ref());
    let key_header = idempotency_key_header.as_ref();
    element.set_some(Aspect::IdempotencyKeyHeader, key_header);
    if !security.is_empty() {
        element.set(Aspect::Security, requirements(alternatives(api, security)));
    }
    claim_envelope(envelope.as_ref(), &mut element);
    // These aspects of the service are declared in places of their own.
    facts.place_aspect(&service, Aspect::Version, *version_span);
    if let Some(span) = security_span {
        facts.place_aspect(&service, Aspect::Security, *span);
    }
    for aspect in ENVELOPE {
        if let Some(envelope) = envelope {
            facts.place_aspect(&service, *aspect, envelope.span);
        }
    }
    for (index, server) in servers.iter().enumerate() {
        if index == 0 {
            claim_server(&service.child("server"), server, facts);
        } else {
            claim_alternative(&service.child("servers"), server, facts);
        }
    }
    for scheme in schemes {
        claim_scheme(&service.child("security"), scheme, facts);
    }
    for header in response_headers {
        claim_response_header(header, facts);
    }
    for pagination in paginations {
        claim_pagination(pagination, facts);
    }
    for namespace in namespaces {
        claim_namespace(namespace, facts);
    }
    if let Some(webhooks) = webhooks {
        claim_webhooks(api, &service.child("webhooks"), webhooks, facts);
    }
    facts.insert(service, element, Some(*span));
}

fn claim_webhooks(api: &Api, subject: &Subject, webhooks: &Webhooks, facts: &mut Facts) {
    let Webhooks {
        event,
        signature,
        span,
    } = webhooks;
    let mut element = Element::new(Kind::Webhooks);
    element.set(Aspect::Type, TypeExpr::named(&api.ty(*event).name));
    if let Some(Signature {
        scheme,
        header,
        prefix,
        encoding,
    }) = signature
    {
        let text = match scheme {
            SignatureScheme::Standard => scheme.word().to_owned(),
            SignatureScheme::Hmac | SignatureScheme::Timestamped => {
                let text = format!("{} {} {header} {prefix}", scheme.word(), encoding.word());
                text.trim_end().to_owned()
            }
        };
        element.set(Aspect::Signature, &text);
    }
    facts.insert(subject.clone(), element, Some(*span));
}

/// Alternative security requirements, by the names of their schemes.
pub(super) fn alternatives(api: &Api, requirements: &[Vec<usize>]) -> Vec<BTreeSet<String>> {
    let name = |index: &usize| api.schemes.get(*index).map(|scheme| scheme.name.clone());
    requirements
        .iter()
        .map(|schemes| schemes.iter().filter_map(name).collect())
        .collect()
}

fn claim_envelope(envelope: Option<&Envelope>, element: &mut Element) {
    let Some(envelope) = envelope else { return };
    let Envelope {
        result,
        success,
        errors,
        messages,
        page_info,
        span: _,
    } = envelope;
    element.set(Aspect::EnvelopeResult, result);
    element.set_some(Aspect::EnvelopeSuccess, success.as_ref());
    element.set_some(Aspect::EnvelopeErrors, errors.as_ref());
    element.set_some(Aspect::EnvelopeMessages, messages.as_ref());
    element.set_some(Aspect::EnvelopePageInfo, page_info.as_ref());
}

fn claim_server(subject: &Subject, server: &Server, facts: &mut Facts) {
    let Server {
        url,
        docs,
        variables,
        span,
    } = server;
    let mut element = Element::new(Kind::Server);
    element.set(Aspect::Url, url);
    element.set_text(Aspect::Docs, docs);
    facts.insert(subject.clone(), element, Some(*span));
    for variable in variables {
        let ServerVariable {
            name,
            default,
            values,
            docs,
            span,
        } = variable;
        let mut element = Element::new(Kind::ServerVariable);
        element.set(Aspect::Default, default);
        element.set_names(Aspect::Enum, values);
        element.set_text(Aspect::Docs, docs);
        facts.insert(subject.child(name), element, Some(*span));
    }
}

/// Claims an alternative server. Clients never use it, so its variables are part of its description.
fn claim_alternative(subject: &Subject, server: &Server, facts: &mut Facts) {
    let Server {
        url,
        docs,
        variables,
        span,
    } = server;
    let mut element = Element::new(Kind::AlternativeServer);
    element.set_text(Aspect::Docs, docs);
    let described: Vec<_> = variables.iter().map(described_variable).collect();
    element.set_names(Aspect::Variables, &described);
    facts.insert(subject.child(url), element, Some(*span));
}

/// A server of an operation: the URL, with what clients and callers use of its variables.
pub(super) fn described(server: &Server) -> String {
    let Server {
        url,
        docs,
        variables,
        span: _,
    } = server;
    let variables = variables.iter().map(described_variable);
    let facts: Vec<_> = variables
        .chain((!docs.is_empty()).then(|| quoted(docs)))
        .collect();
    match facts.as_slice() {
        [] => url.clone(),
        facts => format!("{url} [{}]", facts.join(", ")),
    }
}

fn described_variable(variable: &ServerVariable) -> String {
    let ServerVariable {
        name,
        default,
        values,
        docs,
        span: _,
    } = variable;
    let values: BTreeSet<_> = values.iter().collect();
    let (values, docs) = (list(values), quoted(docs));
    format!("{name}={default} ({values}) {docs}")
}

fn claim_scheme(auth: &Subject, scheme: &Scheme, facts: &mut Facts) {
    let Scheme {
        name,
        rust,
        kind,
        parameter,
        env,
        oauth,
        docs,
        span,
    } = scheme;
    let mut element = Element::new(Kind::Scheme);
    element.set(Aspect::Rust, rust);
    element.set(Aspect::Place, kind.word());
    element.set_text(Aspect::Carrier, parameter);
    element.set_some(Aspect::Env, env.as_ref());
    let mut docs = docs.clone();
    if let Some(oauth) = oauth {
        claim_oauth(oauth, &mut docs, &mut element);
    }
    element.set_text(Aspect::Docs, &docs);
    facts.insert(auth.child(name), element, Some(*span));
}

/// Claims a token endpoint. The docs of its scopes are part of those of the scheme.
fn claim_oauth(oauth: &OAuth, all_docs: &mut String, element: &mut Element) {
    let OAuth {
        token_url,
        scopes,
        client_id_env,
        client_secret_env,
    } = oauth;
    let mut names = Vec::new();
    for Scope { name, docs } in scopes {
        names.push(name.clone());
        if !docs.is_empty() {
            all_docs.push_str(&format!("\n\n{name}: {docs}"));
        }
    }
    element.set(Aspect::TokenUrl, token_url);
    element.set_names(Aspect::Scopes, &names);
    element.set_some(Aspect::ClientIdEnv, client_id_env.as_ref());
    element.set_some(Aspect::ClientSecretEnv, client_secret_env.as_ref());
}

fn claim_response_header(header: &ResponseHeader, facts: &mut Facts) {
    let ResponseHeader {
        name,
        rust,
        scalar,
        all,
        docs,
        span,
    } = header;
    let mut element = Element::new(Kind::ResponseHeader);
    element.set(Aspect::Rust, rust);
    element.set(Aspect::Type, TypeExpr::named(scalar.name()));
    if *all {
        element.set(Aspect::All, true);
    }
    element.set_text(Aspect::Docs, docs);
    let subject = Subject::reserved("response_headers").child(name);
    facts.insert(subject, element, Some(*span));
}

fn claim_pagination(pagination: &Pagination, facts: &mut Facts) {
    let Pagination {
        name,
        style,
        in_body,
        start,
        size,
        first,
        items,
        next,
        item_cursor,
        has_more,
        span,
    } = pagination;
    let mut element = Element::new(Kind::Pagination);
    element.set(Aspect::Style, style.name());
    if *in_body {
        element.set(Aspect::InBody, true);
    }
    element.set_some(Aspect::Start, start.as_ref());
    element.set_some(Aspect::Size, size.as_ref());
    // Only page numbers have a first page.
    element.set_some(Aspect::First, style.has_first().then_some(first));
    element.set_text(Aspect::Items, &dotted(items));
    element.set_text(Aspect::Next, &dotted(next));
    element.set_text(Aspect::ItemCursor, &dotted(item_cursor));
    element.set_text(Aspect::HasMore, &dotted(has_more));
    let subject = Subject::reserved("pagination").child(name);
    facts.insert(subject, element, Some(*span));
}

/// A dotted path in a response.
pub(super) fn dotted(steps: &[String]) -> String {
    let steps: Vec<_> = steps.iter().map(|step| quoted(step)).collect();
    steps.join(".")
}

fn claim_namespace(namespace: &Namespace, facts: &mut Facts) {
    let Namespace {
        path,
        rust,
        rust_type,
        docs,
        span,
    } = namespace;
    let mut element = Element::new(Kind::Namespace);
    element.set(Aspect::Rust, rust);
    element.set(Aspect::RustType, rust_type);
    element.set_text(Aspect::Docs, docs);
    let subject = path
        .iter()
        .fold(Subject::reserved("namespaces"), |subject, step| {
            subject.child(step)
        });
    facts.insert(subject, element, Some(*span));
}
