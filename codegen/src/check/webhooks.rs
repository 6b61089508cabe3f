//! Webhooks: the union of the events, and how they are signed.

use super::grammar;
use super::index::Index;
use crate::diag::{Code, Report};
use crate::ir::{Signature, SignatureEncoding, SignatureScheme, Ty, TypeId, Webhooks};
use crate::source::Span;
use crate::spec::decode::Text;
use crate::spec::{self, ApiFile};

/// Resolves the webhooks.
pub(super) fn resolve(file: &ApiFile, index: &Index<'_>, report: &mut Report) -> Option<Webhooks> {
    let webhooks = file.webhooks.as_ref()?;
    let signature = webhooks.signature.as_ref();
    let signature = signature.map(|it| signature_of(it, report));
    Some(Webhooks {
        event: event(&webhooks.event, index, report)?,
        signature,
        span: webhooks.event.span,
    })
}

/// The union of the events.
fn event(name: &Text, index: &Index<'_>, report: &mut Report) -> Option<TypeId> {
    let named = Ty::Named(index.named(&name.value, name.span, report)?);
    if let Ty::Named(id) = index.resolved(&named)
        && index.declared[id.0].def.one_of.is_some()
    {
        return Some(*id);
    }
    report.error(
        Code::InvalidEvent,
        name.span,
        format!("the event `{}` of the webhooks is not a union", name.value),
        "name a union with a variant for each event",
    );
    None
}

fn signature_of(signature: &spec::WebhookSignature, report: &mut Report) -> Signature {
    let scheme = signature.scheme.value;
    let (header, prefix) = (signature.header.as_ref(), signature.prefix.as_ref());
    let span = |it: Option<&Text>| it.map(|it| it.span);
    let encoding = signature.encoding.as_ref();
    let mut unneeded = |key: &str, found: Option<Span>| {
        if let Some(span) = found {
            report.error(
                Code::InvalidSignature,
                span,
                format!("`{key}` has no effect on the scheme `{}`", scheme.word()),
                format!("remove `{key}`, or change the scheme"),
            );
        }
    };
    match scheme {
        SignatureScheme::Standard => {
            unneeded("header", span(header));
            unneeded("prefix", span(prefix));
            unneeded("encoding", encoding.map(|it| it.span));
        }
        SignatureScheme::Timestamped => unneeded("prefix", span(prefix)),
        SignatureScheme::Hmac => {}
    }
    if scheme != SignatureScheme::Standard && header.is_none() {
        report.error(
            Code::InvalidSignature,
            signature.scheme.span,
            format!("the scheme `{}` has no `header`", scheme.word()),
            "add `header: …`, the name of the header with the signature",
        );
    }
    grammar::response_header(header, report);
    let text = |it: Option<&Text>| it.map(|it| it.value.clone()).unwrap_or_default();
    let default = match scheme {
        SignatureScheme::Standard => SignatureEncoding::Base64,
        SignatureScheme::Hmac | SignatureScheme::Timestamped => SignatureEncoding::Hex,
    };
    Signature {
        scheme,
        header: text(header),
        prefix: text(prefix),
        encoding: encoding.map_or(default, |it| it.value),
    }
}
