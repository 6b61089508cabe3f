//! Errors.

use std::time::Duration;

use clientwright_tests::server::{Answer, Server};
use cloudflare_email_security::{Call, Error};
use tokio::net::TcpListener;

use crate::{ACCOUNT, ID, builder, client};

type Predicate = (&'static str, fn(&Error) -> bool);

const PREDICATES: [Predicate; 10] = [
    ("config", Error::is_config),
    ("invalid argument", Error::is_invalid_argument),
    ("timeout", Error::is_timeout),
    ("connect", Error::is_connect),
    ("unauthorized", Error::is_unauthorized),
    ("forbidden", Error::is_forbidden),
    ("not found", Error::is_not_found),
    ("conflict", Error::is_conflict),
    ("rate limited", Error::is_rate_limited),
    ("server error", Error::is_server_error),
];

/// Names of the predicates that return true.
fn kinds(error: &Error) -> Vec<&'static str> {
    let holding = PREDICATES.into_iter().filter(|(_, holds)| holds(error));
    holding.map(|(name, _)| name).collect()
}

/// Awaits a call that must fail long before the default timeout.
async fn soon<T>(call: Call<T>) -> Result<T, Error> {
    let outcome = tokio::time::timeout(Duration::from_secs(10), call).await;
    outcome.expect("the limit has no effect")
}

#[tokio::test]
async fn statuses_are_distinct() {
    let cases: [(u16, &[&str]); 9] = [
        (400, &[]),
        (401, &["unauthorized"]),
        (403, &["forbidden"]),
        (404, &["not found"]),
        (409, &["conflict"]),
        (422, &[]),
        (429, &["rate limited"]),
        (500, &["server error"]),
        (503, &["server error"]),
    ];
    for (status, expected) in cases {
        // A proxy may respond in its own format.
        for body in [r#"{"success": false, "errors": []}"#, "<h1>Sorry</h1>", ""] {
            let server =
                Server::constant(Answer::new(status, body).header("retry-after", "7")).await;
            let domains = client(&server).email_security().settings().domains();
            let error = domains.delete(ACCOUNT, ID).await.expect_err("an error");
            assert_eq!(kinds(&error), expected, "{status}: {error:?}");
            let api = error.api().expect("an error of the API");
            assert_eq!(api.status(), status);
            assert_eq!(api.retry_after(), Some(Duration::from_secs(7)));
            assert_eq!(api.body(), body);
        }
    }
}

#[tokio::test]
async fn connect_errors_and_timeouts_are_distinct() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let server = Server::constant(Answer::silence()).await;
    for (url, limit, expected) in [
        (url.as_str(), 20_000, "connect"),
        (server.url(), 200, "timeout"),
    ] {
        let client = builder(&server)
            .base_url(url)
            .timeout(Duration::from_millis(limit))
            .build()
            .expect("a client");
        let policies = client.email_security().settings().allow_policies();
        let call = policies.get(ACCOUNT, ID).send();
        let error = soon(call).await.expect_err(expected);
        assert_eq!(kinds(&error), [expected], "{error:?}");
        assert_eq!(error.status(), None);
        assert!(std::error::Error::source(&error).is_some(), "{error:?}");
    }
}

#[tokio::test]
async fn timeouts_are_set_per_request() {
    let server = Server::constant(Answer::silence()).await;
    let policies = client(&server).email_security().settings().allow_policies();
    let hurried = policies
        .get(ACCOUNT, ID)
        .timeout(Duration::from_millis(100));
    assert!(hurried.await.expect_err("a timeout").is_timeout());
}
