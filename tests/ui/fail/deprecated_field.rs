//! Reading a deprecated field warns with the replacement and the end of life.
#![deny(deprecated)]

use cloudflare_email_security::allow_policies::AllowPolicy;

fn read(policy: &AllowPolicy) {
    let _ = policy.last_modified;
    let _ = policy.is_recipient;
}

fn main() {}
