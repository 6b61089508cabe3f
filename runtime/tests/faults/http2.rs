//! HTTP/2: concurrent calls are streams of one connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use h2::server::{SendResponse, handshake};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::FINE;
use crate::table::{GET, PATIENT, builder};

const CALLS: usize = 50;

/// Responds only once this many requests are in flight on the connection.
async fn serve(stream: TcpStream) -> Result<(), h2::Error> {
    let mut connection = handshake(stream).await?;
    let mut waiting: Vec<SendResponse<Bytes>> = Vec::new();
    while let Some(received) = connection.accept().await {
        waiting.push(received?.1);
        if waiting.len() == CALLS {
            for mut answer in waiting.drain(..) {
                let mut body = answer.send_response(http::Response::new(()), false)?;
                body.send_data(Bytes::from_static(FINE.as_bytes()), true)?;
            }
        }
    }
    Ok(())
}

/// Without TLS nothing is negotiated, so use a custom client with prior knowledge of HTTP/2.
#[tokio::test]
async fn concurrent_calls_share_one_http2_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let opened = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&opened);
    let server = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(serve(stream));
        }
    });
    let http = reqwest::Client::builder().http2_prior_knowledge();
    let client = builder(&url)
        .timeout(PATIENT)
        .http_client(http.build().expect("an HTTP client"))
        .build()
        .expect("a client");
    for _ in 0..3 {
        let mut calls = JoinSet::new();
        for _ in 0..CALLS {
            calls.spawn(client.clone().request(&GET).send_result::<u64>());
        }
        while let Some(value) = calls.join_next().await {
            assert_eq!(value.expect("no panic").ok(), Some(7));
        }
    }
    assert_eq!(opened.load(Ordering::Relaxed), 1);
    server.abort();
}
