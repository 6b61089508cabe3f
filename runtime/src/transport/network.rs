//! The default transport, built on reqwest.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as _, Frame, SizeHint};
use reqwest::{Url, redirect};

use super::{Body, BoxFuture, Failure, RedirectResults, Transport, TransportError};
use crate::Error;

/// Maximum number of redirects of a request.
const MOST_REDIRECTS: usize = 10;

/// The default transport, which sends requests with a [`reqwest::Client`].
///
/// Use it inside a custom transport, such as one that counts requests:
///
/// ```
/// use clientwright_runtime as runtime;
/// use runtime::{Body, BoxFuture, Bytes, HttpTransport, Transport, TransportError, http};
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// struct Counted<T> {
///     inner: T,
///     count: Arc<AtomicU64>,
/// }
///
/// impl<T: Transport> Transport for Counted<T> {
///     fn send(
///         &self,
///         request: http::Request<Option<Bytes>>,
///     ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         self.count.fetch_add(1, Ordering::Relaxed);
///         self.inner.send(request)
///     }
/// }
///
/// # use runtime::{Client, ClientBuilder, Error};
/// # fn example(
/// #     first: ClientBuilder<Client>,
/// #     second: ClientBuilder<Client>,
/// #     client: runtime::reqwest::Client,
/// # ) -> Result<(), Error> {
/// let count = Arc::new(AtomicU64::new(0));
///
/// // The default transport, with the builder's settings such as `connect_timeout`:
/// let shared = Arc::clone(&count);
/// let first = first.wrap_transport(|inner| Counted { inner, count: shared }).build()?;
///
/// // A custom HTTP client:
/// let inner = HttpTransport::from(client);
/// let second = second.transport(Counted { inner, count }).build()?;
/// # Ok(())
/// # }
/// ```
pub struct HttpTransport {
    client: reqwest::Client,
    /// Whether the client follows redirects itself, by its own policy.
    has_redirect_policy: bool,
}

impl HttpTransport {
    /// Creates a client that follows redirects within one origin, and that uses proxies from the
    /// environment only if `reads_environment` is set.
    pub(crate) fn new(connect_timeout: Duration, reads_environment: bool) -> Result<Self, Error> {
        let mut builder = with_own_tls(reqwest::Client::builder());
        if !reads_environment {
            builder = builder.no_proxy();
        }
        let client = builder
            // Bodies are decompressed by the runtime, within the size limit. Other crates may
            // enable these features of reqwest.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .connect_timeout(connect_timeout)
            .redirect(redirect::Policy::none())
            .build()
            .map_err(|error| Error::config("cannot create the HTTP client").with_source(error))?;
        Ok(Self {
            client,
            has_redirect_policy: false,
        })
    }
}

/// Selects the TLS backend explicitly, so that it does not depend on features other crates enable.
/// With both features on, it is rustls.
fn with_own_tls(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    #[cfg(feature = "rustls")]
    let builder = builder.tls_backend_rustls();
    #[cfg(all(feature = "native-tls", not(feature = "rustls")))]
    let builder = builder.tls_backend_native();
    builder
}

impl HttpTransport {
    /// Sends a request and follows redirects within the origin.
    ///
    /// Responses with one of the statuses in `results` are returned instead.
    async fn follow(
        &self,
        first: reqwest::Request,
        results: &[u16],
    ) -> Result<reqwest::Response, TransportError> {
        let mut request = first;
        for _ in 0..MOST_REDIRECTS {
            // A body that is a stream cannot be sent again, so redirects are not followed.
            let Some(message) = request.try_clone() else {
                break;
            };
            let response = self.client.execute(message).await.map_err(failure)?;
            let is_result = results.contains(&response.status().as_u16());
            match redirected(&response, &request).filter(|_| !is_result) {
                Some(next) => request = next,
                None => return Ok(response),
            }
        }
        self.client.execute(request).await.map_err(failure)
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("HttpTransport")
            .finish_non_exhaustive()
    }
}

impl From<reqwest::Client> for HttpTransport {
    /// Creates a transport that sends requests with a custom client, which follows redirects by its
    /// own policy.
    ///
    /// reqwest may send credentials elsewhere than in `Authorization` to other hosts when it follows
    /// a redirect: see [`http_client`](crate::ClientBuilder::http_client). A response from
    /// another origin is an error. A client that follows redirects also follows those that are results
    /// of an operation; disable them with `redirect::Policy::none()`.
    fn from(client: reqwest::Client) -> Self {
        Self {
            client,
            has_redirect_policy: true,
        }
    }
}

/// The request that a redirect asks for; `None` if it is not followed.
///
/// Redirects to another origin are not followed, because the request contains credentials. A 301,
/// 302 or 303 is followed for `GET` and `HEAD` only, because it would turn other requests into a
/// `GET` (RFC 9110 section 15.4).
fn redirected(
    response: &reqwest::Response,
    request: &reqwest::Request,
) -> Option<reqwest::Request> {
    use reqwest::Method;

    let keeps_method = match response.status().as_u16() {
        301..=303 => matches!(*request.method(), Method::GET | Method::HEAD),
        307 | 308 => true,
        _ => false,
    };
    if !keeps_method {
        return None;
    }
    let location = response.headers().get(reqwest::header::LOCATION)?;
    let url = request.url().join(location.to_str().ok()?).ok()?;
    if url.origin() != request.url().origin() {
        return None;
    }
    let mut next = request.try_clone()?;
    *next.url_mut() = url;
    Some(next)
}

/// Rejects URLs that reqwest does not accept, such as one with a malformed address.
pub(crate) fn check_url(url: &str) -> Result<(), impl std::error::Error + Send + Sync + 'static> {
    Url::parse(url).map(drop)
}

impl Transport for HttpTransport {
    fn send(
        &self,
        request: http::Request<Option<Bytes>>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(self.exchange(request.map(|body| body.map(Into::into))))
    }

    fn send_stream(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let body = |body| Some(reqwest::Body::wrap(Outgoing(body)));
        Box::pin(self.exchange(request.map(body)))
    }
}

impl HttpTransport {
    async fn exchange(
        &self,
        request: http::Request<Option<reqwest::Body>>,
    ) -> Result<http::Response<Body>, TransportError> {
        // Outside a Tokio runtime, reqwest panics.
        tokio::runtime::Handle::try_current().map_err(TransportError::executor)?;
        let (head, body) = request.into_parts();
        let results = head.extensions.get::<RedirectResults>();
        let results = results.map_or(&[][..], |results| results.0);
        let message = http::Request::from_parts(head, Bytes::new());
        let mut request = reqwest::Request::try_from(message).map_err(failure)?;
        *request.body_mut() = body;
        let response = if self.has_redirect_policy {
            let origin = request.url().origin();
            let response = self.client.execute(request).await.map_err(failure)?;
            if response.url().origin() != origin {
                return Err(TransportError::rejected(
                    "the HTTP client followed a redirect to another origin",
                ));
            }
            response
        } else {
            self.follow(request, results).await?
        };
        Ok(http::Response::<reqwest::Body>::from(response).map(|body| Body::stream(Frames(body))))
    }
}

/// A request body for reqwest.
struct Outgoing(Body);

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let chunk = ready!(Pin::new(&mut self.0).poll_next(context));
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.0
            .length()
            .map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// The data frames of a body, without trailers.
struct Frames(reqwest::Body);

impl Stream for Frames {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut self.0).poll_frame(context)) {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(failure(error)))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// Removes the URL from the error, since its query may contain a secret.
fn failure(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if let Some(failure) = failure_of_body(&error) {
        return TransportError::new(failure, error);
    }
    if error.is_builder() || error.is_redirect() {
        // A retry would fail in the same way.
        TransportError::rejected(error)
    } else if error.is_connect() {
        TransportError::connect(error)
    } else if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::interrupted(error)
    }
}

/// The failure of a request body that is a stream.
fn failure_of_body(error: &reqwest::Error) -> Option<Failure> {
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<TransportError>() {
            return Some(error.failure());
        }
        source = error.source();
    }
    None
}
