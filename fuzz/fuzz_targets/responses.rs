//! Every response is a value or an error: no panic, no list without an end, and no error that contains a credential or quotes
//! the body.
//!
//! An input is the start of an HTTP response: a line with the status and the size of the chunks of the body, headers, an
//! empty line, and the body. Its body is also decoded as each kind of model.

#![no_main]

use std::fmt::Debug;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use cloudflare_email_security::runtime::{
    self, Body, BoxFuture, Bytes, Stream, Timer, Transport, TransportError, http,
};
use cloudflare_email_security::{Client, Credentials, Error};
use golden_shapes::{trees, types};
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The credential, which the server may echo.
const TOKEN: &str = "s3cret-token";
/// A part of bodies that no error may contain.
const QUOTE: &str = "qu0ted-body";
/// Limit of the pages of a list.
const MAX_PAGES: u64 = 4;

fuzz_target!(|input: &[u8]| {
    let response = Parts::parse(input);
    models(&response.body);
    calls(&Arc::new(response));
});

/// The parts of a response.
struct Parts {
    status: u16,
    /// Size of the chunks of the body in bytes.
    chunk: usize,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// Number of times that it was sent.
    sent: AtomicU64,
}

impl Parts {
    /// An input without an empty line is a body.
    fn parse(input: &[u8]) -> Self {
        let end = input.windows(2).position(|bytes| bytes == b"\n\n");
        let (head, body) = match end {
            Some(end) => (&input[..end], &input[end + 2..]),
            None => (&b""[..], input),
        };
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let mut numbers = lines.next().unwrap_or_default().split(' ').map(str::parse);
        let mut number = |default| numbers.next().and_then(Result::ok).unwrap_or(default);
        let headers = lines.filter_map(|line| line.split_once(": "));
        Self {
            status: number(200),
            chunk: usize::from(number(u16::MAX)).max(1),
            headers: headers
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            body: body.to_vec(),
            sent: AtomicU64::new(0),
        }
    }

    fn response(&self) -> http::Response<Body> {
        let mut response = http::Response::new(Body::stream(Chunks(
            self.body
                .chunks(self.chunk)
                .map(Bytes::copy_from_slice)
                .collect::<Vec<_>>()
                .into_iter(),
        )));
        if let Ok(status) = http::StatusCode::from_u16(self.status) {
            *response.status_mut() = status;
        }
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) = (
                http::HeaderName::try_from(name),
                http::HeaderValue::from_bytes(value.as_bytes()),
            ) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

/// A body in chunks.
struct Chunks(std::vec::IntoIter<Bytes>);

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

/// Responds to each request with the same response.
struct Constant(Arc<Parts>);

impl Transport for Constant {
    fn send(
        &self,
        _: http::Request<Option<Bytes>>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.0.sent.fetch_add(1, Ordering::Relaxed);
        let response = self.0.response();
        Box::pin(async { Ok(response) })
    }
}

/// A clock that stands still, so that nothing times out.
struct Stopped;

impl Timer for Stopped {
    fn sleep(&self, _: Duration) -> Result<BoxFuture<'static, ()>, TransportError> {
        Ok(Box::pin(std::future::pending()))
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }
}

/// Sends the response to a request of each kind.
fn calls(response: &Arc<Parts>) {
    let client: Client = Client::builder()
        .credentials(Credentials::api_token(TOKEN))
        .transport(Constant(response.clone()))
        .timer(Stopped)
        .max_retries(0)
        .max_pages(MAX_PAGES)
        .max_response_bytes(1 << 16)
        .build()
        .expect("valid settings");
    let policies = client.email_security().settings().allow_policies();
    let check = |result| check(result, response);
    check(ready(policies.get("a", "p").send()).map(drop));
    check(ready(policies.delete("a", "p").send()).map(drop));
    check(ready(policies.list("a").send()).map(drop));
    let before = response.sent.load(Ordering::Relaxed);
    check(ready(policies.list("a").items().try_collect::<Vec<_>>()).map(drop));
    let pages = response.sent.load(Ordering::Relaxed) - before;
    assert!(pages <= MAX_PAGES, "{pages} pages");
}

/// Checks an error, in all forms that a program may log.
fn check(result: Result<(), Error>, response: &Parts) {
    let Err(error) = result else { return };
    let text = format!("{error}\n{error:?}\n{error:#?}\n{}", error.report());
    assert!(!text.contains(TOKEN), "{text}");
    // An error response is described by the messages in its body. Errors have the headers of the response.
    let in_headers = response.headers.iter().any(|(_, value)| value.contains(QUOTE));
    if error.api().is_none() && !in_headers {
        assert!(!text.contains(QUOTE), "{text}");
    }
}

/// The output of a future that never waits.
fn ready<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1_000_000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("the call is stuck");
}

/// Decodes a body as each kind of model.
fn models(body: &[u8]) {
    keeps::<types::Anything>(body);
    keeps::<types::Collections>(body);
    keeps::<types::Constants>(body);
    keeps::<types::Constrained>(body);
    keeps::<types::Many>(body);
    keeps::<types::Presence>(body);
    keeps::<types::Scalars>(body);
    keeps::<trees::Condition>(body);
    keeps::<trees::Expression>(body);
    keeps::<trees::Folder>(body);
    keeps::<trees::Shape>(body);
    // Except for a byte order mark, which is ignored, both decoders accept the same bodies.
    let ours = runtime::model::from_json::<runtime::model::Value>(body).ok();
    let json = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    assert_eq!(ours, serde_json::from_slice(json).ok());
}

/// A decoded model is encoded as what it was decoded from, as far as it goes.
fn keeps<T: DeserializeOwned + Serialize + PartialEq + Debug>(body: &[u8]) {
    let Ok(value) = serde_json::from_slice::<T>(body) else {
        return;
    };
    let json = serde_json::to_string(&value).expect("models can be encoded");
    let again: T = serde_json::from_str(&json).expect("encoded models can be decoded");
    assert_eq!(value, again, "{json}");
}
