//! The shipped client over real sockets.

mod arguments;
mod auth;
mod blocking;
mod calls;
mod concurrency;
mod decoding;
mod envelope;
mod examples;
mod facts;
mod failures;
mod pages;
mod retries;
mod wire;

use clientwright_tests::server::Server;
use cloudflare_email_security::{Client, ClientBuilder, Credentials};

const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";
const ID: &str = "f174e90a-fafe-4643-bbbc-4a0ed4fc8415";

/// A builder for clients of this server, with the base path of the real one. Calls are not retried; `retries` tests that.
fn builder(server: &Server) -> ClientBuilder {
    Client::builder()
        .base_url(format!("{}/client/v4", server.url()))
        .credentials(Credentials::api_token("s3cret"))
        .max_retries(0)
}

fn client(server: &Server) -> Client {
    builder(server).build().expect("a client")
}
