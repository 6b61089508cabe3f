//! Models: how the types of an API are read from JSON and written to it.
//!
//! Generated types are plain structs and enums. What makes them readable and writable is one
//! macro call each, chosen by measurement for the time it takes to compile:
//!
//! ```
//! use std::collections::BTreeMap;
//! use clientwright_runtime as runtime;
//! use runtime::model::Timestamp;
//!
//! #[derive(Debug, Clone, PartialEq)]
//! pub struct Policy {
//!     pub id: String,
//!     pub created_at: Timestamp,
//!     pub kind: Option<String>,
//!     pub labels: BTreeMap<String, String>,
//! }
//! runtime::object! {
//!     Policy: required id, created_at; optional kind as "type"; rest labels;
//! }
//!
//! let json = br#"{"id": "p1", "created_at": "2014-01-01T05:20:00.12345Z", "type": null, "a": "b"}"#;
//! let policy: Policy = runtime::model::from_json(json)?;
//! assert_eq!(policy.labels["a"], "b");
//! # Ok::<(), runtime::model::DecodeError>(())
//! ```
//!
//! Reading goes from a document through a [`Source`] into [`Decode`] types, and an object's
//! members into [`Slot`]s. Nothing of that is generic over the format, so a model compiles to a
//! table and one small function; serde is met in `source` alone. Writing is serde's
//! `Serialize`, erased.

mod decode;
mod encode;
mod entry;
mod enums;
mod error;
mod formats;
mod macros;
mod member;
mod members;
mod scalar;
mod source;
mod standard;
mod union;

pub use erased_serde::Serialize;
pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use serde_json::Value;

pub use decode::{Decode, Read, Rest, Slot, Source};
pub use encode::{Entries, filled, write};
pub use entry::{deserialize, from_json, from_value, object_from_json};
pub use enums::UnrecognizedValue;
pub use error::DecodeError;
pub use formats::Base64;
pub use member::{Kind, Member};
pub(crate) use members::Members;
pub use scalar::Scalar;
pub use union::tag;

/// serde under a name that the macros can rely on.
#[doc(hidden)]
pub use serde;
