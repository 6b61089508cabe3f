//! Pagination: the right number of requests, and no loops.

use clientwright_tests::server::{Answer, Seen, Server};
use cloudflare_email_security::block_senders::{BlockSender, ListBlockSenders};
use cloudflare_email_security::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::{ACCOUNT, client};

/// Serves the numbers from zero up to `total` in pages of the requested size, two by default.
fn numbers(
    total: u64,
    info: fn(page: u64, per_page: u64, total: u64) -> Value,
) -> impl Fn(&Seen) -> Answer {
    move |seen| {
        let number = |name| seen.parameter(name).and_then(|text| text.parse().ok());
        let (page, per_page) = (number("page").unwrap_or(1), number("per_page").unwrap_or(2));
        let ids = ((page - 1) * per_page..total).take(per_page as usize);
        let items: Vec<Value> = ids.map(|id| json!({"id": id.to_string()})).collect();
        let info = info(page, per_page, total);
        Answer::new(
            200,
            json!({"success": true, "result": items, "result_info": info}),
        )
    }
}

/// Page metadata as in the reference.
fn counted(page: u64, per_page: u64, total: u64) -> Value {
    json!({"page": page, "per_page": per_page, "count": per_page, "total_count": total})
}

fn uncounted(_: u64, _: u64, _: u64) -> Value {
    Value::Null
}

fn list(server: &Server) -> ListBlockSenders {
    client(server)
        .email_security()
        .settings()
        .block_senders()
        .list(ACCOUNT)
}

fn ids(items: &[BlockSender]) -> Vec<&str> {
    items
        .iter()
        .flat_map(|item| &item.id)
        .map(|id| id.as_str())
        .collect()
}

fn queries(server: &Server) -> Vec<String> {
    let queries = server.seen().into_iter().map(|seen| seen.query);
    queries.map(Option::unwrap_or_default).collect()
}

#[tokio::test]
async fn three_pages_are_three_requests() {
    for total in [5, 6] {
        let server = Server::start(numbers(total, counted)).await;
        let items = list(&server)
            .items()
            .try_collect::<Vec<_>>()
            .await
            .expect("all items");
        assert_eq!(
            ids(&items),
            ["0", "1", "2", "3", "4", "5"][..total as usize]
        );
        assert_eq!(queries(&server), ["", "page=2", "page=3"]);
    }
}

#[tokio::test]
async fn filters_and_page_size_are_kept() {
    let server = Server::start(numbers(7, counted)).await;
    let request = list(&server).pattern("a b").per_page(3);
    let mut pages = request.pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.expect("a page") {
        assert_eq!(page.info.total_count, Some(7));
        sizes.push((page.info.page, page.items.len()));
    }
    assert_eq!(sizes, [(Some(1), 3), (Some(2), 3), (Some(3), 1)]);
    assert_eq!(
        queries(&server),
        [
            "pattern=a+b&per_page=3",
            "pattern=a+b&per_page=3&page=2",
            "pattern=a+b&per_page=3&page=3"
        ]
    );
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn lists_can_start_at_a_page_and_go_page_by_page() {
    let server = Server::start(numbers(5, counted)).await;
    let second = list(&server).page(2).await.expect("a page");
    assert_eq!(ids(&second.items), ["2", "3"]);
    assert!(second.has_next());
    let third = second.next().expect("another page").await.expect("a page");
    assert_eq!(ids(&third.items), ["4"]);
    assert!(third.next().is_none() && !third.has_next());
    let items: Vec<BlockSender> = third.into_iter().collect();
    assert_eq!(items.len(), 1);
    assert_eq!(queries(&server), ["page=2", "page=3"]);
}

#[tokio::test]
async fn without_totals_pages_are_read_up_to_an_empty_one() {
    let server = Server::start(numbers(4, uncounted)).await;
    let items = list(&server)
        .items()
        .try_collect::<Vec<_>>()
        .await
        .expect("all items");
    assert_eq!(ids(&items), ["0", "1", "2", "3"]);
    assert_eq!(queries(&server), ["", "page=2", "page=3"]);
}

#[tokio::test]
async fn an_empty_list_is_one_request() {
    for info in [counted, uncounted] {
        let server = Server::start(numbers(0, info)).await;
        assert!(list(&server).items().next().await.is_none());
        assert_eq!(queries(&server), [""]);
    }
}

#[tokio::test]
async fn a_repeated_page_is_an_error() {
    let page = json!({"success": true, "result": [{"id": "a"}, {"id": "b"}],
        "result_info": {"page": 1, "per_page": 2, "count": 2, "total_count": 6}});
    let mut silent = page.clone();
    silent["result_info"] = Value::Null;
    for body in [page, silent] {
        let server = Server::constant(Answer::new(200, body)).await;
        let mut items = list(&server).items();
        let mut seen = 0;
        let error: Error = loop {
            match items.next().await {
                Some(Ok(_)) => seen += 1,
                Some(Err(error)) => break error,
                None => panic!("no error"),
            }
        };
        assert!(matches!(error.kind(), ErrorKind::RepeatedPage), "{error:?}");
        assert_eq!((seen, server.seen().len()), (2, 2));
        assert!(items.next().await.is_none(), "goes on after an error");
    }
}

#[tokio::test]
async fn an_error_ends_the_stream() {
    let pages = numbers(6, counted);
    let server = Server::start(move |seen| match seen.parameter("page") {
        Some("2") => Answer::new(500, ""),
        _ => pages(seen),
    });
    let server = server.await;
    let mut items = list(&server).items();
    assert!(matches!(items.next().await, Some(Ok(_))));
    assert!(matches!(items.next().await, Some(Ok(_))));
    let error = items
        .next()
        .await
        .expect("an error")
        .expect_err("status 500");
    assert!(error.is_server_error());
    assert!(items.next().await.is_none());
}
