//! Errors: kinds, details, sources, and redaction.

use std::error::Error as _;
use std::net::TcpListener;
use std::time::Duration;

use clientwright_runtime::{
    Client, ClientBuilder, Credentials, ErrorKind, Operation, SecretString,
};

use crate::server::{Answer, Server};
use crate::{SERVICE, client};

static GET: Operation = Operation::get("things.get", "/things");

#[test]
fn errors_are_small_and_send_and_sync() {
    fn portable<T: std::error::Error + Send + Sync + 'static>() -> usize {
        size_of::<T>()
    }
    assert_eq!(
        portable::<clientwright_runtime::Error>(),
        size_of::<usize>()
    );
}

/// A client with a secret in the query.
fn with_query_key(url: &str) -> Client {
    let credentials = Credentials::new(2, vec![SecretString::from("k3y")]);
    ClientBuilder::new(&SERVICE)
        .base_url(url)
        .credentials(credentials)
        .max_retries(0)
        .build()
        .expect("a client")
}

#[tokio::test]
async fn api_errors_carry_the_details_of_the_response() {
    let server = Server::start(|_| {
        let body = r#"{"success":false,"errors":[
            {"code":1001,"message":"bad pattern","documentation_url":"https://d","source":{"pointer":"/pattern"}},
            {"code":1002,"message":"worse"}]}"#;
        Answer::new(429, body)
            .header("cf-ray", "8a1-FRA")
            .header("retry-after", "7")
    });
    let error = client(&server)
        .request(&GET)
        .send_result::<u64>()
        .await
        .expect_err("a refusal");
    assert_eq!(
        error.to_string(),
        "things.get: the server returned 429 Too Many Requests: bad pattern (code 1001) at /pattern; worse (code 1002) [request 8a1-FRA]"
    );
    assert!(error.is_rate_limited() && !error.is_not_found());
    let api = error.api().expect("details");
    assert_eq!(
        api.errors()[0].documentation_url.as_deref(),
        Some("https://d")
    );
    assert_eq!(api.errors()[0].pointer.as_deref(), Some("/pattern"));
    assert_eq!(
        (api.retry_after(), api.request_id()),
        (Some(Duration::from_secs(7)), Some("8a1-FRA"))
    );
    assert!(api.has_code("1002") && !api.has_code("7"));
    assert!(api.body().starts_with(b"{\"success\":false"));
    assert!(!format!("{error:?}").contains("success"));
}

#[tokio::test]
async fn status_predicates() {
    for (status, is) in [
        (
            401,
            clientwright_runtime::Error::is_unauthorized as fn(&_) -> bool,
        ),
        (403, clientwright_runtime::Error::is_forbidden),
        (404, clientwright_runtime::Error::is_not_found),
        (409, clientwright_runtime::Error::is_conflict),
        (429, clientwright_runtime::Error::is_rate_limited),
        (502, clientwright_runtime::Error::is_server_error),
    ] {
        let error = client(&Server::constant(status, ""))
            .request(&GET)
            .send_empty()
            .await
            .expect_err("a refusal");
        assert!(is(&error), "{status}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    }
}

#[tokio::test]
async fn connect_timeout_and_transport_errors_are_distinct() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("an address");
    let slow = Server::start(|_| Answer::new(200, "{}").delay(Duration::from_secs(5)));
    let broken = Server::start(|_| Answer::new(200, "{").header("content-length", "100"));
    for (url, limit, expected) in [
        (format!("http://{closed}"), 20_000, "Connect"),
        (slow.url.clone(), 200, "Timeout"),
        (broken.url.clone(), 20_000, "Transport"),
    ] {
        let mut request = with_query_key(&url).request(&GET);
        request.timeout(Duration::from_millis(limit));
        let error = request.send_empty().await.expect_err(expected);
        assert_eq!(format!("{:?}", error.kind()), expected);
        assert!(error.source().is_some());
        // Of the broken response, the status was received.
        let status = (expected == "Transport").then_some(200);
        assert_eq!(error.status().map(|status| status.as_u16()), status);
        let report = error.report().to_string();
        assert!(report.starts_with(&format!("{error}: ")), "{report}");
        let mut printed = format!("{error} {error:?} {report}");
        let mut source = error.source();
        while let Some(cause) = source {
            printed.push_str(&format!(" {cause} {cause:?}"));
            source = cause.source();
        }
        assert!(!printed.contains("k3y"), "{printed}");
    }
    assert!(broken.last().target.contains("key=k3y"));
}

#[tokio::test]
async fn dropping_a_call_cancels_it() {
    let slow = Server::start(|_| Answer::new(200, "{}").delay(Duration::from_secs(60)));
    let call = client(&slow).request(&GET).send_empty();
    assert!(
        tokio::time::timeout(Duration::from_millis(100), call)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn decode_errors_have_a_path_and_an_excerpt() {
    let server =
        Server::start(|_| Answer::new(200, format!(r#"{{"result":"{}"}}"#, "s3cret".repeat(500))));
    let error = client(&server)
        .request(&GET)
        .send_result::<u64>()
        .await
        .expect_err("no number");
    let ErrorKind::Decode(failure) = error.kind() else {
        panic!("{error:?}");
    };
    assert_eq!((failure.status().as_u16(), failure.path()), (200, "result"));
    assert!(
        failure
            .body_excerpt()
            .starts_with("{\"result\":\"[redacted][redacted]")
            && failure.body_excerpt().len() == 512
    );
    assert!(
        error
            .to_string()
            .starts_with("things.get: cannot decode the response (status 200) at `result`: ")
    );
    assert!(error.source().is_some());
}

#[tokio::test]
async fn redirects_are_followed_within_the_origin_only() {
    let other = Server::constant(200, "");
    let elsewhere = other.url.clone();
    let server = Server::start(move |seen| match seen.target.split('?').next() {
        Some("/client/v4/things") => Answer::new(307, "").header("location", "/here"),
        Some("/here") => Answer::new(307, "").header("location", format!("{elsewhere}/there")),
        _ => Answer::new(500, ""),
    });
    let error = client(&server)
        .request(&GET)
        .send_empty()
        .await
        .expect_err("not followed");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(307));
    assert_eq!(server.seen().len(), 2);
    assert!(other.seen().is_empty());
}
