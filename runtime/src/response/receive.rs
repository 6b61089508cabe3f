//! Taking in the body of an answer: within a limit, on the wire and after decompression.

use std::future::poll_fn;
use std::io::Read;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use flate2::read::MultiGzDecoder;
use futures_core::Stream;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap};

use crate::transport::{Body, TransportError};

/// A whole answer.
pub(crate) struct Received {
    pub(crate) response: http::Response<Bytes>,
    /// Why the body is still as it came over the wire, although the headers say that it is encoded.
    pub(crate) still_encoded: Option<String>,
}

/// Why an answer was not taken in.
pub(crate) enum Refusal {
    /// The body is longer than the limit.
    TooLarge,
    /// The rest of it did not come.
    Broken(TransportError),
}

/// What one attempt came to.
pub(crate) type Attempt = Result<Received, Refusal>;

/// Takes in the whole body, of at most `limit` bytes.
///
/// What denies success does so however long its body is: that is left out then, and the rest is as it came.
pub(crate) async fn receive(response: http::Response<Body>, limit: usize) -> Attempt {
    let (head, body) = response.into_parts();
    let wire = match collect(body, announced(&head.headers), limit).await {
        Err(Refusal::TooLarge) if !head.status.is_success() => Bytes::new(),
        wire => wire?,
    };
    decompress(http::Response::from_parts(head, wire), limit)
}

/// Undoes what the body was encoded with for the way, which may make it no longer than `limit` bytes.
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
                // They describe what came over the wire, and the body no longer is that.
                response.headers_mut().remove(CONTENT_ENCODING);
                response.headers_mut().remove(CONTENT_LENGTH);
                None
            }
            Ok(Err(error)) => Some(format!("broken gzip: {error}")),
        },
        Encoding::Other(name) => Some(format!("the content encoding `{name}` was not asked for")),
    };
    Ok(Received {
        response,
        still_encoded,
    })
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Pieces that are taken in without a pause. A body that never keeps one waiting would hold the executor up, and the
/// limit on its time would never be looked at.
const PIECES_AT_ONCE: u32 = 64;

/// A body of one piece is not copied.
async fn collect(body: Body, announced: Option<u64>, limit: usize) -> Result<Bytes, Refusal> {
    let mut body = Pieces { body, in_a_row: 0 };
    let Some(first) = body.next().await? else {
        // An answer to HEAD announces a body that does not follow.
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

/// A body while it is taken in.
struct Pieces {
    body: Body,
    /// Pieces since the last pause.
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

/// How the body is encoded for the way, RFC 9110 section 8.4.
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

/// Stops one byte beyond the limit, however much more there would be.
fn inflate(wire: &[u8], limit: usize) -> Result<std::io::Result<Bytes>, Refusal> {
    // An answer to HEAD, or a 204, names an encoding and has no body.
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
