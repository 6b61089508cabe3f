//! A number is not a string.

use cloudflare_email_security::trusted_domains::TrustedDomains;

fn edit(domains: TrustedDomains) {
    drop(domains.edit("account", "domain").comments(7));
}

fn main() {}
