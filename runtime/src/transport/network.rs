//! The transport over sockets, made of reqwest.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;
use reqwest::{Url, redirect};

use super::{Body, BoxFuture, Transport, TransportError};
use crate::Error;

/// More redirects than this are a loop.
const MOST_REDIRECTS: usize = 10;

/// Sends over a [`reqwest::Client`].
pub(crate) struct Network {
    client: reqwest::Client,
}

impl Network {
    /// A client of its own, which follows redirects within one origin, and goes through the proxies that the environment
    /// names only if that is to be read.
    pub(crate) fn new(connect_timeout: Duration, reads_environment: bool) -> Result<Self, Error> {
        let mut builder = with_own_tls(reqwest::Client::builder());
        if !reads_environment {
            builder = builder.no_proxy();
        }
        let client = builder
            // Bodies are decompressed above, within a limit. Any crate beside this one may have turned these on.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .connect_timeout(connect_timeout)
            .redirect(redirect::Policy::custom(within_one_origin))
            // It would repeat the query of the request, which may hold a secret.
            .referer(false)
            .build()
            .map_err(|error| {
                Error::config("the HTTP client cannot be set up").with_source(error)
            })?;
        Ok(Self { client })
    }
}

/// Says which TLS is meant: otherwise it would hang on the features of other crates. With both it is rustls.
fn with_own_tls(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    #[cfg(feature = "rustls")]
    let builder = builder.tls_backend_rustls();
    #[cfg(all(feature = "native-tls", not(feature = "rustls")))]
    let builder = builder.tls_backend_native();
    builder
}

impl From<reqwest::Client> for Network {
    fn from(client: reqwest::Client) -> Self {
        Self { client }
    }
}

/// Follows a redirect only where the credentials may go: to the same scheme, host and port.
fn within_one_origin(attempt: redirect::Attempt<'_>) -> redirect::Action {
    let origin = attempt.previous().first().map(Url::origin);
    if origin == Some(attempt.url().origin()) && attempt.previous().len() <= MOST_REDIRECTS {
        attempt.follow()
    } else {
        attempt.stop()
    }
}

/// Refuses a URL that the transport would not take, such as one with a malformed address.
pub(crate) fn check_url(url: &str) -> Result<(), Error> {
    Url::parse(url)
        .map(drop)
        .map_err(|error| Error::config("the base URL is no URL").with_source(error))
}

impl Transport for Network {
    fn send(
        &self,
        request: http::Request<Option<Bytes>>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            // Outside of Tokio reqwest would panic.
            tokio::runtime::Handle::try_current().map_err(TransportError::executor)?;
            let (head, body) = request.into_parts();
            let message = http::Request::from_parts(head, Bytes::new());
            let mut request = reqwest::Request::try_from(message).map_err(failure)?;
            *request.body_mut() = body.map(Into::into);
            let origin = request.url().origin();
            let response = self.client.execute(request).await.map_err(failure)?;
            // Only a caller's own client goes there. What it brought back is not the service's answer.
            if response.url().origin() != origin {
                return Err(TransportError::refused(
                    "the HTTP client followed a redirect to another origin",
                ));
            }
            Ok(http::Response::<reqwest::Body>::from(response)
                .map(|body| Body::stream(Frames(body))))
        })
    }
}

/// The data of a body, without its trailers.
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

/// An error without the URL, whose query may hold a secret.
fn failure(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_connect() {
        TransportError::connect(error)
    } else if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::broken(error)
    }
}
