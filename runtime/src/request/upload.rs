//! Request bodies from files and streams.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::transport::{Body, MaybeSend, TransportError};

/// The content of a request body or file: bytes in memory, a file, or a stream of chunks.
///
/// Bytes and strings convert into it. Files and streams are sent in chunks, so memory does not depend
/// on their size. Their calls are retried like any other if the content can be read again, which is
/// the case for [`file`](Self::file) and [`from_fn`](Self::from_fn), but not for
/// [`stream`](Self::stream).
///
/// Redirects of requests with files and streams are not followed.
///
/// The `timeout` of the request limits the time without progress: it starts again with each chunk
/// that is sent. The `deadline` limits the whole call.
///
/// ```
/// # use clientwright_runtime::{Bytes, Upload};
/// let bytes = Upload::from("content");
/// let chunks = Upload::from_fn(|| chunks(["con", "tent"])).with_length(7);
/// # fn chunks(
/// #     chunks: [&'static str; 2],
/// # ) -> impl clientwright_runtime::Stream<Item = Result<Bytes, std::io::Error>> {
/// #     struct Chunks(std::array::IntoIter<&'static str, 2>);
/// #     impl clientwright_runtime::Stream for Chunks {
/// #         type Item = Result<Bytes, std::io::Error>;
/// #         fn poll_next(
/// #             mut self: std::pin::Pin<&mut Self>,
/// #             _: &mut std::task::Context<'_>,
/// #         ) -> std::task::Poll<Option<Self::Item>> {
/// #             std::task::Poll::Ready(self.0.next().map(|it| Ok(Bytes::from(it))))
/// #         }
/// #     }
/// #     Chunks(chunks.into_iter())
/// # }
/// ```
#[derive(Clone)]
pub struct Upload(Content);

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    Source(Arc<dyn Source>),
}

/// Content that is sent in chunks.
pub(super) trait Source: MaybeSend {
    /// Length in bytes, if it is known without I/O.
    fn length(&self) -> Option<u64> {
        None
    }

    /// Whether the content can be read several times.
    fn is_repeatable(&self) -> bool {
        true
    }

    /// Starts to read the content from its beginning.
    fn open(&self) -> Result<Body, TransportError>;
}

impl Upload {
    /// Creates content from a stream of chunks, which is sent once. An error ends the call.
    pub fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + MaybeSend + 'static,
        E: Into<Box<dyn StdError + Send + Sync>> + 'static,
    {
        let body = Body::stream(Chunks(Box::pin(stream)));
        Self::new(Once(Mutex::new(Some(body))))
    }

    /// Creates content from a function that returns a stream of chunks. It is called for each
    /// attempt.
    pub fn from_fn<S, E>(open: impl Fn() -> S + MaybeSend + 'static) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + MaybeSend + 'static,
        E: Into<Box<dyn StdError + Send + Sync>> + 'static,
    {
        Self::new(Opened(move || Body::stream(Chunks(Box::pin(open())))))
    }

    /// Sets the length in bytes, which is sent as `content-length`. A stream of another length fails
    /// the call.
    ///
    /// Without a length, streams are sent with the transfer coding `chunked`, which some servers
    /// reject.
    #[must_use]
    pub fn with_length(self, length: u64) -> Self {
        Self::new(WithLength {
            content: self,
            length,
        })
    }

    /// Calls a function with the number of bytes that have been sent in the current attempt, after
    /// each chunk.
    ///
    /// Bytes in memory are one chunk. A retry starts at the beginning.
    #[must_use]
    pub fn on_progress(self, report: impl Fn(u64) + MaybeSend + 'static) -> Self {
        Self::new(Observed {
            content: self,
            report: Arc::new(report),
        })
    }

    /// Length in bytes, if it is known before the content is read.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes.len() as u64),
            Content::Source(source) => source.length(),
        }
    }

    #[allow(
        clippy::arc_with_non_send_sync,
        reason = "only on wasm32 are sources not `Send` and `Sync`"
    )]
    pub(super) fn new(source: impl Source + 'static) -> Self {
        Self(Content::Source(Arc::new(source)))
    }

    /// The content, if it is in memory.
    pub(crate) fn bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes),
            Content::Source(_) => None,
        }
    }

    /// Whether the content can be sent several times.
    pub(crate) fn is_repeatable(&self) -> bool {
        match &self.0 {
            Content::Bytes(_) => true,
            Content::Source(source) => source.is_repeatable(),
        }
    }

    /// Starts to read the content from its beginning.
    pub(crate) fn open(&self) -> Result<Body, TransportError> {
        match &self.0 {
            Content::Bytes(bytes) => Ok(Body::from(bytes.clone())),
            Content::Source(source) => source.open(),
        }
    }
}

/// A stream that can be read once.
struct Once(Mutex<Option<Body>>);

impl Source for Once {
    fn is_repeatable(&self) -> bool {
        false
    }

    fn open(&self) -> Result<Body, TransportError> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let body = body.take();
        body.ok_or_else(|| TransportError::source("the stream has already been sent"))
    }
}

/// A function that returns a stream.
struct Opened<F>(F);

impl<F: Fn() -> Body + MaybeSend> Source for Opened<F> {
    fn open(&self) -> Result<Body, TransportError> {
        Ok((self.0)())
    }
}

/// Content of a known length.
struct WithLength {
    content: Upload,
    length: u64,
}

impl Source for WithLength {
    fn length(&self) -> Option<u64> {
        Some(self.length)
    }

    fn is_repeatable(&self) -> bool {
        self.content.is_repeatable()
    }

    fn open(&self) -> Result<Body, TransportError> {
        let chunks = Exact {
            body: self.content.open()?,
            left: self.length,
        };
        Ok(Body::stream(chunks).with_length(self.length))
    }
}

/// The chunks of a body that must have a certain length. HTTP libraries cut bodies that are longer.
struct Exact {
    body: Body,
    left: u64,
}

impl Stream for Exact {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(Pin::new(&mut self.body).poll_next(context));
        let length = match &chunk {
            Some(Ok(chunk)) => chunk.len() as u64,
            None if self.left == 0 => return Poll::Ready(None),
            None => {
                self.left = 0;
                let reason = "the content is shorter than its length";
                return Poll::Ready(Some(Err(TransportError::source(reason))));
            }
            Some(Err(_)) => return Poll::Ready(chunk),
        };
        Poll::Ready(match self.left.checked_sub(length) {
            Some(left) => {
                self.left = left;
                chunk
            }
            None => {
                let reason = "the content is longer than its length";
                Some(Err(TransportError::source(reason)))
            }
        })
    }
}

/// Content whose progress is reported.
struct Observed<F> {
    content: Upload,
    report: Arc<F>,
}

impl<F: Fn(u64) + MaybeSend + 'static> Source for Observed<F> {
    fn length(&self) -> Option<u64> {
        self.content.length()
    }

    fn is_repeatable(&self) -> bool {
        self.content.is_repeatable()
    }

    fn open(&self) -> Result<Body, TransportError> {
        let report = Arc::clone(&self.report);
        let body = self.content.open()?;
        let mut sent = 0;
        Ok(body.inspect(move |chunk| {
            sent += chunk.len() as u64;
            report(sent);
        }))
    }
}

/// Several contents, one after the other.
pub(super) struct Joined(pub(super) Vec<Upload>);

impl Source for Joined {
    fn length(&self) -> Option<u64> {
        self.0.iter().map(Upload::length).sum()
    }

    fn is_repeatable(&self) -> bool {
        self.0.iter().all(Upload::is_repeatable)
    }

    fn open(&self) -> Result<Body, TransportError> {
        let bodies: Result<Vec<_>, _> = self.0.iter().map(Upload::open).collect();
        let bodies = bodies?;
        let length = bodies.iter().map(Body::length).sum::<Option<u64>>();
        let body = Body::stream(Sequence(bodies.into_iter()));
        Ok(match length {
            Some(length) => body.with_length(length),
            None => body,
        })
    }
}

/// The chunks of several bodies.
struct Sequence(std::vec::IntoIter<Body>);

impl Stream for Sequence {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let Some(body) = self.0.as_mut_slice().first_mut() else {
                return Poll::Ready(None);
            };
            if let Some(chunk) = ready!(Pin::new(body).poll_next(context)) {
                return Poll::Ready(Some(chunk));
            }
            self.0.next();
        }
    }
}

/// The chunks of a stream of the caller.
struct Chunks<S>(Pin<Box<S>>);

impl<S, E> Stream for Chunks<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(chunk.map(|chunk| chunk.map_err(TransportError::source)))
    }
}

/// Contents are equal if they are the same bytes, or the same file or stream.
impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Content::Bytes(one), Content::Bytes(other)) => one == other,
            (Content::Source(one), Content::Source(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Eq for Upload {}

impl fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Upload");
        debug
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}

macro_rules! from_bytes {
    ($($type:ty),*) => {$(
        impl From<$type> for Upload {
            fn from(bytes: $type) -> Self {
                Self(Content::Bytes(bytes.into()))
            }
        }
    )*};
}

from_bytes! { Bytes, BytesMut, Vec<u8>, Box<[u8]>, String, &'static str, &'static [u8] }

impl<const N: usize> From<&'static [u8; N]> for Upload {
    fn from(bytes: &'static [u8; N]) -> Self {
        Self::from(bytes.as_slice())
    }
}
