//! The delay before a retry that the server asks for.

use std::time::Duration;

use http::HeaderMap;
use jiff::Timestamp;
use jiff::fmt::{rfc2822, strtime};
use jiff::tz::TimeZone;

/// Parses `retry-after-ms`, or `Retry-After` in seconds or as an HTTP date (RFC 9110 section
/// 10.2.3). A date in the past is a zero delay.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let milliseconds = text(headers, "retry-after-ms").and_then(|value| value.parse::<f64>().ok());
    let delay = milliseconds.and_then(|it| Duration::try_from_secs_f64(it / 1000.0).ok());
    if delay.is_some() {
        return delay;
    }
    let value = text(headers, "retry-after")?;
    if let Ok(seconds) = value.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let wait = date(value)?.duration_since(sent(headers)?);
    Some(Duration::try_from(wait).unwrap_or_default())
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.trim())
}

/// The obsolete formats of HTTP dates, which recipients must accept: that of RFC 850 and that of C's
/// `asctime` (RFC 9110 section 5.6.7).
const OBSOLETE_DATES: [&str; 2] = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

fn date(value: &str) -> Option<Timestamp> {
    let obsolete = |format: &&str| {
        let date = strtime::parse(format, value).ok()?.to_datetime().ok()?;
        TimeZone::UTC.to_timestamp(date).ok()
    };
    let current = rfc2822::DateTimeParser::new().parse_timestamp(value).ok();
    current.or_else(|| OBSOLETE_DATES.iter().find_map(obsolete))
}

/// Time the response was sent: the server's `Date` if present, which makes the result independent
/// of the local clock.
fn sent(headers: &HeaderMap) -> Option<Timestamp> {
    text(headers, "date").and_then(date).or_else(now)
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
fn now() -> Option<Timestamp> {
    Some(Timestamp::now())
}

/// No clock is available on this target.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
fn now() -> Option<Timestamp> {
    None
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn wait(name: &'static str, value: &str) -> Option<Duration> {
        let value = HeaderValue::from_str(value).ok()?;
        retry_after(&HeaderMap::from_iter([(
            HeaderName::from_static(name),
            value,
        )]))
    }

    #[test]
    fn seconds_milliseconds_and_dates_are_parsed() {
        for (name, value, expected) in [
            ("retry-after", "3", Some(Duration::from_secs(3))),
            ("retry-after", " 1.5 ", Some(Duration::from_millis(1500))),
            ("retry-after-ms", "250", Some(Duration::from_millis(250))),
            (
                "retry-after",
                "Wed, 21 Oct 2015 07:28:00 GMT",
                Some(Duration::ZERO),
            ),
            ("retry-after", "-1", None),
            ("retry-after", "NaN", None),
            ("retry-after", "soon", None),
            ("date", "3", None),
        ] {
            assert_eq!(wait(name, value), expected, "{name}: {value}");
        }
        for sent in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(
                date(sent).map(Timestamp::as_second),
                Some(784_111_777),
                "{sent}"
            );
        }
        let soon = Timestamp::now() + Duration::from_secs(90);
        let date = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&soon);
        let waited = date.ok().and_then(|date| wait("retry-after", &date));
        assert!(
            waited.is_some_and(|wait| wait.as_secs().abs_diff(90) <= 2),
            "{waited:?}"
        );
        let invalid = HeaderMap::from_iter([
            (
                HeaderName::from_static("retry-after-ms"),
                HeaderValue::from_static("-1"),
            ),
            (
                HeaderName::from_static("retry-after"),
                HeaderValue::from_static("30"),
            ),
        ]);
        assert_eq!(retry_after(&invalid), Some(Duration::from_secs(30)));
        let by_its_own_clock = HeaderMap::from_iter([
            (
                HeaderName::from_static("date"),
                HeaderValue::from_static("Wed, 21 Oct 2015 07:28:00 GMT"),
            ),
            (
                HeaderName::from_static("retry-after"),
                HeaderValue::from_static("Wed, 21 Oct 2015 07:28:07 GMT"),
            ),
        ]);
        assert_eq!(retry_after(&by_its_own_clock), Some(Duration::from_secs(7)));
    }
}
