//! A request on its way: the future that `.await` drives.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::{RawResponse, Response};
use crate::{Error, Request};

/// The exchange of messages, the same for every type of value so that it is compiled once.
type Exchange = Pin<Box<dyn Future<Output = Result<RawResponse, Error>> + Send>>;

/// A request on its way to a value.
///
/// Nothing is sent before it is polled, and dropping it cancels it.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
    exchange: Exchange,
    decode: fn(&RawResponse) -> Result<T, Error>,
}

impl<T> Call<T> {
    pub(crate) fn new(request: Request, decode: fn(&RawResponse) -> Result<T, Error>) -> Self {
        Self {
            exchange: exchange(request),
            decode,
        }
    }

    /// Awaits the value together with the answer that it comes in.
    pub fn with_response(self) -> CallWithResponse<T> {
        CallWithResponse { call: self }
    }
}

fn exchange(request: Request) -> Exchange {
    Box::pin(async move {
        let name = request.operation().name;
        let message = request
            .assemble()
            .map_err(|error| error.in_operation(name))?;
        let timeout = request.attempt_timeout();
        let attempt = request.client().parts().transport.send(message, timeout);
        let response = attempt.await.map_err(|error| error.in_operation(name))?;
        RawResponse::accept(request, response)
    })
}

impl<T> Future for Call<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let raw = ready!(self.exchange.as_mut().poll(context))?;
        Poll::Ready((self.decode)(&raw))
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Call").finish_non_exhaustive()
    }
}

/// A request on its way to a value and the answer that it comes in.
#[derive(Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct CallWithResponse<T> {
    call: Call<T>,
}

impl<T> Future for CallWithResponse<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let raw = ready!(self.call.exchange.as_mut().poll(context))?;
        Poll::Ready((self.call.decode)(&raw).map(|value| Response::new(raw, value)))
    }
}
