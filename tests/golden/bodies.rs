//! Request bodies that can be omitted, and `null` in lists, maps and responses.

use clientwright_tests::server::{Answer, Seen, Server};
use golden_bodies::droplets::{Resize, Size};
use golden_bodies::{Client, Error, ErrorKind};
use serde_json::{Value, json};

async fn client(answer: Answer) -> (Server, Client) {
    let server = Server::constant(answer).await;
    let client = Client::builder().base_url(server.url()).build();
    (server, client.expect("a client"))
}

/// The request of a call as the server received it.
async fn seen<T>(call: impl AsyncFnOnce(Client) -> Result<T, Error>) -> Seen {
    let droplet = json!({"id": 1, "name": "n"});
    let (server, client) = client(Answer::new(201, droplet)).await;
    call(client).await.expect("a response");
    server.seen().remove(0)
}

/// The content type and the body of a call.
async fn sent<T>(call: impl AsyncFnOnce(Client) -> Result<T, Error>) -> (Option<String>, String) {
    let seen = seen(call).await;
    let media = seen.header("content-type").map(str::to_owned);
    (media, String::from_utf8(seen.body).expect("a body of text"))
}

async fn json_of<T>(call: impl AsyncFnOnce(Client) -> Result<T, Error>) -> Value {
    let (media, body) = sent(call).await;
    assert_eq!(media.as_deref(), Some("application/json"));
    serde_json::from_str(&body).expect("JSON")
}

#[tokio::test]
async fn an_omitted_body_has_no_content_type() {
    let nothing = (None, String::new());
    assert_eq!(sent(async |it| it.droplets().create().await).await, nothing);
    assert_eq!(
        sent(async |it| it.droplets().reboot(1).await).await,
        nothing
    );
    assert_eq!(
        sent(async |it| it.droplets().resize(1).await).await,
        nothing
    );
    assert_eq!(sent(async |it| it.droplets().label(1).await).await, nothing);
    assert_eq!(
        sent(async |it| it.droplets().restore(1).await).await,
        nothing
    );
    assert_eq!(
        sent(async |it| it.droplets().attach(1).await).await,
        nothing
    );
    assert_eq!(
        sent(async |it| it.droplets().rename(1).await).await,
        nothing
    );
    assert_eq!(sent(async |it| it.droplets().tag(1).await).await, nothing);
}

#[tokio::test]
async fn bodies_that_can_be_omitted_are_sent_once_a_field_is_set() {
    assert_eq!(
        json_of(async |it| it.droplets().reboot(1).clear_reason().await).await,
        json!({"reason": null})
    );
    let create = async |it: Client| {
        let request = it.droplets().create().size(Size::Small).tags(["t"]);
        request.name("n").clear_backup().await
    };
    assert_eq!(
        json_of(create).await,
        json!({"size": "small", "tags": ["t"], "name": "n", "backup": null, "kind": "droplet"})
    );
    let resize = Resize::new(Size::Large);
    assert_eq!(
        json_of(async |it| it.droplets().resize(1).body(&resize).await).await,
        json!({"size": "large"})
    );
    assert_eq!(
        json_of(async |it| it.droplets().tag(1).body(&[]).await).await,
        json!([])
    );
    let (media, form) = sent(async |it| it.droplets().rename(1).name("a b").await).await;
    assert_eq!(
        (media.as_deref(), form.as_str()),
        (
            Some("application/x-www-form-urlencoded"),
            "name=a+b&source=sdk"
        )
    );
    let (media, text) = sent(async |it| it.droplets().label(1).body("").await).await;
    assert_eq!(
        (media.as_deref(), text.as_str()),
        (Some("text/plain; charset=utf-8"), "")
    );
    let (media, parts) = sent(async |it| it.droplets().attach(1).file(b"x".to_vec()).await).await;
    assert!(media.is_some_and(|it| it.starts_with("multipart/form-data")) && parts.contains("x"));
}

#[tokio::test]
async fn calls_with_an_incomplete_body_fail_before_they_are_sent() {
    let (server, client) = client(Answer::new(204, json!(null))).await;
    let incomplete = client.droplets().create().name("n").size(Size::Small).await;
    let error = incomplete.expect_err("no backup");
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    assert!(error.to_string().contains("`backup`"), "{error}");
    let error = client.droplets().attach(1).note("n").await;
    assert!(error.expect_err("no file").to_string().contains("`file`"));
    assert_eq!(server.seen().len(), 0);
}

#[tokio::test]
async fn the_fake_accepts_calls_without_a_body() {
    let fake = golden_bodies::testing::Fake::new();
    fake.stub("droplets.reboot", 204, json!(null))
        .expect("an operation");
    let droplets = fake.client().expect("a client").droplets();
    droplets.reboot(1).await.expect("no content");
    droplets.reboot(1).force(true).await.expect("no content");
    assert_eq!(fake.requests().len(), 2);
}
