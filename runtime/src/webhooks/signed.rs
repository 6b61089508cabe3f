//! Signatures of a request, and the content that they sign.

use hmac::Mac;
use http::HeaderMap;

use super::WebhookError;
use super::mac::keyed;
use super::signature::{ID, SIGNATURE, Scheme, Signature, TIMESTAMP};

/// The signatures of a request, and what they sign besides its body.
pub(super) struct Signed {
    /// Signed before the body.
    prefix: String,
    /// Time of the signature, in seconds since the Unix epoch.
    pub(super) time: Option<i64>,
    /// The signatures, at least one.
    signatures: Vec<Vec<u8>>,
}

impl Signed {
    /// Reads the headers of a request.
    pub(super) fn read(signature: &Signature, headers: &HeaderMap) -> Result<Self, WebhookError> {
        match signature.scheme {
            Scheme::Standard => {
                let (id, time) = (text(headers, ID)?, text(headers, TIMESTAMP)?);
                // Other versions, such as `v1a`, are other algorithms.
                let listed = text(headers, SIGNATURE)?.split(' ');
                let listed = listed.filter_map(|it| it.strip_prefix("v1,"));
                Ok(Self {
                    prefix: format!("{id}.{time}."),
                    time: Some(seconds(time, TIMESTAMP)?),
                    signatures: decoded(signature, listed, SIGNATURE)?,
                })
            }
            Scheme::Hmac { header, prefix } => {
                let listed = text(headers, header)?.strip_prefix(prefix);
                Ok(Self {
                    prefix: String::new(),
                    time: None,
                    signatures: decoded(signature, listed, header)?,
                })
            }
            Scheme::Timestamped { header } => {
                let elements = || text(headers, header).map(|it| it.split(',').map(str::trim));
                let time = elements()?.find_map(|it| it.strip_prefix("t="));
                let time = time.ok_or(WebhookError::InvalidHeader(header))?;
                let listed = elements()?.filter_map(|it| it.strip_prefix("v1="));
                Ok(Self {
                    prefix: format!("{time}."),
                    time: Some(seconds(time, header)?),
                    signatures: decoded(signature, listed, header)?,
                })
            }
        }
    }

    /// Whether one of the signatures is that of the body with this key. Takes the same time for any
    /// signature.
    pub(super) fn matches(&self, key: &[u8], body: &[u8]) -> bool {
        let Some(mac) = keyed(key) else {
            return false;
        };
        let mac = mac.chain_update(&self.prefix).chain_update(body);
        let mut signatures = self.signatures.iter();
        signatures.any(|it| mac.clone().verify_slice(it).is_ok())
    }
}

/// The value of a header.
fn text<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, WebhookError> {
    let value = headers.get(name);
    let value = value.ok_or(WebhookError::MissingHeader(name))?;
    value
        .to_str()
        .map_err(|_| WebhookError::InvalidHeader(name))
}

fn seconds(text: &str, header: &'static str) -> Result<i64, WebhookError> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| is_number);
    number.ok_or(WebhookError::InvalidHeader(header))
}

/// The decodable signatures of a header. Others cannot match.
fn decoded<'a>(
    signature: &Signature,
    listed: impl IntoIterator<Item = &'a str>,
    header: &'static str,
) -> Result<Vec<Vec<u8>>, WebhookError> {
    let decoded = listed.into_iter().filter_map(|it| signature.decoded(it));
    let decoded: Vec<_> = decoded.collect();
    if decoded.is_empty() {
        return Err(WebhookError::InvalidHeader(header));
    }
    Ok(decoded)
}
