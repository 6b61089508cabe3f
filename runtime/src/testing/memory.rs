//! In-memory transport and virtual timer.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;

use super::clock::{Clock, Sleep};
use super::core::{Core, Reply};
use super::fault::{Delivery, PIECE};
use crate::timer::Timer;
use crate::transport::{Body, BoxFuture, Transport, TransportError};

/// Virtual time between two chunks of an endless body.
const PIECE_TIME: Duration = Duration::from_millis(1);

/// Passes requests to the fake.
#[derive(Debug)]
pub(super) struct Memory {
    pub(super) core: Arc<Core>,
    pub(super) clock: Arc<Clock>,
}

impl Transport for Memory {
    fn send(
        &self,
        request: http::Request<Option<Bytes>>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let reply = self.core.handle(&request.map(Option::unwrap_or_default));
            if reply.delay > Duration::ZERO {
                self.clock.sleep(reply.delay).await;
            }
            deliver(reply, &self.clock)
        })
    }
}

fn deliver(reply: Reply, clock: &Arc<Clock>) -> Result<http::Response<Body>, TransportError> {
    let mut answer = reply.answer;
    let broken = |why: &'static str| Some(TransportError::broken(why));
    let half = answer.body.len() / 2;
    let body = match reply.delivery {
        Delivery::Whole => Body::from(answer.body),
        Delivery::Drip => Pieces::body(answer.body, 1, None, clock),
        Delivery::Cut => Pieces::body(
            answer.body.slice(..half),
            half,
            broken("the connection was closed before the end of the body"),
            clock,
        ),
        Delivery::Truncated => {
            answer
                .headers
                .insert(CONTENT_LENGTH, answer.body.len().into());
            let why = "the body is shorter than its content-length";
            Pieces::body(answer.body.slice(..half), half, broken(why), clock)
        }
        Delivery::Endless => Body::stream(Endless::new(Arc::clone(clock))),
        Delivery::Reset => {
            let why = "the connection was closed before the response";
            return Err(TransportError::broken(why));
        }
        Delivery::Garbage => return Err(TransportError::broken("the response is not HTTP")),
    };
    let mut response = http::Response::new(body);
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    Ok(response)
}

/// A body in chunks of this size, and how it ends.
struct Pieces {
    rest: Bytes,
    size: usize,
    end: Option<TransportError>,
    clock: Arc<Clock>,
}

impl Pieces {
    fn body(rest: Bytes, size: usize, end: Option<TransportError>, clock: &Arc<Clock>) -> Body {
        let clock = Arc::clone(clock);
        Body::stream(Self {
            rest,
            size,
            end,
            clock,
        })
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.rest.is_empty() {
            return Poll::Ready(self.end.take().map(Err));
        }
        let size = self.size.min(self.rest.len());
        self.clock.progress();
        Poll::Ready(Some(Ok(self.rest.split_to(size))))
    }
}

/// An endless body.
struct Endless {
    clock: Arc<Clock>,
    wait: Sleep,
}

impl Endless {
    fn new(clock: Arc<Clock>) -> Self {
        let wait = clock.sleep(PIECE_TIME);
        Self { clock, wait }
    }
}

impl Stream for Endless {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        ready!(Pin::new(&mut self.wait).poll(context));
        self.wait = self.clock.sleep(PIECE_TIME);
        Poll::Ready(Some(Ok(Bytes::from_static(PIECE))))
    }
}

/// Waits in virtual time.
#[derive(Debug)]
pub(super) struct VirtualTimer(pub(super) Arc<Clock>);

impl Timer for VirtualTimer {
    fn sleep(&self, duration: Duration) -> Result<BoxFuture<'static, ()>, TransportError> {
        Ok(Box::pin(self.0.sleep(duration)))
    }

    fn now(&self) -> Duration {
        self.0.now()
    }
}
