//! The compiler names a missing required field.

use cloudflare_email_security::block_senders::CreateBlockSenderParams;
use cloudflare_email_security::types::PatternTypeInput;

fn main() {
    let _ = CreateBlockSenderParams {
        is_regex: false,
        pattern_type: PatternTypeInput::Email,
    };
}
