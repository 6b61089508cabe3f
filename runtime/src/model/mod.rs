//! Decoding and encoding of the types of an API.
//!
//! Generated types are plain structs and enums with public fields. One macro call per type
//! implements decoding and encoding, which compiles considerably faster than a derive:
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
//!     Policy: required id, created_at; optional kind as "type"; ..labels;
//! }
//!
//! let json = br#"{"id": "p1", "created_at": "2014-01-01T05:20:00.12345Z", "type": null, "a": "b"}"#;
//! let policy: Policy = runtime::model::from_json(json)?;
//! assert_eq!(policy.labels["a"], "b");
//! # Ok::<(), runtime::model::DecodeError>(())
//! ```
//!
//! A [`Source`] is a value in a document, and a type that implements [`Decode`] reads from it.
//! The members of an object are decoded into [`Slot`]s. None of this is generic over the format,
//! so a model compiles to a table and one small function; only the module `source` uses serde.
//! Encoding uses serde's `Serialize`, erased to a trait object.

mod constant;
mod constrained;
mod constraints;
mod decimal;
mod decode;
mod encode;
mod entry;
mod enums;
mod error;
mod formats;
mod ids;
mod lenient;
mod macros;
mod member;
mod members;
mod parse_enum;
mod scalar;
mod source;
mod standard;
mod text;
mod union;
mod unix_time;

pub use erased_serde::Serialize;
pub use jiff::Timestamp;
pub use jiff::civil::{Date, Time};
pub use serde_json::Value;

pub use constant::{Constant, Fixed};
pub use constrained::ConstraintError;
#[doc(hidden)]
pub use constrained::{Constrained, violated};
pub use constraints::Constraints;
#[cfg(feature = "pattern")]
pub(crate) use constraints::mismatch;
pub use decimal::Decimal;
pub use decode::{Decode, Read, Rest, Slot, Source};
pub use encode::{AnyOf, Entries, filled, write};
pub use entry::{convert, deserialize, from_json, from_value, object_from_json};
pub use enums::UnrecognizedValue;
pub use error::DecodeError;
pub use formats::Base64;
#[cfg(feature = "testing")]
pub(crate) use formats::time as parse_time;
pub use lenient::Lenient;
pub use member::{Member, Presence};
pub(crate) use members::Members;
pub use parse_enum::ParseEnumError;
pub use scalar::Scalar;
pub use union::{Trial, Variant, by_content, by_tag, tag, trial, trial_of};
pub use unix_time::UnixTime;

/// serde, for use by the macros.
#[doc(hidden)]
pub use serde;
