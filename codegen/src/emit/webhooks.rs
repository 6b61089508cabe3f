//! Methods of the union of the events that an API sends.

use super::client::with_errors;
use super::print::FunctionContent;
use crate::ir::{Signature, SignatureEncoding, SignatureScheme};
use crate::markdown::{Docs, Inline, code, fill, link_to};
use proc_macro2::TokenStream;
use quote::quote;

/// `from_json`
pub(super) fn from_json(signature: Option<&Signature>) -> FunctionContent {
    let docs = match signature {
        Some(_) => Docs::from(
            "Decodes an event from the body of a webhook, without verifying the signature.",
        ),
        None => Docs::from("Decodes an event from the body of a webhook."),
    };
    FunctionContent {
        docs: with_errors(
            docs,
            "Returns an error if the body is not JSON or a known event is malformed.",
        ),
        body: quote!(runtime::model::from_json(body)),
    }
}

/// `verifier`
pub(super) fn verifier(signature: &Signature) -> FunctionContent {
    let mut docs = Docs::from(
        "Creates a verifier of the signatures of webhooks. While a secret is rotated, pass the old one and the new one.",
    );
    docs.add(Docs::paragraph(signed(signature)));
    docs.add(Docs::paragraph(fill(
        "Pass the headers and the body of a webhook to {}, which returns the event.",
        [link_to(
            "Verifier::receive",
            "runtime::webhooks::Verifier::receive",
        )],
    )));
    let signature = source(signature);
    FunctionContent {
        docs: with_errors(
            docs,
            "Returns an error if there is no secret, or if one is empty or not in the format of the API.",
        ),
        body: quote!(runtime::webhooks::Verifier::new(#signature, secrets)),
    }
}

/// How webhooks are signed, as a sentence.
fn signed(signature: &Signature) -> Inline {
    let header = || code(&signature.header);
    match signature.scheme {
        SignatureScheme::Standard => {
            "Webhooks are signed according to Standard Webhooks, with secrets such as `whsec_…`."
                .into()
        }
        SignatureScheme::Hmac => fill("The header {} has an HMAC-SHA256 of the body.", [header()]),
        SignatureScheme::Timestamped => fill(
            "The header {} has the time and an HMAC-SHA256 of the time and the body.",
            [header()],
        ),
    }
}

/// The signature as the runtime describes it.
fn source(signature: &Signature) -> TokenStream {
    let (header, prefix) = (&signature.header, &signature.prefix);
    let encoding = match signature.encoding {
        SignatureEncoding::Hex => quote!(runtime::webhooks::Encoding::Hex),
        SignatureEncoding::Base64 => quote!(runtime::webhooks::Encoding::Base64),
    };
    let arguments = match signature.scheme {
        SignatureScheme::Standard => return quote!(runtime::webhooks::Signature::standard()),
        SignatureScheme::Hmac => quote!(hmac(#header, #prefix, #encoding)),
        SignatureScheme::Timestamped => quote!(timestamped(#header, #encoding)),
    };
    quote!(runtime::webhooks::Signature::#arguments)
}
