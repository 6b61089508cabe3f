//! Error responses and invalid responses: a body that is cut, large or of the wrong type. The error keeps the status, the
//! headers and the request ID.

use std::time::Duration;

use clientwright_runtime::model::Value;
use clientwright_runtime::{Operation, PageStyle, Pagination};

use crate::FINE;
use crate::server::{Act, Server, answer};
use crate::table::{GET, LIMIT, POST, Row, Wait, builder, check, of_length, outcome, row};

static BY_PAGE: Pagination = Pagination::new(
    PageStyle::PageNumber {
        page: "page",
        first: 1,
    },
    "/result",
);
static LIST: Operation = Operation {
    pagination: Some(&BY_PAGE),
    ..Operation::get("things.list", "/things")
};

#[tokio::test]
async fn the_status_of_an_error_decides_even_if_its_body_is_cut() {
    let cut = |head: &str, then| {
        let head = format!("HTTP/1.1 {head}content-length: 99\r\n\r\n{{\"errors\":[");
        vec![Act::Send(head.into_bytes()), then]
    };
    let fine = answer(200, "", FINE);
    let asked = vec![Wait::Asked(Duration::from_secs(7))];
    let busy = "429 Busy\r\nretry-after: 7\r\n";
    check(&[
        row("closed", cut("404 Not Found\r\n", Act::Close), "api 404"),
        row("stalled", cut("404 Not Found\r\n", Act::Hold), "api 404").hurried(),
        Row::new(
            "busy",
            vec![cut(busy, Act::Close), fine.clone()],
            "value",
            2,
        )
        .of(&POST)
        .waiting(asked.clone()),
        Row::new(
            "busy and stalled",
            vec![cut(busy, Act::Hold), fine],
            "value",
            2,
        )
        .of(&POST)
        .waiting(asked)
        .hurried(),
    ])
    .await;
}

#[tokio::test]
async fn large_error_bodies_are_not_read_to_the_end() {
    let body = format!(r#"{{"errors":["m"],"more":[{}0]}}"#, "0,".repeat(1 << 19));
    let unannounced = format!("HTTP/1.1 400 Bad\r\nconnection: close\r\n\r\n{body}");
    for answer in [
        vec![Act::Send(unannounced.into_bytes())],
        answer(400, "", body),
    ] {
        let server = Server::scripted(vec![answer]);
        let client = builder(&server.url).build().expect("a client");
        let result = client.request(&GET).send_empty().await;
        assert_eq!(outcome(&result), "api 400");
        let error = result.expect_err("an error");
        assert_eq!(error.api().map(|api| api.body().len()), Some(1 << 20));
    }
}

#[tokio::test]
async fn errors_after_a_response_carry_its_request_id_and_headers() {
    let id = "cf-ray: 8a1-s3cret-token\r\n";
    let head = format!("HTTP/1.1 200 OK\r\n{id}content-length: 99\r\n\r\n");
    let cut = vec![Act::Send(head.into_bytes()), Act::Close];
    let page = answer(200, id, r#"{"result":[{"id":1}]}"#);
    for (answer, operation, expected) in [
        (answer(200, id, "{}"), &GET, "decode 200"),
        (answer(404, id, "{}"), &GET, "api 404"),
        (
            answer(200, id, of_length(LIMIT + 1)),
            &GET,
            "TooLarge { limit: 10000 }",
        ),
        (cut, &GET, "Transport"),
        (page, &LIST, "RepeatedPage"),
    ] {
        let server = Server::scripted(vec![answer]);
        let client = builder(&server.url)
            .max_retries(0)
            .max_response_bytes(LIMIT)
            .build();
        let request = client.expect("a client").request(operation);
        let result = if operation.pagination.is_some() {
            request
                .items::<Value>()
                .try_collect::<Vec<_>>()
                .await
                .map(drop)
        } else {
            request.send_result::<u64>().await.map(drop)
        };
        assert_eq!(outcome(&result), expected);
        let error = result.expect_err("an error");
        assert_eq!(error.request_id(), Some("8a1-[redacted]"), "{expected}");
        assert!(
            error.to_string().ends_with(" [request 8a1-[redacted]]"),
            "{error}"
        );
        assert!(
            error.headers().is_some_and(|it| it.contains_key("cf-ray")),
            "{expected}"
        );
        assert!(error.status().is_some(), "{expected}");
    }
}
