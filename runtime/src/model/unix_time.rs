//! Timestamps as seconds since the Unix epoch.

use std::fmt;
use std::str::FromStr;

use super::{Decode, DecodeError, Source, Timestamp};

/// A timestamp that the API represents as seconds since 1970-01-01T00:00:00Z.
///
/// `Display` and `FromStr` use the seconds. Fractions of a second are not sent.
///
/// ```
/// # use clientwright_runtime::{Timestamp, UnixTime};
/// let created: UnixTime = "1769860800".parse()?;
/// assert_eq!(created.0.to_string(), "2026-01-31T12:00:00Z");
/// let now = UnixTime::from(Timestamp::now());
/// # Ok::<(), clientwright_runtime::DecodeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(pub Timestamp);

impl UnixTime {
    /// Creates a timestamp.
    ///
    /// # Errors
    /// Returns an error if the year is not between -9999 and 9999.
    pub fn from_second(seconds: i64) -> Result<Self, DecodeError> {
        let time = Timestamp::from_second(seconds);
        time.map(Self)
            .map_err(|_| DecodeError::new("out of range for a Unix time"))
    }

    /// Seconds since the Unix epoch.
    #[must_use]
    pub fn as_second(self) -> i64 {
        self.0.as_second()
    }
}

impl From<Timestamp> for UnixTime {
    fn from(time: Timestamp) -> Self {
        Self(time)
    }
}

impl From<UnixTime> for Timestamp {
    fn from(time: UnixTime) -> Self {
        time.0
    }
}

impl FromStr for UnixTime {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        let seconds = text.parse();
        Self::from_second(seconds.map_err(|_| DecodeError::new("not a Unix time in seconds"))?)
    }
}

impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.as_second(), f)
    }
}

impl Decode for UnixTime {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, DecodeError> {
        i64::decode(source).and_then(Self::from_second)
    }
}

impl serde::Serialize for UnixTime {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(self.as_second())
    }
}

impl<'de> serde::Deserialize<'de> for UnixTime {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        super::deserialize(from)
    }
}
