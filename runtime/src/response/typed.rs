//! A decoded value together with the answer that it came in.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::RawResponse;
use crate::ApiMessage;

/// A value and the answer that it came in.
#[derive(Debug)]
pub struct Response<T> {
    raw: RawResponse,
    value: T,
}

impl<T> Response<T> {
    pub(crate) fn new(raw: RawResponse, value: T) -> Self {
        Self { raw, value }
    }

    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value, without the answer.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Status of the answer.
    pub fn status(&self) -> StatusCode {
        self.raw.status()
    }

    /// Headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        self.raw.headers()
    }

    /// The whole body.
    pub fn bytes(&self) -> &Bytes {
        self.raw.bytes()
    }

    /// How many attempts it took, the successful one included.
    pub fn attempts(&self) -> u32 {
        self.raw.attempts()
    }

    /// What identifies the request to the people who run the service.
    pub fn request_id(&self) -> Option<&str> {
        self.raw.request_id()
    }

    /// The remarks in the envelope; empty when there are none.
    pub fn messages(&self) -> Vec<ApiMessage> {
        self.raw.messages()
    }
}
