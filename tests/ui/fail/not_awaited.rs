//! A request or call that is not awaited warns.
#![deny(unused_must_use)]

use cloudflare_email_security::domains::Domains;

async fn delete(domains: Domains) {
    domains.delete("account", "domain");
    domains.delete("account", "domain").send();
    domains.list("account").items();
}

fn main() {}
