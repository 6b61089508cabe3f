//! Response headers, and operations with several success statuses.

use std::time::Duration;

use golden_responses::response_headers::{LOCATION, RATE_LIMIT_REMAINING, X_FINISHED_AT, X_JOB};
use golden_responses::schedules::{
    CreateScheduleParams, CreateScheduleResponse, DeleteScheduleResponse, GetScheduleResponse,
    ReplaceScheduleParams, ReplaceScheduleResponse, Schedules,
};
use golden_responses::testing::{Fake, Fault};
use serde_json::{Value, json};

use crate::alone;

fn params(id: &str) -> CreateScheduleParams {
    CreateScheduleParams { id: id.into() }
}

fn schedules(fake: &Fake) -> Schedules {
    fake.client().expect("a client").schedules()
}

#[test]
fn declared_headers_have_values_of_their_types() {
    let fake = Fake::new();
    let schedules = schedules(&fake);
    alone(async {
        let created = schedules.create(params("a b/c")).send().with_response();
        let created = created.await.expect("a schedule");
        let headers = created.headers();
        let url = "http://fake.invalid/schedules/a%20b%2Fc".to_owned();
        assert_eq!(LOCATION.get(headers), Ok(Some(url.clone())));
        assert!(X_JOB.get(headers).expect("a UUID").is_some());
        assert_eq!(RATE_LIMIT_REMAINING.get(headers), Ok(Some(1)));
        assert_eq!(X_FINISHED_AT.get(headers), Ok(None));

        let found = schedules.get("a b/c").send().with_response().await;
        let found = found.expect("a schedule");
        assert_eq!(LOCATION.get(found.headers()), Ok(Some(url)));
        let time = X_FINISHED_AT.get(found.headers()).expect("a timestamp");
        assert_eq!(time.expect("it").to_string(), "2026-01-01T00:00:00Z");
        assert_eq!(X_JOB.get(found.headers()), Ok(None));
    });
}

#[test]
fn errors_have_the_headers_of_their_status() {
    let fake = Fake::new();
    let client = fake.builder().max_retries(0).build().expect("a client");
    alone(async {
        let missing = client.jobs().get("x").await.expect_err("no such job");
        let headers = missing.api().expect("a response").headers();
        assert!(X_JOB.get(headers).expect("a UUID").is_some());
        assert_eq!(RATE_LIMIT_REMAINING.get(headers), Ok(Some(1)));
        // The error 404 has no headers, other client errors have one.
        let missing = client.schedules().get("x").await.expect_err("no schedule");
        let headers = missing.api().expect("a response").headers();
        assert_eq!(X_JOB.get(headers), Ok(None));
        for (status, is_sent) in [(409, true), (500, false)] {
            fake.fail_next(Fault::status(status)).expect("a fault");
            let error = client.schedules().get("x").await.expect_err("a fault");
            let headers = error.api().expect("a response").headers();
            let found = X_JOB.get(headers).expect("a UUID");
            assert_eq!(found.is_some(), is_sent, "{status}");
        }
    });
}

#[test]
fn headers_of_the_test_take_precedence() {
    let fake = Fake::new();
    let schedules = schedules(&fake);
    let remaining = || {
        let listed = alone(schedules.list().send().with_response());
        let listed = listed.expect("schedules");
        let values = listed.headers().get_all(RATE_LIMIT_REMAINING.name());
        let values = values.iter().map(|it| it.to_str().expect("ASCII"));
        values.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(remaining(), ["1"]);
    let set = fake.stub_header("schedules.list", "ratelimit-remaining", "7");
    set.expect("a header");
    assert_eq!(remaining(), ["7"]);
    let fault = Fault::delay(Duration::ZERO)
        .header("RateLimit-Remaining", "0")
        .header("RateLimit-Remaining", "9");
    fake.fail_next(fault).expect("a fault");
    assert_eq!(remaining(), ["0", "9"]);
    assert_eq!(remaining(), ["7"]);
    for (operation, name) in [("schedules.lst", "x"), ("schedules.list", "a b")] {
        let error = fake.stub_header(operation, name, "1").expect_err(name);
        assert!(error.is_config(), "{error:?}");
    }
}

#[test]
fn stubs_have_the_headers_of_their_status() {
    let fake = Fake::new();
    let client = fake.client().expect("a client");
    fake.stub("jobs.start", 202, Value::Null).expect("a stub");
    fake.stub("schedules.create", 202, Value::Null)
        .expect("a stub");
    alone(async {
        let started = client.jobs().start("a").send().with_response().await;
        let location = LOCATION.get(started.expect("a response").headers());
        assert_eq!(location, Ok(Some("https://example.com".to_owned())));
        let created = client.schedules().create(params("a")).send();
        let created = created.with_response().await.expect("a response");
        assert_eq!(*created.value(), CreateScheduleResponse::Accepted);
        assert!(created.bytes().is_empty());
        assert_eq!(LOCATION.get(created.headers()), Ok(None));
    });
}

#[test]
fn the_success_that_fits_the_operation_is_returned() {
    let fake = Fake::new();
    let schedules = schedules(&fake);
    let stored = fake.collection("schedules", &[]).expect("schedules");
    alone(async {
        let created = schedules.create(params("a")).note("one").await;
        let CreateScheduleResponse::Created(created) = created.expect("a schedule") else {
            panic!("it is not created");
        };
        let found = schedules.get("a").await.expect("a schedule");
        assert_eq!(found, GetScheduleResponse::Ok(created));
        let edited = schedules.edit("a").note("two").await.expect("a schedule");
        let edited = edited.expect("it is changed");
        assert_eq!(edited.note.as_deref(), Some("two"));
        let deleted = schedules.delete("a").await.expect("it is gone");
        assert_eq!(deleted, DeleteScheduleResponse::NoContent);
        assert!(stored.items().is_empty());
    });
}

#[test]
fn an_uncertain_success_is_not_guessed() {
    let fake = Fake::new();
    let client = fake.builder().max_retries(0).build().expect("a client");
    let bodies = golden_bodies::testing::Fake::new();
    let downloads = bodies.client().expect("a client").downloads();
    let replace = || {
        let note = "one".to_owned();
        let params = ReplaceScheduleParams { note };
        client.schedules().replace("a", params)
    };
    alone(async {
        let jobs = client.jobs();
        let cases = [
            (
                replace().await.map(drop),
                "because it returns 200 or 201; define its response: fake.stub(\"schedules.replace\", 200, …)",
            ),
            (
                jobs.start("a").await.map(drop),
                "because it returns 200, 201, 202, 203, 206 or 299; ",
            ),
            (
                jobs.output("a").await.map(drop),
                "because it returns `application/octet-stream`; define the content: fake.stub_bytes(",
            ),
            (
                jobs.stop("a").await,
                "from the API; define its response: fake.stub(\"jobs.stop\", 204, …)",
            ),
        ];
        for (result, expected) in cases {
            let error = result.expect_err(expected);
            assert_eq!(error.status().map(|it| it.as_u16()), Some(501), "{error:?}");
            assert!(error.to_string().contains(expected), "{error}");
        }
        let error = downloads.locate(1).await.expect_err("unknown").to_string();
        assert!(error.contains("because it returns a redirect"), "{error}");

        let item = json!({"id": "a"});
        fake.stub("schedules.replace", 201, item).expect("a stub");
        let replaced = replace().await.expect("a schedule");
        assert!(matches!(replaced, ReplaceScheduleResponse::Created(it) if it.id == "a"));
    });
}

#[tokio::test]
async fn locations_are_urls_of_the_server() {
    let fake = Fake::new();
    let server = fake.serve().expect("a server");
    let schedules = server.client().expect("a client").schedules();
    let created = schedules.create(params("a")).send().with_response().await;
    let location = LOCATION.get(created.expect("a schedule").headers());
    let expected = format!("{}/schedules/a", server.base_url());
    assert_eq!(location, Ok(Some(expected)));
}
