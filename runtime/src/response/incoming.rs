//! The body of a response that a stream receives.

use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;

use super::RawResponse;
use super::attempt::TimeIsUp;
use super::inflate::Inflater;
use super::receive::{Encoding, Pieces, announced, encoding};
use crate::transport::{BoxFuture, TransportError};
use crate::{Error, ErrorKind};

/// The body of a response, received in chunks within time limits.
///
/// Ends after the first error. The exchange is canceled when this is dropped or has ended.
pub(crate) struct Incoming {
    /// The response without its body, for errors.
    response: RawResponse,
    /// `None` after the end.
    body: Option<Pieces>,
    inflater: Option<Inflater>,
    /// Maximum wait for a chunk.
    idle_timeout: Duration,
    /// The current wait for a chunk.
    wait: Option<(Duration, BoxFuture<'static, ()>)>,
}

impl Incoming {
    /// Takes the body of a response.
    pub(super) fn new(response: &mut RawResponse) -> Result<Self, Error> {
        let body = response.take_body();
        let response = response.head();
        let inflater = match encoding(response.headers()) {
            Encoding::Plain => None,
            Encoding::Gzip => Some(Inflater::new()),
            Encoding::Other(name) => {
                let reason = format!("unsupported content encoding `{name}`");
                return Err(response.malformed("", reason));
            }
        };
        Ok(Self {
            idle_timeout: response.request().attempt_timeout(),
            response,
            body: Some(Pieces::new(body)),
            inflater,
            wait: None,
        })
    }

    /// The response without its body.
    pub(crate) fn response(&self) -> &RawResponse {
        &self.response
    }

    pub(crate) fn set_idle_timeout(&mut self, limit: Duration) {
        self.idle_timeout = limit;
    }

    /// Length of the body, if the server sent it and the body is not compressed.
    pub(crate) fn content_length(&self) -> Option<u64> {
        announced(self.response.headers()).filter(|_| self.inflater.is_none())
    }

    /// Whether the body has ended or failed.
    pub(crate) fn is_terminated(&self) -> bool {
        self.body.is_none()
    }

    /// Ends the stream and cancels the exchange.
    pub(crate) fn close(&mut self) {
        self.body = None;
        self.wait = None;
    }

    /// The next chunk, which is not empty; `None` after the last one.
    pub(crate) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        let chunk = ready!(self.poll_inflated(context));
        if !matches!(chunk, Ok(Some(_))) {
            self.close();
        }
        Poll::Ready(chunk.transpose())
    }

    fn poll_inflated(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Error>> {
        loop {
            if let Some(inflater) = &mut self.inflater {
                match inflater.next() {
                    Ok(Some(output)) => return Poll::Ready(Ok(Some(output))),
                    Ok(None) => {}
                    Err(error) => return Poll::Ready(Err(self.not_gzip(&error))),
                }
            }
            let Some(chunk) = ready!(self.poll_received(context))? else {
                return Poll::Ready(self.last());
            };
            match &mut self.inflater {
                Some(inflater) => inflater.push(chunk),
                None if chunk.is_empty() => {}
                None => return Poll::Ready(Ok(Some(chunk))),
            }
        }
    }

    /// The rest of the output of the inflater.
    fn last(&mut self) -> Result<Option<Bytes>, Error> {
        let Some(mut inflater) = self.inflater.take() else {
            return Ok(None);
        };
        match inflater.finish() {
            Ok(output) => Ok((!output.is_empty()).then_some(output)),
            Err(error) => Err(self.not_gzip(&error)),
        }
    }

    fn not_gzip(&self, error: &std::io::Error) -> Error {
        let reason = format!("invalid gzip data: {error}");
        self.response.malformed("", reason)
    }

    /// The next chunk as the server sent it.
    fn poll_received(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Error>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(Ok(None));
        };
        match body.poll(context) {
            Poll::Ready(chunk) => {
                self.wait = None;
                self.check_deadline()?;
                let chunk = chunk.transpose();
                Poll::Ready(chunk.map_err(|error| self.response.interrupted(error)))
            }
            Poll::Pending => self.poll_timeout(context).map(Err),
        }
    }

    /// Rejects a body that is received too slowly, although there always is a chunk.
    fn check_deadline(&self) -> Result<(), Error> {
        let timer = &self.response.request().client().parts().timer;
        match self.response.ends_at() {
            Some(ends_at) if timer.now() >= ends_at => {
                let message = "timed out: the stream was not complete at the deadline".to_owned();
                Err(self.response.error(ErrorKind::Timeout, message))
            }
            _ => Ok(()),
        }
    }

    /// The error when the time for the next chunk has elapsed.
    fn poll_timeout(&mut self, context: &mut Context<'_>) -> Poll<Error> {
        let (limit, sleep) = match &mut self.wait {
            Some(wait) => wait,
            None => match self.start_waiting() {
                Ok(wait) => self.wait.insert(wait),
                Err(error) => return Poll::Ready(self.response.interrupted(error)),
            },
        };
        ready!(sleep.as_mut().poll(context));
        let error = TransportError::timeout(TimeIsUp(*limit));
        Poll::Ready(self.response.interrupted(error))
    }

    fn start_waiting(&self) -> Result<(Duration, BoxFuture<'static, ()>), TransportError> {
        let timer = &self.response.request().client().parts().timer;
        let left = self.response.ends_at();
        let left = left.map(|ends_at| ends_at.saturating_sub(timer.now()));
        let limit = left.map_or(self.idle_timeout, |left| left.min(self.idle_timeout));
        Ok((limit, timer.sleep(limit)?))
    }
}
