//! Request bodies that can be omitted, and `null` in lists, maps and responses.

use super::run;
use clientwright_tests::server::{Answer, Seen, Server};
use golden_bodies::documents::{CreateDocumentParams, CreateFromFormParams, Documents};
use golden_bodies::downloads::{ContentDownloadResponse, GetDownloadResponse};
use golden_bodies::droplets::{Resize, Size};
use golden_bodies::records::{Record, State, UpdateRecordParams};
use golden_bodies::{Client, Error, ErrorKind, response_headers};
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
    assert!(matches!(error.kind(), ErrorKind::InvalidArgument));
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

#[tokio::test]
async fn items_values_and_responses_can_be_null() {
    let record = json!({
        "id": 1, "aliases": ["a", null], "parents": [null, {"id": 2, "aliases": []}],
        "changed": [null, "2026-01-31T12:00:00Z", "soon"], "links": {"home": null}, "extra": null,
    });
    let (server, client) = client(Answer::new(200, record.clone())).await;
    let records = client.records();
    let read = records.get(1).await.expect("a record").expect("a record");
    assert_eq!(read.aliases, [Some("a".to_owned()), None]);
    let parents = read.parents.expect("parents");
    assert!(parents[0].is_none() && parents[1].is_some());
    let changed = read.changed.flatten().expect("times");
    assert!(changed[0].is_none() && changed[1].is_some());
    assert_eq!(
        changed[2].as_ref().map(|it| it.valid().is_none()),
        Some(true)
    );
    assert_eq!(read.links.expect("links")["home"], None);
    assert_eq!(read.additional_properties["extra"], None);

    let params = UpdateRecordParams {
        aliases: vec![None, Some("b".to_owned())],
    };
    let limits = [("disk".to_owned(), None), ("cpu".to_owned(), Some(2))];
    let update = records
        .update(1, params)
        .limits(limits.into())
        .matrix([None, Some(vec![Some(1), None])])
        .states([Some(State::Open), None]);
    update.await.expect("a record");
    let new = Record::new([Some("a".to_owned()), None]).parents([None]);
    records.create(&new).await.expect("a record");
    records.replace(1, &[None]).await.expect_err("not a list");
    records
        .find()
        .parts([Some("a".to_owned()), None])
        .await
        .expect_err("not a list");
    let seen = server.seen();
    let body = |index: usize| serde_json::from_slice::<Value>(&seen[index].body).expect("JSON");
    assert_eq!(
        body(1),
        json!({
            "aliases": [null, "b"], "limits": {"cpu": 2, "disk": null}, "matrix": [null, [1, null]],
            "states": ["open", null],
        })
    );
    assert_eq!(body(2), json!({"aliases": ["a", null], "parents": [null]}));
    assert_eq!(body(3), json!([null]));
    assert_eq!(seen[4].query.as_deref(), Some("parts=a&parts="));
}

#[tokio::test]
async fn nullable_responses_are_none_for_null_and_without_a_body() {
    for answer in [Answer::new(200, json!(null)), Answer::new(204, "")] {
        let (_server, client) = client(answer).await;
        assert_eq!(client.records().get(1).await.expect("a response"), None);
    }
    let (_server, client) = client(Answer::new(200, json!({"a": null, "b": {"x": null}}))).await;
    let limits = client.records().limits().await.expect("limits");
    assert_eq!(limits["a"], None);
    assert_eq!(limits["b"].as_ref().map(|it| it["x"]), Some(None));
}

#[test]
fn the_fake_knows_items_that_can_be_null() {
    let fake = golden_bodies::testing::Fake::new();
    let records = fake.client().expect("a client").records();
    let created = run(records.create(&Record::new([None, Some("a".to_owned())])));
    let created = created.expect("a record");
    assert_eq!(created.aliases, [None, Some("a".to_owned())]);
    let id = created.id.expect("an id");
    assert_eq!(run(records.get(id)).expect("a response"), Some(created));
    let long = Record::new([Some("a".repeat(21)), None]);
    let error = run(records.create(&long)).expect_err("too long");
    assert!(error.to_string().contains("20 characters"), "{error}");
}

/// The request of a call on documents as the server received it.
async fn of_documents<T>(
    answer: impl ToString,
    call: impl AsyncFnOnce(Documents) -> Result<T, Error>,
) -> (Seen, T) {
    let (server, client) = client(Answer::new(200, answer)).await;
    let value = call(client.documents()).await.expect("a response");
    (server.seen().remove(0), value)
}

#[tokio::test]
async fn each_media_type_of_an_operation_is_a_method() {
    let document = json!({"id": 1, "title": "t"});
    let media = |seen: &Seen| seen.header("content-type").map(str::to_owned);
    let params = CreateDocumentParams {
        title: "t".to_owned(),
    };
    let (seen, _) = of_documents(&document, async |it| it.create(params).await).await;
    assert_eq!(media(&seen).as_deref(), Some("application/json"));
    let params = CreateFromFormParams {
        title: "t".to_owned(),
    };
    let (seen, _) = of_documents(&document, async |it| it.create_from_form(params).await).await;
    assert_eq!(
        media(&seen).as_deref(),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(seen.body, b"title=t");
    let (seen, _) = of_documents(&document, async |it| it.create_from_text("# t").await).await;
    assert_eq!(
        media(&seen).as_deref(),
        Some("text/markdown; charset=utf-8")
    );
    assert_eq!(
        (seen.path.as_str(), &*seen.body),
        ("/documents", &b"# t"[..])
    );

    let accept = |seen: &Seen| seen.header("accept").map(str::to_owned);
    let (seen, got) = of_documents(&document, async |it| it.get(1).await).await;
    assert_eq!(accept(&seen).as_deref(), Some("application/json"));
    assert_eq!(got.title, "t");
    let (seen, text) = of_documents("# t", async |it| it.get_text(1).await).await;
    assert_eq!(accept(&seen).as_deref(), Some("text/markdown"));
    assert_eq!(text, "# t");
    let (seen, archive) = of_documents("PK", async |it| it.get_archive(1).await).await;
    assert_eq!(accept(&seen).as_deref(), Some("application/zip"));
    assert_eq!(&*archive, b"PK");
    let (seen, summary) = of_documents(&document, async |it| it.get_summary(1).await).await;
    assert_eq!(
        accept(&seen).as_deref(),
        Some("application/vnd.example.summary+json")
    );
    assert_eq!(summary.title, "t");
}

#[test]
fn the_fake_distinguishes_operations_by_their_content_types() {
    let fake = golden_bodies::testing::Fake::new();
    let documents = fake.client().expect("a client").documents();
    let params = CreateDocumentParams {
        title: "t".to_owned(),
    };
    let created = run(documents.create(params)).expect("a document");
    let id = created.id;
    assert_eq!(run(documents.get(id)).expect("a document").title, "t");
    assert_eq!(
        run(documents.get_summary(id)).expect("a summary").title,
        "t"
    );
    fake.stub("documents.get_text", 200, "# t")
        .expect("an operation");
    assert_eq!(run(documents.get_text(id)).expect("a text"), "# t");
    let error = run(documents.create_from_text("# t")).expect_err("no behavior");
    assert_eq!(error.status().map(|it| it.as_u16()), Some(501));
    assert!(error.to_string().contains("documents.create_from_text"));
    let form = CreateFromFormParams {
        title: "t".to_owned(),
    };
    run(documents.create_from_form(form)).expect_err("no behavior");
    let operations = fake.requests();
    let operations: Vec<_> = operations.iter().map(|it| it.operation).collect();
    assert_eq!(
        operations,
        [
            Some("documents.create"),
            Some("documents.get"),
            Some("documents.get_summary"),
            Some("documents.get_text"),
            Some("documents.create_from_text"),
            Some("documents.create_from_form"),
        ]
    );
}

#[tokio::test]
async fn redirects_with_a_declared_status_are_results() {
    let elsewhere = |status: u16| Answer::new(status, "").header("location", "/elsewhere");
    let (server, client) = client(elsewhere(302)).await;
    let downloads = client.downloads();
    let call = downloads.content(1).send().with_response();
    let response = call.await.expect("a response");
    assert!(matches!(response.value(), ContentDownloadResponse::Found));
    let location = response_headers::LOCATION.get(response.headers());
    assert_eq!(location.expect("a string").as_deref(), Some("/elsewhere"));
    let follow = downloads.follow(1).await.expect_err("a loop");
    assert_eq!(follow.status().map(|it| it.as_u16()), Some(302));
    let sent = server.seen().len();
    assert!(sent > 2, "the redirect of `follow` is followed: {sent}");

    let (server, client) = self::client(elsewhere(303)).await;
    let call = client.downloads().locate(1).send().with_response();
    assert_eq!(call.await.expect("a response").status(), 303);
    let other = client.downloads().content(1).await.expect_err("no result");
    assert!(other.to_string().contains("303"), "{other}");
    assert_eq!(server.seen()[0].method, "POST");
}

#[tokio::test]
async fn unchanged_values_are_results() {
    let server = Server::start(|request| match request.header("if-none-match") {
        Some(_) => Answer::new(304, ""),
        None => Answer::new(200, json!({"name": "n"})),
    })
    .await;
    let client = Client::builder().base_url(server.url()).build();
    let downloads = client.expect("a client").downloads();
    let new = downloads.get(1).await.expect("a response");
    assert!(matches!(new, GetDownloadResponse::Ok(download) if download.name == "n"));
    let unchanged = downloads.get(1).if_none_match("\"1\"").await;
    assert!(matches!(unchanged, Ok(GetDownloadResponse::NotModified)));
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn the_fake_returns_stubbed_redirects() {
    let fake = golden_bodies::testing::Fake::new();
    let downloads = fake.client().expect("a client").downloads();
    fake.stub("downloads.get", 304, json!(null))
        .expect("an operation");
    let unchanged = run(downloads.get(1));
    assert!(matches!(unchanged, Ok(GetDownloadResponse::NotModified)));
}

#[tokio::test]
async fn a_response_without_content_is_none() {
    for (answer, name) in [
        (Answer::new(200, json!({"name": "n"})), Some("n")),
        (Answer::new(204, ""), None),
    ] {
        let (_server, client) = client(answer).await;
        let next = client.downloads().next().await.expect("a response");
        assert_eq!(next.map(|it| it.name).as_deref(), name);
    }
}
