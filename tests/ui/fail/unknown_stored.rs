//! Read-only enum values cannot be sent.

use cloudflare_email_security::types::PatternTypeInput;

fn main() {
    let _ = PatternTypeInput::Unknown;
}
