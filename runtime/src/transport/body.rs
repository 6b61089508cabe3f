//! Bodies of responses, and of requests that are sent in chunks.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::{MaybeSend, TransportError};

/// The body of a response, or of a request that is sent in chunks: a [`Stream`] of chunks.
#[derive(Default)]
pub struct Body {
    pieces: Pieces,
    length: Option<u64>,
}

enum Pieces {
    Whole(Option<Bytes>),
    Stream(Pin<Box<dyn Piecewise>>),
}

type Piece = Result<Bytes, TransportError>;

/// A stream that is `Send` and `Sync` where the target has threads.
trait Piecewise: Stream<Item = Piece> + MaybeSend {}
impl<T: Stream<Item = Piece> + MaybeSend> Piecewise for T {}

impl Default for Pieces {
    fn default() -> Self {
        Self::Whole(None)
    }
}

impl Body {
    /// Creates a body from a stream of chunks. An error ends it.
    pub fn stream(pieces: impl Stream<Item = Piece> + MaybeSend + 'static) -> Self {
        Self {
            pieces: Pieces::Stream(Box::pin(pieces)),
            length: None,
        }
    }

    /// Sets the length in bytes. A transport sends it as `content-length`.
    #[must_use]
    pub fn with_length(self, length: u64) -> Self {
        Self {
            length: Some(length),
            ..self
        }
    }

    /// Length in bytes, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Calls a function with each chunk.
    pub(crate) fn inspect(self, inspect: impl FnMut(&Bytes) + MaybeSend + Unpin + 'static) -> Self {
        let length = self.length;
        let pieces = Inspected {
            body: self,
            inspect,
        };
        Self {
            length,
            ..Self::stream(pieces)
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self {
            length: Some(bytes.len() as u64),
            pieces: Pieces::Whole((!bytes.is_empty()).then_some(bytes)),
        }
    }
}

struct Inspected<F> {
    body: Body,
    inspect: F,
}

impl<F: FnMut(&Bytes) + Unpin> Stream for Inspected<F> {
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        let piece = ready!(Pin::new(&mut self.body).poll_next(context));
        if let Some(Ok(piece)) = &piece {
            (self.inspect)(piece);
        }
        Poll::Ready(piece)
    }
}

impl Stream for Body {
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        match &mut self.pieces {
            Pieces::Whole(bytes) => Poll::Ready(bytes.take().map(Ok)),
            Pieces::Stream(pieces) => pieces.as_mut().poll_next(context),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Body").finish_non_exhaustive()
    }
}
