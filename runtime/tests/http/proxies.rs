//! Proxies from the environment.

use std::env;
use std::process::Command;

use clientwright_runtime::{Client, ClientBuilder, Operation, Service};

use crate::server::Server;

static SERVICE: Service = Service::new("test-client", "1.2.3", "http://localhost");
static GET: Operation = Operation::get("things.get", "/things");

const NAME: &str = "proxies::proxies_are_used_only_with_env";
/// Environment variables for the child process.
const URL: &str = "PROXIES_URL";
const HOW: &str = "PROXIES_HOW";

/// Runs a child process, since only its environment can be set safely.
#[test]
fn proxies_are_used_only_with_env() {
    if let (Ok(url), Ok(how)) = (env::var(URL), env::var(HOW)) {
        return call(url, &how);
    }
    for (how, proxied) in [
        ("as usual", 0),
        ("from a map", 0),
        ("env", 1),
        ("env, then a map", 0),
        ("env, invalid", 0),
    ] {
        let server = Server::constant(200, "{}");
        let proxy = Server::constant(200, "{}");
        let mut child = Command::new(env::current_exe().expect("this test"));
        for name in ["no_proxy", "NO_PROXY", "REQUEST_METHOD"] {
            child.env_remove(name);
        }
        for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
            child.env(name, &proxy.url);
        }
        if how == "env, invalid" {
            child.env("all_proxy", "http://[");
        }
        let child = child
            .args(["--exact", NAME])
            .env(URL, &server.url)
            .env(HOW, how);
        let output = child.output().expect("a child");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("1 passed"),
            "{how}: {said}"
        );
        let seen = (server.seen().len(), proxy.seen().len());
        assert_eq!(seen, (1 - proxied, proxied), "{how}");
    }
}

#[tokio::main(flavor = "current_thread")]
async fn call(url: String, how: &str) {
    let builder = ClientBuilder::<Client>::new(&SERVICE).base_url(&url);
    if how == "env, invalid" {
        let error = builder.env().build().expect_err("an invalid proxy");
        let expected = "environment variable all_proxy is not a valid proxy URL";
        assert_eq!(error.to_string(), expected);
        // A custom client decides about proxies itself.
        let builder = ClientBuilder::<Client>::new(&SERVICE).base_url(url);
        let client = builder.env().http_client(
            reqwest::Client::builder()
                .no_proxy()
                .build()
                .expect("a client"),
        );
        let client = client.build().expect("a client");
        return client.request(&GET).send_empty().await.expect("a response");
    }
    let builder = match how {
        "from a map" => builder.env_from(|_| None),
        "env" => builder.env(),
        "env, then a map" => builder.env().env_from(|_| None),
        _ => builder,
    };
    let client = builder.build().expect("a client");
    client.request(&GET).send_empty().await.expect("a response");
}
