//! Calls with scripted responses, polled without an executor.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use cloudflare_email_security::runtime::{
    Body, BoxFuture, Bytes, Timer, Transport, TransportError, http,
};
use cloudflare_email_security::{Client, Credentials};

/// The number of polls after which a future is considered stuck.
const PATIENCE: u32 = 100;

const FOUND: &str = r#"{"success": true, "errors": [], "messages": [], "result":
    {"id": "policy", "created_at": "2014-01-01T05:20:00.12345Z"}}"#;

/// Returns its responses in order. The `Rc` makes it and its futures `!Send`.
#[derive(Clone, Default)]
struct Script {
    answers: Rc<RefCell<VecDeque<http::Response<Body>>>>,
    asked: Rc<Cell<u32>>,
}

impl Transport for Script {
    fn send(
        &self,
        _: http::Request<Option<Bytes>>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let this = self.clone();
        Box::pin(async move {
            this.asked.set(this.asked.get() + 1);
            let answer = this.answers.borrow_mut().pop_front();
            answer.ok_or_else(|| TransportError::connect("the script is over"))
        })
    }
}

/// A clock that advances by the requested delays. A delay ends at the second poll, so a response arrives before the
/// timeout that it races with.
#[derive(Clone, Default)]
struct Clock(Rc<Cell<Duration>>);

impl Timer for Clock {
    fn sleep(&self, duration: Duration) -> Result<BoxFuture<'static, ()>, TransportError> {
        let clock = self.clone();
        let mut polled = false;
        Ok(Box::pin(std::future::poll_fn(move |_| {
            if std::mem::replace(&mut polled, true) {
                clock.0.set(clock.0.get() + duration);
                return Poll::Ready(());
            }
            Poll::Pending
        })))
    }

    fn now(&self) -> Duration {
        self.0.get()
    }
}

/// Polls until the future is ready.
fn drive<F: IntoFuture>(future: F) -> F::Output {
    let mut future = pin!(future.into_future());
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..PATIENCE {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("the call is stuck");
}

fn answer(status: u16, headers: &[(&str, &str)], body: &'static str) -> http::Response<Body> {
    let mut answer = http::Response::builder().status(status);
    for (name, value) in headers {
        answer = answer.header(*name, *value);
    }
    answer
        .body(Body::from(Bytes::from_static(body.as_bytes())))
        .expect("a response")
}

pub(crate) fn run() {
    let (script, clock) = (Script::default(), Clock::default());
    let client = Client::builder()
        .credentials(Credentials::api_token("token"))
        .transport(script.clone())
        .timer(clock.clone())
        .build()
        .expect("a client");
    let policies = client.email_security().settings().allow_policies();

    // A failed attempt is retried after a random delay.
    script
        .answers
        .borrow_mut()
        .extend([answer(503, &[], ""), answer(200, &[], FOUND)]);
    let policy = drive(policies.get("account", "policy")).expect("a policy");
    assert_eq!(policy.id.as_str(), "policy");
    assert_eq!(script.asked.take(), 2);
    assert!(clock.0.take() <= Duration::from_millis(500));

    // Without a clock, a date in `retry-after` is relative to the date of the server.
    let date = "Wed, 21 Oct 2015 07:28:00 GMT";
    let later = "Wed, 21 Oct 2015 07:28:07 GMT";
    script.answers.borrow_mut().extend([
        answer(429, &[("retry-after", date)], ""),
        answer(429, &[("retry-after", later), ("date", date)], ""),
        answer(200, &[], FOUND),
    ]);
    let response = drive(policies.get("account", "policy").send().with_response());
    assert_eq!(response.expect("a response").attempts(), 3);
    assert!(clock.0.take() > Duration::from_secs(7));

    // An error has a source.
    let error = drive(policies.get("account", "policy").max_retries(0)).expect_err("no answer");
    assert!(error.is_connect());
}
