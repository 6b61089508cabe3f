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
        ["span call", "record ", "event clientwright_runtime"]
            .iter()
            .any(|start| line.starts_with(start))
    };
    lines.into_iter().filter(ours).collect()
}

#[cfg(feature = "tracing")]
#[tokio::test]
async fn spans_record_operation_attempts_statuses_and_times() {
    let begin = [
        r#"span call operation="things.edit" method="PUT" path="/things/{thing_id}""#,
        "event clientwright_runtime::response::trace::on message=response received attempt=1 status=503 elapsed_ms=0",
        "event clientwright_runtime::response::trace::on message=waiting before retry attempt=1 wait_ms=2000",
    ];
    for (second, end) in [
        (
            answer(200, "", FINE),
            &[
                "event clientwright_runtime::response::trace::on message=response received attempt=2 status=200 elapsed_ms=2000",
                "record status=200",
                "record attempts=2",
                "record elapsed_ms=2000",
            ][..],
        ),
        // Decoding fails only after the exchange.
        (
            answer(200, "", r#"{"result":"s3cret"}"#),
            &[
                "event clientwright_runtime::response::trace::on message=response received attempt=2 status=200 elapsed_ms=2000",
                "record status=200",
                "record attempts=2",
                "record elapsed_ms=2000",
                "record error=\"Decode\"",
            ],
        ),
        (
            answer(404, "", "s3cret"),
            &[
                "event clientwright_runtime::response::trace::on message=response received attempt=2 status=404 elapsed_ms=2000",
                "record status=404",
                "record attempts=2",
                "record elapsed_ms=2000",
                "record error=\"Api\"",
            ],
        ),
        (
            vec![Act::Close],
            &[
                "event clientwright_runtime::response::trace::on message=no response attempt=2 elapsed_ms=2000 error=the connection failed during the request",
                "record attempts=2",
                "record elapsed_ms=2000",
                "record error=\"Transport\"",
            ],
        ),
    ] {
        let expected: Vec<&str> = begin.iter().chain(end).copied().collect();
        assert_eq!(lines(second).await, expected);
    }
}

#[cfg(not(feature = "tracing"))]
#[tokio::test]
async fn without_the_feature_nothing_is_traced() {
    assert_eq!(lines(answer(200, "", FINE)).await, [""; 0]);
    assert_eq!(lines(vec![Act::Close]).await, [""; 0]);
}
