//! Responses that are streams.

use clientwright_tests::server::{Answer, Server};
use golden_streams::Client;
use golden_streams::events::{Event, GenerateEventParams, Kind};
use golden_streams::files::AttachFileParams;
use golden_streams::runtime::Upload;
use golden_streams::testing::Fake;

fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(server.url());
    builder.build().expect("a client")
}

#[tokio::test]
async fn bytes_can_be_received_as_a_whole_or_in_chunks() {
    let server = Server::constant(Answer::new(200, "content")).await;
    let client = client(&server);
    let whole = client.files().content("a.txt").await.expect("a file");
    assert_eq!(whole, "content");
    let call = client.files().content("a.txt").download();
    let mut download = call.await.expect("a response");
    assert_eq!(download.content_length(), Some(7));
    let mut received = Vec::new();
    while let Some(chunk) = download.try_next().await.expect("a chunk") {
        received.extend_from_slice(&chunk);
    }
    assert_eq!(received, b"content");
}

#[test]
fn the_fake_streams_stubbed_responses() {
    let fake = Fake::new();
    let client = fake.client().expect("a client");
    let error = super::run(client.files().content("a.txt").download());
    let error = error.expect_err("the content is unknown");
    assert_eq!(error.status().map(|it| it.as_u16()), Some(501));
    fake.stub("files.content", 200, "content")
        .expect("an operation");
    let mut download = super::run(client.files().content("a.txt").download()).expect("a response");
    let chunk = super::run(download.try_next()).expect("a chunk");
    assert_eq!(chunk.as_deref(), Some(b"content".as_slice()));
}

/// A response with this media type.
fn typed(media_type: &str, body: &str) -> Answer {
    Answer::new(200, body).header("content-type", media_type)
}

#[tokio::test]
async fn events_are_typed() {
    let server = Server::start(|seen| match (seen.path.as_str(), seen.header("last-event-id")) {
        ("/events", None) => {
            let events = "retry: 1\n\nid: 7\nevent: change\ndata: {\"number\": 1, \"kind\": \"added\"}\n\n";
            typed("text/event-stream", events)
        }
        ("/events", Some("7")) => typed("text/event-stream", "id: 8\ndata: {\"number\": 2}\n\n"),
        ("/events/log", _) => typed("text/event-stream", "data: [1\n\n"),
        ("/events/texts", _) => {
            let body = String::from_utf8_lossy(&seen.body);
            assert_eq!(body, r#"{"prompt":"x","stream":true}"#);
            let events = "data: {\"text\": \"a\"}\n\ndata: [DONE]\n\n";
            typed("text/event-stream", events)
        }
        _ => Answer::new(204, ""),
    })
    .await;
    let client = client(&server);
    let mut events = client.events().watch().await.expect("a response");
    let first = events.try_next().await.expect("valid").expect("an event");
    assert_eq!(
        (first.name.as_str(), first.id.as_deref()),
        ("change", Some("7"))
    );
    assert_eq!((first.data.number, first.data.kind), (1, Some(Kind::Added)));
    // The server has closed the connection.
    let second = events.try_next().await.expect("valid").expect("an event");
    assert_eq!(second.data.number, 2);
    assert!(events.try_next().await.expect("the end").is_none());
    let seen = server.take();
    assert_eq!(seen[0].header("accept"), Some("text/event-stream"));
    assert_eq!(seen.len(), 3);

    let mut lines = client.events().log().await.expect("a response");
    let line = lines.try_next().await.expect("valid").expect("an event");
    assert_eq!(line.data, "[1");

    let params = GenerateEventParams {
        prompt: "x".to_owned(),
    };
    let mut pieces = client.events().generate(params).await.expect("a response");
    let piece = pieces.try_next().await.expect("valid").expect("an event");
    assert_eq!(piece.data.text, "a");
    assert!(pieces.try_next().await.expect("the end").is_none());
}

#[tokio::test]
async fn json_lines_are_typed() {
    let lines = "{\"number\": 1}\n{\"number\": 2, \"kind\": \"removed\"}\n";
    let server = Server::constant(typed("application/x-ndjson", lines)).await;
    let mut lines = client(&server).events().export().await.expect("a response");
    let mut events: Vec<Event> = Vec::new();
    while let Some(event) = lines.try_next().await.expect("valid") {
        events.push(event);
    }
    let numbers: Vec<_> = events.iter().map(|event| event.number).collect();
    assert_eq!(numbers, [1, 2]);
    let accept = server.seen()[0].header("accept").map(str::to_owned);
    let expected = "application/jsonl, application/x-ndjson";
    assert_eq!(accept.as_deref(), Some(expected));
}

#[test]
fn the_fake_sends_stubbed_events() {
    let fake = Fake::new();
    let client = fake.client().expect("a client");
    let error = super::run(
        client
            .events()
            .replay("2026-01-01".parse().expect("a date")),
    );
    let error = error.expect_err("the events are unknown");
    assert_eq!(error.status().map(|it| it.as_u16()), Some(501));
    fake.stub("events.replay", 200, "data: {\"number\": 1}\n\n")
        .expect("an operation");
    let call = client
        .events()
        .replay("2026-01-01".parse().expect("a date"));
    let mut events = super::run(call).expect("a response");
    let event = super::run(events.try_next()).expect("valid");
    assert_eq!(event.map(|it| it.data.number), Some(1));
    assert!(super::run(events.try_next()).expect("the end").is_none());
}

#[tokio::test]
async fn files_are_sent_in_chunks() {
    let path = std::env::temp_dir().join(format!("golden-upload-{}", std::process::id()));
    std::fs::write(&path, "content").expect("a file");
    let server = Server::constant(Answer::new(204, "")).await;
    let client = client(&server);
    let call = client.files().replace("a.txt", Upload::file(&path));
    call.await.expect("a response");
    let params = AttachFileParams {
        title: "A".to_owned(),
        content: Upload::file(&path).into(),
    };
    client.files().attach(params).await.expect("a response");
    let call = client.files().replace("a.txt", "in memory");
    call.await.expect("a response");
    let seen = server.seen();
    assert_eq!(seen[0].body, b"content");
    assert_eq!(seen[0].header("content-length"), Some("7"));
    let form = String::from_utf8_lossy(&seen[1].body);
    assert!(form.contains("\r\n\r\ncontent\r\n--"), "{form}");
    assert_eq!(seen[2].body, b"in memory");
    std::fs::remove_file(path).expect("a file");
}

#[test]
fn the_fake_receives_streams() {
    struct Chunks(std::array::IntoIter<&'static str, 2>);
    impl golden_streams::runtime::Stream for Chunks {
        type Item = std::io::Result<golden_streams::Bytes>;

        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(self.0.next().map(|it| Ok(it.into())))
        }
    }
    let fake = Fake::new();
    let client = fake.client().expect("a client");
    fake.stub("files.replace", 204, golden_streams::Json::Null)
        .expect("an operation");
    let chunks = || Chunks(["con", "tent"].into_iter());
    let call = client.files().replace("a.txt", Upload::from_fn(chunks));
    super::run(call).expect("a response");
    assert_eq!(&fake.requests()[0].body[..], b"content");
}
