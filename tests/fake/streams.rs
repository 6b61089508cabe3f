//! Streams and downloads that tests define.

use golden_streams::events::{Event as Change, GenerateEventParams, Kind, Piece};
use golden_streams::runtime::{Bytes, Event};
use golden_streams::testing::{Fake, Fault, Sample, json};
use golden_streams::{Client, Error};

use crate::alone;

fn change(number: i64) -> Change {
    Change::sample().expect("a change").with(|it| {
        it.number = number;
        it.kind = Some(Kind::Added);
    })
}

/// Three events with IDs.
fn changes() -> impl Iterator<Item = Event<Change>> {
    (1..=3).map(|number| {
        let event = Event::new(change(number)).with_id(format!("e{number}"));
        if number == 2 {
            event.with_name("second")
        } else {
            event
        }
    })
}

async fn watched(client: &Client) -> Result<Vec<Event<Change>>, Error> {
    let mut events = client.events().watch().await?;
    let mut received = Vec::new();
    while let Some(event) = events.try_next().await? {
        received.push(event);
    }
    Ok(received)
}

#[test]
fn events_are_sent_once_to_clients_that_reconnect() {
    let fake = Fake::new();
    let client = fake.client().expect("a client");
    fake.stub_events("events.watch", changes()).expect("events");
    let expected: Vec<_> = changes().collect();
    assert_eq!(alone(watched(&client)).expect("events"), expected);
    // The second request has the ID of the last event. The response is 204, which ends the stream.
    let requests = fake.take_requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[1].header("last-event-id"), Some("e3"));
    assert_eq!(requests[1].status, 204);

    fake.fail_next(Fault::reset_in_body()).expect("a fault");
    assert_eq!(alone(watched(&client)).expect("events"), expected);
    let ids: Vec<_> = fake.requests().into_iter().collect();
    let ids: Vec<_> = ids.iter().map(|it| it.header("last-event-id")).collect();
    assert_eq!(ids, [None, Some("e1"), Some("e3")]);

    fake.stub_events::<Change>("events.watch", [])
        .expect("none");
    assert!(alone(watched(&client)).expect("no events").is_empty());
}

#[tokio::test]
async fn events_are_sent_over_loopback() {
    let fake = Fake::new();
    let server = fake.serve().expect("a server");
    let client = server.client().expect("a client");
    fake.stub_events("events.replay", changes())
        .expect("events");
    let day = "2026-01-01".parse().expect("a date");
    let mut events = client.events().replay(day).await.expect("a response");
    let mut received = Vec::new();
    while let Some(event) = events.try_next().await.expect("an event") {
        received.push(event);
    }
    assert_eq!(received, changes().collect::<Vec<_>>());
}

#[test]
fn streams_end_with_their_marker() {
    let fake = Fake::new();
    let client = fake.client().expect("a client");
    let piece = |text: &str| Event::new(json!({"text": text}));
    let pieces = [piece("a"), piece("b\nc")];
    fake.stub_events("events.generate", pieces).expect("events");
    alone(async {
        let params = GenerateEventParams {
            prompt: "x".to_owned(),
        };
        let mut pieces = client.events().generate(params).await.expect("a response");
        for expected in ["a", "b\nc"] {
            let piece: Event<Piece> = pieces.try_next().await.expect("valid").expect("it");
            assert_eq!(piece.data.text, expected);
        }
        assert!(pieces.try_next().await.expect("the end").is_none());
    });
}

#[test]
fn the_data_of_events_can_be_text() {
    let fake = Fake::new();
    let client = fake.client().expect("a client");
    let lines = ["a\nb", "", "\"c\""];
    fake.stub_events("events.log", lines.map(Event::new))
        .expect("events");
    alone(async {
        let mut log = client.events().log().await.expect("a response");
        for expected in lines {
            let line = log.try_next().await.expect("valid").expect("an event");
            assert_eq!((line.data.as_str(), line.id), (expected, None));
        }
        assert!(log.try_next().await.expect("the end").is_none());
    });
}

#[test]
fn values_are_sent_one_per_line() {
    let fake = Fake::new();
    let client = fake.client().expect("a client");
    let values = [change(1), change(2)];
    fake.stub_json_lines("events.export", &values)
        .expect("values");
    alone(async {
        let mut lines = client.events().export().await.expect("a response");
        for expected in &values {
            let value = lines.try_next().await.expect("valid");
            assert_eq!(value.as_ref(), Some(expected));
        }
        assert!(lines.try_next().await.expect("the end").is_none());
    });
}

#[test]
fn downloads_are_sent_verbatim() {
    let fake = Fake::new();
    let client = fake.client().expect("a client");
    let content = Bytes::from_static(b"\x00\xff\r\n");
    fake.stub_bytes("files.content", 200, content.clone())
        .expect("content");
    alone(async {
        let found = client.files().content("a").await.expect("content");
        assert_eq!(found, content);
        let download = client.files().content("a").download().await;
        let mut download = download.expect("a response");
        let media_type = &download.headers()["content-type"];
        assert_eq!(media_type, "application/octet-stream");
        let chunk = download.try_next().await.expect("a chunk");
        assert_eq!(chunk, Some(content));
    });
}

#[test]
fn streams_have_to_be_defined() {
    let fake = Fake::new();
    let client = fake.builder().max_retries(0).build().expect("a client");
    let errors = alone(async {
        [
            (watched(&client).await.map(drop), "fake.stub_events("),
            (
                client.events().export().await.map(drop),
                "fake.stub_json_lines(",
            ),
            (
                client.files().content("a").await.map(drop),
                "fake.stub_bytes(",
            ),
        ]
    });
    for (result, expected) in errors {
        let error = result.expect_err(expected);
        assert_eq!(error.status().map(|it| it.as_u16()), Some(501), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn streams_that_cannot_be_sent_are_rejected() {
    let fake = Fake::new();
    let event = || Event::new("a").with_id("1");
    let mistakes = [
        fake.stub_events("events.wach", [event()]),
        fake.stub_events("events.export", [event()]),
        fake.stub_events("files.content", [event()]),
        fake.stub_events("events.log", [Event::new(1)]),
        fake.stub_events("events.log", [event().with_name("a\nb")]),
        fake.stub_events("events.log", [event().with_id("a\rb")]),
        // The client would reconnect forever.
        fake.stub_events("events.watch", [event(), Event::new("b")]),
        fake.stub_json_lines("events.watch", [1]),
        fake.stub_bytes("files.content", 99, "a"),
    ];
    for mistake in mistakes {
        let error = mistake.expect_err("a mistake");
        assert!(error.is_config(), "{error:?}");
    }
}
