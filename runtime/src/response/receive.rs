//! Receives and decompresses response bodies within the size limit. Bodies of streams are left to the stream.

use std::future::poll_fn;
use std::io::Read;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use flate2::bufread::GzDecoder;
use futures_core::Stream;
use http::StatusCode;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap};
use http::response::Parts;

use crate::transport::{Body, TransportError};

/// A response that was received.
pub(crate) struct Received {
    pub(crate) response: http::Response<Bytes>,
    /// The body, if a stream receives it.
    pub(crate) unread: Option<Body>,
    /// Why the body is still encoded despite the `content-encoding` header.
    pub(crate) still_encoded: Option<String>,
}

/// A response that was not received.
pub(crate) struct Refusal {
    pub(crate) reason: Reason,
    /// Status and headers, if they were received.
    pub(crate) head: Option<Box<Parts>>,
}

/// Why a response was not received.
pub(crate) enum Reason {
    /// The body exceeds the limit.
    TooLarge,
    /// The rest of the response was not received.
    Broken(TransportError),
}

impl From<TransportError> for Reason {
    fn from(error: TransportError) -> Self {
        Self::Broken(error)
    }
}

/// The result of one attempt.
pub(crate) type Attempt = Result<Received, Refusal>;

/// Maximum size of the body of an error response.
const ERROR_LIMIT: usize = 1 << 20;

/// A response that is being received. It keeps what was received if receiving is cancelled.
#[derive(Default)]
pub(crate) struct Receiving {
    head: Option<Box<Parts>>,
    body: Buffer,
    unread: Option<Body>,
}

impl Receiving {
    /// Keeps the body of a success response for a stream. Error responses are received.
    pub(crate) async fn open(
        &mut self,
        response: http::Response<Body>,
        limit: usize,
    ) -> Result<(), Reason> {
        if !response.status().is_success() {
            return self.receive(response, limit).await;
        }
        let (head, body) = response.into_parts();
        self.head = Some(Box::new(head));
        self.unread = Some(body);
        Ok(())
    }

    /// Receives a body of at most `limit` bytes.
    pub(crate) async fn receive(
        &mut self,
        response: http::Response<Body>,
        limit: usize,
    ) -> Result<(), Reason> {
        let (head, body) = response.into_parts();
        let limit = limit_for(head.status, limit);
        // Of an error, the first part is worth reading, however long the rest is.
        let announced = announced(&head.headers).filter(|_| head.status.is_success());
        self.head = Some(Box::new(head));
        self.body.fill(body, announced, limit).await
    }

    /// The response, given how receiving it ended.
    ///
    /// The status of an error response is the result even if its body is too large or was not
    /// received completely: the body is what was received.
    pub(crate) fn end(self, outcome: Result<(), Reason>, limit: usize) -> Attempt {
        let head = match (self.head, outcome) {
            (Some(head), Ok(())) => head,
            (Some(head), Err(_)) if !head.status.is_success() => head,
            (head, Err(reason)) => return Err(Refusal { reason, head }),
            // `receive` sets the head before it succeeds.
            (None, Ok(())) => {
                let reason = Reason::Broken(TransportError::interrupted("there is no response"));
                return Err(Refusal { reason, head: None });
            }
        };
        let response = http::Response::from_parts(*head, self.body.freeze());
        match self.unread {
            Some(body) => Ok(Received {
                response,
                unread: Some(body),
                still_encoded: None,
            }),
            None => decompress(response, limit),
        }
    }
}

fn limit_for(status: StatusCode, limit: usize) -> usize {
    if status.is_success() {
        limit
    } else {
        limit.min(ERROR_LIMIT)
    }
}

/// Decompresses a body, to at most `limit` bytes.
pub(crate) fn decompress(mut response: http::Response<Bytes>, limit: usize) -> Attempt {
    let limit = limit_for(response.status(), limit);
    let still_encoded = match encoding(response.headers()) {
        Encoding::Plain => None,
        Encoding::Gzip => {
            let mut plain = Vec::new();
            let outcome = inflate(response.body(), limit, &mut plain);
            if matches!(outcome, Ok(false)) && response.status().is_success() {
                let (head, _) = response.into_parts();
                return Err(Refusal {
                    reason: Reason::TooLarge,
                    head: Some(Box::new(head)),
                });
            }
            *response.body_mut() = plain.into();
            // These headers describe the compressed body.
            response.headers_mut().remove(CONTENT_ENCODING);
            response.headers_mut().remove(CONTENT_LENGTH);
            outcome
                .err()
                .map(|error| format!("invalid gzip data: {error}"))
        }
        Encoding::Other(name) => Some(format!("unsupported content encoding `{name}`")),
    };
    Ok(Received {
        response,
        unread: None,
        still_encoded,
    })
}

pub(super) fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Chunks received before yielding to the executor. A body that is always ready would otherwise
/// block the executor and never reach its timeout.
const PIECES_AT_ONCE: u32 = 64;

/// A body that is being received. Does not copy a body of one chunk.
#[derive(Default)]
struct Buffer {
    first: Bytes,
    whole: BytesMut,
}

impl Buffer {
    /// Receives the body. On an error, the buffer holds what was received within the limit.
    async fn fill(
        &mut self,
        body: Body,
        announced: Option<u64>,
        limit: usize,
    ) -> Result<(), Reason> {
        let mut pieces = Pieces::new(body);
        // A response to HEAD announces a body that does not follow.
        while let Some(piece) = pieces.next().await? {
            let left = limit.saturating_sub(self.len());
            self.push(piece.slice(..piece.len().min(left)));
            if piece.len() > left || announced.is_some_and(|length| length > limit as u64) {
                return Err(Reason::TooLarge);
            }
        }
        Ok(())
    }

    fn push(&mut self, piece: Bytes) {
        if self.len() == 0 {
            self.first = piece;
            return;
        }
        if self.whole.is_empty() {
            self.whole = BytesMut::from(std::mem::take(&mut self.first));
        }
        self.whole.extend_from_slice(&piece);
    }

    fn len(&self) -> usize {
        self.first.len().max(self.whole.len())
    }

    fn freeze(self) -> Bytes {
        if self.whole.is_empty() {
            self.first
        } else {
            self.whole.freeze()
        }
    }
}

/// The chunks of a body.
pub(super) struct Pieces {
    body: Body,
    /// Chunks received since it last yielded.
    in_a_row: u32,
}

impl Pieces {
    pub(super) fn new(body: Body) -> Self {
        Self { body, in_a_row: 0 }
    }

    async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    pub(super) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        if self.in_a_row == PIECES_AT_ONCE {
            self.in_a_row = 0;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let piece = Pin::new(&mut self.body).poll_next(context);
        self.in_a_row = if piece.is_ready() {
            self.in_a_row + 1
        } else {
            0
        };
        piece
    }
}

/// Content coding of a body (RFC 9110 section 8.4).
pub(super) enum Encoding {
    Plain,
    Gzip,
    Other(String),
}

pub(super) fn encoding(headers: &HeaderMap) -> Encoding {
    let value = headers
        .get(CONTENT_ENCODING)
        .map_or(b"".as_slice(), |value| value.as_bytes());
    let name = String::from_utf8_lossy(value);
    let name = name.trim();
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    if name.is_empty() || is("identity") {
        Encoding::Plain
    } else if is("gzip") || is("x-gzip") {
        Encoding::Gzip
    } else {
        // As the server spells it, since it may echo a secret, which is redacted later.
        Encoding::Other(name.to_owned())
    }
}

/// Decompresses into `plain`, which holds what could be decompressed if this fails. Returns false if
/// the output exceeds the limit.
///
/// Zeros after the compressed data are padding, as for the gzip command.
fn inflate(wire: &[u8], limit: usize, plain: &mut Vec<u8>) -> std::io::Result<bool> {
    let mut rest = wire;
    // A response to HEAD, or a 204, may name a coding and have no body.
    while rest.iter().any(|byte| *byte != 0) {
        let mut member = GzDecoder::new(rest);
        let left = limit.saturating_sub(plain.len()) as u64;
        // One more byte shows whether the output exceeds the limit.
        let outcome = (&mut member)
            .take(left.saturating_add(1))
            .read_to_end(plain);
        if plain.len() > limit {
            plain.truncate(limit);
            return Ok(false);
        }
        outcome?;
        rest = member.into_inner();
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_encodings_keep_their_spelling_for_redaction() {
        let headers = |value| HeaderMap::from_iter([(CONTENT_ENCODING, value)]);
        for (value, expected) in [
            ("X-GZIP", None),
            (" Identity ", None),
            ("S3cret", Some("S3cret")),
        ] {
            let value = http::HeaderValue::from_static(value);
            let found = match encoding(&headers(value)) {
                Encoding::Other(name) => Some(name),
                Encoding::Plain | Encoding::Gzip => None,
            };
            assert_eq!(found.as_deref(), expected);
        }
    }
}
