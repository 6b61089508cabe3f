//! What the server may return and nobody may store is no value to store.

use cloudflare_email_security::types::PatternTypeInput;

fn main() {
    let _ = PatternTypeInput::Unknown;
}
