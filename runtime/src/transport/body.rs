//! Response bodies.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::{MaybeSend, TransportError};

/// A response body, a [`Stream`] of chunks.
#[derive(Default)]
pub struct Body(Pieces);

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
        Self(Pieces::Stream(Box::pin(pieces)))
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Pieces::Whole((!bytes.is_empty()).then_some(bytes)))
    }
}

impl Stream for Body {
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        match &mut self.0 {
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
