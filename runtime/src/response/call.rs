//! A request on its way: the future that `.await` drives.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::exchange::{Exchanged, conclude, exchange};
use super::receive::decompress;
use super::{RawResponse, Response};
use crate::model::Decode;
use crate::transport::BoxFuture;
use crate::{Error, Request};

/// A request on its way to a value.
///
/// Nothing is sent before it is polled, and dropping it cancels it.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
    stage: Stage,
    decode: fn(&RawResponse) -> Result<T, Error>,
}

enum Stage {
    Ready(Request),
    /// The same for every type of value, so that it is compiled once.
    Sent(BoxFuture<'static, Exchanged>),
    Over,
}

impl<T> Call<T> {
    pub(crate) fn new(request: Request, decode: fn(&RawResponse) -> Result<T, Error>) -> Self {
        Self {
            stage: Stage::Ready(request),
            decode,
        }
    }

    /// Awaits the value together with the answer that it comes in.
    pub fn with_response(self) -> CallWithResponse<T> {
        CallWithResponse { call: self }
    }

    fn poll_answer(&mut self, context: &mut Context<'_>) -> Poll<Exchanged> {
        let mut answer = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Ready(request) => Box::pin(exchange(request)),
            Stage::Sent(answer) => answer,
            Stage::Over => return Poll::Ready(Err(already_made())),
        };
        let poll = answer.as_mut().poll(context);
        if poll.is_pending() {
            self.stage = Stage::Sent(answer);
        }
        poll
    }
}

/// The two halves of a call without what lies between them: for those who send in a way of their own.
impl<T> Call<T> {
    /// The message that the call would send. It holds the credentials.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) when an argument cannot be sent.
    pub fn to_http(&self) -> Result<http::Request<Option<Bytes>>, Error> {
        let request = self.request()?;
        let message = request.assemble();
        message.map_err(|error| error.in_operation(request.operation().name))
    }

    /// The value in an answer that came in another way, compressed or not.
    ///
    /// # Errors
    /// [`ErrorKind::Api`](crate::ErrorKind::Api) and [`ErrorKind::Decode`](crate::ErrorKind::Decode), as when the call
    /// itself had received it, and [`ErrorKind::TooLarge`](crate::ErrorKind::TooLarge).
    pub fn decode(&self, answer: http::Response<Bytes>) -> Result<T, Error> {
        let request = self.request()?.clone();
        let limit = request.client().parts().max_response_bytes;
        let raw = conclude(request, decompress(answer, limit), 1)?;
        (self.decode)(&raw)
    }

    fn request(&self) -> Result<&Request, Error> {
        match &self.stage {
            Stage::Ready(request) => Ok(request),
            Stage::Sent(_) | Stage::Over => Err(already_made()),
        }
    }
}

fn already_made() -> Error {
    Error::invalid_argument("the call was already made")
}

/// What sends a request.
impl Request {
    /// Sends the request for the value inside the envelope.
    pub fn send_result<T: Decode>(self) -> Call<T> {
        self.send_with(RawResponse::result)
    }

    /// Sends the request for a JSON body that is the value.
    pub fn send_json<T: Decode>(self) -> Call<T> {
        self.send_with(RawResponse::json)
    }

    /// Sends the request for text.
    pub fn send_text(self) -> Call<String> {
        self.send_with(RawResponse::text)
    }

    /// Sends the request for bytes.
    pub fn send_bytes(self) -> Call<Bytes> {
        self.send_with(|response| Ok(response.bytes().clone()))
    }

    /// Sends the request where nothing but success matters.
    pub fn send_empty(self) -> Call<()> {
        self.send_with(RawResponse::empty)
    }

    /// Sends the request and decodes a success, of whatever status, with this function.
    pub fn send_with<T>(self, decode: fn(&RawResponse) -> Result<T, Error>) -> Call<T> {
        Call::new(self, decode)
    }
}

impl<T> Future for Call<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let (raw, trace) = ready!(self.poll_answer(context))?;
        Poll::Ready(trace.ended((self.decode)(&raw)))
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
        let (raw, trace) = ready!(self.call.poll_answer(context))?;
        let value = trace.ended((self.call.decode)(&raw));
        Poll::Ready(value.map(|value| Response::new(raw, value)))
    }
}
