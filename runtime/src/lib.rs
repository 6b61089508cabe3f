//! Runtime of generated HTTP API clients.
//!
//! A generated client describes its API as data ([`Service`], [`Operation`], [`Pagination`]) and
//! builds a [`Request`] for each call. This crate sends the request, retries it, follows pages and
//! decodes the response. Calls are futures ([`Call`]), lists are streams ([`Pages`], [`Items`]),
//! and every failure is an [`Error`].
//!
//! ```text
//! Service ─ ClientBuilder ─► Client ─ Operation ─► Request ─► Call ─► RawResponse ─► value
//!                                                  (filled in)  (transport)  (envelope, model)
//! ```
//!
//! Most users never name this crate: a generated client re-exports the types they need.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(all(target_family = "wasm", any(feature = "reqwest", feature = "blocking")))]
compile_error!(
    "the features `rustls`, `native-tls`, `reqwest` and `blocking` are not available on wasm32: disable them, and set a \
     `Transport` and a `Timer`"
);

mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod client;
mod config;
mod credentials;
mod error;
mod form;
pub mod model;
mod operation;
mod page;
mod pagination;
mod quoted;
mod redaction;
mod request;
mod response;
mod retry;
mod retry_after;
mod service;
mod stream;
#[cfg(feature = "testing")]
pub mod testing;
mod timer;
mod transport;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use bytes::Bytes;
pub use erased_serde::{self, Serialize};
pub use futures_core::{FusedStream, Stream};
pub use http;
pub use secrecy::SecretString;

#[cfg(feature = "ipnet")]
pub use ipnet::IpNet;
#[cfg(feature = "url")]
pub use url::Url;
#[cfg(feature = "uuid")]
pub use uuid::Uuid;

#[cfg(feature = "reqwest")]
pub use reqwest;

#[cfg(feature = "blocking")]
pub use blocking::{BlockingDownload, BlockingItems, BlockingPages, BlockingStream};
pub use client::Client;
pub use config::ClientBuilder;
pub use credentials::{AccessToken, BearerToken, ClientCredentials, Credentials, TokenProvider};
pub use error::{ApiError, ApiMessage, DecodeFailure, Error, ErrorKind};
pub use model::{
    Base64, ConstraintError, Date, Decimal, DecodeError, Lenient, ParseEnumError, Time, Timestamp,
    UnixTime, UnrecognizedValue, Value as Json,
};
pub use operation::{BodyFormat, Method, Operation, OptionalBody};
pub use page::{Items, Page, PageInfo, Pages};
pub use pagination::{PageStyle, Pagination};
#[doc(hidden)]
pub use request::SentRequest;
pub use request::{ListStyle, Part, Request, Upload};
pub use response::{Call, CallWithResponse, Header, InvalidHeader, RawResponse, Response};
pub use retry::{Backoff, FailedAttempt, RetryBudget, RetryPolicy};
pub use service::{Envelope, OAuth2, OperationServer, Scheme, SchemeKind, ServerVariable, Service};
pub use stream::{Download, Event, EventStream, JsonLines};
pub use timer::Timer;
#[cfg(feature = "reqwest")]
pub use transport::HttpTransport;
pub use transport::{Body, BoxFuture, MaybeSend, RedirectResults, Transport, TransportError};
