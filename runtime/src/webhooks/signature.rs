//! Signature schemes.

use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::{BASE64_STANDARD, Engine};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::WebhookError;
use super::mac::mac;
use crate::Timestamp;

/// Base64 with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Headers of Standard Webhooks.
pub(super) const ID: &str = "webhook-id";
pub(super) const TIMESTAMP: &str = "webhook-timestamp";
pub(super) const SIGNATURE: &str = "webhook-signature";

/// How an API signs webhooks. All schemes use HMAC-SHA256 with a shared secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    pub(super) scheme: Scheme,
    encoding: Encoding,
}

/// The signed content, and the place of the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    Standard,
    Hmac {
        header: &'static str,
        prefix: &'static str,
    },
    Timestamped {
        header: &'static str,
    },
}

/// How a signature is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Hexadecimal digits, in any case.
    Hex,
    /// Base64 (RFC 4648), with or without padding.
    Base64,
}

impl Signature {
    /// [Standard Webhooks](https://www.standardwebhooks.com): `webhook-signature` has base64
    /// signatures of the ID, the time and the body. Secrets are in base64, after `whsec_`.
    #[must_use]
    pub const fn standard() -> Self {
        Self {
            scheme: Scheme::Standard,
            encoding: Encoding::Base64,
        }
    }

    /// A header with a signature of the body, after a prefix such as `sha256=`. There is no time,
    /// so replayed requests are not detected.
    #[must_use]
    pub const fn hmac(header: &'static str, prefix: &'static str, encoding: Encoding) -> Self {
        Self {
            scheme: Scheme::Hmac { header, prefix },
            encoding,
        }
    }

    /// A header such as `t=1614265330,v1=…`, with the time and signatures of the time and the body.
    #[must_use]
    pub const fn timestamped(header: &'static str, encoding: Encoding) -> Self {
        Self {
            scheme: Scheme::Timestamped { header },
            encoding,
        }
    }

    /// Signs a body and returns the headers of the request, for tests of code that receives
    /// webhooks.
    ///
    /// `id` identifies the event. Only Standard Webhooks sends it.
    ///
    /// # Errors
    /// Returns an error if the secret is invalid, or if the ID or the header is not valid in HTTP.
    pub fn sign(
        &self,
        secret: &str,
        id: &str,
        time: Timestamp,
        body: &[u8],
    ) -> Result<HeaderMap, WebhookError> {
        let (key, time) = (self.key(secret)?, time.as_second().to_string());
        let signed = |parts: &[&[u8]]| self.encoded(&mac(&key, parts));
        let signed_at = || signed(&[time.as_bytes(), b".", body]);
        let headers = match self.scheme {
            Scheme::Standard => {
                let parts = [id.as_bytes(), b".", time.as_bytes(), b".", body];
                let signature = format!("v1,{}", signed(&parts));
                vec![
                    (ID, id.to_owned()),
                    (TIMESTAMP, time),
                    (SIGNATURE, signature),
                ]
            }
            Scheme::Hmac { header, prefix } => {
                vec![(header, format!("{prefix}{}", signed(&[body])))]
            }
            Scheme::Timestamped { header } => {
                vec![(header, format!("t={time},v1={}", signed_at()))]
            }
        };
        let headers = headers.into_iter().map(|(name, value)| {
            let invalid = WebhookError::InvalidHeader(name);
            let parsed = HeaderName::try_from(name).ok();
            parsed.zip(HeaderValue::try_from(value).ok()).ok_or(invalid)
        });
        headers.collect()
    }

    /// The key of a secret.
    pub(super) fn key(&self, secret: &str) -> Result<Vec<u8>, WebhookError> {
        let key = match self.scheme {
            Scheme::Standard => {
                let text = secret.strip_prefix("whsec_").unwrap_or(secret);
                BASE64
                    .decode(text)
                    .map_err(|_| WebhookError::InvalidSecret)?
            }
            Scheme::Hmac { .. } | Scheme::Timestamped { .. } => secret.as_bytes().to_vec(),
        };
        if key.is_empty() {
            return Err(WebhookError::InvalidSecret);
        }
        Ok(key)
    }

    /// The bytes of an encoded signature.
    pub(super) fn decoded(&self, text: &str) -> Option<Vec<u8>> {
        match self.encoding {
            Encoding::Hex => from_hex(text),
            Encoding::Base64 => BASE64.decode(text).ok(),
        }
    }

    fn encoded(&self, bytes: &[u8]) -> String {
        match self.encoding {
            Encoding::Hex => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
            Encoding::Base64 => BASE64_STANDARD.encode(bytes),
        }
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let pairs = text.as_bytes().chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(digit(high)? * 16 + digit(low)?).ok(),
        _ => None,
    });
    pairs.collect()
}
