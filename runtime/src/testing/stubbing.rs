//! The methods by which tests define responses.

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use serde_json::Value;

use super::Fake;
use super::response::check_status;
use super::schema::{Described, Endpoint, Stream};
use super::stub::{SentEvent, Stub};
use crate::{Error, Event, Serialize};

impl<C: Described> Fake<C> {
    /// Sets the response of all future requests to an operation.
    ///
    /// For a success status, `value` is wrapped in the envelope of the operation. For an error
    /// status, it is the whole body. If the operation does not return JSON, a string is sent
    /// verbatim. If the operation has several success statuses, `null` is sent as an empty body,
    /// except with the status of the value that the fake would return.
    ///
    /// Requests are still validated, but do not change the state.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if there is no such operation, or if the status is not between
    /// 200 and 599.
    pub fn stub(&self, operation: &str, status: u16, value: impl Into<Value>) -> Result<(), Error> {
        let endpoint = self.endpoint(operation)?;
        check_status(status).map_err(Error::config)?;
        self.set_stub(endpoint, Stub::Value(status, value.into()));
        Ok(())
    }

    /// Sets the content that all future requests to an operation receive, such as a download.
    ///
    /// It is sent verbatim, with the media type of the operation.
    ///
    /// # Errors
    /// Same as `stub`.
    pub fn stub_bytes(
        &self,
        operation: &str,
        status: u16,
        content: impl Into<Bytes>,
    ) -> Result<(), Error> {
        let endpoint = self.endpoint(operation)?;
        check_status(status).map_err(Error::config)?;
        self.set_stub(endpoint, Stub::Body(status, content.into()));
        Ok(())
    }

    /// Sets the server-sent events that all future requests to an operation receive.
    ///
    /// `Event::new` creates an event, from a value that is sent as JSON, or from a string if the
    /// operation sends text. After the last event, the fake sends the end marker of the operation,
    /// if it has one, and ends the response.
    ///
    /// A client that reconnects receives the events after the last one it received, which it names
    /// by its ID. If there are none, the fake responds with 204, which ends the stream.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if there is no such operation, if it does not return events, or
    /// if an event cannot be sent: its value is not JSON, or text as the operation requires, or its
    /// name or ID contains a line break. If clients reconnect after the end of the response, the last
    /// event needs an ID, because the stream would never end.
    pub fn stub_events<T: Serialize>(
        &self,
        operation: &str,
        events: impl IntoIterator<Item = Event<T>>,
    ) -> Result<(), Error> {
        let endpoint = self.endpoint(operation)?;
        let is_text = match endpoint.stream {
            Some(Stream::Events) => false,
            Some(Stream::TextEvents) => true,
            Some(Stream::JsonLines) | None => return Err(misused(operation, "events")),
        };
        let events = events.into_iter().map(|event| {
            let fields = [event.name.as_str(), event.id.as_deref().unwrap_or_default()];
            if fields.iter().any(|it| it.contains(['\r', '\n', '\0'])) {
                let message = format!("a name or ID of an event of `{operation}` has a line break");
                return Err(Error::config(message));
            }
            Ok(SentEvent {
                data: data(operation, &event.data, is_text)?,
                name: event.name,
                id: event.id,
            })
        });
        let events = events.collect::<Result<Vec<_>, _>>()?;
        let never_ends = endpoint.operation.reconnects && endpoint.operation.end_marker.is_none();
        if never_ends && events.last().is_some_and(|it| it.id.is_none()) {
            return Err(Error::config(format!(
                "clients of `{operation}` reconnect, so its last event needs an ID: Event::new(…).with_id(…)"
            )));
        }
        self.set_stub(endpoint, Stub::Events(events));
        Ok(())
    }

    /// Sets the values that all future requests to an operation receive, one per line.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if there is no such operation, if it does not return such a
    /// stream, or if a value is not JSON.
    pub fn stub_json_lines<T: Serialize>(
        &self,
        operation: &str,
        values: impl IntoIterator<Item = T>,
    ) -> Result<(), Error> {
        let endpoint = self.endpoint(operation)?;
        if endpoint.stream != Some(Stream::JsonLines) {
            return Err(misused(operation, "JSON lines"));
        }
        let lines = values.into_iter().map(|value| {
            let line = data(operation, &value, false)?;
            Ok(line + "\n")
        });
        let lines = lines.collect::<Result<String, Error>>()?;
        self.set_stub(endpoint, Stub::Body(endpoint.status, lines.into()));
        Ok(())
    }

    /// Sets a header of all future responses to an operation, whether the test defines them or not.
    ///
    /// It replaces the value that the fake would send. Headers of faults take precedence.
    ///
    /// # Errors
    /// Returns `ErrorKind::Config` if there is no such operation, or if the header is invalid.
    pub fn stub_header(&self, operation: &str, name: &str, value: &str) -> Result<(), Error> {
        let operation = self.endpoint(operation)?.operation.name;
        let header = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        );
        let (Ok(name), Ok(value)) = header else {
            let message = format!("invalid header `{name}` of a stub");
            return Err(Error::config(message));
        };
        self.backend.state().set_header(operation, name, value);
        Ok(())
    }

    fn set_stub(&self, endpoint: &'static Endpoint, stub: Stub) {
        self.backend.state().stub(endpoint.operation.name, stub);
    }
}

/// The data of an event, or a line.
fn data(operation: &str, value: &dyn Serialize, is_text: bool) -> Result<String, Error> {
    let json = serde_json::to_value(value).map_err(|error| {
        let message = format!("a value of `{operation}` is not JSON");
        Error::config(message).with_source(error)
    })?;
    match json {
        Value::String(text) if is_text => Ok(text),
        _ if is_text => {
            let message =
                format!("the events of `{operation}` are text, so their data is a string");
            Err(Error::config(message))
        }
        json => Ok(json.to_string()),
    }
}

/// The error if an operation does not return such a stream.
fn misused(operation: &str, stream: &str) -> Error {
    Error::config(format!("`{operation}` does not return {stream}"))
}
