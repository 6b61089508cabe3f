//! The loopback server with an unreachable proxy in the environment.

use std::env;
use std::process::Command;

use cloudflare_email_security::testing::Fake;

use crate::ACCOUNT;

const NAME: &str = "proxies::a_client_of_the_fake_uses_no_proxy";
/// Marks the child process: only the environment of a child can be set safely.
const CHILD: &str = "FAKE_PROXIES_CHILD";
/// A port without a listener.
const NOWHERE: &str = "http://127.0.0.1:9";

#[test]
fn a_client_of_the_fake_uses_no_proxy() {
    if env::var_os(CHILD).is_some() {
        return call();
    }
    let mut child = Command::new(env::current_exe().expect("this test"));
    for name in ["no_proxy", "NO_PROXY", "REQUEST_METHOD"] {
        child.env_remove(name);
    }
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        child.env(name, NOWHERE);
    }
    let output = child.args(["--exact", NAME]).env(CHILD, "1").output();
    let output = output.expect("a child");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
}

#[tokio::main(flavor = "current_thread")]
async fn call() {
    let fake = Fake::new();
    let server = fake.serve().expect("a server");
    let client = server.client().expect("a client");
    let policies = client.email_security().settings().allow_policies();
    let page = policies.list(ACCOUNT).await.expect("a page");
    assert!(page.items.is_empty());
    assert_eq!(fake.request_count(), 1);
}
