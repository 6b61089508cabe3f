//! Streams of server-sent events.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::{FusedStream, Stream};
use http::HeaderMap;

use super::source::EventSource;
use crate::model::{self, Decode, DecodeError};
use crate::response::Incoming;
use crate::{Call, Error, Request};

/// A server-sent event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// Name of the event; `message` if the server sent none.
    pub name: String,
    /// ID of the event, or of the latest event before it that has one.
    pub id: Option<String>,
    /// Data of the event.
    pub data: T,
}

impl<T> Event<T> {
    /// Creates an event without an ID whose name is `message`, for tests.
    #[must_use]
    pub fn new(data: T) -> Self {
        Self {
            name: "message".to_owned(),
            id: None,
            data,
        }
    }

    /// Sets the name.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the ID.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

/// A stream of server-sent events.
///
/// Events are received on demand, so memory does not depend on their number. The size of an event is
/// limited by `max_response_bytes`. Dropping the stream cancels the request.
///
/// If the connection fails, the stream reconnects and sends the ID of the last event in
/// `Last-Event-ID`, so that no event is lost or repeated. It does so only if the last event has an
/// ID and the operation is idempotent, or if the API is known to support it, at most `max_retries`
/// times in a row, and after the time that the server sets with `retry`: at least 100 milliseconds,
/// by default 1 second. The time doubles with each failure in a row. Otherwise, the error ends the
/// stream.
///
/// An event whose data cannot be decoded is an error that does not end the stream.
#[must_use = "a stream does nothing until it is polled"]
pub struct EventStream<T> {
    source: EventSource,
    decode: fn(&str) -> Result<T, DecodeError>,
}

impl<T> EventStream<T> {
    /// Sets the maximum time that the server may send nothing, not even a comment.
    ///
    /// Default: the `timeout` of the request. The `deadline` of the request limits the whole stream.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.source.set_idle_timeout(limit);
        self
    }

    /// Headers of the response to the latest request.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.source.response().headers()
    }

    /// Returns the next event; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| self.poll_event(context)).await
    }

    /// Returns the next event; `Ok(None)` after the last one.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the data of an event cannot be
    /// decoded. Other errors end the stream: [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) if
    /// the server sends nothing for too long, [`ErrorKind::Transport`](crate::ErrorKind::Transport)
    /// if the connection fails, [`ErrorKind::TooLarge`](crate::ErrorKind::TooLarge) for an event
    /// that is too large, and the errors of the call if the stream cannot reconnect.
    pub async fn try_next(&mut self) -> Result<Option<Event<T>>, Error> {
        self.next().await.transpose()
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        let event = ready!(self.source.poll_event(context));
        Poll::Ready(event.map(|event| {
            let event = event?;
            match (self.decode)(&event.data) {
                Ok(data) => Ok(Event {
                    name: event.name,
                    id: (!event.id.is_empty()).then_some(event.id),
                    data,
                }),
                Err(error) => {
                    let response = self.source.response();
                    Err(response.undecodable_part(event.data.as_bytes(), error))
                }
            }
        }))
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(context)
    }
}

impl<T> FusedStream for EventStream<T> {
    fn is_terminated(&self) -> bool {
        self.source.is_terminated()
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EventStream")
            .finish_non_exhaustive()
    }
}

impl Request {
    /// Sends the request and returns the events of the response, whose data is JSON.
    pub fn send_events<T: Decode>(self) -> Call<EventStream<T>> {
        Call::stream(self, |incoming| events(incoming, decode))
    }

    /// Sends the request and returns the events of the response, whose data is text.
    pub fn send_text_events(self) -> Call<EventStream<String>> {
        Call::stream(self, |incoming| {
            events(incoming, |data| Ok(data.to_owned()))
        })
    }
}

fn decode<T: Decode>(data: &str) -> Result<T, DecodeError> {
    model::from_json(data.as_bytes())
}

fn events<T>(
    incoming: Incoming,
    decode: fn(&str) -> Result<T, DecodeError>,
) -> Result<EventStream<T>, Error> {
    let source = EventSource::new(incoming)?;
    Ok(EventStream { source, decode })
}
