//! Responses that are repeated for requests with the same idempotency key.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::Uri;

use super::error_response::ErrorResponse;
use super::response::Response;
use crate::Operation;

/// The success responses of operations with idempotency keys.
#[derive(Debug, Default)]
pub(super) struct Replays(BTreeMap<(&'static str, Vec<u8>), Replay>);

#[derive(Debug)]
struct Replay {
    uri: Uri,
    body: Bytes,
    response: Response,
}

/// The idempotency key of a request, if its operation takes one.
fn key(
    operation: &'static Operation,
    request: &http::Request<Bytes>,
) -> Option<(&'static str, Vec<u8>)> {
    let key = request.headers().get(operation.idempotency_key?)?;
    Some((operation.name, key.as_bytes().to_vec()))
}

impl Replays {
    /// The response to an earlier request with the same key.
    ///
    /// Another request with the same key is an error.
    pub(super) fn find(
        &self,
        operation: &'static Operation,
        request: &http::Request<Bytes>,
    ) -> Result<Option<Response>, ErrorResponse> {
        let earlier = key(operation, request).and_then(|key| self.0.get(&key));
        match earlier {
            Some(it) if it.uri != *request.uri() || it.body != *request.body() => {
                let message = "an earlier request with other arguments has this idempotency key";
                Err(ErrorResponse::new(422, message))
            }
            earlier => Ok(earlier.map(|it| it.response.clone())),
        }
    }

    /// Records a success response.
    pub(super) fn record(
        &mut self,
        operation: &'static Operation,
        request: &http::Request<Bytes>,
        response: &Response,
    ) {
        if let Some(key) = key(operation, request) {
            let replay = Replay {
                uri: request.uri().clone(),
                body: request.body().clone(),
                response: response.clone(),
            };
            self.0.insert(key, replay);
        }
    }
}
