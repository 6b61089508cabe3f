//! Base URLs and credentials.

use clientwright_tests::server::{Answer, Seen, Server};
use golden_service::{Client, ClientBuilder, Credentials};
use serde_json::json;

/// The request of a call with these credentials as the server received it.
async fn seen(credentials: Credentials) -> Seen {
    let server = Server::constant(Answer::new(200, json!({"data": ["admin"], "ok": true}))).await;
    let client = Client::builder()
        .base_url(server.url())
        .credentials(credentials)
        .build()
        .expect("a client");
    client
        .admin()
        .users()
        .r#type()
        .roles()
        .list()
        .await
        .expect("the roles");
    server.seen().remove(0)
}

#[tokio::test]
async fn credentials_are_sent_where_the_spec_defines() {
    let basic = seen(Credentials::user_and_password("me", "pass:word")).await;
    assert_eq!(
        basic.header("authorization"),
        Some("Basic bWU6cGFzczp3b3Jk")
    );
    let token = seen(Credentials::token_and_tenant("t", "acme")).await;
    assert_eq!(
        (token.header("authorization"), token.header("x-tenant")),
        (Some("Bearer t"), Some("acme"))
    );
    assert_eq!(
        seen(Credentials::key("k&y")).await.query.as_deref(),
        Some("api_key=k%26y")
    );
    assert_eq!(
        seen(Credentials::session("s")).await.header("cookie"),
        Some("sid=s")
    );
    let both = seen(Credentials::key_and_session("k", "s")).await;
    assert_eq!(
        (both.query.as_deref(), both.header("cookie")),
        (Some("api_key=k"), Some("sid=s"))
    );
    assert_eq!(
        seen(Credentials::r#type("t")).await.header("x-type"),
        Some("t")
    );
}

#[tokio::test]
async fn anonymous_clients_send_no_secret() {
    let seen = seen(Credentials::anonymous()).await;
    assert_eq!(
        (
            seen.header("authorization"),
            seen.header("cookie"),
            seen.query.as_deref()
        ),
        (None, None, None)
    );
}

#[tokio::test]
async fn anonymous_operations_send_no_secret() {
    let server = Server::constant(Answer::new(200, json!({"ready": true}))).await;
    let credentials = Credentials::user_and_password("me", "password");
    let client = Client::builder()
        .base_url(server.url())
        .credentials(credentials)
        .build()
        .expect("a client");
    assert!(client.status().get().await.expect("the status").ready);
    client.status().ping().await.expect("a response");
    for seen in server.seen() {
        assert_eq!(seen.header("authorization"), None, "{}", seen.path);
    }
}

#[test]
fn base_urls_have_variables() {
    let build =
        |change: fn(ClientBuilder) -> ClientBuilder| change(Client::builder().anonymous()).build();
    build(|builder| builder).expect("the defaults");
    build(|builder| {
        builder
            .server_variable("region", "us")
            .server_variable("version", "v2")
    })
    .expect("values that may be set");
    let error = build(|builder| builder.server_variable("region", "mars"))
        .expect_err("a value that may not be set");
    assert!(error.is_config(), "{error:?}");
    let error =
        build(|builder| builder.server_variable("planet", "mars")).expect_err("no such variable");
    assert!(error.is_config(), "{error:?}");
}
