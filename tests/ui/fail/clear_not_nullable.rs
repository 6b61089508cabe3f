//! Only nullable fields can be cleared.

use cloudflare_email_security::trusted_domains::TrustedDomains;

fn edit(domains: TrustedDomains) {
    drop(domains.edit("account", "domain").clear_pattern());
}

fn main() {}
