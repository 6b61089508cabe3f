//! Concurrent and canceled calls.

use std::collections::BTreeSet;
use std::time::Duration;

use clientwright_tests::server::{Answer, Seen, Server};
use serde_json::json;
use tokio::time::{sleep, timeout};

use crate::{ACCOUNT, ID, client};

/// Returns a domain with the id in the path.
fn echo(seen: &Seen) -> Answer {
    let id = seen.path.rsplit('/').next();
    Answer::new(200, json!({"success": true, "result": {"id": id}}))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_calls_get_their_own_responses() {
    let server = Server::start(echo).await;
    let client = client(&server);
    let calls: Vec<_> = (0..50)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move {
                let id = format!("domain-{number}");
                let domains = client.email_security().settings().domains();
                let domain = domains.get(ACCOUNT, &*id).await.expect("a domain");
                assert_eq!(domain.id.as_ref().map(AsRef::as_ref), Some(&*id));
                id
            })
        })
        .collect();
    let mut ids = BTreeSet::new();
    for call in calls {
        ids.insert(call.await.expect("no panic"));
    }
    assert_eq!(ids.len(), 50);
    assert_eq!(server.seen().len(), 50);
}

#[tokio::test]
async fn calls_are_not_sent_until_awaited() {
    let server = Server::start(echo).await;
    let domains = client(&server).email_security().settings().domains();
    drop(domains.delete(ACCOUNT, ID));
    drop(domains.delete(ACCOUNT, ID).send());
    drop(domains.list(ACCOUNT).items());
    sleep(Duration::from_millis(50)).await;
    assert_eq!(server.seen().len(), 0);
}

#[tokio::test]
async fn dropping_a_call_closes_the_exchange() {
    let server = Server::constant(Answer::silence()).await;
    let domains = client(&server).email_security().settings().domains();
    let call = domains.get(ACCOUNT, ID).send();
    let asked = async {
        while server.seen().is_empty() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        _ = call => panic!("a silent server answered"),
        () = asked => {}
    }
    let noticed = async {
        while server.abandoned() == 0 {
            sleep(Duration::from_millis(5)).await;
        }
    };
    let noticed = timeout(Duration::from_secs(20), noticed).await;
    assert!(noticed.is_ok(), "the connection is still open");
    assert_eq!(server.seen().len(), 1);
}
