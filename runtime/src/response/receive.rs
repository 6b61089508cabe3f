//! Receives and decompresses response bodies within the size limit.

use std::future::poll_fn;
use std::io::Read;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use flate2::read::MultiGzDecoder;
use futures_core::Stream;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap};

use crate::transport::{Body, TransportError};

/// A complete response.
pub(crate) struct Received {
    pub(crate) response: http::Response<Bytes>,
    /// Why the body is still encoded despite the `content-encoding` header.
    pub(crate) still_encoded: Option<String>,
}

/// Why a response was not received.
pub(crate) enum Refusal {
    /// The body exceeds the limit.
    TooLarge,
    /// The rest of the response was not received.
    Broken(TransportError),
}

/// The result of one attempt.
pub(crate) type Attempt = Result<Received, Refusal>;

/// Receives a body of at most `limit` bytes.
///
/// An error response is an error whatever the size of its body: a body that is too large is
/// dropped.
pub(crate) async fn receive(response: http::Response<Body>, limit: usize) -> Attempt {
    let (head, body) = response.into_parts();
    let wire = match collect(body, announced(&head.headers), limit).await {
        Err(Refusal::TooLarge) if !head.status.is_success() => Bytes::new(),
        wire => wire?,
    };
    decompress(http::Response::from_parts(head, wire), limit)
}

/// Decompresses a body, to at most `limit` bytes.
pub(crate) fn decompress(mut response: http::Response<Bytes>, limit: usize) -> Attempt {
    let refused = !response.status().is_success();
    let still_encoded = match encoding(response.headers()) {
        Encoding::Plain => None,
        Encoding::Gzip => match inflate(response.body(), limit) {
            Err(Refusal::TooLarge) if refused => {
                *response.body_mut() = Bytes::new();
                None
            }
            Err(refusal) => return Err(refusal),
            Ok(Ok(plain)) => {
                *response.body_mut() = plain;
                // These headers describe the compressed body.
                response.headers_mut().remove(CONTENT_ENCODING);
                response.headers_mut().remove(CONTENT_LENGTH);
                None
            }
            Ok(Err(error)) => Some(format!("invalid gzip data: {error}")),
        },
        Encoding::Other(name) => Some(format!("unsupported content encoding `{name}`")),
    };
    Ok(Received {
        response,
        still_encoded,
    })
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Chunks received before yielding to the executor. A body that is always ready would otherwise
/// block the executor and never reach its timeout.
const PIECES_AT_ONCE: u32 = 64;

/// Does not copy a body of one chunk.
async fn collect(body: Body, announced: Option<u64>, limit: usize) -> Result<Bytes, Refusal> {
    let mut body = Pieces { body, in_a_row: 0 };
    let Some(first) = body.next().await? else {
        // A response to HEAD announces a body that does not follow.
        return Ok(Bytes::new());
    };
    if first.len() > limit || announced.is_some_and(|length| length > limit as u64) {
        return Err(Refusal::TooLarge);
    }
    let Some(second) = body.next().await? else {
        return Ok(first);
    };
    let mut whole = BytesMut::from(first);
    let mut next = Some(second);
    while let Some(bytes) = next {
        if bytes.len() > limit - whole.len() {
            return Err(Refusal::TooLarge);
        }
        whole.extend_from_slice(&bytes);
        next = body.next().await?;
    }
    Ok(whole.freeze())
}

/// A body that is being received.
struct Pieces {
    body: Body,
    /// Chunks received since it last yielded.
    in_a_row: u32,
}

impl Pieces {
    async fn next(&mut self) -> Result<Option<Bytes>, Refusal> {
        let piece = poll_fn(|context| self.poll(context)).await;
        piece.transpose().map_err(Refusal::Broken)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
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
enum Encoding {
    Plain,
    Gzip,
    Other(String),
}

fn encoding(headers: &HeaderMap) -> Encoding {
    let value = headers
        .get(CONTENT_ENCODING)
        .map_or(b"".as_slice(), |value| value.as_bytes());
    let name = String::from_utf8_lossy(value).trim().to_ascii_lowercase();
    match name.as_str() {
        "" | "identity" => Encoding::Plain,
        "gzip" | "x-gzip" => Encoding::Gzip,
        _ => Encoding::Other(name),
    }
}

/// Stops one byte after the limit, however large the output would be.
fn inflate(wire: &[u8], limit: usize) -> Result<std::io::Result<Bytes>, Refusal> {
    // A response to HEAD, or a 204, may name a coding and have no body.
    if wire.is_empty() {
        return Ok(Ok(Bytes::new()));
    }
    let mut plain = Vec::new();
    let mut decoder = MultiGzDecoder::new(wire).take((limit as u64).saturating_add(1));
    match decoder.read_to_end(&mut plain) {
        Ok(length) if length > limit => Err(Refusal::TooLarge),
        Ok(_) => Ok(Ok(plain.into())),
        Err(error) => Ok(Err(error)),
    }
}
