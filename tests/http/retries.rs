//! Default retries of the shipped client, and their options per request.

use std::time::Duration;

use clientwright_tests::server::{Answer, Server};
use cloudflare_email_security::allow_policies::CreateAllowPolicyParams;
use cloudflare_email_security::types::PatternTypeInput;
use cloudflare_email_security::{Client, Credentials, Error};

use crate::{ACCOUNT, ID};

/// A server that is always unavailable and asks for a short delay.
async fn busy() -> Server {
    Server::constant(Answer::new(503, "").header("retry-after-ms", "1")).await
}

/// A client with the default settings.
fn client(server: &Server) -> Client {
    Client::builder()
        .base_url(server.url())
        .credentials(Credentials::api_token("s3cret"))
        .build()
        .expect("a client")
}

fn params() -> CreateAllowPolicyParams {
    CreateAllowPolicyParams {
        pattern: "ann@example.com".to_owned(),
        pattern_type: PatternTypeInput::Email,
        is_regex: false,
        is_acceptable_sender: true,
        is_exempt_recipient: false,
        is_trusted_sender: false,
        verify_sender: true,
    }
}

#[tokio::test]
async fn idempotent_requests_are_retried_twice() {
    let server = busy().await;
    let policies = client(&server).email_security().settings().allow_policies();
    let calls: [(Result<(), Error>, u32); 6] = [
        (policies.get(ACCOUNT, ID).await.map(drop), 3),
        (policies.list(ACCOUNT).await.map(drop), 3),
        (policies.delete(ACCOUNT, ID).await.map(drop), 3),
        // The spec declares it idempotent.
        (policies.edit(ACCOUNT, ID).comments("c").await.map(drop), 3),
        // A retry could create a second item.
        (policies.create(ACCOUNT, params()).await.map(drop), 1),
        (policies.list(ACCOUNT).items().try_next().await.map(drop), 3),
    ];
    let mut all = 0;
    for (number, (result, expected)) in calls.into_iter().enumerate() {
        let error = result.expect_err("busy");
        assert!(error.is_server_error(), "{number}: {error:?}");
        assert_eq!(error.attempts(), expected, "{number}");
        all += expected as usize;
    }
    assert_eq!(server.seen().len(), all);
}

#[tokio::test]
async fn retries_are_set_per_request() {
    let server = busy().await;
    let policies = client(&server).email_security().settings().allow_policies();
    let get = policies.get(ACCOUNT, ID);
    let create = policies.create(ACCOUNT, params());
    for (result, expected) in [
        (get.clone().max_retries(0).await.map(drop), 1),
        (get.clone().max_retries(4).await.map(drop), 5),
        (create.clone().retry_non_idempotent(true).await.map(drop), 3),
        (get.deadline(Duration::ZERO).await.map(drop), 1),
    ] {
        assert_eq!(result.map_err(|error| error.attempts()), Err(expected));
    }
}

#[tokio::test]
async fn retries_send_the_same_request() {
    let server = busy().await;
    let policies = client(&server).email_security().settings().allow_policies();
    let create = policies.create(ACCOUNT, params()).comments("c");
    let create = create.extra_header("x-a", "1").extra_query("q", "2");
    create.retry_non_idempotent(true).await.expect_err("busy");
    let [first, others @ ..] = &server.seen()[..] else {
        panic!("no request");
    };
    assert_eq!(others.len(), 2);
    for other in others {
        assert_eq!(format!("{other:?}"), format!("{first:?}"));
    }
    assert!(!first.body.is_empty());
}
