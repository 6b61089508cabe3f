//! Responses: success, API error, or decode error.

use clientwright_runtime::ClientBuilder;
use clientwright_runtime::{Client, ErrorKind, Operation, RawResponse, Service};

use crate::client;
use crate::server::{Answer, Server};

static GET: Operation = Operation::get("things.get", "/things");

/// The outcome of a call for a list of numbers, in one line.
async fn outcome(status: u16, body: &'static str) -> String {
    let server = Server::constant(status, body);
    match client(&server)
        .request(&GET)
        .send_result::<Vec<u64>>()
        .await
    {
        Ok(value) => format!("{value:?}"),
        Err(error) => match error.kind() {
            ErrorKind::Api(api) => {
                let codes: Vec<_> = api
                    .errors()
                    .iter()
                    .filter_map(|error| error.code.as_deref())
                    .collect();
                format!("api {} [{}]", api.status().as_u16(), codes.join(" "))
            }
            ErrorKind::Decode(failure) => {
                format!("decode {} `{}`", failure.status().as_u16(), failure.path())
            }
            kind => format!("{kind:?}"),
        },
    }
}

#[tokio::test]
async fn responses_are_values_api_errors_or_decode_errors() {
    for (status, body, expected) in [
        (
            200,
            r#"{"success":true,"errors":[],"messages":[],"result":[1,2]}"#,
            "[1, 2]",
        ),
        (
            200,
            r#"{"success":true,"errors":null,"messages":null,"result":[1]}"#,
            "[1]",
        ),
        (200, r#"{"result":[1]}"#, "[1]"),
        (201, r#"{"result":[1],"extra":{"a":[]}}"#, "[1]"),
        (
            200,
            r#"{"success":false,"errors":[{"code":1,"message":"a"},{"code":"x"}],"result":null}"#,
            "api 200 [1 x]",
        ),
        (
            200,
            r#"{"success":false,"errors":null,"result":{"not":"a list"}}"#,
            "api 200 []",
        ),
        (
            200,
            r#"{"errors":[{"code":1}],"result":[],"success":false}"#,
            "api 200 [1]",
        ),
        (
            404,
            r#"{"success":false,"errors":[{"code":7003,"message":"no"}]}"#,
            "api 404 [7003]",
        ),
        (404, r#"{"success":true,"result":[1]}"#, "api 404 []"),
        (500, "<html>oops</html>", "api 500 []"),
        (503, "", "api 503 []"),
        (304, "", "api 304 []"),
        (200, "<html>hello</html>", "decode 200 ``"),
        (200, "", "decode 200 ``"),
        (200, "[1,2]", "decode 200 ``"),
        (200, r#"{"success":true,"result":[1"#, "decode 200 ``"),
        (200, r#"{"success":true}"#, "decode 200 `result`"),
        (
            200,
            r#"{"success":true,"result":null}"#,
            "decode 200 `result`",
        ),
        (200, r#"{"result":[1,2,"x"]}"#, "decode 200 `result[2]`"),
    ] {
        assert_eq!(outcome(status, body).await, expected, "{status} {body}");
    }
}

#[tokio::test]
async fn nullable_results_may_be_missing() {
    for body in [r#"{"success":true}"#, r#"{"success":true,"result":null}"#] {
        let server = Server::constant(200, body);
        let value = client(&server)
            .request(&GET)
            .send_result::<Option<u64>>()
            .await;
        assert_eq!(value.ok(), Some(None), "{body}");
    }
}

#[tokio::test]
async fn empty_responses_are_still_checked() {
    for (body, ok) in [
        ("", true),
        (" \r\n", true),
        ("gone", false),
        ("<html>s3cret</html>", false),
        (r#"{"success":tru"#, false),
        ("null", true),
        ("[]", true),
        (r#"{"success":true}"#, true),
        (r#"{"success":false}"#, false),
    ] {
        let server = Server::constant(200, body);
        let result = client(&server).request(&GET).send_empty().await;
        assert_eq!(result.is_ok(), ok, "{body}");
    }
}

#[tokio::test]
async fn responses_without_an_envelope_are_decoded() {
    static PLAIN: Service = Service::new("plain", "0", "http://localhost");
    let server = Server::start(|_| Answer::new(200, b"\xff".to_vec()));
    let client: Client = ClientBuilder::new(&PLAIN)
        .base_url(&server.url)
        .build()
        .expect("a client");
    assert_eq!(
        client.request(&GET).send_bytes().await.ok().as_deref(),
        Some(b"\xff".as_slice())
    );
    assert!(
        client
            .request(&GET)
            .send_text()
            .await
            .is_err_and(|error| error.is_decode())
    );
    // The body of an operation without a result is ignored.
    assert!(client.request(&GET).send_empty().await.is_ok());
    let server = Server::constant(200, "[1]");
    let client: Client = ClientBuilder::new(&PLAIN)
        .base_url(&server.url)
        .build()
        .expect("a client");
    assert_eq!(
        client.request(&GET).send_json::<Vec<u64>>().await.ok(),
        Some(vec![1])
    );
    assert_eq!(
        client.request(&GET).send_result::<Vec<u64>>().await.ok(),
        Some(vec![1])
    );
    assert_eq!(
        client.request(&GET).send_text().await.ok().as_deref(),
        Some("[1]")
    );
}

#[tokio::test]
async fn the_response_is_available_with_the_value() {
    let server = Server::start(|_| {
        let body = r#"{"success":true,"messages":[{"code":10,"message":"soon gone"}],"result":7}"#;
        Answer::new(202, body)
            .header("cf-ray", "8a1")
            .header("x-a", "b")
    });
    let response = client(&server)
        .request(&GET)
        .send_result::<u64>()
        .with_response()
        .await
        .expect("a response");
    assert_eq!(
        (
            *response.value(),
            response.status().as_u16(),
            response.request_id()
        ),
        (7, 202, Some("8a1"))
    );
    assert_eq!(
        response.headers().get("x-a").map(|value| value.as_bytes()),
        Some(b"b".as_slice())
    );
    assert_eq!(
        response
            .messages()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        ["soon gone (code 10)"]
    );
    assert!(response.bytes().starts_with(b"{\"success\""));
    assert_eq!(response.into_value(), 7);
}

#[derive(Debug, PartialEq)]
enum Upload {
    Done(u64),
    Accepted(String),
    Nothing,
}

#[tokio::test]
async fn success_responses_can_have_several_types() {
    fn decode(raw: &RawResponse) -> Result<Upload, clientwright_runtime::Error> {
        match raw.status().as_u16() {
            200 => raw.result().map(Upload::Done),
            202 => raw.json().map(Upload::Accepted),
            204 => Ok(Upload::Nothing),
            _ => Err(raw.unexpected_status()),
        }
    }
    for (status, body, expected) in [
        (200, r#"{"result":1}"#, Some(Upload::Done(1))),
        (202, "\"later\"", Some(Upload::Accepted("later".into()))),
        (204, "", Some(Upload::Nothing)),
        (206, "", None),
    ] {
        let server = Server::constant(status, body);
        let result = client(&server).request(&GET).send_with(decode).await;
        assert_eq!(result.ok(), expected, "{status}");
    }
}
