//! Functions that take a future need the call of a request.

use std::future::IntoFuture;

use cloudflare_email_security::domains::Domains;

fn joined<I: IntoIterator<Item: Future>>(_: I) {}

async fn delete(domains: Domains) {
    tokio::spawn(domains.delete("account", "domain"));
    joined(["one", "two"].map(|domain| domains.delete("account", domain)));
    // These work.
    tokio::spawn(domains.delete("account", "domain").send());
    joined(["one", "two"].map(|domain| domains.delete("account", domain).into_future()));
    let _ = domains.delete("account", "domain").await;
}

fn main() {}
