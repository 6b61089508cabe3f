//! JSON lines.

use clientwright_runtime::{ErrorKind, FusedStream, Json, JsonLines, Operation};

use crate::server::Server;
use crate::{builder, client};

static EXPORT: Operation = Operation {
    accept: "application/jsonl",
    ..Operation::get("entries.export", "/entries")
};

async fn open(server: &Server) -> JsonLines<Json> {
    let call = client(server).request(&EXPORT).send_json_lines();
    call.await.expect("a response")
}

#[tokio::test]
async fn each_line_is_a_value() {
    let text = "{\"a\": 1}\n\n[2]\r\n   \n\"3\"\n{\n4";
    for size in [1, 3, 100] {
        let server = Server::start(move |_, connection| {
            connection.chunked(200, "application/jsonl")?;
            for chunk in text.as_bytes().chunks(size) {
                connection.chunk(chunk)?;
            }
            connection.end()
        });
        let mut lines = open(&server).await;
        let mut values = Vec::new();
        while let Some(line) = lines.next().await {
            values
                .push(line.map_or_else(|error| error.is_decode().to_string(), |it| it.to_string()));
        }
        assert!(lines.is_terminated());
        assert_eq!(values, ["{\"a\":1}", "[2]", "\"3\"", "true", "4"]);
    }
}

#[tokio::test]
async fn a_cut_line_is_not_decoded() {
    let server = Server::start(|_, connection| {
        connection.chunked(200, "application/jsonl")?;
        connection.chunk("1\n23")
    });
    let mut lines = open(&server).await;
    assert_eq!(lines.try_next().await.expect("valid"), Some(Json::from(1)));
    let error = lines.try_next().await.expect_err("the connection was cut");
    assert!(matches!(error.kind(), ErrorKind::Transport), "{error:?}");
    assert!(lines.is_terminated());
    assert!(lines.next().await.is_none());
}

#[tokio::test]
async fn the_size_of_a_line_is_limited() {
    let server = Server::start(|_, connection| {
        connection.head(200, &[])?;
        loop {
            connection.send(b"0123456789")?;
        }
    });
    let client = builder(&server).max_response_bytes(10_000).build();
    let call = client
        .expect("a client")
        .request(&EXPORT)
        .send_json_lines::<Json>();
    let mut lines = call.await.expect("a response");
    let error = lines.try_next().await.expect_err("the line is endless");
    assert!(
        matches!(error.kind(), ErrorKind::TooLarge { limit: 10_000 }),
        "{error:?}"
    );
    assert!(lines.next().await.is_none());
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_json_lines_are_iterators() {
    let server = Server::start(|_, connection| {
        connection.head(200, &[("content-length", "4")])?;
        connection.send(b"1\n2\n")
    });
    let call = client(&server).request(&EXPORT).send_json_lines::<Json>();
    let lines = call.wait().expect("a response").blocking();
    let values: Result<Vec<_>, _> = lines.collect();
    assert_eq!(values.expect("valid"), [Json::from(1), Json::from(2)]);
}
