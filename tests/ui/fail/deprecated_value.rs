//! Using a deprecated enum value warns with the reason.
#![deny(deprecated)]

use cloudflare_email_security::types::PatternType;

fn main() {
    let _ = PatternType::Unknown;
}
