//! In-process fakes of APIs, for testing code that calls them.
//!
//! A generated client has a fake of its own API in its module `testing`, behind the feature of the
//! same name. The fake is derived from the API description, so it has the same paths, parameters,
//! types and pages:
//!
//! - **State.** Operations that list, create, get, edit, replace or delete items below a path share
//!   one collection. Path values, such as an account, select separate collections. Deleting several
//!   items deletes all or none. New items get an identifier, all required members, and timestamps
//!   that start at the beginning of 2026 and advance by a second with each change and with virtual
//!   time. Read-only timestamps with `modif` or `updat` in their name change with every update. If
//!   callers may choose identifiers, an item is found by its current one, and a duplicate is
//!   rejected with 409.
//! - **Singletons.** A resource that exists once, such as settings, exists from the start, with
//!   defaults and examples as values. If the API can delete it, it exists once it is put.
//! - **Lists.** The page size is the requested one, up to 1,000, or the API's default, or 20. A
//!   query parameter with `order` or `sort` in its name whose values are member names sets the sort
//!   order; another one whose values are directions sets the direction. Without an order, items are
//!   in insertion order, and a requested direction is rejected with 501. Any other parameter named
//!   like a member selects the items with an equal value. Omitted parameters have their defaults.
//!   All other filters, such as a search, are rejected with 501 until you define them with
//!   [`Fake::filter`], since ignoring one could make a test pass for the wrong reason.
//! - **Errors.** 404 for items that do not exist, 405 for unsupported methods, 401 for missing
//!   credentials, and 400 with a pointer to the invalid part of the request: a missing parameter or
//!   member, a value of the wrong type, or an unknown enum value. Any credentials are accepted.
//!   Constraints, such as a maximum length, and bodies other than JSON are not validated. The error
//!   code is the status.
//! - **Everything else** is rejected with 501, which is not retried: the fake does not guess
//!   behavior that does not follow from the description. Use [`Fake::answer`] to set the response.
//! - **Faults.** See [`Fault`].
//!
//! The fake can be called in memory, in virtual time ([`Fake::client`]), and over HTTP on loopback,
//! in real time ([`Fake::serve`]). Both share one state.

mod act;
mod answer;
mod auth;
mod check;
mod clock;
mod contents;
mod core;
mod credentials;
mod describe;
mod fake;
mod fault;
mod journal;
mod memory;
mod near;
mod page;
mod refusal;
mod request;
mod route;
mod sample;
mod select;
mod server;
mod store;
mod wire;

pub use contents::Contents;
pub use describe::{
    Api, Collection, Described, Endpoint, Field, Ids, Kind, Object, Origin, Parameter, Place,
    Resource, Role, Union,
};
pub use fake::Fake;
pub use fault::Fault;
pub use journal::Seen;
/// Creates a JSON value, for example an item to insert.
pub use serde_json::json;
pub use server::Server;
