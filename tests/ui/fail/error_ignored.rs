//! Ignoring a result warns.
#![deny(unused_must_use)]

use cloudflare_email_security::domains::Domains;

async fn delete(domains: Domains) {
    domains.delete("account", "domain").await;
}

fn main() {}
