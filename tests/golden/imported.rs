//! A crate of a spec with lints and constraints, as importers write them.

use clientwright_tests::server::{Answer, Server};
use golden_imported::reports::{CreateReportParams, NewReport};
use golden_imported::testing::Fake;
use golden_imported::{Client, Error, types};
use serde_json::json;

fn params() -> CreateReportParams {
    CreateReportParams {
        notify: true,
        title: "t".into(),
    }
}

#[tokio::test]
async fn ignored_keys_have_no_effect_on_requests() {
    let report = json!({"id": "f174e90a-fafe-4643-bbbc-4a0ed4fc8415", "title": "t"});
    let server = Server::constant(Answer::new(201, report)).await;
    let client = Client::builder().base_url(server.url()).build();
    let reports = client.expect("a client").reports();
    reports.create(params()).await.expect("a report");
    let seen = server.seen().remove(0);
    let body: serde_json::Value = serde_json::from_slice(&seen.body).expect("JSON");
    assert_eq!(body, json!({"title": "t", "notify": true}));
}

/// The client sends any item, because the server may have loosened the constraints. The fake checks them.
#[tokio::test]
async fn constraints_of_items_are_checked_by_the_fake() {
    let reports = Fake::new().client().expect("a client").reports();
    let created = reports.create(params()).tags(["news"]).await;
    created.expect("a report");
    let refused = [
        reports.create(params()).tags(["much too long"]).await,
        reports
            .create(params())
            .ratios([("a".to_owned(), 2.0)].into())
            .await,
    ];
    for refused in refused {
        let error = refused.expect_err("an invalid item").to_string();
        assert!(error.contains("has an item that must"), "{error}");
    }
    let listed = reports.list().expand(["UPPER"]).await;
    let error = listed.expect_err("an invalid item").to_string();
    assert!(error.contains("has an item that must match"), "{error}");
    assert_eq!(
        NewReport::new("t").tags(["a"]).tags,
        Some(Some(vec!["a".into()]))
    );
}

/// Types of the API with the names of items of the runtime, next to those items.
#[tokio::test]
async fn types_can_have_the_names_of_items_of_the_runtime() {
    let response = types::Response::from(types::Error::new(types::ErrorKind::Transient));
    let sent = json!({"kind": "transient"});
    let server = Server::constant(Answer::new(404, sent.clone())).await;
    let client = Client::builder().base_url(server.url()).max_retries(0);
    let log = client.build().expect("a client").log();
    let error: Error = log.list().await.expect_err("an error");
    let api = error.api().expect("a response of the API");
    let body: types::Error = serde_json::from_slice(api.body()).expect("the body of the error");
    assert_eq!(body.kind, types::ErrorKind::Transient);
    log.send(&response).await.expect_err("an error");
    let seen = server.seen().remove(1);
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&seen.body).ok(),
        Some(sent)
    );
}
