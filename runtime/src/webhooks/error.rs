//! Reasons to reject a webhook.

use std::fmt;

use crate::DecodeError;

/// A webhook that cannot be verified or decoded, or an invalid secret.
///
/// Messages contain names of headers, and neither secrets nor signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// There is no secret to verify webhooks with.
    NoSecret,
    /// A secret is empty or not in base64.
    InvalidSecret,
    /// The request lacks the header.
    MissingHeader(&'static str),
    /// The value of the header has another format.
    InvalidHeader(&'static str),
    /// No signature of the request matches a secret: another sender signed it, or it was modified.
    Mismatch,
    /// The signature is valid, but older than the tolerance. The request may be a replay.
    Expired,
    /// The signature is valid, but its time is further in the future than the tolerance.
    InFuture,
    /// The platform has no clock. Call [`Verifier::verify_at`](super::Verifier::verify_at).
    NoClock,
    /// The signature is valid, but the body cannot be decoded.
    Decode(DecodeError),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSecret => f.write_str("no secret to verify webhooks with"),
            Self::InvalidSecret => f.write_str("the secret of webhooks is empty or not in base64"),
            Self::MissingHeader(name) => write!(f, "the webhook has no header `{name}`"),
            Self::InvalidHeader(name) => {
                write!(f, "the header `{name}` of the webhook is malformed")
            }
            Self::Mismatch => f.write_str("no signature of the webhook matches a secret"),
            Self::Expired => f.write_str("the signature of the webhook has expired"),
            Self::InFuture => f.write_str("the signature of the webhook is from the future"),
            Self::NoClock => f.write_str("the platform has no clock to check the webhook's time"),
            Self::Decode(error) => write!(f, "the webhook cannot be decoded: {error}"),
        }
    }
}

impl std::error::Error for WebhookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Decode(error) => Some(error),
            _ => None,
        }
    }
}
