//! A fake of an API for tests of the code that calls it: in the same process, and derived from the description of the
//! API, so that it is the API's paths, parameters, types and pages that the code meets.
//!
//! A generated client has the fake of its own API in `testing`, behind the feature of that name. What it does:
//!
//! - **State.** What lists, creates, returns, changes, replaces and removes the items below a path works on one
//!   collection; what removes several at once removes all or none. The values in the path, such as an account, tell
//!   collections apart. An item that is added gets an identifier, whatever else its type says is always there, and times
//!   that count up from the beginning of 2026, with each change by a second and with the virtual time. Where callers give
//!   identifiers and change them, the item is found by the new one; one that is taken is 409. Of the times that only the
//!   server writes, those with `modif` or `updat` in their name follow every change.
//! - **Single things.** What is not one of many, such as settings, is there from the beginning, made up of defaults and
//!   examples; if the API can delete it, it is there once it is put.
//! - **Lists.** Pages have as many items as asked for, up to 1,000, or else as many as the API has by default, or 20. A
//!   query parameter that is called `order` or `sort`, and whose words are names of members of the items, sorts by them;
//!   one beside it whose words are directions says which way. Without an order, items come as they were added, and a
//!   direction that a request sets is 501, since what it would turn around is not known. Any other parameter that has the
//!   name of a member keeps the items that are equal to it, if the member can be. Where a request leaves one of these out,
//!   its default holds. Any other filter that a request sets, such as a search, is 501 until [`Fake::filter`] tells what it
//!   keeps: were it ignored, a test could pass because of what it should not have seen.
//! - **Refusals.** 404 for what is not there, 405 for a method that the path does not take, 401 without credentials, 400
//!   with a pointer to the part of the request that is wrong: a parameter or a member that is missing or of another
//!   type, or a word that is not known. Whose credentials they are, and constraints such as the greatest length of a
//!   text, are not looked at, nor is what is in a body that is not JSON. Errors have the status as their code.
//! - **Everything else** is 501, which is not tried again: what does not follow from the description is not guessed.
//!   [`Fake::answer`] tells the fake what to say there.
//! - **Faults.** [`Fault`] lists what can go wrong on the way.
//!
//! The fake can be called without a socket, in virtual time ([`Fake::client`]), and over HTTP on loopback, in real time
//! ([`Fake::serve`]); both share one state.

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
/// Writes a JSON value as it looks, to fill the fake with.
pub use serde_json::json;
pub use server::Server;
