//! Verification of webhooks.

use std::time::Duration;

use http::HeaderMap;
use secrecy::{ExposeSecret, SecretSlice, SecretString};

use super::signed::Signed;
use super::{Signature, WebhookError};
use crate::Timestamp;
use crate::model::{Decode, from_json};

/// Maximum difference between the time of a signature and the clock, unless it is set.
const TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// Verifies the signatures of webhooks.
///
/// Signatures are compared in constant time. A webhook is rejected if its signature is older than
/// five minutes, so that it cannot be replayed later; set another limit with
/// [`tolerance`](Self::tolerance). Within that time, the same event can arrive again, and APIs also
/// send an event again if the response is lost. Process each event ID only once.
///
/// The signature is that of the bytes of the body. Verify the body as it arrived, not JSON that was
/// parsed and encoded again.
#[derive(Debug, Clone)]
pub struct Verifier {
    signature: Signature,
    keys: Vec<SecretSlice<u8>>,
    tolerance: Duration,
}

impl Verifier {
    /// Creates a verifier that accepts the signatures of any of these secrets. While a secret is
    /// rotated, pass the old one and the new one.
    ///
    /// # Errors
    /// Returns an error if there is no secret, or if one is empty or not in the format of the
    /// signature scheme.
    pub fn new<S: Into<SecretString>>(
        signature: Signature,
        secrets: impl IntoIterator<Item = S>,
    ) -> Result<Self, WebhookError> {
        let secrets = secrets.into_iter().map(Into::into);
        let keys = secrets.map(|it| Ok(signature.key(it.expose_secret())?.into()));
        let keys: Vec<_> = keys.collect::<Result<_, WebhookError>>()?;
        if keys.is_empty() {
            return Err(WebhookError::NoSecret);
        }
        Ok(Self {
            signature,
            keys,
            tolerance: TOLERANCE,
        })
    }

    /// Sets the maximum difference between the time of a signature and the clock. The default is
    /// five minutes. Signatures without a time are not affected.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Verifies a webhook and decodes its event from the body.
    ///
    /// # Errors
    /// Returns an error as [`verify`](Self::verify) does, or if the body cannot be decoded.
    pub fn receive<T: Decode>(&self, headers: &HeaderMap, body: &[u8]) -> Result<T, WebhookError> {
        self.verify(headers, body)?;
        from_json(body).map_err(WebhookError::Decode)
    }

    /// Verifies a webhook.
    ///
    /// # Errors
    /// Returns an error if a header is missing or malformed, if no signature matches a secret, or if
    /// the signature has expired. On wasm32, which has no clock, returns
    /// [`WebhookError::NoClock`].
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
        self.verify_at(headers, body, now()?)
    }

    /// Verifies a webhook as if it were the time `now`.
    ///
    /// # Errors
    /// Returns an error if a header is missing or malformed, if no signature matches a secret, or if
    /// the signature has expired.
    pub fn verify_at(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), WebhookError> {
        let signed = Signed::read(&self.signature, headers)?;
        let mut keys = self.keys.iter();
        if !keys.any(|key| signed.matches(key.expose_secret(), body)) {
            return Err(WebhookError::Mismatch);
        }
        let Some(time) = signed.time else {
            return Ok(());
        };
        let age = i128::from(now.as_second()) - i128::from(time);
        let tolerance = i128::from(self.tolerance.as_secs());
        if age > tolerance {
            Err(WebhookError::Expired)
        } else if age < -tolerance {
            Err(WebhookError::InFuture)
        } else {
            Ok(())
        }
    }
}

#[cfg(not(target_family = "wasm"))]
fn now() -> Result<Timestamp, WebhookError> {
    Ok(Timestamp::now())
}

/// Reading the clock would panic.
#[cfg(target_family = "wasm")]
fn now() -> Result<Timestamp, WebhookError> {
    Err(WebhookError::NoClock)
}
