//! An allow policy with serde derives, which the benchmarks compare with.

use serde::{Deserialize, Serialize};

/// The model as most generators emit it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Derived {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pattern: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pattern_type: Option<DerivedPatternType>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is_regex: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is_acceptable_sender: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is_exempt_recipient: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is_trusted_sender: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    verify_sender: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    comments: Option<String>,
    created_at: jiff::Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    modified_at: Option<jiff::Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_modified: Option<jiff::Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is_recipient: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is_sender: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is_spoof: Option<bool>,
}

/// An open enum, as far as the derive supports it.
#[derive(Serialize, Deserialize)]
pub(crate) enum DerivedPatternType {
    #[serde(rename = "EMAIL")]
    Email,
    #[serde(rename = "DOMAIN")]
    Domain,
    #[serde(rename = "IP")]
    Ip,
    #[serde(rename = "UNKNOWN")]
    Unknown,
    #[serde(untagged)]
    Other(String),
}
