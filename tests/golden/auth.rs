//! Security requirements of operations, and access tokens.

use clientwright_tests::server::{Answer, Seen, Server};
use golden_auth::runtime::{AccessToken, Backoff, BoxFuture, ClientCredentials, TokenProvider};
use golden_auth::testing::{Fake, Fault};
use golden_auth::{Client, ClientBuilder, Credentials, ErrorKind};
use serde_json::json;
use std::collections::BTreeSet;
use std::error::Error;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

const TOKEN_PATH: &str = "/oauth/token";

/// A server that issues the tokens `token-1`, `token-2` and so on with this lifetime, and accepts
/// those for which `accepts` returns true.
async fn server(lifetime: u64, accepts: fn(&str) -> bool) -> Server {
    let issued = AtomicUsize::new(0);
    Server::start(move |seen| {
        if seen.path == TOKEN_PATH {
            let number = issued.fetch_add(1, Ordering::Relaxed) + 1;
            let token = format!("token-{number}");
            return Answer::new(200, json!({"access_token": token, "expires_in": lifetime}));
        }
        match bearer(seen) {
            Some(token) if !accepts(token) => Answer::new(401, r#"{"error": "expired"}"#),
            _ => Answer::new(200, "[]"),
        }
    })
    .await
}

fn bearer(seen: &Seen) -> Option<&str> {
    seen.header("authorization")?.strip_prefix("Bearer ")
}

fn builder(server: &Server) -> ClientBuilder {
    let client = ClientCredentials::new("me", "client-secret").scopes(["notes.read"]);
    Client::builder()
        .base_url(format!("{}/v1", server.url()))
        .retry(Backoff::new(Duration::ZERO, Duration::ZERO))
        .credentials(Credentials::app(client))
}

fn token_requests(server: &Server) -> Vec<Seen> {
    let mut seen = server.seen();
    seen.retain(|it| it.path == TOKEN_PATH);
    seen
}

/// Makes many calls at once and returns the number of those that succeeded.
async fn many(client: &Client, count: usize) -> usize {
    let calls: Vec<_> = (0..count)
        .map(|_| tokio::spawn(client.notes().list().send()))
        .collect();
    let mut successes = 0;
    for call in calls {
        successes += usize::from(call.await.expect("a result").is_ok());
    }
    successes
}

#[tokio::test]
async fn concurrent_calls_make_one_token_request() {
    let server = server(3600, |_| true).await;
    let client = builder(&server).build().expect("a client");
    assert_eq!(many(&client, 500).await, 500);
    let requests = token_requests(&server);
    server.take();
    assert_eq!(many(&client.clone(), 500).await, 500);
    assert_eq!(token_requests(&server).len(), 0);
    let [request] = requests.as_slice() else {
        panic!("one token request: {requests:?}");
    };
    assert_eq!(request.method, "POST");
    assert_eq!(
        request.header("authorization"),
        Some("Basic bWU6Y2xpZW50LXNlY3JldA==")
    );
    assert_eq!(
        String::from_utf8_lossy(&request.body),
        "grant_type=client_credentials&scope=notes.read"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rejected_token_is_replaced_once() {
    let server = server(3600, |token| token != "token-1").await;
    let client = builder(&server).build().expect("a client");
    assert_eq!(many(&client, 400).await, 400);
    assert_eq!(token_requests(&server).len(), 2, "one for each token");
}

#[tokio::test]
async fn a_call_replaces_its_token_once() {
    let server = server(3600, |_| false).await;
    let client = builder(&server).build().expect("a client");
    let error = client.notes().list().await.expect_err("no valid token");
    assert!(error.is_unauthorized());
    assert_eq!((error.attempts(), token_requests(&server).len()), (2, 2));
    assert_eq!(error.required_scopes(), ["notes.read"]);
    assert!(error.to_string().contains("`notes.read`"), "{error}");
}

#[tokio::test]
async fn tokens_are_replaced_before_they_expire() {
    let fake = Fake::new();
    let client = fake
        .builder()
        .credentials(Credentials::app(ClientCredentials::new("me", "secret")))
        .build()
        .expect("a client");
    let call = async || {
        // The fake cannot derive the items of the list.
        fake.stub("notes.list", 200, json!([])).expect("a stub");
        client.notes().list().await.expect("notes");
    };
    let wait = async |seconds| {
        let sleep = golden_auth::runtime::Timer::sleep(&fake.timer(), Duration::from_secs(seconds));
        sleep.expect("a timer").await;
    };
    let token_requests = || {
        let requests = fake.requests();
        requests.iter().filter(|it| it.operation.is_none()).count()
    };
    call().await;
    wait(3500).await;
    call().await;
    assert_eq!(token_requests(), 1);
    // The tokens of the fake expire after an hour.
    wait(50).await;
    call().await;
    assert_eq!(token_requests(), 2);
    for request in fake.requests() {
        let shown = format!("{request:?}");
        assert!(
            !shown.contains("secret") && !shown.contains("fake-token"),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn a_failed_token_request_fails_all_waiting_calls() {
    let server = Server::start(|seen| match seen.path.as_str() {
        TOKEN_PATH => Answer::new(
            400,
            r#"{"error": "invalid_scope", "error_description": "of client-secret"}"#,
        ),
        _ => Answer::new(200, "[]"),
    })
    .await;
    let client = builder(&server).build().expect("a client");
    let error = client.notes().list().await.expect_err("no token");
    assert!(matches!(error.kind(), ErrorKind::Token), "{error:?}");
    let report = error.report().to_string();
    assert!(report.contains("invalid_scope"), "{report}");
    assert!(
        !format!("{report} {error:?}").contains("client-secret"),
        "{error:?}"
    );
    assert_eq!(error.attempts(), 0);
    server.take();
    assert_eq!(many(&client, 500).await, 0);
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn transient_failures_of_the_token_endpoint_are_retried() {
    let requests = AtomicUsize::new(0);
    let server = Server::start(move |seen| match seen.path.as_str() {
        TOKEN_PATH if requests.fetch_add(1, Ordering::Relaxed) == 0 => Answer::new(503, ""),
        TOKEN_PATH => Answer::new(200, json!({"access_token": "token"})),
        _ => Answer::new(200, "[]"),
    })
    .await;
    let client = builder(&server).build().expect("a client");
    client.notes().list().await.expect("notes");
    assert_eq!(token_requests(&server).len(), 2);
}

#[tokio::test]
async fn dropping_a_call_does_not_block_others() {
    let server = Server::start(|seen| match seen.path.as_str() {
        TOKEN_PATH => Answer::silence(),
        _ => Answer::new(200, "[]"),
    })
    .await;
    let client = builder(&server)
        .timeout(Duration::from_secs(20))
        .max_retries(0)
        .build()
        .expect("a client");
    let first = tokio::spawn(client.notes().list().send());
    while token_requests(&server).is_empty() {
        tokio::task::yield_now().await;
    }
    let second = client.notes().list().deadline(Duration::from_millis(300));
    let second = tokio::spawn(second.send());
    first.abort();
    let error = second.await.expect("a result").expect_err("no token");
    assert!(matches!(error.kind(), ErrorKind::Timeout), "{error:?}");
    assert_eq!(
        token_requests(&server).len(),
        2,
        "the second call takes over"
    );
}

/// Returns a new token for each call.
struct Counter(AtomicUsize);

impl TokenProvider for Counter {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Box<dyn Error + Send + Sync>>> {
        Box::pin(async {
            match self.0.fetch_add(1, Ordering::Relaxed) {
                2.. => Err("the session has ended".into()),
                number => Ok(AccessToken::new(format!("token-{}", number + 1))),
            }
        })
    }
}

#[tokio::test]
async fn tokens_come_from_a_provider() {
    let server = server(0, |token| token == "token-2").await;
    let provider = Arc::new(Counter(AtomicUsize::new(0)));
    let credentials = Credentials::app(Arc::clone(&provider));
    let client = builder(&server).credentials(credentials).build();
    let client = client.expect("a client");
    client.notes().list().await.expect("notes");
    client.notes().list().await.expect("notes");
    let sent: Vec<_> = server
        .seen()
        .iter()
        .map(|it| bearer(it).map(str::to_owned))
        .collect();
    assert_eq!(
        sent,
        ["token-1", "token-2", "token-2"].map(|it| Some(it.to_owned()))
    );
    assert_eq!(provider.0.load(Ordering::Relaxed), 2);

    let failing = Credentials::app(Counter(AtomicUsize::new(2)));
    let client = builder(&server)
        .credentials(failing)
        .build()
        .expect("a client");
    let error = client.notes().list().await.expect_err("no token");
    assert!(matches!(error.kind(), ErrorKind::Token), "{error:?}");
    assert!(
        error.report().to_string().contains("the session has ended"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_call_that_is_not_polled_does_not_block_others() {
    let server = server(3600, |_| true).await;
    let client = builder(&server)
        .timeout(Duration::from_millis(200))
        .build()
        .expect("a client");
    let mut stalled = client.notes().list().send();
    let once = poll_fn(|context| Poll::Ready(Pin::new(&mut stalled).poll(context)));
    assert!(once.await.is_pending());
    let other = client.notes().list().send();
    let other = tokio::time::timeout(Duration::from_secs(20), other).await;
    other.expect("it ends").expect("notes");
    stalled.await.expect("notes");
}

/// A provider whose tokens are used up at once: the results of the calls, in order.
struct Script(Mutex<Vec<Result<&'static str, &'static str>>>);

impl TokenProvider for Script {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Box<dyn Error + Send + Sync>>> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let next = self.0.lock().expect("no panic").pop().expect("a result");
            let token = |value| AccessToken::new(value).expires_in(Duration::ZERO);
            next.map(token).map_err(Into::into)
        })
    }
}

async fn scripted(results: &[Result<&'static str, &'static str>]) -> (Server, Client) {
    let server = server(0, |_| true).await;
    let results = results.iter().rev().copied().collect();
    let credentials = Credentials::app(Script(Mutex::new(results)));
    let client = builder(&server).credentials(credentials).build();
    (server, client.expect("a client"))
}

#[tokio::test]
async fn an_expired_token_is_not_used_if_it_cannot_be_replaced() {
    let (server, client) = scripted(&[Ok("first"), Err("gone")]).await;
    client.notes().list().await.expect("notes");
    server.take();
    assert_eq!(many(&client, 5).await, 0);
    assert_eq!(server.seen().len(), 0, "nothing is sent");
}

#[tokio::test]
async fn tokens_that_cannot_be_sent_are_not_kept() {
    let (_server, client) = scripted(&[Ok("a\n"), Ok(""), Ok("good")]).await;
    for _ in 0..2 {
        let error = client.notes().list().await.expect_err("no token");
        assert!(matches!(error.kind(), ErrorKind::Token), "{error:?}");
    }
    client.notes().list().await.expect("notes");
}

/// The secrets that an operation sends.
fn secrets(seen: &Seen) -> Vec<&str> {
    ["authorization", "x-key", "x-tenant"]
        .into_iter()
        .filter_map(|name| seen.header(name))
        .collect()
}

#[tokio::test]
async fn operations_use_the_first_requirement_that_is_satisfied() {
    let server = Server::constant(Answer::new(200, r#""1""#)).await;
    let builder = || Client::builder().base_url(server.url());
    let client = builder()
        .credentials(Credentials::app_and_tenant("token", "acme"))
        .add_credentials(Credentials::key("k"))
        .build()
        .expect("a client");
    let notes = client.notes();
    // `app` alone is enough, so the tenant is not sent.
    notes.list().await.expect_err("not a list");
    notes.create().await.expect("a note");
    notes.audit().await.expect("an audit");
    notes.count().await.expect("a number");
    notes.status().await.expect("a status");
    let sent: Vec<_> = server.take();
    let sent: Vec<_> = sent.iter().map(secrets).collect();
    let expected: [&[&str]; 5] = [
        &["Bearer token"],
        &["Bearer token", "acme"],
        &["k", "acme"],
        &["k"],
        &[],
    ];
    assert_eq!(sent, expected);

    let client = builder()
        .credentials(Credentials::key("k"))
        .build()
        .expect("a client");
    let error = client.notes().create().await.expect_err("no token");
    assert!(matches!(error.kind(), ErrorKind::Credentials), "{error:?}");
    assert_eq!(
        error.to_string(),
        "notes.create: the operation requires app (AUTH_CLIENT_ID and AUTH_CLIENT_SECRET), tenant with the scopes \
         `notes.write`; the client only has key (AUTH_KEY)"
    );
    assert_eq!((error.attempts(), server.seen().len()), (0, 0));

    // Without credentials, optional ones are left out.
    let client = builder()
        .credentials(Credentials::user_and_password("u", "p"))
        .build();
    let client = client.expect("a client");
    client.notes().count().await.expect("a number");
    assert_eq!(
        server.take().iter().map(secrets).collect::<Vec<_>>(),
        [[""; 0]]
    );
}

#[test]
fn the_environment_has_all_credentials() {
    let build = |names: &'static [&str]| {
        let lookup = |name: &str| names.contains(&name).then(|| "value".into());
        Client::builder().env_from(lookup).build()
    };
    build(&["AUTH_KEY"]).expect("a client");
    build(&["AUTH_CLIENT_ID", "AUTH_CLIENT_SECRET"]).expect("a client");
    for names in [&[][..], &["AUTH_CLIENT_ID"]] {
        let error = build(names).expect_err("no credentials");
        assert!(error.is_config(), "{error}");
        assert!(error.to_string().contains("AUTH_CLIENT_SECRET"), "{error}");
    }
    let half = build(&["AUTH_CLIENT_ID"]).expect_err("no secret");
    let wanted = "AUTH_CLIENT_ID is set, but AUTH_CLIENT_SECRET is missing";
    assert_eq!(half.to_string(), wanted);
}

#[tokio::test]
async fn requests_are_built_without_a_token_request() {
    let server = server(3600, |_| true).await;
    let client = builder(&server).build().expect("a client");
    let build = || client.notes().list().send().to_http();
    let error = build().expect_err("no token yet");
    assert!(matches!(error.kind(), ErrorKind::Token), "{error:?}");
    client.notes().list().await.expect("notes");
    let request = build().expect("a request");
    assert!(request.headers().contains_key("authorization"));
    assert_eq!(token_requests(&server).len(), 1);
}

#[tokio::test]
async fn the_fake_is_the_token_endpoint() {
    let fake = Fake::new();
    fake.stub("notes.list", 200, json!([])).expect("a stub");
    let server = fake.serve().expect("a server");
    let app = |client: ClientCredentials| {
        let builder = server.builder().credentials(Credentials::app(client));
        builder.build().expect("a client")
    };
    let notes = app(ClientCredentials::new("me", "secret")).notes();
    notes.list().await.expect("notes");
    // A fault for one of its tokens is a reason for another one.
    fake.fail("notes.list", Fault::status(401))
        .expect("a fault");
    notes.list().await.expect("notes");
    let paths: Vec<_> = fake.requests().iter().map(|it| it.path.clone()).collect();
    let token = "/oauth/token";
    assert_eq!(paths, [token, "/notes", "/notes", token, "/notes"]);
    app(ClientCredentials::new("me", "secret").in_body())
        .notes()
        .list()
        .await
        .expect("notes");

    let other_grant = ClientCredentials::new("me", "secret").parameter("grant_type", "password");
    app(other_grant)
        .notes()
        .list()
        .await
        .expect("the first value is used");
    let methods: BTreeSet<_> = fake
        .requests()
        .iter()
        .map(|it| it.method.to_string())
        .collect();
    assert_eq!(methods, ["GET", "POST"].map(str::to_owned).into());
}
