//! In-process fakes of APIs, for testing code that calls them.
//!
//! The module `testing` of a generated crate contains a fake of its API. Enable the feature
//! `testing` to use it. The fake has the paths, parameters and types of the API, and keeps state.
//!
//! - **State.** Operations that list, create, get, edit, replace or delete items at a path share a
//!   collection. Each combination of path values, e.g. each account, has its own collection. A new
//!   item gets an identifier, all required members, and timestamps. A duplicate identifier is
//!   rejected with 409. Deleting several items deletes all of them, or none if one does not exist.
//! - **Unknown items.** If operations only read the items of a collection, they are rejected with 501
//!   until the test inserts some with [`Fake::collection`], since an empty list would be a guess. To
//!   have none, [`generate`](Collection::generate) 0 items.
//! - **Timestamps.** A generated timestamp is the virtual time, which starts at 2026-01-01, plus
//!   one second for each change so far. Read-only timestamps with `modif` or `updat` in their name
//!   change with every update.
//! - **Singletons.** An item at its own path, such as settings, exists from the start. Its members
//!   have their default or example values. A singleton that can be deleted does not exist until it
//!   is created with `PUT`.
//! - **Lists.** The page size is the requested one, up to 1,000. If the request sets none, it is the
//!   default of the API, or 20. Items are in insertion order unless a parameter sets the sort order.
//! - **Filters.** A query parameter with the name of a member selects the items with an equal value.
//!   Other filters, such as a search, are rejected with 501 until you define them with
//!   [`Fake::filter`]: a test could pass for the wrong reason if they were ignored.
//! - **Sort order.** A query parameter with `order` or `sort` in its name whose values are names of
//!   members sets the sort order. In the same list, a parameter whose values are directions, such as
//!   `asc` and `desc`, sets the direction. A direction without a sort order is rejected with 501.
//! - **Defaults.** A parameter that is not sent has its default value.
//! - **Errors.** Missing items are rejected with 404, unsupported methods with 405, and missing
//!   credentials with 401. Any credentials are accepted. A request with a missing parameter or
//!   member, a value of the wrong type, an unknown enum value, or a value that violates a constraint,
//!   such as a maximum length, is rejected with 400 and a pointer to the invalid part. Forms are
//!   only checked for alternatives of fields, one of which must be set. Other bodies, and patterns
//!   that the crate `regex-lite` does not support, are not validated. The code of an error is its
//!   status.
//! - **Several success statuses.** If an operation can succeed with several statuses, the fake uses
//!   the first of these that the API declares: 201 or 200 after creating an item, 200 or 204 after
//!   editing or replacing one, 204, 200 or 202 after deleting one, and 200 otherwise. A `PUT` that can
//!   return 201 among others has no behavior in the fake, because it may create missing items.
//! - **Response headers** that the API declares for a status have made-up values of their types, such
//!   as 1. `Location` is the URL of the created or returned item, or else an example. `Link` is only
//!   sent if it contains the next page. Set other values with [`Fake::stub_header`].
//! - **Other operations** are rejected with 501 and `x-should-retry: false`, so clients do not
//!   retry them. The fake does not guess what an operation does. The message names the reason, and the
//!   method that defines the response: [`Fake::stub`], or [`Fake::stub_bytes`] for a download,
//!   [`Fake::stub_events`] for server-sent events and [`Fake::stub_json_lines`].
//! - **Idempotency keys.** A request with the same idempotency key as an earlier one gets the same
//!   response and changes nothing. If its arguments differ, it is rejected with 422.
//! - **Tokens.** The fake is the token endpoint of OAuth 2 schemes, and returns tokens to every client
//!   that sends an ID and a secret. They expire after an hour. It rejects grants other than
//!   `client_credentials` with 501, and accepts every token. Clients of [`Fake::client`] have fixed
//!   tokens and send no token requests.
//! - **Failures.** [`Fault`] lists the failures that a test can inject.
//!
//! # Time
//!
//! Time is virtual for in-memory clients: it advances only while all of them wait, for a delayed
//! response or before a retry. Timers of an executor, such as `tokio::time`, run in real time and
//! never elapse during a call. To use a delay or timeout next to calls, wait on the timer of the
//! fake, which shares the clock of its clients:
//!
//! ```
//! # use clientwright_runtime as runtime;
//! # use runtime::testing::{Fake, schema::Described};
//! use runtime::Timer;
//! use std::time::Duration;
//!
//! # async fn example<C: Described>() -> Result<(), Box<dyn std::error::Error>> {
//! let fake = Fake::<C>::new();
//! let timer = fake.timer(); // pass it to the code under test
//! let before = timer.now();
//! timer.sleep(Duration::from_secs(30))?.await; // takes no real time
//! assert_eq!(timer.now() - before, Duration::from_secs(30));
//! # Ok(())
//! # }
//! ```
//!
//! The code under test can take an `Arc<dyn Timer>`, or its own trait. [`Fake::elapsed`] returns the
//! current virtual time.
//!
//! [`Fake::client`] returns a client that calls the fake in memory and in virtual time.
//! [`Fake::serve`] starts an HTTP server on localhost, which runs in real time. Both share the state
//! of the fake.

mod auth;
mod backend;
mod clock;
mod collection;
mod connection;
mod constraints;
mod credentials;
mod error_response;
mod example;
mod fake;
mod fault;
mod form;
mod handler;
mod headers;
mod journal;
mod memory;
mod page;
mod replay;
mod request;
mod response;
mod route;
mod sample;
pub mod schema;
mod selection;
mod server;
mod store;
mod stub;
mod stubbing;
mod suggestions;
mod token;
mod validation;

pub use collection::Collection;
pub use example::Sample;
pub use fake::Fake;
pub use fault::Fault;
pub use journal::RecordedRequest;
/// Creates a JSON value, e.g. an item to insert.
pub use serde_json::json;
pub use server::Server;
