//! Invalid requests.

use cloudflare_email_security::testing::Fake;
use cloudflare_email_security::{Client, ErrorKind};
use serde_json::json;

use crate::{ACCOUNT, alone, params, setups};

#[tokio::test]
async fn errors_point_to_the_invalid_part() {
    for setup in setups() {
        let (policies, mode) = (setup.policies(), setup.mode);
        let create = || policies.create(ACCOUNT, params("a"));
        let list = || policies.list(ACCOUNT);
        let created = [
            (create().extra_body("pattern", &json!(7)), "/pattern"),
            (create().extra_body("pattern", &json!(null)), "/pattern"),
            (create().extra_body("is_regex", &json!("no")), "/is_regex"),
            (
                create().extra_body("pattern_type", &json!("hush-hush")),
                "/pattern_type",
            ),
            (create().extra_body("comments", &json!([])), "/comments"),
        ];
        let listed = [
            (list().extra_query("per_page", "maybe"), "/per_page"),
            (list().page(0), "/page"),
            (list().per_page(0), "/per_page"),
            (list().per_page(1001), "/per_page"),
            (
                list().extra_query("verify_sender", "hush-hush"),
                "/verify_sender",
            ),
            (list().extra_query("direction", "up"), "/direction"),
        ];
        let mut errors = Vec::new();
        for (request, pointer) in created {
            errors.push((request.await.expect_err(mode), pointer));
        }
        for (request, pointer) in listed {
            errors.push((request.await.expect_err(mode), pointer));
        }
        for (error, pointer) in errors {
            let api = error.api().unwrap_or_else(|| panic!("{mode}: {error:?}"));
            assert_eq!(api.status(), 400, "{mode}: {error}");
            let [message] = api.errors() else {
                panic!("{mode}: {error:?}");
            };
            assert_eq!(message.pointer.as_deref(), Some(pointer), "{mode}: {error}");
            // Errors may be logged, so they must not quote arguments.
            assert!(!error.to_string().contains("maybe"), "{mode}: {error}");
        }
        let collection = setup.fake.collection("allow_policies", &[ACCOUNT]);
        assert!(collection.expect(mode).items().is_empty(), "{mode}");
    }
}

/// Requests the client cannot make, written to a socket.
#[test]
fn requests_no_client_sends_are_rejected_too() {
    let fake = Fake::new();
    let server = fake.serve().expect("a server");
    let base = "/client/v4/accounts/a/email-security/settings";
    let secret = "authorization: Bearer x\r\n";
    for (method, path, headers, body, expected) in [
        ("GET", "/allow_policies", "", "", "401 Unauthorized"),
        (
            "GET",
            "/allow_policies",
            "x-auth-email: x\r\n",
            "",
            "401 Unauthorized",
        ),
        (
            "GET",
            "/allow_policies",
            "x-auth-email: x\r\nx-auth-key: y\r\n",
            "",
            "200 OK",
        ),
        (
            "GET",
            "/allow_policies",
            "authorization: Basic x\r\n",
            "",
            "401 Unauthorized",
        ),
        ("GET", "/allow_policies", secret, "", "200 OK"),
        ("GET", "/elsewhere", secret, "", "404 Not Found"),
        ("GET", "/allow_policies/", secret, "", "404 Not Found"),
        (
            "PUT",
            "/allow_policies",
            secret,
            "",
            "405 Method Not Allowed",
        ),
        ("POST", "/domains", secret, "{}", "405 Method Not Allowed"),
        ("POST", "/allow_policies", secret, "", "400 Bad Request"),
        ("POST", "/allow_policies", secret, "{", "400 Bad Request"),
        ("POST", "/allow_policies", secret, "[]", "400 Bad Request"),
        ("POST", "/allow_policies", secret, "{}", "400 Bad Request"),
    ] {
        let length = body.len();
        let request = format!(
            "{method} {base}{path} HTTP/1.1\r\n{headers}content-length: {length}\r\n\r\n{body}"
        );
        let answer = crate::loopback::exchange(&server, request.as_bytes());
        let status = answer.lines().next().unwrap_or_default();
        assert_eq!(
            status,
            format!("HTTP/1.1 {expected}"),
            "{method} {path} {headers}"
        );
        if expected.starts_with("405") {
            assert!(answer.contains("\r\nallow: "), "{answer}");
        }
        if !expected.starts_with("200") {
            assert!(answer.contains("\"success\":false"), "{answer}");
        }
    }
}

#[test]
fn anonymous_clients_are_rejected() {
    let fake = Fake::new();
    let client = Client::builder()
        .base_url("http://fake.invalid/client/v4")
        .transport(fake.transport())
        .timer(fake.timer())
        .anonymous()
        .build()
        .expect("a client");
    let policies = client.email_security().settings().allow_policies();
    let error = alone(policies.list(ACCOUNT).send()).expect_err("no credentials");
    assert!(error.is_unauthorized(), "{error:?}");
}

#[test]
fn unknown_names_are_rejected() {
    let fake = Fake::new();
    let errors = [
        fake.collection("policies", &[ACCOUNT]).map(drop),
        fake.collection("allow_policies.find", &[ACCOUNT]).map(drop),
        fake.collection("allow_policies", &[ACCOUNT, "more"])
            .map(drop),
        fake.stub("allow_policies", 200, json!({})),
        fake.stub("allow_policies.get", 100, json!({})),
        fake.stub("allow_policies.get", 600, json!({})),
        fake.fail(
            "allow_policies.find",
            cloudflare_email_security::testing::Fault::reset(),
        ),
    ];
    for mistake in errors {
        let error = mistake.expect_err("a mistake");
        assert!(matches!(error.kind(), ErrorKind::Config), "{error:?}");
    }
}

#[test]
fn scope_length_is_checked_per_collection() {
    let error = Fake::new().collection("allow_policies", &[]);
    let error = error.expect_err("the account is missing").to_string();
    assert!(
        error.contains("`allow_policies` takes 1 value for its path") && error.ends_with("not 0"),
        "{error}"
    );
}

#[tokio::test]
async fn stubbed_responses_are_wrapped_in_the_envelope() {
    for setup in setups() {
        let (policies, mode) = (setup.policies(), setup.mode);
        let item = json!({"id": "x", "created_at": "2026-01-01T00:00:00Z"});
        setup
            .fake
            .stub("allow_policies.get", 200, item)
            .expect(mode);
        let found = policies.get(ACCOUNT, "whatever").await.expect(mode);
        assert_eq!(found.id.to_string(), "x", "{mode}");
        let body = json!({"errors": [{"code": 7, "message": "no"}]});
        setup
            .fake
            .stub("allow_policies.get", 403, body)
            .expect(mode);
        let error = policies.get(ACCOUNT, "whatever").await.expect_err(mode);
        assert!(error.is_forbidden(), "{mode}: {error:?}");
        assert!(error.api().is_some_and(|api| api.has_code("7")), "{mode}");
    }
}
