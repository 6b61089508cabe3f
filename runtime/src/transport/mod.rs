//! The interface to the HTTP client that sends requests.

mod body;
mod error;
#[cfg(feature = "reqwest")]
mod network;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;

pub use body::Body;
pub(crate) use error::Failure;
pub use error::TransportError;
#[cfg(feature = "reqwest")]
pub use network::HttpTransport;
#[cfg(feature = "reqwest")]
pub(crate) use network::check_url;

/// A boxed future. Not `Send` on wasm32, which has no threads.
#[cfg(not(target_family = "wasm"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A boxed future. Not `Send` on wasm32, which has no threads.
#[cfg(target_family = "wasm")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// `Send` and `Sync`, except on wasm32, which has no threads.
#[cfg(not(target_family = "wasm"))]
pub trait MaybeSend: Send + Sync {}
#[cfg(not(target_family = "wasm"))]
impl<T: Send + Sync + ?Sized> MaybeSend for T {}
/// `Send` and `Sync`, except on wasm32, which has no threads.
#[cfg(target_family = "wasm")]
pub trait MaybeSend {}
#[cfg(target_family = "wasm")]
impl<T: ?Sized> MaybeSend for T {}

/// Statuses of redirects that are results of an operation, in the extensions of its requests.
///
/// A transport that follows redirects returns responses with these statuses instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RedirectResults(pub &'static [u16]);

/// Sends an HTTP request and returns the response.
///
/// Implement this trait to use another HTTP client. The API client handles retries, timeouts, size
/// limits and decompression. Send each request once and return the response whatever its status.
/// Return the body as received; if your HTTP client decompresses it, remove `content-encoding`.
///
/// Request headers contain credentials. Follow redirects to the same scheme, host and port only, or
/// not at all. Do not follow those that are results: see [`RedirectResults`].
///
/// ```
/// use clientwright_runtime as runtime;
/// use runtime::{Body, BoxFuture, Bytes, Transport, TransportError, http};
///
/// /// Counts requests.
/// struct Counter<T> {
///     inner: T,
///     count: std::sync::atomic::AtomicU64,
/// }
///
/// impl<T: Transport> Transport for Counter<T> {
///     fn send(
///         &self,
///         request: http::Request<Option<Bytes>>,
///     ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         self.count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
///         self.inner.send(request)
///     }
/// }
/// ```
pub trait Transport: MaybeSend + 'static {
    /// Sends a request and returns the response once its headers have been received.
    ///
    /// Dropping the future or the response body cancels the exchange. A body of `None` differs from
    /// an empty body: no `content-length` is sent.
    fn send(
        &self,
        request: http::Request<Option<Bytes>>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Sends a request whose body is read in chunks, such as from a file.
    ///
    /// Otherwise the same as [`send`](Self::send). By default, the transport rejects such requests. A
    /// wrapper of another transport should do here what it does in `send`.
    fn send_stream(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        drop(request);
        Box::pin(async {
            Err(TransportError::rejected(
                "the transport does not implement `send_stream`, so it cannot send files and streams",
            ))
        })
    }
}

/// Implements `Transport` for a pointer to a transport.
macro_rules! impl_for_pointers {
    ($($pointer:ident),*) => {$(
        impl<T: Transport + ?Sized> Transport for $pointer<T> {
            fn send(
                &self,
                request: http::Request<Option<Bytes>>,
            ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
                (**self).send(request)
            }

            fn send_stream(
                &self,
                request: http::Request<Body>,
            ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
                (**self).send_stream(request)
            }
        }
    )*};
}

impl_for_pointers! { Arc, Box }
