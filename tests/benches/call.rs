//! A complete call over loopback, compared with the same call written by hand with reqwest. Both use the same server,
//! response and a single connection.

mod derived;

use std::hint::black_box;

use cloudflare_email_security::Client;
use cloudflare_email_security::testing::{Fake, Server};
use derived::Derived;
use serde::Deserialize;
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";
/// Numbers of items in the page.
const SIZES: [u64; 2] = [1, 100];

fn main() {
    divan::main();
}

/// Envelope of the response.
#[derive(Deserialize)]
struct Envelope {
    success: bool,
    result: Vec<Derived>,
}

fn setup(items: u64) -> (Runtime, Server) {
    let fake = Fake::new();
    let policies = fake.collection("allow_policies", &[ACCOUNT]);
    let filled = policies.expect("a collection").generate(items, |index| {
        json!({
            "pattern": format!("test{index}@example.com"),
            "pattern_type": "EMAIL",
            "is_regex": false,
            "verify_sender": true,
            "comments": "Trust all messages",
        })
    });
    filled.expect("items that fit");
    let runtime = Builder::new_current_thread().enable_all().build();
    (
        runtime.expect("a runtime"),
        fake.serve().expect("a free port"),
    )
}

#[divan::bench(args = SIZES)]
fn ours(bencher: divan::Bencher<'_, '_>, items: u64) {
    let (runtime, server) = setup(items);
    let client: Client = server.client().expect("a client");
    let policies = client.email_security().settings().allow_policies();
    bencher.bench_local(|| {
        let call = async { policies.list(ACCOUNT).per_page(1000).await };
        black_box(runtime.block_on(call).expect("a page").items)
    });
}

#[divan::bench(args = SIZES)]
fn by_hand(bencher: divan::Bencher<'_, '_>, items: u64) {
    let (runtime, server) = setup(items);
    let client = reqwest::Client::new();
    let url = format!(
        "{}/accounts/{ACCOUNT}/email-security/settings/allow_policies",
        server.base_url()
    );
    bencher.bench_local(|| {
        let call = async {
            let request = client.get(&url).query(&[("per_page", "1000")]);
            let response = request.bearer_auth("token").send().await?;
            response.error_for_status()?.json::<Envelope>().await
        };
        let envelope = runtime.block_on(call).expect("a page");
        assert!(envelope.success);
        black_box(envelope.result)
    });
}
