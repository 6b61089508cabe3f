//! Uploads.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use clientwright_runtime::{BodyFormat, Bytes, Error, ErrorKind, Operation, Part, Stream, Upload};

use crate::server::{Connection, Server};
use crate::{builder, client};

const PUT: Operation = Operation {
    body: Some(BodyFormat::Bytes),
    ..Operation::put("files.replace", "/file")
};
static REPLACE: Operation = PUT;
static ATTACH: Operation = Operation {
    body: Some(BodyFormat::Multipart),
    ..Operation::put("files.attach", "/files")
};

/// Chunks with a pause before each.
struct Chunks {
    left: std::vec::IntoIter<io::Result<Bytes>>,
    pause: Option<Pin<Box<tokio::time::Sleep>>>,
    interval: Duration,
}

impl Stream for Chunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let interval = self.interval;
        let start = || Box::pin(tokio::time::sleep(interval));
        let pause = self.pause.get_or_insert_with(start);
        std::task::ready!(pause.as_mut().poll(context));
        self.pause = None;
        Poll::Ready(self.left.next())
    }
}

fn chunks(texts: &[&'static str], interval: Duration) -> Chunks {
    let chunks: Vec<_> = texts.iter().map(|it| Ok(Bytes::from(*it))).collect();
    Chunks {
        left: chunks.into_iter(),
        pause: None,
        interval,
    }
}

fn quick() -> Chunks {
    chunks(&["con", "te", "nt"], Duration::ZERO)
}

/// A server that responds with the request body.
fn echo() -> Server {
    Server::start(|_, connection| {
        let body = connection.body()?;
        connection.head(200, &[("content-length", &body.len().to_string())])?;
        connection.send(&body)
    })
}

async fn replace(server: &Server, content: Upload) -> Result<Bytes, Error> {
    let mut request = client(server).request(&REPLACE);
    request.bytes(content);
    request.send_bytes().await
}

fn temporary(name: &str, content: &[u8]) -> std::path::PathBuf {
    let path = std::env::temp_dir().join(format!("upload-{name}-{}", std::process::id()));
    std::fs::write(&path, content).expect("a file");
    path
}

#[tokio::test]
async fn content_comes_from_memory_files_and_streams() {
    let path = temporary("content", b"content");
    let known = Some("7");
    for (content, length) in [
        (Upload::from("content"), known),
        (Upload::from(b"content".to_vec()), known),
        (Upload::file(&path), known),
        (Upload::stream(quick()), None),
        (Upload::stream(quick()).with_length(7), known),
        (Upload::from_fn(quick), None),
        (Upload::from_fn(quick).with_length(7), known),
    ] {
        let server = echo();
        let sent = replace(&server, content).await;
        assert_eq!(sent.expect("a response"), "content");
        let seen = &server.seen()[0];
        assert_eq!(seen.header("content-length"), length);
        let coding = seen.header("transfer-encoding");
        assert_eq!(coding, length.is_none().then_some("chunked"));
        assert_eq!(
            seen.header("content-type"),
            Some("application/octet-stream")
        );
    }
    std::fs::remove_file(path).expect("a file");
}

#[tokio::test]
async fn content_is_sent_again_only_if_it_can_be_read_again() {
    let path = temporary("again", b"content");
    for (content, attempts) in [
        (Upload::file(&path), 2),
        (Upload::from_fn(quick), 2),
        (Upload::stream(quick()), 1),
    ] {
        let server = Server::start(|number, connection| {
            let body = connection.body()?;
            assert_eq!(body, b"content");
            let status = if number == 1 { 503 } else { 200 };
            connection.head(status, &[("content-length", "0")])
        });
        let result = replace(&server, content).await;
        assert_eq!(result.is_ok(), attempts == 2, "{result:?}");
        assert_eq!(server.seen().len(), attempts);
    }
    std::fs::remove_file(path).expect("a file");

    // A clone of a request shares its stream.
    let server = echo();
    let mut request = client(&server).request(&REPLACE);
    request.bytes(Upload::stream(quick()));
    request.clone().send_bytes().await.expect("a response");
    let error = request
        .send_bytes()
        .await
        .expect_err("the stream is used up");
    assert!(matches!(error.kind(), ErrorKind::Io), "{error:?}");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn content_that_cannot_be_read_is_an_error() {
    let failing = || Chunks {
        left: vec![Ok(Bytes::from("con")), Err(io::Error::other("broken"))].into_iter(),
        ..quick()
    };
    for (content, source) in [
        (Upload::file("/does/not/exist"), "(os error"),
        (Upload::from_fn(failing), "broken"),
        (Upload::from_fn(quick).with_length(6), "longer"),
        (Upload::from_fn(quick).with_length(8), "shorter"),
    ] {
        let server = echo();
        let error = replace(&server, content).await.expect_err(source);
        assert!(matches!(error.kind(), ErrorKind::Io), "{error:?}");
        assert!(
            error.report().to_string().contains(source),
            "{}",
            error.report()
        );
        assert!(server.seen().len() <= 1);
    }
}

#[tokio::test]
async fn progress_is_reported() {
    let server = echo();
    let log = Arc::new(Mutex::new(Vec::new()));
    let shared = Arc::clone(&log);
    let content = Upload::from_fn(quick).on_progress(move |sent| {
        shared.lock().expect("no panic").push(sent);
    });
    replace(&server, content).await.expect("a response");
    assert_eq!(*log.lock().expect("no panic"), [3, 5, 7]);
}

#[tokio::test]
async fn files_and_streams_can_be_parts_of_forms() {
    let path = temporary("part", b"from a file");
    for (content, is_known) in [(Upload::file(&path), true), (Upload::from_fn(quick), false)] {
        let server = echo();
        let mut request = client(&server).request(&ATTACH);
        request.field("title", &"x");
        request.part("file", Part::new(content).file_name("a.txt"));
        request.part("other", Part::from("in memory".to_owned()));
        let body = request.send_text().await.expect("a response");
        let seen = &server.seen()[0];
        assert_eq!(seen.header("content-length").is_some(), is_known);
        let content_type = seen.header("content-type").expect("a type");
        let (_, boundary) = content_type.split_once("boundary=").expect("a boundary");
        let content = if is_known { "from a file" } else { "content" };
        let expected = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nx\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n{content}\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nin memory\r\n\
             --{boundary}--\r\n"
        );
        assert_eq!(body, expected);
    }
    std::fs::remove_file(path).expect("a file");
}

#[tokio::test]
async fn the_timeout_limits_the_time_without_progress() {
    let timeout = Duration::from_millis(400);
    let slow = || chunks(&["a"; 8], Duration::from_millis(150));
    let stuck = || chunks(&["a", "b"], Duration::from_secs(60));
    let server = echo();
    let request = |content| {
        let client = builder(&server).timeout(timeout).max_retries(0).build();
        let mut request = client.expect("a client").request(&REPLACE);
        request.bytes(content);
        request
    };
    let sent = request(Upload::stream(slow())).send_bytes().await;
    assert_eq!(sent.expect("a response"), "aaaaaaaa");
    let error = request(Upload::stream(stuck())).send_bytes().await;
    assert!(error.expect_err("nothing is sent").is_timeout());
    let mut limited = request(Upload::stream(slow()));
    limited.deadline(Duration::from_millis(500));
    let error = limited.send_bytes().await.expect_err("it takes longer");
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn a_response_before_the_end_of_the_upload_is_received() {
    let server = Server::start(|_, connection: &mut Connection| {
        connection.head(413, &[("content-length", "0")])?;
        connection.wait_for_close()
    });
    let slow = chunks(&["a"; 100], Duration::from_millis(50));
    let error = replace(&server, Upload::stream(slow)).await;
    let error = error.expect_err("the upload is rejected");
    assert_eq!(error.status().map(|it| it.as_u16()), Some(413));
}

#[test]
fn requests_without_io_have_their_content_in_memory() {
    let client =
        clientwright_runtime::ClientBuilder::<clientwright_runtime::Client>::new(&crate::SERVICE);
    let client = client.build().expect("a client");
    for (content, is_in_memory) in [
        (Upload::from("content"), true),
        (Upload::from_fn(quick), false),
    ] {
        let mut request = client.request(&REPLACE);
        request.bytes(content);
        let message = request.send_bytes().to_http();
        assert_eq!(message.is_ok(), is_in_memory);
    }
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_can_upload_files() {
    let path = temporary("blocking", b"content");
    let server = echo();
    let mut request = client(&server).request(&REPLACE);
    request.bytes(Upload::file(&path));
    assert_eq!(request.send_bytes().wait().expect("a response"), "content");
    std::fs::remove_file(path).expect("a file");
}
