//! Whether calls of an operation are retried.

use super::print::FunctionContent;
use crate::ir::{Api, Operation};
use crate::markdown::{Docs, code, fill};
use quote::quote;

/// Whether a call is retried, and why.
pub(super) fn note(api: &Api, operation: &Operation) -> Docs {
    let method = code(operation.method.name());
    let by_method = operation.method.is_idempotent();
    Docs::paragraph(match api.idempotency_key(operation) {
        _ if operation.idempotent && by_method => fill(
            "[Retried](crate#retries-and-timeouts) after transient errors: {} is idempotent.",
            [method],
        ),
        _ if operation.idempotent => {
            "[Retried](crate#retries-and-timeouts) after transient errors: the operation is idempotent."
                .into()
        }
        Some(header) => fill(
            "[Retried](crate#retries-and-timeouts) after transient errors: all attempts send the same {}.",
            [code(header)],
        ),
        None => fill(
            "[Not retried](crate#retries-and-timeouts) once the server may have processed the request: {}.",
            [match by_method {
                true => "the operation is not idempotent".into(),
                false => fill("{} is not idempotent", [method]),
            }],
        ),
    })
}

/// The setter of the idempotency key.
pub(super) fn set_idempotency_key(api: &Api) -> FunctionContent {
    let header = api.idempotency_key_header.as_deref().unwrap_or_default();
    let mut docs = Docs::paragraph(fill(
        "Sets the idempotency key of the call, sent as {}.",
        [code(header)],
    ));
    docs.add(
        "The server processes calls with the same key once. Set it to send the call again later, such as after a restart. \
         Default: a new random key for each call.",
    );
    FunctionContent {
        docs,
        body: quote! {
            self.request.header(#header, &key.as_ref());
            self
        },
    }
}
