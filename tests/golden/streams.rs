//! Responses that are streams.

use clientwright_tests::server::{Answer, Server};
use golden_streams::Client;
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
    fake.stub("files.content", 200, "content".into())
        .expect("an operation");
    let mut download = super::run(client.files().content("a.txt").download()).expect("a response");
    let chunk = super::run(download.try_next()).expect("a chunk");
    assert_eq!(chunk.as_deref(), Some(b"content".as_slice()));
}
