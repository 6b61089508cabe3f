//! Syntax of the string formats that no type of the generator parses as the runtime does.

use std::net::IpAddr;

/// Whether a string is a UUID.
pub(super) fn is_uuid(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups
            .iter()
            .all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether a string is a time of day: digits, colons and a point, but no date and no offset.
pub(super) fn is_time(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b':' | b'.');
    text.bytes().all(is_part) && text.contains(':') && text.parse::<jiff::civil::Time>().is_ok()
}

/// Whether a string is a decimal number, in the syntax of Rust's floats without names such as `inf`.
pub(super) fn is_decimal(text: &str) -> bool {
    let is_part =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
    text.bytes().all(is_part) && text.parse::<f64>().is_ok()
}

/// Whether a string is an IP network in CIDR notation.
pub(super) fn is_cidr(text: &str) -> bool {
    text.split_once('/').is_some_and(|(address, bits)| {
        let widest = match address.parse() {
            Ok(IpAddr::V4(_)) => 32,
            Ok(IpAddr::V6(_)) => 128,
            Err(_) => return false,
        };
        bits.parse::<u8>().is_ok_and(|bits| bits <= widest)
    })
}
