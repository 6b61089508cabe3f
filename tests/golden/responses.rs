//! Responses without an envelope.

use clientwright_tests::server::{Answer, Seen, Server};
use golden_responses::jobs::{Conflict, Job, StartJobResponse, State};
use golden_responses::{Client, ErrorKind, response_headers};
use serde_json::{Value, json};

fn job(id: usize) -> Value {
    json!({"id": format!("job-{id}"), "state": "done"})
}

fn client(server: &Server) -> Client {
    Client::builder()
        .base_url(server.url())
        .max_retries(0)
        .build()
        .expect("a client")
}

async fn answering(status: u16, body: impl ToString) -> (Server, Client) {
    let server = Server::constant(Answer::new(status, body)).await;
    let client = client(&server);
    (server, client)
}

#[tokio::test]
async fn the_status_selects_the_response_type() {
    let one = job(1);
    let cases = [
        (200, one.to_string(), "Ok(Job {"),
        (201, json!([one]).to_string(), "Created([Job {"),
        (202, String::new(), "Accepted"),
        (203, "text".to_owned(), "NonAuthoritative(\"text\")"),
        (206, "bytes".to_owned(), "PartialContent(b\"bytes\")"),
        (299, "[1]".to_owned(), "Status299(Array"),
    ];
    for (status, body, shape) in cases {
        let (_server, client) = answering(status, body).await;
        let response = client
            .jobs()
            .start("job-1")
            .await
            .expect("one of the shapes");
        assert!(
            format!("{response:?}").starts_with(shape),
            "{status}: {response:?}"
        );
    }
    let (_server, client) = answering(204, "").await;
    let error = client
        .jobs()
        .start("job-1")
        .await
        .expect_err("no shape has this status");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(204));
    let (_server, client) = answering(202, "").await;
    assert_eq!(
        client.jobs().start("job-1").await.expect("a response"),
        StartJobResponse::Accepted
    );
}

#[tokio::test]
async fn text_and_binary_responses_are_returned_verbatim() {
    let (_server, client) = answering(200, "plain").await;
    assert_eq!(client.jobs().log("job-1").await.expect("text"), "plain");
    assert_eq!(client.jobs().output("job-1").await.expect("bytes"), "plain");
    let (_server, client) = answering(200, json!("done")).await;
    assert_eq!(
        client.jobs().state("job-1").await.expect("a word"),
        State::Done
    );
    let (_server, client) = answering(200, 7).await;
    assert_eq!(client.jobs().count().await.expect("a number"), 7);
    let (_server, client) = answering(200, json!({"a": job(1)})).await;
    assert_eq!(
        client.jobs().map().await.expect("a map")["a"].id.as_str(),
        "job-1"
    );
    let (_server, client) = answering(204, "").await;
    client.jobs().stop("job-1").await.expect("nothing");
    client.jobs().delete("job-1").await.expect("nothing");
    client.jobs().exists("job-1").await.expect("nothing");
}

#[tokio::test]
async fn error_bodies_can_be_decoded() {
    let (_server, client) = answering(409, json!({"with": "job-2"})).await;
    let error = client.jobs().get("job-1").await.expect_err("a conflict");
    assert!(error.is_conflict());
    let conflict: Conflict = error
        .api()
        .expect("a response")
        .decode()
        .expect("a conflict");
    assert_eq!(conflict.with.as_str(), "job-2");
    let (_server, client) = answering(200, json!({"id": "job-1"})).await;
    let error = client
        .jobs()
        .get("job-1")
        .await
        .expect_err("it has no state");
    assert!(
        matches!(error.kind(), ErrorKind::Decode(failure) if failure.path() == "state"),
        "{error:?}"
    );
}

/// The ids of the items on all pages, and the queries the server received.
async fn pages(
    page: impl Fn(&Seen) -> Value + Send + Sync + 'static,
    collect: impl AsyncFnOnce(Client) -> Vec<String>,
) -> (Vec<String>, Vec<String>) {
    let server = Server::start(move |seen| Answer::new(200, page(seen))).await;
    let items = collect(client(&server)).await;
    (
        items,
        server
            .seen()
            .into_iter()
            .map(|seen| seen.query.unwrap_or_default())
            .collect(),
    )
}

fn ids(jobs: Vec<Job>) -> Vec<String> {
    jobs.into_iter().map(|job| job.id.to_string()).collect()
}

#[tokio::test]
async fn cursors_are_followed_to_the_last_page() {
    let page = |seen: &Seen| match seen.parameter("after") {
        None => json!({"data": {"items": [job(1), job(2)]}, "meta": {"next_cursor": "c/2"}}),
        Some(_) => json!({"data": {"items": [job(3)]}, "meta": {"next_cursor": null}}),
    };
    let (items, queries) = pages(page, async |client| {
        ids(client
            .jobs()
            .list()
            .limit(2)
            .items()
            .try_collect::<Vec<_>>()
            .await
            .expect("jobs"))
    })
    .await;
    assert_eq!(items, ["job-1", "job-2", "job-3"]);
    assert_eq!(queries, ["limit=2", "limit=2&after=c%2F2"]);
}

#[tokio::test]
async fn offsets_advance_by_the_number_of_items() {
    let page = |seen: &Seen| match seen.parameter("offset") {
        None => json!({"items": [job(1), job(2)]}),
        Some("2") => json!({"items": [job(3)]}),
        Some(_) => json!({"items": []}),
    };
    let (items, queries) = pages(page, async |client| {
        ids(client
            .jobs()
            .list_by_offset()
            .items()
            .try_collect::<Vec<_>>()
            .await
            .expect("jobs"))
    })
    .await;
    assert_eq!(items, ["job-1", "job-2", "job-3"]);
    assert_eq!(queries, ["", "offset=2", "offset=3"]);
}

#[tokio::test]
async fn pages_may_be_bare_lists_numbered_from_zero() {
    let page = |seen: &Seen| match seen.parameter("p") {
        None | Some("0") => json!(["a"]),
        Some("1") => json!(["b"]),
        Some(_) => json!([]),
    };
    let (items, queries) = pages(page, async |client| {
        client
            .jobs()
            .list_by_page()
            .items()
            .try_collect::<Vec<_>>()
            .await
            .expect("names")
    })
    .await;
    assert_eq!(items, ["a", "b"]);
    assert_eq!(queries, ["", "p=1", "p=2"]);
}

#[tokio::test]
async fn headers_are_typed() {
    let finished = "2026-01-31T12:00:00Z";
    let answer = Answer::new(200, job(1))
        .header("ratelimit-remaining", "41")
        .header("x-finished-at", finished)
        .header("location", "/jobs/1");
    let server = Server::constant(answer).await;
    let response = client(&server)
        .jobs()
        .get("job-1")
        .send()
        .with_response()
        .await
        .expect("a job");
    let headers = response.headers();
    let remaining: Option<u32> = response_headers::RATE_LIMIT_REMAINING
        .get(headers)
        .expect("a number");
    assert_eq!(remaining, Some(41));
    let at = response_headers::X_FINISHED_AT.get(headers);
    assert_eq!(at.expect("a timestamp"), finished.parse().ok());
    let location = response_headers::LOCATION.get(headers).expect("a string");
    assert_eq!(location.as_deref(), Some("/jobs/1"));
    assert_eq!(response_headers::X_JOB.get(headers), Ok(None));

    let server = Server::constant(Answer::new(404, "").header("x-job", "secret")).await;
    let error = client(&server).jobs().get("job-1").await;
    let error = error.expect_err("there is no job");
    let invalid = response_headers::X_JOB.get(error.headers().expect("headers"));
    assert_eq!(
        invalid.expect_err("no UUID").to_string(),
        "the response header `X-Job` has an invalid value"
    );
}
