//! The future of a call.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::exchange::{Exchanged, conclude, exchange};
use super::receive::decompress;
use super::{Incoming, RawResponse, Response};
use crate::model::Decode;
use crate::transport::BoxFuture;
use crate::{Error, Request, Upload};

/// A future that sends a request and decodes the response.
///
/// Nothing is sent until it is polled. Dropping it cancels the call.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
    stage: Stage,
    decode: Decoder<T>,
}

/// How the value of a call is created from its response.
enum Decoder<T> {
    Whole(fn(&RawResponse) -> Result<T, Error>),
    /// From the body that has not been received yet.
    Stream(fn(Incoming) -> Result<T, Error>),
}

impl<T> Decoder<T> {
    fn decode(&self, raw: &mut RawResponse) -> Result<T, Error> {
        match self {
            Self::Whole(decode) => decode(raw),
            Self::Stream(create) => create(Incoming::new(raw)?),
        }
    }
}

enum Stage {
    Ready(Request),
    /// Not generic over the type of the value, so that it is compiled once.
    Sent(BoxFuture<'static, Exchanged>),
    Over,
}

impl<T> Call<T> {
    pub(crate) fn new(request: Request, decode: fn(&RawResponse) -> Result<T, Error>) -> Self {
        Self {
            stage: Stage::Ready(request),
            decode: Decoder::Whole(decode),
        }
    }

    /// A call that completes when the headers of the response have been received.
    pub(crate) fn stream(mut request: Request, create: fn(Incoming) -> Result<T, Error>) -> Self {
        request.set_stream();
        Self {
            stage: Stage::Ready(request),
            decode: Decoder::Stream(create),
        }
    }

    /// Also returns the response that the value was decoded from.
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

/// Building the request and decoding the response without I/O, for custom ways to send requests.
impl<T> Call<T> {
    /// Builds the HTTP request. Its headers contain the credentials.
    ///
    /// # Errors
    /// Returns [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) if an argument is
    /// invalid, [`ErrorKind::Credentials`](crate::ErrorKind::Credentials) if the client has no
    /// credentials that the operation accepts, and [`ErrorKind::Token`](crate::ErrorKind::Token) if
    /// it needs an access token that no earlier call has obtained. A body that is a file or stream is
    /// an invalid argument.
    pub fn to_http(&self) -> Result<http::Request<Option<Bytes>>, Error> {
        let request = self.request()?;
        let message = request.assemble_now().and_then(in_memory);
        message.map_err(|error| error.in_operation(request.operation().name))
    }

    /// Decodes a response that was received by other means. The body may be compressed.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Api`](crate::ErrorKind::Api) for an error response,
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it cannot be decoded, and
    /// [`ErrorKind::TooLarge`](crate::ErrorKind::TooLarge) if it exceeds the size limit.
    pub fn decode(&self, answer: http::Response<Bytes>) -> Result<T, Error> {
        let request = self.request()?.clone();
        let limit = request.client().parts().max_response_bytes;
        let mut raw = conclude(request, decompress(answer, limit), 1)?;
        self.decode.decode(&mut raw)
    }

    fn request(&self) -> Result<&Request, Error> {
        match &self.stage {
            Stage::Ready(request) => Ok(request),
            Stage::Sent(_) | Stage::Over => Err(already_made()),
        }
    }
}

fn in_memory(
    message: http::Request<Option<Upload>>,
) -> Result<http::Request<Option<Bytes>>, Error> {
    let (head, body) = message.into_parts();
    let body = body.map(|body| {
        let missing = || Error::invalid_argument("the request body is not in memory");
        body.bytes().cloned().ok_or_else(missing)
    });
    Ok(http::Request::from_parts(head, body.transpose()?))
}

fn already_made() -> Error {
    Error::invalid_argument("the call has already been sent")
}

/// Sending a request.
impl Request {
    /// Sends the request and decodes the result inside the envelope.
    pub fn send_result<T: Decode>(self) -> Call<T> {
        self.send_with(RawResponse::result)
    }

    /// Sends the request and decodes the JSON body.
    pub fn send_json<T: Decode>(self) -> Call<T> {
        self.send_with(RawResponse::json)
    }

    /// Sends the request and returns the body as a string.
    pub fn send_text(self) -> Call<String> {
        self.send_with(RawResponse::text)
    }

    /// Sends the request and returns the body as bytes.
    pub fn send_bytes(self) -> Call<Bytes> {
        self.send_with(|response| Ok(response.bytes().clone()))
    }

    /// Sends the request and ignores the body of a success response.
    pub fn send_empty(self) -> Call<()> {
        self.send_with(RawResponse::empty)
    }

    /// Sends the request and decodes a success response, of any status, with a function.
    pub fn send_with<T>(self, decode: fn(&RawResponse) -> Result<T, Error>) -> Call<T> {
        Call::new(self, decode)
    }
}

impl<T> Future for Call<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let (mut raw, trace) = ready!(self.poll_answer(context))?;
        Poll::Ready(trace.ended(self.decode.decode(&mut raw)))
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Call").finish_non_exhaustive()
    }
}

/// A future like [`Call`] that also returns the response.
#[derive(Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct CallWithResponse<T> {
    call: Call<T>,
}

impl<T> Future for CallWithResponse<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let (mut raw, trace) = ready!(self.call.poll_answer(context))?;
        let value = trace.ended(self.call.decode.decode(&mut raw));
        Poll::Ready(value.map(|value| Response::new(raw, value)))
    }
}
