//! The helper crate of callers: a client without a network, which prints its requests.

use runtime::{
    Body, BoxFuture, Bytes, ClientBuilder, Date, Error, Timer, Timestamp, Transport, TransportError, http,
};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt::Debug;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// A status and a body.
pub type Answer = (u16, &'static str);

thread_local! {
    static ANSWERS: RefCell<VecDeque<Answer>> = const { RefCell::new(VecDeque::new()) };
}

/// Prints requests and returns prepared responses.
struct Printer;

impl Transport for Printer {
    fn send(
        &self,
        request: http::Request<Option<Bytes>>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        println!("{} {}", request.method(), request.uri());
        // The boundaries of forms are random.
        let content_type = request.headers().get("content-type");
        let content_type = content_type.and_then(|it| it.to_str().ok()).unwrap_or_default();
        let boundary = content_type.split_once("boundary=").map(|(_, it)| it);
        let text = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            boundary.map_or(text.clone(), |it| text.replace(it, "boundary"))
        };
        // The package has a different name on each side.
        let headers = request.headers().iter().filter(|(name, _)| *name != "user-agent");
        for (name, value) in headers {
            println!("  {name}: {}", text(value.as_bytes()));
        }
        if let Some(body) = request.body() {
            println!("  {}", text(body));
        }
        let answer = ANSWERS.with_borrow_mut(VecDeque::pop_front);
        let (status, body) = answer.unwrap_or((404, ""));
        let answer = http::Response::builder()
            .status(status)
            .header("x-request-id", "one")
            .header("x-trace", "two")
            .body(Body::from(Bytes::from_static(body.as_bytes())));
        Box::pin(async { answer.map_err(TransportError::interrupted) })
    }
}

/// A clock that does not wait.
struct Now;

impl Timer for Now {
    fn sleep(&self, _: Duration) -> Result<BoxFuture<'static, ()>, TransportError> {
        Ok(Box::pin(std::future::ready(())))
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }
}

/// A client without a network.
pub fn client<C: From<runtime::Client>>(builder: ClientBuilder<C>) -> C {
    build(builder).unwrap_or_else(|error| panic!("{error}"))
}

/// A client without a network, if it can be built.
pub fn build<C: From<runtime::Client>>(builder: ClientBuilder<C>) -> Result<C, Error> {
    let builder = builder.idempotency_keys(|| "random".to_owned());
    builder.transport(Printer).timer(Now).build()
}

/// Makes calls that get these responses, and prints requests and results.
pub fn exchange<T: Debug>(answers: &[Answer], call: impl IntoFuture<Output = T>) {
    ANSWERS.set(answers.iter().copied().collect());
    let mut call = pin!(call.into_future());
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1_000 {
        if let Poll::Ready(value) = call.as_mut().poll(&mut context) {
            println!("{value:?}");
            return;
        }
    }
    panic!("the call does not complete");
}

/// A date.
pub fn date(text: &str) -> Date {
    text.parse().unwrap_or_else(|_| panic!("{text} is not a date"))
}

/// A timestamp.
pub fn time(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|_| panic!("{text} is not a timestamp"))
}
