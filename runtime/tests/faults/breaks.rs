//! Connections that break, stall or do not speak HTTP.

use std::time::Duration;

use clientwright_runtime::Operation;

use crate::FINE;
use crate::server::{Act, Answer, answer, message};
use crate::table::{Row, check, check_with_basic};

static POST: Operation = Operation::post("things.create", "/things");

/// Long enough for the client to read what was sent before.
const A_MOMENT: Duration = Duration::from_millis(20);

/// Sends these bytes, then performs an act.
fn sent(bytes: &[u8], then: Act) -> Answer {
    vec![Act::Send(bytes.to_vec()), Act::Pause(A_MOMENT), then]
}

#[tokio::test]
async fn broken_connections_are_retried_if_safe() {
    let fine = answer(200, "", FINE);
    let half = message(200, "", FINE);
    let half = &half[..half.len() - 20];
    let chunk = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{\"result\"";
    let broken: [(&str, Answer); 11] = [
        ("reset before the head", vec![Act::Reset]),
        ("closed before the head", vec![Act::Close]),
        ("reset in the head", sent(b"HTTP/1.1 20", Act::Reset)),
        (
            "closed in the head",
            sent(b"HTTP/1.1 200 OK\r\na: ", Act::Close),
        ),
        ("reset in the body", sent(half, Act::Reset)),
        ("closed in the body", sent(half, Act::Close)),
        ("closed in a chunk", sent(chunk, Act::Close)),
        ("no HTTP", sent(b"s3cret nonsense\r\n\r\n", Act::Close)),
        ("no status", sent(b"HTTP/1.1 99 s3cret\r\n\r\n", Act::Close)),
        (
            "two lengths",
            sent(
                b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{} ",
                Act::Close,
            ),
        ),
        (
            "a chunk without a size",
            sent(
                b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\ns3cret\r\n",
                Act::Close,
            ),
        ),
    ];
    let mut rows = Vec::new();
    for (name, answer) in broken {
        let always = vec![answer.clone()];
        rows.push(Row::new(name, always.clone(), "Transport", 3));
        rows.push(Row::new(name, vec![answer, fine.clone()], "value", 2));
        rows.push(Row::new(format!("{name}, POST"), always.clone(), "Transport", 1).of(&POST));
        let asked = Row::new(format!("{name}, POST, asked for"), always, "Transport", 3);
        rows.push(
            asked
                .of(&POST)
                .with(|builder| builder.retry_non_idempotent(true)),
        );
    }
    check(&rows).await;
    check_with_basic(&rows).await;
}

#[tokio::test]
async fn stalled_connections_time_out() {
    let half = message(200, "", FINE);
    let half = &half[..half.len() - 20];
    let stalled: [(&str, Answer); 4] = [
        ("before the head", vec![Act::Hold]),
        (
            "in the head",
            sent(b"HTTP/1.1 200 OK\r\ncontent-", Act::Hold),
        ),
        (
            "before the body",
            sent(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n", Act::Hold),
        ),
        ("in the body", sent(half, Act::Hold)),
    ];
    let mut rows = Vec::new();
    for (name, answer) in stalled {
        rows.push(Row::new(name, vec![answer.clone()], "Timeout", 3).hurried());
        let post = Row::new(format!("{name}, POST"), vec![answer], "Timeout", 1);
        rows.push(post.of(&POST).hurried());
    }
    check(&rows).await;
}

#[tokio::test]
async fn endless_response_heads_are_rejected() {
    let endless = vec![
        Act::Send(b"HTTP/1.1 200 OK\r\n".to_vec()),
        Act::Endless(b"x-a: s3cret\r\n"),
    ];
    check(&[Row::new(
        "a head without end",
        vec![endless],
        "Transport",
        3,
    )])
    .await;
}
