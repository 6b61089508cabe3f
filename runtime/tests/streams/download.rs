//! Downloads.

use std::io::{self, Write};
use std::sync::mpsc;
use std::time::Duration;

use clientwright_runtime::{Download, Error, ErrorKind, FusedStream, Operation};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::server::{Connection, Server};
use crate::{builder, client};

static FILE: Operation = Operation {
    accept: "application/octet-stream",
    ..Operation::get("files.content", "/file")
};

pub static CHUNK: [u8; 1 << 16] = [7; 1 << 16];

async fn download(server: &Server) -> Download {
    let call = client(server).request(&FILE).download();
    call.await.expect("a response")
}

async fn collect(mut download: Download) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = download.try_next().await? {
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn whole(connection: &mut Connection) -> io::Result<()> {
    connection.head(200, &[("content-length", "1048576")])?;
    (0..16).try_for_each(|_| connection.send(&CHUNK))
}

#[tokio::test]
async fn downloads_are_received_in_chunks_of_any_total_size() {
    let server = Server::start(|_, connection| whole(connection));
    let client = builder(&server).max_response_bytes(1000).build();
    let call = client.expect("a client").request(&FILE).download();
    let response = call.with_response().await.expect("a response");
    assert_eq!(response.status(), 200);
    assert!(response.bytes().is_empty());
    let download = response.into_value();
    assert_eq!(download.content_length(), Some(1 << 20));
    assert_eq!(collect(download).await.expect("a body").len(), 1 << 20);
    let seen = server.seen();
    assert_eq!(seen[0].header("accept-encoding"), Some("identity"));
    assert_eq!(seen[0].header("accept"), Some("application/octet-stream"));
}

#[tokio::test]
async fn calls_are_retried_until_the_headers_are_received() {
    let server = Server::start(|number, connection| match number {
        1 => connection.head(503, &[("content-length", "0")]),
        2 => Ok(()),
        _ => whole(connection),
    });
    let download = download(&server).await;
    assert_eq!(collect(download).await.expect("a body").len(), 1 << 20);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn error_responses_are_errors_of_the_call() {
    let server = Server::start(|_, connection| {
        connection.head(404, &[("content-length", "2")])?;
        connection.send(b"no")
    });
    let error = client(&server).request(&FILE).download().await;
    let error = error.expect_err("the file does not exist");
    assert!(error.is_not_found());
    assert_eq!(&error.api().expect("a response").body()[..], b"no");
}

#[tokio::test]
async fn a_broken_connection_ends_the_stream_with_an_error() {
    let server = Server::start(|_, connection| {
        connection.head(200, &[("content-length", "1048576")])?;
        connection.send(&CHUNK)
    });
    let mut download = download(&server).await;
    let error = loop {
        match download.next().await.expect("the body is incomplete") {
            Ok(_) => {}
            Err(error) => break error,
        }
    };
    assert!(matches!(error.kind(), ErrorKind::Transport), "{error:?}");
    assert_eq!(error.operation(), Some("files.content"));
    assert_eq!(error.status().map(|it| it.as_u16()), Some(200));
    assert!(download.is_terminated());
    assert!(download.next().await.is_none());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn silence_is_limited_by_the_idle_timeout_and_the_deadline() {
    let server = Server::start(|_, connection| {
        connection.head(200, &[])?;
        connection.send(b"first")?;
        connection.wait_for_close()
    });
    let short = Duration::from_millis(50);
    let request = || client(&server).request(&FILE);
    let by_option = {
        let mut request = request();
        request.timeout(short);
        request.download().await.expect("a response")
    };
    let by_method = request().download().await.expect("a response");
    let by_method = by_method.idle_timeout(short);
    let by_deadline = {
        let mut request = request();
        request.deadline(Duration::from_millis(300));
        request.download().await.expect("a response")
    };
    for mut download in [by_option, by_method, by_deadline] {
        let first = download.try_next().await.expect("a chunk");
        assert_eq!(first.as_deref(), Some(b"first".as_slice()));
        let error = download.try_next().await.expect_err("nothing follows");
        assert!(error.is_timeout(), "{error:?}");
        assert!(download.is_terminated());
    }
}

#[tokio::test]
async fn a_body_that_never_pauses_ends_at_the_deadline() {
    let server = Server::start(|_, connection| {
        connection.head(200, &[])?;
        loop {
            connection.send(&CHUNK)?;
        }
    });
    let mut request = client(&server).request(&FILE);
    request.deadline(Duration::from_millis(300));
    let download = request.download().await.expect("a response");
    let error = collect(download).await.expect_err("the body is endless");
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn compressed_bodies_are_decompressed() {
    let plain: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&plain).expect("memory");
    let gzip = encoder.finish().expect("memory");
    let cut = gzip[..gzip.len() / 2].to_vec();
    for (body, expected) in [
        (gzip, Some(plain)),
        (cut, None),
        (b"no gzip".to_vec(), None),
    ] {
        let server = Server::start(move |_, connection| {
            let length = body.len().to_string();
            connection.head(
                200,
                &[("content-encoding", "gzip"), ("content-length", &length)],
            )?;
            connection.send(&body)
        });
        let download = download(&server).await;
        assert_eq!(download.content_length(), None);
        let received = collect(download).await;
        match expected {
            Some(plain) => assert!(received.expect("a body") == plain),
            None => assert!(received.expect_err("it is no gzip data").is_decode()),
        }
    }
}

#[tokio::test]
async fn unknown_encodings_are_errors_of_the_call() {
    let server = Server::start(|_, connection| connection.head(200, &[("content-encoding", "br")]));
    let error = client(&server).request(&FILE).download().await;
    assert!(error.expect_err("it cannot be decoded").is_decode());
}

#[tokio::test]
async fn dropping_a_download_cancels_it() {
    let (sender, closed) = mpsc::channel();
    let server = Server::start(move |_, connection| {
        connection.head(200, &[])?;
        connection.send(b"first")?;
        connection.wait_for_close().ok();
        sender.send(()).map_err(io::Error::other)
    });
    let mut download = download(&server).await;
    download.try_next().await.expect("a chunk");
    drop(download);
    // The task of the connection runs on this thread.
    let wait = tokio::task::spawn_blocking(move || closed.recv_timeout(Duration::from_secs(10)));
    assert_eq!(wait.await.expect("no panic"), Ok(()));
}

#[tokio::test]
async fn downloads_can_be_saved_to_a_file() {
    let server = Server::start(|_, connection| whole(connection));
    let path = std::env::temp_dir().join(format!("download-{}", std::process::id()));
    let length = download(&server).await.save(&path).await;
    assert_eq!(length.expect("a file"), 1 << 20);
    let saved = std::fs::read(&path).expect("a file");
    assert!(saved.len() == 1 << 20 && saved.iter().all(|byte| *byte == 7));
    std::fs::remove_file(&path).expect("a file");

    let error = download(&server)
        .await
        .save(path.join("below-a-file"))
        .await;
    let error = error.expect_err("the folder does not exist");
    assert!(matches!(error.kind(), ErrorKind::Io), "{error:?}");
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_downloads_are_iterators_and_readers() {
    let server = Server::start(|_, connection| whole(connection));
    let download = || {
        let call = client(&server).request(&FILE).download();
        call.wait().expect("a response").blocking()
    };
    let mut read = Vec::new();
    let length = io::copy(&mut download(), &mut read).expect("a body");
    assert_eq!((length, read.len()), (1 << 20, 1 << 20));
    let chunks: Result<Vec<_>, _> = download().collect();
    let length: usize = chunks
        .expect("a body")
        .iter()
        .map(|chunk| chunk.len())
        .sum();
    assert_eq!(length, 1 << 20);
}
