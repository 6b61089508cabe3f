//! Fields that the body does not have have no setter.

use cloudflare_email_security::trusted_domains::TrustedDomains;

fn edit(domains: TrustedDomains) {
    drop(domains.edit("account", "domain").priority(1));
}

fn main() {}
