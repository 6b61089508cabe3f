//! The one thing that a client needs from the outside: something that carries a request to the server and the answer
//! back.

mod body;
mod error;
#[cfg(feature = "reqwest")]
mod network;

use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;

pub use body::Body;
pub(crate) use error::Failure;
pub use error::TransportError;
#[cfg(feature = "reqwest")]
pub(crate) use network::{Network, check_url};

/// A future on the heap. Where there are no threads, on wasm32, it need not be `Send`.
#[cfg(not(target_family = "wasm"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A future on the heap. Where there are no threads, on wasm32, it need not be `Send`.
#[cfg(target_family = "wasm")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// What threads demand: `Send` and `Sync`, and nothing on wasm32, where there are none.
#[cfg(not(target_family = "wasm"))]
pub trait MaybeSend: Send + Sync {}
#[cfg(not(target_family = "wasm"))]
impl<T: Send + Sync + ?Sized> MaybeSend for T {}
/// What threads demand: `Send` and `Sync`, and nothing on wasm32, where there are none.
#[cfg(target_family = "wasm")]
pub trait MaybeSend {}
#[cfg(target_family = "wasm")]
impl<T: ?Sized> MaybeSend for T {}

/// Carries one request to the server and its answer back.
///
/// An implementation sends what it is given and returns what comes: it neither repeats a request nor judges a status,
/// limits nothing, and leaves the body as it is encoded, or takes `content-encoding` off the headers if it does not.
/// Retries, time limits, the limit on the size of bodies and their decompression are the client's.
///
/// The headers of a request hold credentials. Follow a redirect, if at all, only to the same scheme, host and port.
///
/// ```
/// use clientwright_runtime as runtime;
/// use runtime::{Body, BoxFuture, Bytes, Transport, TransportError, http};
///
/// /// Hands every request on, and counts them.
/// struct Counted<T> {
///     inner: T,
///     count: std::sync::atomic::AtomicU64,
/// }
///
/// impl<T: Transport> Transport for Counted<T> {
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
    /// Sends the request; the answer is there once its head is. Dropping the future, or the body, gives up.
    ///
    /// No body is not an empty one: without a body there is no `content-length`.
    fn send(
        &self,
        request: http::Request<Option<Bytes>>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for std::sync::Arc<T> {
    fn send(
        &self,
        request: http::Request<Option<Bytes>>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}
