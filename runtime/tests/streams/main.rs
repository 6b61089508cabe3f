//! Responses and request bodies that are streams, over real sockets.

#![cfg(feature = "reqwest")]

mod download;
mod events;
mod json_lines;
#[cfg(target_os = "linux")]
mod memory;
mod server;
mod upload;

use std::time::Duration;

use clientwright_runtime::{Client, ClientBuilder, FailedAttempt, RetryPolicy, Service};
use server::Server;

static SERVICE: Service = Service::new("test-client", "1.2.3", "https://api.example.com");

/// Retries three times, without a delay.
struct AtOnce;

impl RetryPolicy for AtOnce {
    fn retry(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        let is_left = failed.number() <= 3 && failed.is_transient() && failed.is_safe_to_retry();
        is_left.then_some(Duration::ZERO)
    }
}

fn builder_of(url: String) -> ClientBuilder<Client> {
    ClientBuilder::new(&SERVICE).base_url(url).retry(AtOnce)
}

fn builder(server: &Server) -> ClientBuilder<Client> {
    builder_of(server.url.clone())
}

fn client(server: &Server) -> Client {
    builder(server).build().expect("a client")
}
