//! A decoded value and its response.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::RawResponse;
use crate::ApiMessage;

/// A decoded value together with the response it came from.
#[derive(Debug)]
pub struct Response<T> {
    raw: RawResponse,
    value: T,
}

impl<T> Response<T> {
    pub(crate) fn new(raw: RawResponse, value: T) -> Self {
        Self { raw, value }
    }

    /// The decoded value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Returns the decoded value and drops the response.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Status of the response.
    pub fn status(&self) -> StatusCode {
        self.raw.status()
    }

    /// Headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        self.raw.headers()
    }

    /// Body of the response. Empty if the value is a stream, which receives it.
    pub fn bytes(&self) -> &Bytes {
        self.raw.bytes()
    }

    /// Number of attempts, including the successful one.
    pub fn attempts(&self) -> u32 {
        self.raw.attempts()
    }

    /// Request ID, for support requests.
    pub fn request_id(&self) -> Option<&str> {
        self.raw.request_id()
    }

    /// Messages in the envelope; empty if there are none.
    pub fn messages(&self) -> Vec<ApiMessage> {
        self.raw.messages()
    }
}
