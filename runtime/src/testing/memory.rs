//! In-memory transport and virtual timer.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;

use super::backend::{Backend, Delivery};
use super::clock::{Clock, Sleep};
use super::fault::{CHUNK, DeliveryMode};
use crate::timer::Timer;
use crate::transport::{Body, BoxFuture, Transport, TransportError};

/// Virtual time between two chunks of an endless body.
const CHUNK_INTERVAL: Duration = Duration::from_millis(1);

/// Passes requests to the fake.
#[derive(Debug)]
pub(super) struct Memory {
    pub(super) backend: Arc<Backend>,
    pub(super) clock: Arc<Clock>,
}

impl Transport for Memory {
    fn send(
        &self,
        request: http::Request<Option<Bytes>>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move { self.exchange(request.map(Option::unwrap_or_default)).await })
    }

    fn send_stream(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, mut body) = request.into_parts();
            let mut content = Vec::new();
            while let Some(chunk) = poll_fn(|it| Pin::new(&mut body).poll_next(it)).await {
                content.extend_from_slice(&chunk?);
            }
            let request = http::Request::from_parts(head, content.into());
            self.exchange(request).await
        })
    }
}

impl Memory {
    async fn exchange(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Body>, TransportError> {
        let delivery = self.backend.handle(&request);
        if delivery.delay > Duration::ZERO {
            self.clock.sleep(delivery.delay).await;
        }
        deliver(delivery, &self.clock)
    }
}

fn deliver(delivery: Delivery, clock: &Arc<Clock>) -> Result<http::Response<Body>, TransportError> {
    let Delivery {
        mut response, mode, ..
    } = delivery;
    let broken = |why: &'static str| Some(TransportError::interrupted(why));
    let half = response.body.len() / 2;
    let body = match mode {
        DeliveryMode::Whole => Body::from(response.body),
        DeliveryMode::Drip => Chunks::body(response.body, 1, None, clock),
        DeliveryMode::Cut => Chunks::body(
            response.body.slice(..half),
            half,
            broken("the connection was closed before the end of the body"),
            clock,
        ),
        DeliveryMode::Truncated => {
            response
                .headers
                .insert(CONTENT_LENGTH, response.body.len().into());
            let why = "the body is shorter than its content-length";
            Chunks::body(response.body.slice(..half), half, broken(why), clock)
        }
        DeliveryMode::Endless => Body::stream(Endless::new(Arc::clone(clock))),
        DeliveryMode::Reset => {
            let why = "the connection was closed before the response";
            return Err(TransportError::interrupted(why));
        }
        DeliveryMode::Garbage => {
            return Err(TransportError::interrupted("the response is not HTTP"));
        }
    };
    let mut delivered = http::Response::new(body);
    *delivered.status_mut() = response.status;
    *delivered.headers_mut() = response.headers;
    Ok(delivered)
}

/// A body in chunks of this size, and how it ends.
struct Chunks {
    rest: Bytes,
    size: usize,
    end: Option<TransportError>,
    clock: Arc<Clock>,
}

impl Chunks {
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

impl Stream for Chunks {
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
        let wait = clock.sleep(CHUNK_INTERVAL);
        Self { clock, wait }
    }
}

impl Stream for Endless {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        ready!(Pin::new(&mut self.wait).poll(context));
        self.wait = self.clock.sleep(CHUNK_INTERVAL);
        Poll::Ready(Some(Ok(Bytes::from_static(CHUNK))))
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
