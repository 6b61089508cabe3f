//! Blocking calls of the shipped client.

use std::thread;

use clientwright_tests::server::{Answer, Server};
use cloudflare_email_security::{ErrorKind, domains::Domain};
use serde_json::json;
use tokio::task::spawn_blocking;

use crate::{ACCOUNT, ID, client};

async fn server() -> Server {
    Server::start(|seen| match seen.path.ends_with("/domains") {
        true => {
            let page: u64 = seen
                .parameter("page")
                .map_or(1, |page| page.parse().expect("a number"));
            let info = json!({"page": page, "per_page": 1, "count": 1, "total_count": 3});
            Answer::new(
                200,
                json!({"success": true, "result": [{"id": page.to_string()}], "result_info": info}),
            )
        }
        false => Answer::new(200, json!({"success": true, "result": {"id": "d"}})),
    })
    .await
}

fn id(domain: &Domain) -> Option<&str> {
    domain.id.as_ref().map(AsRef::as_ref)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn every_request_can_block() {
    let server = server().await;
    let domains = client(&server).email_security().settings().domains();
    // A separate thread, outside of the server's runtime.
    let waiting = thread::spawn(move || {
        let domain = domains.get(ACCOUNT, ID).send_blocking().expect("a domain");
        assert_eq!(id(&domain), Some("d"));
        let page = domains.list(ACCOUNT).send_blocking().expect("a page");
        assert_eq!(page.items.len(), 1);
        let items = domains.list(ACCOUNT).items().blocking();
        let ids: Vec<_> = items.map(|item| item.expect("an item").id).collect();
        assert_eq!(ids.len(), 3);
        assert_eq!(domains.list(ACCOUNT).pages().blocking().count(), 3);
    });
    waiting.join().expect("no panic");
    assert_eq!(server.seen().len(), 1 + 1 + 3 + 3);
}

#[tokio::test]
async fn blocking_within_an_async_task_is_an_error() {
    let server = server().await;
    let domains = client(&server).email_security().settings().domains();
    let error = domains.get(ACCOUNT, ID).send_blocking().expect_err("async");
    assert!(matches!(error.kind(), ErrorKind::Executor), "{error:?}");
    let first = domains.list(ACCOUNT).items().blocking().next();
    let error = first.expect("an item").expect_err("async");
    assert!(matches!(error.kind(), ErrorKind::Executor), "{error:?}");
    assert_eq!(server.seen().len(), 0);
    let get = domains.get(ACCOUNT, ID);
    let waited = spawn_blocking(move || get.send_blocking().is_ok());
    assert_eq!(waited.await.ok(), Some(true));
}
