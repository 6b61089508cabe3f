//! The envelope around results.

use clientwright_tests::server::{Answer, Server};
use cloudflare_email_security::domains::Domain;
use cloudflare_email_security::{Error, Response};

use crate::{ACCOUNT, ID, client};

/// Fetches a domain from a server with this response.
async fn get(answer: Answer) -> Result<Response<Domain>, Error> {
    let server = Server::constant(answer).await;
    let domains = client(&server).email_security().settings().domains();
    domains.get(ACCOUNT, ID).send().with_response().await
}

#[tokio::test]
async fn a_reported_failure_is_an_error_at_any_status() {
    let body = r#"{"success": false, "result": {"id": "d"}, "messages": [], "errors": [
        {"code": 7003, "message": "No route", "documentation_url": "https://d", "source": {"pointer": "/id"}},
        {"code": 9, "message": "Second"}]}"#;
    for status in [200, 201, 400, 404, 500] {
        let answer = Answer::new(status, body).header("cf-ray", "8f-FRA");
        let error = get(answer).await.expect_err("denied");
        let api = error.api().expect("an error of the API");
        assert_eq!(api.status(), status);
        assert_eq!(error.operation(), Some("domains.get"));
        assert_eq!(api.request_id(), Some("8f-FRA"));
        assert!(api.has_code("7003") && api.has_code("9") && !api.has_code("1"));
        let [first, second] = api.errors() else {
            panic!("not two errors: {api:?}");
        };
        assert_eq!(first.message, "No route");
        assert_eq!(first.documentation_url.as_deref(), Some("https://d"));
        assert_eq!(first.pointer.as_deref(), Some("/id"));
        assert_eq!(second.message, "Second");
        let shown = error.to_string();
        assert!(
            shown.contains("7003") && shown.contains("8f-FRA"),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn errors_and_messages_may_be_null_or_missing() {
    for rest in [
        r#""success": true, "errors": [], "messages": []"#,
        r#""success": true, "errors": null, "messages": null"#,
        r#""success": true"#,
        r#""errors": [{"code": 1, "message": "ignored on success"}]"#,
    ] {
        let body = format!(r#"{{"result": {{"domain": "example.com"}}, {rest}}}"#);
        let response = get(Answer::new(200, body)).await.expect(rest);
        assert_eq!(response.value().domain.as_deref(), Some("example.com"));
        assert_eq!(response.messages(), [], "{rest}");
    }
}

#[tokio::test]
async fn the_response_is_returned_with_the_value() {
    let body = r#"{"success": true, "messages": [{"code": 5, "message": "Soon"}], "result": {}}"#;
    let answer = Answer::new(200, body).header("cf-ray", "8f-FRA");
    let response = get(answer).await.expect("a domain");
    assert_eq!(response.status(), 200);
    assert_eq!(response.request_id(), Some("8f-FRA"));
    assert_eq!(response.headers()["cf-ray"], "8f-FRA");
    assert_eq!(response.bytes(), body);
    let [message] = &response.messages()[..] else {
        panic!("not one message");
    };
    assert_eq!(
        (message.code.as_deref(), message.message.as_str()),
        (Some("5"), "Soon")
    );
    assert_eq!(response.into_value(), Domain::default());
}

#[tokio::test]
async fn a_missing_result_is_a_decode_error() {
    for (body, path) in [
        (r#"{"success": true}"#, "result"),
        (r#"{"success": true, "result": null}"#, "result"),
        (r#"{"success": true, "result": []}"#, "result"),
        ("[]", ""),
        ("", ""),
        ("<html>", ""),
        (r#"{"result": {"#, ""),
    ] {
        let error = get(Answer::new(200, body)).await.expect_err(body);
        let cloudflare_email_security::ErrorKind::Decode(failure) = error.kind() else {
            panic!("{body}: {error:?}");
        };
        assert_eq!(failure.path(), path, "{body}: {error}");
        assert_eq!(failure.status(), 200);
        assert_eq!(failure.body_excerpt(), body);
    }
}
