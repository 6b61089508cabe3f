//! Credentials: what each kind sends, and which are rejected when the client is built.

use std::ffi::OsString;

use clientwright_tests::server::Server;
use cloudflare_email_security::{Client, Credentials, Error};

use crate::{ACCOUNT, ID, facts};

const TOKEN: (&str, &str) = ("CLOUDFLARE_API_TOKEN", "to-ken");
const EMAIL: (&str, &str) = ("CLOUDFLARE_EMAIL", "me@example.com");
const KEY: (&str, &str) = ("CLOUDFLARE_API_KEY", "k3y");
const SERVICE: (&str, &str) = ("CLOUDFLARE_API_USER_SERVICE_KEY", "v1.0-s3rvice");

type Variables = &'static [(&'static str, &'static str)];

fn environment(variables: Variables) -> impl Fn(&str) -> Option<OsString> + Send + 'static {
    move |name| {
        let mut found = variables.iter().filter(|(key, _)| *key == name);
        found.next().map(|(_, value)| value.into())
    }
}

fn from_env(variables: Variables) -> Result<Client, Error> {
    Client::builder().env_from(environment(variables)).build()
}

/// The credential headers of a call.
async fn sent(credentials: impl FnOnce(&Server) -> Result<Client, Error>) -> Vec<(String, String)> {
    let server = Server::start(facts::answer_with_examples()).await;
    let client = credentials(&server).expect("a client");
    let domains = client.email_security().settings().domains();
    domains.get(ACCOUNT, ID).await.expect("a domain");
    let headers = server.seen().remove(0).headers;
    let credentials = |name: &str| name == "authorization" || name.starts_with("x-auth-");
    let mut headers: Vec<_> = headers
        .into_iter()
        .filter(|(name, _)| credentials(name))
        .collect();
    headers.sort();
    headers
}

fn pairs(headers: &[(String, String)]) -> Vec<(&str, &str)> {
    headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

const BEARER: Variables = &[("authorization", "Bearer to-ken")];
const PAIR: Variables = &[("x-auth-email", "me@example.com"), ("x-auth-key", "k3y")];
const SERVICE_KEY: Variables = &[("x-auth-user-service-key", "v1.0-s3rvice")];

#[tokio::test]
async fn the_preferred_requirement_in_the_environment_is_used() {
    let cases: [(Variables, Variables); 7] = [
        (&[TOKEN], BEARER),
        (&[EMAIL, KEY], PAIR),
        (&[SERVICE], SERVICE_KEY),
        (&[TOKEN, EMAIL, KEY, SERVICE], BEARER),
        // The official SDK sends no token in this case.
        (&[TOKEN, EMAIL], BEARER),
        (&[EMAIL, KEY, SERVICE], PAIR),
        (&[EMAIL, SERVICE], SERVICE_KEY),
    ];
    for (variables, expected) in cases {
        let headers = sent(|server| {
            let builder = Client::builder().base_url(format!("{}/client/v4", server.url()));
            builder.env_from(environment(variables)).build()
        });
        assert_eq!(pairs(&headers.await), expected, "{variables:?}");
    }
}

#[tokio::test]
async fn explicit_credentials_take_precedence_over_the_environment() {
    let cases: [(Credentials, Variables); 3] = [
        (Credentials::api_token("to-ken"), BEARER),
        (
            Credentials::api_email_and_api_key("me@example.com", "k3y"),
            PAIR,
        ),
        (Credentials::user_service_key("v1.0-s3rvice"), SERVICE_KEY),
    ];
    for (credentials, expected) in cases {
        let headers = sent(|server| {
            let builder = Client::builder().base_url(format!("{}/client/v4", server.url()));
            let lookup = environment(&[("CLOUDFLARE_API_TOKEN", "not this one")]);
            builder.env_from(lookup).credentials(credentials).build()
        });
        assert_eq!(pairs(&headers.await), expected);
    }
}

#[tokio::test]
async fn the_environment_can_set_the_base_url() {
    let server = Server::start(facts::answer_with_examples()).await;
    let url = format!("{}/elsewhere/", server.url());
    let lookup = move |name: &str| match name {
        "CLOUDFLARE_BASE_URL" => Some(OsString::from(&url)),
        name => environment(&[TOKEN])(name),
    };
    let client = Client::builder()
        .env_from(lookup)
        .build()
        .expect("a client");
    let domains = client.email_security().settings().domains();
    domains.get("a", "d").await.expect("a domain");
    assert_eq!(
        server.seen()[0].path,
        "/elsewhere/accounts/a/email-security/settings/domains/d"
    );
}

#[test]
fn build_rejects_invalid_credentials() {
    let cases: [(Variables, &str); 9] = [
        (&[], "no credentials: set `CLOUDFLARE_API_TOKEN`, or"),
        (&[EMAIL], "CLOUDFLARE_API_KEY"),
        (&[KEY], "CLOUDFLARE_EMAIL"),
        (&[("CLOUDFLARE_API_TOKEN", "")], "CLOUDFLARE_API_TOKEN"),
        // An empty variable is an error, not a reason to fall back.
        (
            &[("CLOUDFLARE_API_TOKEN", ""), EMAIL, KEY],
            "CLOUDFLARE_API_TOKEN",
        ),
        (&[EMAIL, ("CLOUDFLARE_API_KEY", "")], "CLOUDFLARE_API_KEY"),
        (
            &[("CLOUDFLARE_API_TOKEN", "s3cret\r\nX: y")],
            "CLOUDFLARE_API_TOKEN",
        ),
        (
            &[("CLOUDFLARE_API_TOKEN", "s3cret\n")],
            "CLOUDFLARE_API_TOKEN",
        ),
        (
            &[("CLOUDFLARE_EMAIL", "s3cret\rx"), KEY],
            "CLOUDFLARE_EMAIL",
        ),
    ];
    for (variables, named) in cases {
        let error = from_env(variables).expect_err(named);
        let shown = format!("{error} {error:?}");
        assert!(error.is_config(), "{variables:?}: {shown}");
        assert!(shown.contains(named), "{variables:?}: {shown}");
        assert!(!shown.contains("s3cret"), "{variables:?}: {shown}");
    }
    let given = [
        Credentials::api_token(""),
        Credentials::api_token("s3cret\r\n"),
        Credentials::api_email_and_api_key("me@example.com", ""),
        Credentials::api_email_and_api_key("", "s3cret"),
        Credentials::user_service_key("s3cret\n"),
    ];
    for credentials in given {
        let shown = format!("{:?}", Client::new(credentials).expect_err("unusable"));
        assert!(shown.contains("Config"), "{shown}");
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}

#[test]
fn secrets_are_never_printed() {
    let credentials = Credentials::api_email_and_api_key("me@example.com", "s3cret");
    let client = Client::new(credentials.clone()).expect("a client");
    let request = client
        .email_security()
        .settings()
        .domains()
        .get("s3cret-id", "d");
    let builder = Client::builder().credentials(credentials.clone());
    let shown = format!("{credentials:?} {client:?} {request:?} {builder:?}");
    assert!(
        !shown.contains("s3cret") && !shown.contains("me@"),
        "{shown}"
    );
}
