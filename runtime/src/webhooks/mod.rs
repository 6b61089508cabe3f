//! Webhooks: requests in which an API sends events.
//!
//! Events are decoded like responses. This module verifies the signatures of the requests, and needs
//! the feature `webhooks`. A generated crate with signed webhooks creates the verifier:
//!
//! ```
//! use clientwright_runtime::webhooks::{Signature, Verifier};
//!
//! # fn handle(headers: &http::HeaderMap, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//! // In a generated crate: `Event::verifier([secret])`.
//! let verifier = Verifier::new(Signature::standard(), ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])?;
//! let event: serde_json::Value = verifier.receive(headers, body)?;
//! # Ok(())
//! # }
//! ```

mod error;
mod mac;
mod signature;
mod signed;
mod verifier;

pub use error::WebhookError;
/// A secret, as a path that exists only with the feature, like all others of the verifier.
pub use secrecy::SecretString;
pub use signature::{Encoding, Signature};
pub use verifier::Verifier;
