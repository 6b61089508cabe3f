//! Credentials: where they come from, where they are sent, and which are rejected.

use std::ffi::OsString;

use clientwright_runtime::{Client, ClientBuilder, Credentials, Error, Operation, SecretString};

use crate::SERVICE;
use crate::server::Server;

static GET: Operation = Operation::get("things.get", "/things");
static PUBLIC: Operation = Operation {
    security: Some(&[]),
    ..Operation::get("things.public", "/things")
};

type Variables = &'static [(&'static str, &'static str)];

fn environment(variables: Variables) -> impl Fn(&str) -> Option<OsString> {
    move |name| {
        variables
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| OsString::from(value))
    }
}

fn from_env(variables: Variables) -> Result<Client, Error> {
    ClientBuilder::new(&SERVICE)
        .env_from(environment(variables))
        .build()
}

fn with(alternative: usize, secrets: &[&str]) -> Result<Client, Error> {
    let secrets = secrets
        .iter()
        .map(|secret| SecretString::from(*secret))
        .collect();
    ClientBuilder::new(&SERVICE)
        .credentials(Credentials::new(alternative, secrets))
        .build()
}

#[tokio::test]
async fn the_first_complete_requirement_in_the_environment_is_used() {
    let server = Server::constant(200, "");
    let cases: [(Variables, Variables, &str); 6] = [
        (&[("TEST_TOKEN", "t")], &[("authorization", "Bearer t")], ""),
        (
            &[("TEST_EMAIL", "a@b.c"), ("TEST_KEY", "k")],
            &[("x-email", "a@b.c"), ("x-key", "k")],
            "",
        ),
        (
            &[("TEST_TOKEN", "t"), ("TEST_EMAIL", "a@b.c")],
            &[("authorization", "Bearer t")],
            "",
        ),
        (
            &[("TEST_TOKEN", "t"), ("TEST_EMAIL", "e"), ("TEST_KEY", "k")],
            &[("authorization", "Bearer t")],
            "",
        ),
        (&[("TEST_SERVICE_KEY", "a b&c")], &[], "?key=a+b%26c"),
        (
            &[("TEST_USER", "me"), ("TEST_PASSWORD", "pä:ss")],
            &[("authorization", "Basic bWU6cMOkOnNz")],
            "",
        ),
    ];
    for (variables, headers, query) in cases {
        let client: Client = ClientBuilder::new(&SERVICE)
            .base_url(&server.url)
            .env_from(environment(variables))
            .build()
            .expect("a client");
        client.request(&GET).send_empty().await.expect("a response");
        let seen = server.last();
        for name in ["authorization", "x-email", "x-key"] {
            let expected = headers
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| *value);
            assert_eq!(seen.header(name), expected, "{variables:?}");
        }
        assert_eq!(seen.target, format!("/things{query}"));
        client
            .request(&PUBLIC)
            .send_empty()
            .await
            .expect("a response");
        assert_eq!(
            (
                server.last().header("authorization"),
                server.last().target.as_str()
            ),
            (None, "/things")
        );
    }
}

#[tokio::test]
async fn cookies_are_merged_and_explicit_credentials_win() {
    let server = Server::constant(200, "");
    let client: Client = ClientBuilder::new(&SERVICE)
        .credentials(Credentials::new(4, vec![SecretString::from("abc")]))
        .env_from(environment(&[
            ("TEST_TOKEN", "t"),
            ("TEST_BASE_URL", "http://127.0.0.1:1"),
        ]))
        .base_url(&server.url)
        .build()
        .expect("a client");
    let mut request = client.request(&GET);
    request.cookie("a", &1);
    request.send_empty().await.expect("a response");
    assert_eq!(
        (
            server.last().header("cookie"),
            server.last().header("authorization")
        ),
        (Some("a=1; session=abc"), None)
    );
}

#[test]
fn env_reads_the_base_url() {
    let variables: Variables = &[
        ("TEST_TOKEN", "t"),
        ("TEST_BASE_URL", "http://localhost:7/x/"),
    ];
    assert_eq!(
        from_env(variables).ok().as_ref().map(Client::base_url),
        Some("http://localhost:7/x")
    );
    let explicit = with(0, &["t"]);
    assert_eq!(
        explicit.ok().as_ref().map(Client::base_url),
        Some("https://api.example.com/client/v4")
    );
}

#[test]
fn build_rejects_incomplete_or_invalid_settings() {
    let cases: [(Result<Client, Error>, &str); 17] = [
        (
            from_env(&[]),
            "no credentials: set `TEST_TOKEN`, or `TEST_EMAIL` and `TEST_KEY`, or `TEST_SERVICE_KEY`, or `TEST_USER` and `TEST_PASSWORD`, or `TEST_SESSION`",
        ),
        (
            from_env(&[("TEST_KEY", "k3y")]),
            "key (TEST_KEY) is set, but email (TEST_EMAIL) is missing",
        ),
        (
            from_env(&[("TEST_EMAIL", "k3y")]),
            "email (TEST_EMAIL) is set, but key (TEST_KEY) is missing",
        ),
        (
            from_env(&[("TEST_TOKEN", "")]),
            "token (TEST_TOKEN) is empty",
        ),
        (
            from_env(&[("TEST_TOKEN", ""), ("TEST_EMAIL", "e"), ("TEST_KEY", "k")]),
            "token (TEST_TOKEN) is empty",
        ),
        (
            from_env(&[("TEST_TOKEN", "k3y\n")]),
            "token (TEST_TOKEN) starts or ends with whitespace",
        ),
        (
            from_env(&[("TEST_TOKEN", "t"), ("TEST_BASE_URL", "localhost")]),
            "environment variable TEST_BASE_URL must start with http:// or https://",
        ),
        (
            from_env(&[("TEST_TOKEN", "t"), ("TEST_BASE_URL", "")]),
            "environment variable TEST_BASE_URL is not a valid URL",
        ),
        (
            with(0, &["k3y\r\nx: y"]),
            "token (TEST_TOKEN) contains characters that are not allowed in a header",
        ),
        (
            with(0, &["k3y…"]),
            "token (TEST_TOKEN) contains characters that are not allowed in a header",
        ),
        (
            with(0, &["k 3y"]),
            "token (TEST_TOKEN) contains characters that are not allowed in a header",
        ),
        (with(1, &["e", ""]), "key (TEST_KEY) is empty"),
        (
            with(1, &["e"]),
            "expected 2 secrets, found 1: email (TEST_EMAIL), key (TEST_KEY)",
        ),
        (
            with(3, &["a:k3y", "x"]),
            "user (TEST_USER) contains a colon or control characters",
        ),
        (
            with(4, &["k3y;b"]),
            "session (TEST_SESSION) contains characters that are not allowed in a cookie",
        ),
        (with(9, &[]), "the service has no security requirement 9"),
        (
            ClientBuilder::new(&SERVICE)
                .anonymous()
                .default_header("a", "k3y\n")
                .build(),
            "the value of header `a` contains invalid characters",
        ),
    ];
    for (result, expected) in cases {
        let error = result.expect_err(expected);
        assert!(error.is_config());
        assert_eq!(error.to_string(), expected);
        assert!(!format!("{error:?}").contains("k3y"));
    }
}

#[test]
fn secrets_are_not_printed() {
    let credentials = Credentials::new(0, vec![SecretString::from("k3y")]);
    let builder = ClientBuilder::<Client>::new(&SERVICE)
        .credentials(credentials.clone())
        .default_header("a", "k3y");
    let mut printed = format!("{credentials:?} {builder:?}");
    let client = builder.build().expect("a client");
    let mut request = client.request(&GET);
    request.query("q", &"k3y");
    request.extra_header("a", "k3y");
    printed.push_str(&format!(
        "{client:?} {request:?} {:?}",
        request.clone().send_empty()
    ));
    assert!(!printed.contains("k3y"), "{printed}");
}
