//! A string is not a number.

use cloudflare_email_security::domains::Domains;

fn list(domains: Domains) {
    drop(domains.list("account").per_page("50"));
}

fn main() {}
