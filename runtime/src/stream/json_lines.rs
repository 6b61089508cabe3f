//! Streams of JSON values, one per line.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::{FusedStream, Stream};
use http::HeaderMap;

use crate::model::{self, Decode};
use crate::response::Incoming;
use crate::{Call, Error, Request};

/// A stream of JSON values, one per line.
///
/// Lines are received on demand, so memory does not depend on their number. The size of a line is
/// limited by `max_response_bytes`. Empty lines are ignored. The call is retried until the headers of
/// the response have been received; if the connection fails after that, the error ends the stream.
/// Dropping the stream cancels the request.
///
/// A line that cannot be decoded is an error that does not end the stream.
#[must_use = "a stream does nothing until it is polled"]
pub struct JsonLines<T> {
    lines: Lines,
    value: PhantomData<fn() -> T>,
}

/// The lines of a body that are not empty.
struct Lines {
    incoming: Incoming,
    /// Maximum size of a line.
    limit: usize,
    /// Received, but not split into lines.
    chunk: Bytes,
    /// The beginning of the current line, from earlier chunks.
    line: Vec<u8>,
}

impl Lines {
    fn new(incoming: Incoming) -> Self {
        let request = incoming.response().request();
        Self {
            limit: request.client().parts().max_response_bytes,
            incoming,
            chunk: Bytes::new(),
            line: Vec::new(),
        }
    }

    /// The next line; `None` after the last one. Ends after the first error.
    fn poll_line(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, Error>>> {
        loop {
            let end = self.chunk.iter().position(|byte| *byte == b'\n');
            let is_complete = end.is_some();
            let part = self.chunk.split_to(end.unwrap_or(self.chunk.len()));
            if self.line.len() + part.len() > self.limit {
                let error = self.incoming.response().too_large();
                self.incoming.close();
                return Poll::Ready(Some(Err(self.failed(error))));
            }
            self.line.extend_from_slice(&part);
            if is_complete {
                let _ = self.chunk.split_to(1);
            } else {
                match ready!(self.incoming.poll_chunk(context)) {
                    Some(Ok(chunk)) => {
                        self.chunk = chunk;
                        continue;
                    }
                    Some(Err(error)) => return Poll::Ready(Some(Err(self.failed(error)))),
                    // The last line needs no line break.
                    None if self.line.is_empty() => return Poll::Ready(None),
                    None => {}
                }
            }
            let line = std::mem::take(&mut self.line);
            if !line.trim_ascii().is_empty() {
                return Poll::Ready(Some(Ok(line)));
            }
        }
    }

    /// Discards an incomplete line.
    fn failed(&mut self, error: Error) -> Error {
        self.chunk = Bytes::new();
        self.line = Vec::new();
        error
    }
}

impl<T: Decode> JsonLines<T> {
    /// Sets the maximum wait for a part of the body.
    ///
    /// Default: the `timeout` of the request. The `deadline` of the request limits the whole stream.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.lines.incoming.set_idle_timeout(limit);
        self
    }

    /// Headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.lines.incoming.response().headers()
    }

    /// Returns the next value; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll_value(context)).await
    }

    /// Returns the next value; `Ok(None)` after the last one.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Decode`](crate::ErrorKind::Decode) if a line cannot be decoded. Other
    /// errors end the stream: [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) if the server sends
    /// nothing for too long, [`ErrorKind::Transport`](crate::ErrorKind::Transport) if the
    /// connection fails, and [`ErrorKind::TooLarge`](crate::ErrorKind::TooLarge) for a line that is
    /// too large.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        self.next().await.transpose()
    }

    fn poll_value(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        let line = ready!(self.lines.poll_line(context));
        Poll::Ready(line.map(|line| {
            let line = line?;
            let response = self.lines.incoming.response();
            model::from_json(&line).map_err(|error| response.undecodable_part(&line, error))
        }))
    }
}

impl<T: Decode> Stream for JsonLines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_value(context)
    }
}

impl<T: Decode> FusedStream for JsonLines<T> {
    fn is_terminated(&self) -> bool {
        self.lines.incoming.is_terminated()
            && self.lines.chunk.is_empty()
            && self.lines.line.is_empty()
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("JsonLines").finish_non_exhaustive()
    }
}

impl Request {
    /// Sends the request and decodes the lines of the response as JSON.
    pub fn send_json_lines<T: Decode>(self) -> Call<JsonLines<T>> {
        Call::stream(self, |incoming| {
            Ok(JsonLines {
                lines: Lines::new(incoming),
                value: PhantomData,
            })
        })
    }
}
