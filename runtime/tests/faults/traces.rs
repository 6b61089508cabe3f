//! Spans and events of calls, which never contain values.

use std::sync::Arc;

use clientwright_runtime::{BodyFormat, Operation};

use crate::server::{Act, Answer, Server, answer};
use crate::table::{PATIENT, SECRETS, builder};
use crate::timer::Waits;
use crate::{FINE, record};

static EDIT: Operation = Operation {
    body: Some(BodyFormat::Json),
    ..Operation::put("things.edit", "/things/{thing_id}")
};

/// A request ID that repeats a secret.
#[cfg(feature = "tracing")]
const ID: &str = "cf-ray: 8a1-s3cret-token\r\n";

/// The records of a call whose second and last attempt has this response.
async fn lines(second: Answer) -> Vec<String> {
    record::start();
    let server = Server::scripted(vec![answer(503, "retry-after: 2\r\n", "s3cret"), second]);
    let timer = Waits::new(|time| time == PATIENT);
    let client = builder(&server.url)
        .timeout(PATIENT)
        .max_retries(1)
        .timer(Arc::clone(&timer))
        .default_header("x-default", "s3cret")
        .build()
        .expect("a client");
    let mut request = client.request(&EDIT);
    request.path("thing_id", &"s3cret-id");
    request.query("q", &"s3cret-value");
    request.field("name", &"s3cret-name");
    request.extra_header("x-extra", "s3cret");
    drop(request.send_result::<u64>().await);
    let lines = record::take();
    let all = lines.join("\n");
    for secret in SECRETS {
        assert!(!all.contains(secret), "{all}");
    }
    let ours = |line: &String| {
        [
            "span call",
            "record ",
            "event DEBUG clientwright_runtime ",
            "event DEBUG clientwright_runtime::metrics ",
            "event WARN clientwright",
        ]
        .iter()
        .any(|start| line.starts_with(start))
    };
    let port = server.url.rsplit(':').next().unwrap_or_default();
    let lines = lines.into_iter().filter(ours);
    lines.map(|line| line.replace(port, "PORT")).collect()
}

#[cfg(feature = "tracing")]
#[tokio::test]
async fn spans_record_operation_attempts_statuses_and_times() {
    let begin = [
        r#"span call otel.name=PUT /things/{thing_id} otel.kind="client" client="test-client" operation="things.edit" http.request.method="PUT" url.template="/things/{thing_id}" server.address="127.0.0.1" server.port=PORT url.scheme="http""#,
        "event DEBUG clientwright_runtime message=attempt ended attempt=1 status=503 elapsed_ms=0",
        "event WARN clientwright_runtime message=retrying the request attempt=1 status=503 wait_ms=2000",
    ];
    for (second, end) in [
        (
            answer(200, ID, FINE),
            &[
                "event DEBUG clientwright_runtime message=attempt ended attempt=2 status=200 elapsed_ms=2000",
                "record http.response.status_code=200",
                "record http.request.resend_count=1",
                r#"record request_id="8a1-[redacted]""#,
                "record elapsed_ms=2000",
            ][..],
        ),
        // Decoding fails only after the exchange.
        (
            answer(200, ID, r#"{"result":"s3cret"}"#),
            &[
                "event DEBUG clientwright_runtime message=attempt ended attempt=2 status=200 elapsed_ms=2000",
                "record http.response.status_code=200",
                "record http.request.resend_count=1",
                r#"record request_id="8a1-[redacted]""#,
                "record elapsed_ms=2000",
                "record otel.status_code=\"ERROR\"",
                "record error.type=\"Decode\"",
            ],
        ),
        (
            answer(404, ID, "s3cret"),
            &[
                "event DEBUG clientwright_runtime message=attempt ended attempt=2 status=404 elapsed_ms=2000",
                "record http.response.status_code=404",
                "record http.request.resend_count=1",
                r#"record request_id="8a1-[redacted]""#,
                "record elapsed_ms=2000",
                "record otel.status_code=\"ERROR\"",
                "record error.type=\"404\"",
            ],
        ),
        (
            vec![Act::Close],
            &[
                "event DEBUG clientwright_runtime message=attempt ended attempt=2 error=\"the connection failed during the request\" elapsed_ms=2000",
                "record http.request.resend_count=1",
                "record elapsed_ms=2000",
                "record otel.status_code=\"ERROR\"",
                "record error.type=\"Transport\"",
            ],
        ),
    ] {
        let expected: Vec<&str> = begin.iter().chain(end).copied().collect();
        let mut lines = lines(second).await;
        lines.retain(|line| !line.contains("::metrics"));
        assert_eq!(lines, expected);
    }
}

#[cfg(feature = "tracing")]
#[tokio::test]
async fn attempts_are_measured_with_the_attributes_of_opentelemetry() {
    let attempt = |result: &str| {
        format!(
            "event DEBUG clientwright_runtime::metrics histogram.http.client.request.duration=0.0 \
             http.request.method=\"PUT\"{result} server.address=\"127.0.0.1\" server.port=PORT url.scheme=\"http\" \
             url.template=\"/things/{{thing_id}}\""
        )
    };
    let busy = attempt(" http.response.status_code=503 error.type=\"503\"");
    for (second, result) in [
        (answer(200, ID, FINE), " http.response.status_code=200"),
        (
            answer(404, ID, "s3cret"),
            " http.response.status_code=404 error.type=\"404\"",
        ),
        (vec![Act::Close], " error.type=\"interrupted\""),
    ] {
        let mut lines = lines(second).await;
        lines.retain(|line| line.contains("::metrics"));
        assert_eq!(lines, [busy.clone(), attempt(result)]);
    }
}

#[cfg(not(feature = "tracing"))]
#[tokio::test]
async fn without_the_feature_nothing_is_traced() {
    assert_eq!(lines(answer(200, "", FINE)).await, [""; 0]);
    assert_eq!(lines(vec![Act::Close]).await, [""; 0]);
}
