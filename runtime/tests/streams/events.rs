//! Server-sent events.

use std::time::{Duration, Instant};

use clientwright_runtime::{
    BodyFormat, Error, ErrorKind, Event, EventStream, FusedStream, Json, Operation,
};

use crate::server::{Connection, Server};
use crate::{builder, client};

const GET: Operation = Operation {
    accept: MEDIA_TYPE,
    ..Operation::get("events.watch", "/events")
};
static WATCH: Operation = GET;
static WATCH_TO_MARKER: Operation = Operation {
    end_marker: Some("[DONE]"),
    ..GET
};
static FOLLOW: Operation = Operation {
    reconnects: true,
    ..GET
};
static GENERATE: Operation = Operation {
    accept: MEDIA_TYPE,
    body: Some(BodyFormat::Json),
    end_marker: Some("[DONE]"),
    ..Operation::post("texts.generate", "/texts")
};

const MEDIA_TYPE: &str = "text/event-stream";

async fn open(server: &Server, operation: &'static Operation) -> EventStream<Json> {
    let call = client(server).request(operation).send_events();
    call.await.expect("a response")
}

/// The data of all events, and the error that ends the stream.
async fn collect(mut events: EventStream<Json>) -> (Vec<Json>, Option<Error>) {
    let mut data = Vec::new();
    loop {
        match events.next().await {
            Some(Ok(event)) => data.push(event.data),
            Some(Err(error)) => {
                assert!(events.is_terminated());
                assert!(events.next().await.is_none());
                return (data, Some(error));
            }
            None => return (data, None),
        }
    }
}

fn numbers(numbers: impl IntoIterator<Item = u64>) -> Vec<Json> {
    numbers.into_iter().map(Json::from).collect()
}

/// Sends an event stream that ends with the connection. The client cannot see whether it was cut.
fn until_close(connection: &mut Connection, text: &str) -> std::io::Result<()> {
    connection.head(200, &[("content-type", MEDIA_TYPE)])?;
    connection.send(text.as_bytes())
}

/// Sends a part of an event stream, and cuts the connection.
fn cut(connection: &mut Connection, text: &str) -> std::io::Result<()> {
    connection.chunked(200, MEDIA_TYPE)?;
    connection.chunk(text)
}

#[tokio::test]
async fn events_are_decoded() {
    let server = Server::start(|_, connection| {
        connection.chunked(200, "text/event-stream; charset=utf-8")?;
        connection.chunk(": hello\n\nevent: add\nid: a\ndata: {\"x\":\ndata: 1}\n\ndata: 2\n\n")?;
        connection.end()
    });
    let mut events = open(&server, &WATCH).await;
    assert_eq!(
        events.headers()["content-type"],
        "text/event-stream; charset=utf-8"
    );
    let first: Event<Json> = events.try_next().await.expect("valid").expect("an event");
    assert_eq!(
        (first.name.as_str(), first.id.as_deref()),
        ("add", Some("a"))
    );
    assert_eq!(first.data["x"], 1);
    let second = events.try_next().await.expect("valid").expect("an event");
    assert_eq!(
        (second.name.as_str(), second.id.as_deref()),
        ("message", Some("a"))
    );
    assert_eq!(second.data, 2);
    assert!(events.try_next().await.expect("the end").is_none());
    assert!(events.is_terminated());
    assert_eq!(server.seen()[0].header("accept"), Some(MEDIA_TYPE));
    assert_eq!(server.seen()[0].header("last-event-id"), None);
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn data_can_be_text() {
    let server = Server::start(|_, connection| until_close(connection, "data: no JSON\n\n"));
    let call = client(&server).request(&WATCH).send_text_events();
    let mut events = call.await.expect("a response");
    let event = events.try_next().await.expect("valid").expect("an event");
    assert_eq!(event.data, "no JSON");
}

#[tokio::test]
async fn a_marker_ends_the_stream() {
    let server = Server::start(|_, connection| {
        until_close(connection, "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n")?;
        // The client does not wait for the server to close the connection.
        connection.wait_for_close()
    });
    for operation in [&WATCH_TO_MARKER, &GENERATE] {
        let (data, error) = collect(open(&server, operation).await).await;
        assert_eq!(data, numbers([1]));
        assert!(error.is_none(), "{error:?}");
    }
}

#[tokio::test]
async fn a_stream_without_its_marker_is_incomplete() {
    let server = Server::start(|_, connection| until_close(connection, "data: 1\n\n"));
    let (data, error) = collect(open(&server, &GENERATE).await).await;
    assert_eq!(data, numbers([1]));
    let error = error.expect("the marker is missing");
    assert!(matches!(error.kind(), ErrorKind::Transport), "{error:?}");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn after_a_cut_the_stream_continues_after_the_last_event() {
    // Each connection is cut at another byte.
    let server = Server::start(|number, connection| {
        let last = connection.seen.header("last-event-id");
        let first = last.map_or(0, |id| id.parse::<u64>().expect("a number") + 1);
        let events = (first..20).map(|id| format!("id: {id}\ndata: {id}\n\n"));
        let text = "retry: 1\n\n".to_owned() + &events.collect::<String>();
        if text.len() > 20 + 7 * number {
            return cut(connection, &text[..20 + 7 * number]);
        }
        connection.chunked(200, MEDIA_TYPE)?;
        connection.chunk(&text)?;
        connection.end()
    });
    let (data, error) = collect(open(&server, &WATCH).await).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(data, numbers(0..20));
    assert!(server.seen().len() > 3);
}

#[tokio::test]
async fn the_stream_does_not_continue_where_events_could_be_lost_or_repeated() {
    for (operation, text) in [
        // The last event has no ID.
        (&WATCH, "id: 1\ndata: 1\n\ndata: 2\n\n"),
        // The ID is reset.
        (&WATCH, "id: 1\ndata: 1\n\nid\ndata: 2\n\n"),
        // The operation is not idempotent.
        (&GENERATE, "id: 1\ndata: 1\n\nid: 2\ndata: 2\n\n"),
    ] {
        let server = Server::start(move |_, connection| cut(connection, text));
        let (data, error) = collect(open(&server, operation).await).await;
        assert_eq!(data, numbers([1, 2]));
        let error = error.expect("the connection was cut");
        assert!(matches!(error.kind(), ErrorKind::Transport), "{error:?}");
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn failures_in_a_row_are_limited() {
    // The first connection sends events, the others nothing.
    let server = Server::start(|number, connection| match number {
        1 => cut(connection, "retry: 1\nid: 1\ndata: 1\n\n"),
        _ => cut(connection, ": nothing\n"),
    });
    let (data, error) = collect(open(&server, &WATCH).await).await;
    assert_eq!(data, numbers([1]));
    assert!(matches!(
        error.expect("an error").kind(),
        ErrorKind::Transport
    ));
    // `max_retries` is 2 by default.
    assert_eq!(server.seen().len(), 3);

    let server = Server::start(|number, connection| match number {
        1 => cut(connection, "retry: 1\nid: 1\ndata: 1\n\n"),
        _ => connection.head(404, &[("content-length", "0")]),
    });
    let (_, error) = collect(open(&server, &WATCH).await).await;
    assert!(error.expect("the events are gone").is_not_found());
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn silence_counts_as_a_cut() {
    let server = Server::start(|number, connection| {
        if number > 1 {
            return until_close(connection, "id: 2\ndata: 2\n\n");
        }
        until_close(connection, "retry: 1\nid: 1\ndata: 1\n\n")?;
        connection.wait_for_close()
    });
    let events = open(&server, &WATCH).await;
    let events = events.idle_timeout(Duration::from_millis(100));
    let (data, error) = collect(events).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(data, numbers([1, 2]));
    assert_eq!(server.seen()[1].header("last-event-id"), Some("1"));
}

#[tokio::test]
async fn the_deadline_includes_reconnecting() {
    let server = Server::start(|_, connection| cut(connection, "retry: 10000\nid: 1\ndata: 1\n\n"));
    let mut request = client(&server).request(&WATCH);
    request.deadline(Duration::from_secs(1));
    let started = Instant::now();
    let events = request.send_events().await.expect("a response");
    let (_, error) = collect(events).await;
    assert!(error.is_some() && started.elapsed() < Duration::from_secs(5));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_server_cannot_ask_for_requests_without_a_pause() {
    let server = Server::start(|number, connection| match number {
        1..=4 => until_close(connection, "retry: 0\n\n"),
        _ => connection.head(204, &[]),
    });
    let started = Instant::now();
    let (_, error) = collect(open(&server, &FOLLOW).await).await;
    assert!(error.is_none(), "{error:?}");
    assert!(started.elapsed() >= Duration::from_millis(400));
}

#[tokio::test]
async fn operations_that_reconnect_do_so_until_the_server_asks_to_stop() {
    let server = Server::start(|number, connection| match number {
        1 => until_close(connection, "retry: 1\ndata: 1\n\nid: x\n\n"),
        2 => cut(connection, "data: 2\n\ndata: 3"),
        3 => until_close(connection, ""),
        4 => until_close(connection, "id: \u{e9}\ndata: 3\n\n"),
        _ => connection.head(204, &[]),
    });
    let (data, error) = collect(open(&server, &FOLLOW).await).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(data, numbers([1, 2, 3]));
    let seen = server.seen();
    let ids: Vec<_> = seen.iter().map(|it| it.header("last-event-id")).collect();
    let expected = [None, Some("x"), Some("x"), Some("x"), Some("\u{e9}")];
    assert_eq!(ids, expected);
}

#[tokio::test]
async fn other_media_types_are_errors_of_the_call() {
    let server = Server::start(|_, connection| {
        connection.head(
            200,
            &[("content-type", "text/html"), ("content-length", "0")],
        )
    });
    let call = client(&server).request(&WATCH).send_events::<Json>();
    let error = call.await.expect_err("it is a page");
    assert!(error.is_decode(), "{error:?}");
    assert!(error.to_string().contains("found `text/html`"), "{error}");
}

#[tokio::test]
async fn an_event_that_cannot_be_decoded_does_not_end_the_stream() {
    let text = "data: {\n\ndata: 2\n\n";
    let server = Server::start(move |_, connection| until_close(connection, text));
    let mut events = open(&server, &WATCH).await;
    let error = events.try_next().await.expect_err("the data is no JSON");
    let ErrorKind::Decode(failure) = error.kind() else {
        panic!("{error:?}");
    };
    assert_eq!(failure.body_excerpt(), "{");
    let event = events.try_next().await.expect("valid").expect("an event");
    assert_eq!(event.data, 2);
}

#[tokio::test]
async fn the_size_of_an_event_is_limited() {
    let server = Server::start(move |_, connection| {
        connection.head(200, &[("content-type", MEDIA_TYPE)])?;
        loop {
            connection.send(b"data: 0123456789\n")?;
        }
    });
    let client = builder(&server).max_response_bytes(10_000).build();
    let call = client.expect("a client").request(&WATCH).send_events();
    let (_, error) = collect(call.await.expect("a response")).await;
    let error = error.expect("the event is endless");
    assert!(
        matches!(error.kind(), ErrorKind::TooLarge { limit: 10_000 }),
        "{error:?}"
    );
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_event_streams_are_iterators() {
    let text = "data: 1\n\ndata: {\n\ndata: 3\n\n";
    let server = Server::start(move |_, connection| until_close(connection, text));
    let call = client(&server).request(&WATCH).send_events::<Json>();
    let events = call.wait().expect("a response").blocking();
    let data: Vec<_> = events.map(|event| event.map(|it| it.data).ok()).collect();
    assert_eq!(data, [Some(Json::from(1)), None, Some(Json::from(3))]);
}
