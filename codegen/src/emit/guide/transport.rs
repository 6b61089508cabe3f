//! The section on what is between the client and the server.

use super::credentials::expression;
use super::{Guide, Told, driven};
use crate::emit::credentials::alternatives;
use crate::emit::examples::chained;
use crate::emit::values::Writer;
use crate::ir::Api;

/// Another HTTP client, another transport, or none.
pub(super) fn section(guide: &mut Guide<'_>, told: Told<'_>) {
    guide.heading("A transport of your own");
    guide.text(
        "[`ClientBuilder::http_client`] takes a `reqwest::Client` of yours, with its \
         proxies and certificates. The client's own uses the proxies of the environment after [`ClientBuilder::env`], and \
         none otherwise. Anything else that can carry a request is a [`Transport`](runtime::Transport), and \
         whatever can wait is a [`Timer`](runtime::Timer). With both the client needs neither Tokio nor sockets, and \
         compiles for `wasm32-unknown-unknown`, where their futures need not be `Send`.",
    );
    guide.block(example(guide.api, told));
    guide.text(
        "[`Call::to_http`] gives the message that would be sent, and [`Call::decode`] reads an answer that came in any \
         other way.",
    );
}

/// A transport without a network. It runs as a test without an executor, since nothing in it waits.
fn example(api: &Api, (resource, operation): Told<'_>) -> Vec<String> {
    let mut writer = Writer::new(api);
    let mut links = writer.call(resource, operation);
    links.push("await".to_owned());
    writer.uses.insert("Client".to_owned());
    let mut credentials = String::new();
    if alternatives(api).iter().any(|it| !it.is_empty()) {
        writer.uses.insert("Credentials".to_owned());
        credentials = format!("    .credentials({})\n", expression(api, "secret"));
    } else if !alternatives(api).is_empty() {
        credentials = "    .anonymous()\n".to_owned();
    }
    writer
        .uses
        .extend(RUNTIME.map(|name| format!("runtime::{name}")));
    let body = format!(
        "{DEFINITIONS}
let client = Client::builder()
{credentials}    .transport(NothingThere)
    .timer(Endless)
    .build()?;
{};
assert!(answer.is_err_and(|error| error.is_not_found()));",
        chained("let answer = ", &links)
    );
    driven::example(&writer, None, &body)
}

/// What the example needs of the runtime.
const RUNTIME: [&str; 7] = [
    "Body",
    "BoxFuture",
    "Bytes",
    "Timer",
    "Transport",
    "TransportError",
    "http",
];

const DEFINITIONS: &str = "use std::time::Duration;

/// Answers that there is no such thing, whatever is asked for.
struct NothingThere;

impl Transport for NothingThere {
    fn send(
        &self,
        request: http::Request<Option<Bytes>>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        println!(\"{} {}\", request.method(), request.uri());
        let answer = http::Response::builder().status(404).body(Body::default());
        Box::pin(async { answer.map_err(TransportError::broken) })
    }
}

/// Time that does not pass.
struct Endless;

impl Timer for Endless {
    fn sleep(&self, _: Duration) -> Result<BoxFuture<'static, ()>, TransportError> {
        Ok(Box::pin(std::future::pending()))
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }
}
";
