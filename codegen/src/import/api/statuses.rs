//! Statuses of responses.

use crate::yaml::{Key, Node};

/// Which kinds of results an operation has.
#[derive(Clone, Copy)]
pub(super) struct Statuses {
    has_success: bool,
    has_redirect: bool,
}

impl Statuses {
    /// Reads the keys of the responses of an operation.
    pub(super) fn of(responses: &[(Key, Node)]) -> Self {
        let any = |is: fn(&str) -> bool| responses.iter().any(|(key, _)| is(&key.text));
        Self {
            has_success: any(is_success),
            has_redirect: any(is_redirect),
        }
    }

    /// Whether a status is a result, not an error: that of a success; without one, that of a redirect; without both, `default`.
    pub(super) fn is_result(self, status: &str) -> bool {
        is_success(status)
            || is_redirect(status) && !self.has_success
            || status == "default" && !self.has_success && !self.has_redirect
    }
}

fn is_success(status: &str) -> bool {
    status.len() == 3 && status.starts_with('2')
}

/// Whether a response leads to another URL (RFC 9110, section 15.4).
pub(super) fn is_redirect(status: &str) -> bool {
    matches!(status, "301" | "302" | "303" | "307" | "308")
}

/// Whether a result has no value. The body of a redirect is a page for people.
pub(super) fn has_no_value(status: &str) -> bool {
    matches!(status, "204" | "205") || is_redirect(status)
}

/// The status of a result. A range is its usual member.
pub(super) fn of_result(status: &str, has_body: bool) -> u16 {
    status.parse().unwrap_or(if has_body { 200 } else { 204 })
}

/// Whether a lowercase key is that of an error response: `404`, `4xx` or `default`.
pub(super) fn is_error(status: &str) -> bool {
    let is_error = status.len() == 3 && (status.starts_with('4') || status.starts_with('5'));
    is_error && (status.ends_with("xx") || status.parse::<u16>().is_ok()) || status == "default"
}
