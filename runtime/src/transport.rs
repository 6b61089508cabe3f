//! One attempt over the network: the only file that names reqwest.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use reqwest::redirect;

use crate::{Error, ErrorKind};

/// The answer of one attempt, to come.
pub(crate) type Attempt<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, Error>> + Send + 'a>>;

/// Carries one request to the server and its whole answer back.
pub(crate) trait Transport: Send + Sync {
    /// Makes one attempt that takes no longer than `timeout`; dropping it cancels it. No body is not an empty one.
    fn send(&self, request: http::Request<Option<Bytes>>, timeout: Duration) -> Attempt<'_>;
}

/// The transport over sockets.
pub(crate) struct ReqwestTransport {
    client: reqwest::Client,
}

/// More redirects than this are a loop.
const MOST_REDIRECTS: usize = 10;

impl ReqwestTransport {
    pub(crate) fn new(connect_timeout: Duration) -> Result<Self, Error> {
        let client = reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            .redirect(redirect::Policy::custom(within_one_origin))
            .build()
            .map_err(|error| {
                Error::config("the HTTP client cannot be set up").with_source(error)
            })?;
        Ok(Self { client })
    }
}

/// Follows a redirect only where the credentials may go: to the same scheme, host and port.
fn within_one_origin(attempt: redirect::Attempt<'_>) -> redirect::Action {
    let origin = attempt.previous().first().map(reqwest::Url::origin);
    if origin == Some(attempt.url().origin()) && attempt.previous().len() <= MOST_REDIRECTS {
        attempt.follow()
    } else {
        attempt.stop()
    }
}

/// Refuses a URL that the transport would not take, such as one with a malformed address.
pub(crate) fn check_url(url: &str) -> Result<(), Error> {
    reqwest::Url::parse(url)
        .map(drop)
        .map_err(|error| Error::config("the base URL is no URL").with_source(error))
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Option<Bytes>>, timeout: Duration) -> Attempt<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let message = http::Request::from_parts(head, Bytes::new());
            let mut request = reqwest::Request::try_from(message).map_err(failure)?;
            *request.body_mut() = body.map(Into::into);
            *request.timeout_mut() = Some(timeout);
            let mut received = self.client.execute(request).await.map_err(failure)?;
            let mut response = http::Response::new(Bytes::new());
            *response.status_mut() = received.status();
            *response.version_mut() = received.version();
            std::mem::swap(response.headers_mut(), received.headers_mut());
            *response.body_mut() = received.bytes().await.map_err(failure)?;
            Ok(response)
        })
    }
}

/// An error without the URL, whose query may hold a secret.
fn failure(error: reqwest::Error) -> Error {
    let (kind, message) = if error.is_connect() {
        (ErrorKind::Connect, "cannot connect to the server")
    } else if error.is_timeout() {
        (ErrorKind::Timeout, "the server did not answer in time")
    } else {
        (
            ErrorKind::Transport,
            "the exchange with the server broke off",
        )
    };
    Error::new(kind, message.to_owned()).with_source(error.without_url())
}
