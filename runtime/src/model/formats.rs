//! [`Decode`] for string formats: timestamps, addresses, identifiers, binary data.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Date, Decode, DecodeError, Source, Time, Timestamp};

/// Types that are parsed with `FromStr`.
macro_rules! parsed {
    ($($type:ty = $expected:literal;)*) => {$(
        impl Decode for $type {
            fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
                source.parsed($expected, |text| text.parse().ok())
            }
        }
    )*};
}

impl Decode for Timestamp {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        source.parsed("an RFC 3339 timestamp", timestamp)
    }
}

/// Parses a timestamp. RFC 3339 does not limit the digits of the fraction: those beyond nanoseconds
/// are dropped.
fn timestamp(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| {
        let (seconds, rest) = text.split_once('.')?;
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let nanoseconds = rest.get(..NANOSECOND_DIGITS.min(end))?;
        format!("{seconds}.{nanoseconds}{}", rest.get(end..)?)
            .parse()
            .ok()
    })
}

/// Digits of a fraction of a second in nanoseconds.
const NANOSECOND_DIGITS: usize = 9;

impl Decode for Time {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        source.parsed("a time of day (HH:MM:SS)", time)
    }
}

/// Parses a time of day. `jiff` also accepts a date and an offset, and drops them.
pub(crate) fn time(text: &str) -> Option<Time> {
    let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b':' | b'.');
    let is_time = text.contains(':') && text.bytes().all(is_part);
    is_time.then(|| text.parse().ok())?
}

parsed! {
    Date = "a date (YYYY-MM-DD)";
    IpAddr = "an IP address";
    Ipv4Addr = "an IPv4 address";
    Ipv6Addr = "an IPv6 address";
}
#[cfg(feature = "uuid")]
parsed! { uuid::Uuid = "a UUID"; }
#[cfg(feature = "url")]
parsed! { url::Url = "a URL"; }
#[cfg(feature = "ipnet")]
parsed! { ipnet::IpNet = "an IP network (address/length)"; }

/// Encodes with padding and decodes with or without it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Binary data, encoded as a base64 string.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Base64(pub Vec<u8>);

impl Decode for Base64 {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        source.parsed("base64", |text| BASE64.decode(text).ok().map(Self))
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&BASE64.encode(&self.0))
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl serde::Serialize for Base64 {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Base64 {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        super::deserialize(from)
    }
}
