//! Retries, and idempotency keys.

use clientwright_tests::server::{Answer, Seen, Server};
use golden_calls::payments::{CreatePaymentParams, ReplacePaymentParams};
use golden_calls::runtime::Backoff;
use golden_calls::testing::{Fake, Fault};
use golden_calls::{Client, ClientBuilder, Error};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// A builder of clients that retry at once.
fn builder(server: &Server) -> ClientBuilder {
    let at_once = Backoff::new(Duration::ZERO, Duration::ZERO);
    Client::builder().base_url(server.url()).retry(at_once)
}

/// A client of a server that responds to the first request with 503, and to others with a payment.
async fn unreliable() -> (Server, Client) {
    let is_first = AtomicBool::new(true);
    let script = move |_: &Seen| match is_first.swap(false, Ordering::Relaxed) {
        true => Answer::new(503, ""),
        false => Answer::new(200, json!({"id": "p1", "amount": 5})),
    };
    let server = Server::start(script).await;
    let client = builder(&server).build().expect("a client");
    (server, client)
}

fn keys(seen: &[Seen]) -> Vec<Option<String>> {
    let keys = seen.iter().map(|it| it.header("idempotency-key"));
    keys.map(|it| it.map(str::to_owned)).collect()
}

const PAYMENT: CreatePaymentParams = CreatePaymentParams { amount: 5 };

#[tokio::test]
async fn all_attempts_of_a_call_send_the_same_key() {
    let (server, client) = unreliable().await;
    client.payments().create(PAYMENT).await.expect("a payment");
    client.payments().create(PAYMENT).await.expect("a payment");
    let keys = keys(&server.seen());
    let [Some(first), Some(retry), Some(second)] = keys.as_slice() else {
        panic!("3 requests with a key: {keys:?}");
    };
    assert_eq!(first.len(), 36, "{first} is a UUID");
    assert_eq!(first, retry);
    assert_ne!(first, second);
}

#[tokio::test]
async fn callers_can_set_the_key() {
    let (server, client) = unreliable().await;
    let create = || client.payments().create(PAYMENT);
    create().idempotency_key("mine").await.expect("a payment");
    let other = create().extra_header("idempotency-key", "other");
    other.await.expect("a payment");
    assert_eq!(
        keys(&server.seen()),
        ["mine", "mine", "other"].map(|it| Some(it.to_owned()))
    );
    let invalid = create().idempotency_key("a\nb").await;
    assert!(invalid.is_err_and(|error| error.is_invalid_argument()));
}

#[tokio::test]
async fn each_page_of_a_list_has_a_key_of_its_own() {
    let server = Server::start(|seen| {
        let is_first = seen.body == b"{}";
        let items = if is_first {
            json!([{"id": "p1", "amount": 5}])
        } else {
            json!([])
        };
        Answer::new(200, items)
    });
    let server = server.await;
    let client = builder(&server).build().expect("a client");
    let items = client.payments().browse().idempotency_key("mine").items();
    assert_eq!(
        items.try_collect::<Vec<_>>().await.expect("payments").len(),
        1
    );
    let keys = keys(&server.seen());
    let [Some(first), Some(second)] = keys.as_slice() else {
        panic!("2 requests with a key: {keys:?}");
    };
    assert_eq!(first, "mine");
    assert_eq!(second.len(), 36, "{second} is a UUID");
}

#[tokio::test]
async fn clients_can_generate_other_keys() {
    let (server, _) = unreliable().await;
    let client = builder(&server)
        .idempotency_keys(|| "fixed".to_owned())
        .build()
        .expect("a client");
    client.payments().create(PAYMENT).await.expect("a payment");
    assert_eq!(keys(&server.seen()), vec![Some("fixed".to_owned()); 2]);
}

#[tokio::test]
async fn only_operations_with_keys_send_one() {
    let (server, client) = unreliable().await;
    let payments = client.payments();
    let replaced = payments.replace("p1", ReplacePaymentParams { amount: 5 });
    replaced.await.expect("a payment");
    payments.get("p1").await.expect("a payment");
    payments.edit("p1").amount(5).await.expect("a payment");
    let has_key: Vec<_> = server
        .seen()
        .iter()
        .map(|it| (it.method.clone(), it.header("idempotency-key").is_some()))
        .collect();
    let expected = [
        ("PUT", true),
        ("PUT", true),
        ("GET", false),
        ("PATCH", false),
    ];
    assert_eq!(
        has_key,
        expected.map(|(method, has)| (method.to_owned(), has))
    );
}

#[tokio::test]
async fn operations_without_keys_are_retried_only_if_idempotent() {
    let (_server, client) = unreliable().await;
    let edit = client.payments().edit("p1").amount(5).await;
    assert_eq!(edit.map_err(|it| it.attempts()), Err(1));

    let (server, client) = unreliable().await;
    let ping = client.payments().ping().await;
    assert_eq!(ping.map_err(|it| it.attempts()), Err(1));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_retried_call_is_processed_once() -> Result<(), Error> {
    let fake = Fake::new();
    let client = fake.client()?;
    fake.fail("payments.create", Fault::lost_response())?;
    let created = client.payments().create(PAYMENT).await?;
    assert_eq!(fake.request_count(), 2);
    let ids: BTreeSet<_> = client
        .payments()
        .list()
        .await?
        .into_iter()
        .map(|it| it.id)
        .collect();
    assert_eq!(ids, BTreeSet::from([created.id]));
    Ok(())
}

#[tokio::test]
async fn the_fake_rejects_a_key_with_other_arguments() -> Result<(), Error> {
    let fake = Fake::new();
    let client = fake.client()?;
    let create = |amount| {
        let request = client.payments().create(CreatePaymentParams { amount });
        request.idempotency_key("key")
    };
    let first = create(5).await?;
    assert_eq!(create(5).await?, first);
    let error = create(6).await.expect_err("another amount");
    assert_eq!(error.status().map(|it| it.as_u16()), Some(422), "{error}");
    assert_eq!(client.payments().list().await?.len(), 1);
    Ok(())
}
