//! Reading a deprecated field warns, with what to read instead and until when.
#![deny(deprecated)]

use cloudflare_email_security::allow_policies::AllowPolicy;

fn read(policy: &AllowPolicy) {
    let _ = policy.last_modified;
    let _ = policy.is_recipient;
}

fn main() {}
