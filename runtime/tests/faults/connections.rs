//! The lifetime of connections.

use std::time::Duration;

use clientwright_runtime::{Operation, PageStyle, Pagination};
use tokio::runtime::Handle;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::FINE;
use crate::server::{Act, Server, answer, message};
use crate::table::{GET, PATIENT, builder};
use crate::timer::Waits;

const CALLS: usize = 200;

static LIST: Operation = Operation {
    pagination: Some(&Pagination::new(
        PageStyle::PageNumber {
            page: "page",
            first: 1,
        },
        "/result",
    )),
    ..Operation::get("things.list", "/things")
};

/// Waits until a condition holds, up to a limit.
async fn until(what: &str, holds: impl Fn() -> bool) {
    let waiting = async {
        while !holds() {
            sleep(Duration::from_millis(1)).await;
        }
    };
    let waited = timeout(PATIENT, waiting).await;
    assert!(waited.is_ok(), "{what}");
}

/// Polls a call until the server has received this many requests, and a little longer, then drops it.
async fn stalls<T>(call: impl Future<Output = T>, server: &Server, asked: usize) {
    let asked = async {
        until("nobody asked", || server.count() == asked).await;
        sleep(Duration::from_millis(50)).await;
    };
    tokio::select! {
        _ = call => panic!("half an answer was enough"),
        () = asked => {}
    }
}

fn alive() -> usize {
    Handle::current().metrics().num_alive_tasks()
}

#[tokio::test]
async fn concurrent_calls_share_the_connection_pool() {
    let server = Server::scripted(vec![vec![
        Act::Pause(Duration::from_millis(5)),
        Act::Send(message(200, "", FINE)),
    ]]);
    let client = builder(&server.url).build().expect("a client");
    let wave = || async {
        let mut calls = JoinSet::new();
        for _ in 0..CALLS {
            calls.spawn(client.clone().request(&GET).send_result::<u64>());
        }
        while let Some(value) = calls.join_next().await {
            assert_eq!(value.expect("no panic").ok(), Some(7));
        }
    };
    wave().await;
    let first = server.opened();
    // A connection returns to the pool shortly after its response.
    sleep(Duration::from_millis(50)).await;
    wave().await;
    let second = server.opened() - first;
    assert!(second <= CALLS / 10, "{second} more connections");
    assert_eq!(server.count(), 2 * CALLS);
    // Sequential calls reuse one pooled connection.
    let before = server.opened();
    for _ in 0..10 {
        client.request(&GET).send_empty().await.expect("a response");
    }
    assert_eq!(server.opened(), before);
}

#[tokio::test]
async fn closed_connections_are_replaced() {
    let server = Server::scripted(vec![vec![Act::Send(message(200, "", FINE)), Act::Close]]);
    let client = builder(&server.url)
        .timeout(PATIENT)
        .timer(Waits::new(|time| time == PATIENT))
        .build()
        .expect("a client");
    for number in 0..20 {
        let value = client.request(&GET).send_result::<u64>().await;
        assert_eq!(value.ok(), Some(7), "{number}");
    }
    assert!(server.opened() >= 20);
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection() {
    let half = message(200, "", FINE);
    let half = half[..half.len() - 20].to_vec();
    for answer in [vec![Act::Hold], vec![Act::Send(half), Act::Hold]] {
        let server = Server::scripted(vec![answer]);
        let client = builder(&server.url).build().expect("a client");
        let before = alive();
        let call = client.request(&GET).send_empty();
        stalls(call, &server, 1).await;
        // The client is still alive, so it is not what closes the connection.
        until("the connection is open", || server.closed() == 1).await;
        until("a task is left", || alive() == before).await;
        assert_eq!((server.opened(), server.count()), (1, 1));
        drop(client);
    }
}

#[tokio::test]
async fn dropping_a_stream_closes_its_connection() {
    // The first page is complete, the second stalls.
    let server = Server::start(|seen, _| match seen.number("page") {
        None => answer(200, "", r#"{"result":[1]}"#),
        _ => vec![Act::Hold],
    });
    let client = builder(&server.url).build().expect("a client");
    let before = alive();
    let mut items = client.request(&LIST).items::<u64>();
    assert_eq!(items.try_next().await.ok(), Some(Some(1)));
    stalls(items.next(), &server, 2).await;
    drop(items);
    until("the connection is open", || {
        server.closed() == server.opened()
    })
    .await;
    // The client has one task for all idle connections.
    drop(client);
    until("a task is left", || alive() == before).await;
}

#[tokio::test]
async fn dropping_a_client_closes_its_connections() {
    let server = Server::scripted(vec![answer(200, "", FINE)]);
    let before = alive();
    let client = builder(&server.url).build().expect("a client");
    let copy = client.clone();
    client.request(&GET).send_empty().await.expect("a response");
    drop(client);
    copy.request(&GET).send_empty().await.expect("a response");
    assert_eq!((server.opened(), server.closed()), (1, 0));
    drop(copy);
    until("the connection is open", || server.closed() == 1).await;
    until("a task is left", || alive() == before).await;
}
