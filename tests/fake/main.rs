//! The client's fake of its API, in memory and over loopback.

mod faults;
mod forms;
mod golden;
mod journal;
mod loopback;
mod pages;
mod params;
mod proxies;
mod refusals;
mod responses;
mod rules;
mod samples;
mod state;
mod streams;
mod time;
mod unfilled;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use cloudflare_email_security::allow_policies::{AllowPolicies, CreateAllowPolicyParams};
use cloudflare_email_security::testing::{Fake, Server};
use cloudflare_email_security::types::PatternTypeInput;
use cloudflare_email_security::{Client, ClientBuilder};

const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";

/// A fake and a client, in memory or over loopback.
struct Setup {
    mode: &'static str,
    fake: Fake,
    client: Client,
    _server: Option<Server>,
}

impl Setup {
    fn policies(&self) -> AllowPolicies {
        self.client.email_security().settings().allow_policies()
    }
}

/// Two fakes: one in memory, one over loopback.
fn setups() -> [Setup; 2] {
    setups_with(|builder| builder)
}

/// The same with custom client settings.
fn setups_with(set: impl Fn(ClientBuilder) -> ClientBuilder) -> [Setup; 2] {
    let memory = Fake::new();
    let loopback = Fake::new();
    let server = loopback.serve().expect("a server");
    [
        Setup {
            mode: "in memory",
            client: set(memory.builder()).build().expect("a client"),
            fake: memory,
            _server: None,
        },
        Setup {
            mode: "on loopback",
            client: set(server.builder()).build().expect("a client"),
            fake: loopback,
            _server: Some(server),
        },
    ]
}

fn params(pattern: &str) -> CreateAllowPolicyParams {
    CreateAllowPolicyParams {
        pattern: pattern.to_owned(),
        pattern_type: PatternTypeInput::Email,
        is_regex: false,
        is_acceptable_sender: true,
        is_exempt_recipient: false,
        is_trusted_sender: false,
        verify_sender: true,
    }
}

/// Polls a future in a loop: no executor, no waker, no thread.
fn alone<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}
