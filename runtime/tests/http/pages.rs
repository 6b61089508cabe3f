//! Lists as streams: metadata of pages, the limit of pages, the end after an error.

use std::collections::{BTreeSet, VecDeque};
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use clientwright_runtime::{Client, ClientBuilder, ErrorKind, FusedStream, Page, Stream};

use crate::client;
use crate::page_styles::{ALL, CASES, NUMBERED, OFFSET, request};
use crate::server::{Answer, Server};

#[tokio::test]
async fn pages_are_fetched_one_at_a_time_with_their_metadata() {
    let answer = CASES[0].answer;
    let server = Server::start(move |seen| Answer::new(200, answer(seen)));
    let mut pages = request(&server, &CASES[0]).pages::<u64>();
    let first = pages.try_next().await.expect("a response").expect("a page");
    assert_eq!(
        (first.info.page, first.info.total_pages, first.info.count),
        (Some(1), Some(3), None)
    );
    assert!(first.has_next());
    assert_eq!(server.seen().len(), 1);
    // The same with `Page::next`.
    let second = first.next().expect("a call").await.expect("a page");
    assert_eq!(second.items, [10, 11]);
    let third = second.next().expect("a call").await.expect("a page");
    assert!(third.next().is_none());
    assert_eq!(
        (&first)
            .into_iter()
            .chain(&third)
            .copied()
            .collect::<Vec<u64>>(),
        [0, 1, 20, 21]
    );
    // The stream continues where it stopped.
    let rest: Page<u64> = poll_fn(|context| Pin::new(&mut pages).poll_next(context))
        .await
        .expect("a page")
        .expect("no error");
    assert_eq!(rest.into_iter().collect::<Vec<_>>(), [10, 11]);
}

#[tokio::test]
async fn a_page_turns_into_the_stream_of_the_rest() {
    let answer = CASES[0].answer;
    let server = Server::start(move |seen| Answer::new(200, answer(seen)));
    let first = request(&server, &CASES[0]).send_page::<u64>().await;
    let first = first.expect("a page");
    assert_eq!((first.len(), first.is_empty()), (2, false));
    assert_eq!(first.iter().copied().collect::<Vec<_>>(), [0, 1]);
    let mut items = first.into_stream();
    assert!(!items.is_terminated());
    let mut seen = Vec::new();
    while let Some(item) = items.try_next().await.expect("an item") {
        seen.push(item);
    }
    assert_eq!(seen, ALL);
    assert!(items.is_terminated());
    assert!(items.next().await.is_none());
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn the_number_of_pages_is_limited() {
    // Every page is new, and nothing says that it is the last one.
    let server = Server::start(|seen| {
        let number = seen.number("page").unwrap_or(1);
        Answer::new(200, format!(r#"{{"result":[{number}]}}"#))
    });
    let client = ClientBuilder::<Client>::new(&crate::SERVICE)
        .base_url(&server.url)
        .anonymous()
        .max_pages(3)
        .build()
        .expect("a client");
    let mut items = client.request(&NUMBERED).items::<u64>();
    for number in 1..=3 {
        assert_eq!(items.next().await.and_then(Result::ok), Some(number));
    }
    let error = items.next().await.expect("an item").expect_err("a limit");
    assert!(matches!(error.kind(), ErrorKind::TooManyPages { limit: 3 }));
    assert_eq!(
        error.to_string(),
        "things.list: the list has more than 3 pages: raise `max_pages`"
    );
    assert!(items.next().await.is_none());
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn streams_end_after_an_error() {
    let server = Server::start(|seen| match seen.number("page") {
        None => Answer::new(200, r#"{"result":[1]}"#),
        _ => Answer::new(500, ""),
    });
    let mut items = client(&server).request(&NUMBERED).items::<u64>();
    assert_eq!(items.next().await.and_then(Result::ok), Some(1));
    let error = items.next().await.expect("an item").expect_err("a failure");
    assert!(matches!(error.kind(), ErrorKind::Api(_)));
    assert!(items.next().await.is_none());
    let missing = Server::constant(200, r#"{"success":true}"#);
    let error = client(&missing)
        .request(&NUMBERED)
        .send_page::<u64>()
        .await
        .expect_err("no list");
    assert_eq!(
        error.to_string(),
        "things.list: cannot decode the response (status 200) at `result`: missing"
    );
    let wrong = Server::constant(200, r#"{"result":{"entries":[1,"x"]}}"#);
    let error = client(&wrong)
        .request(&OFFSET)
        .send_page::<u64>()
        .await
        .expect_err("no number");
    assert!(
        error.to_string().contains("at `result.entries[1]`: "),
        "{error}"
    );
}

#[tokio::test]
async fn items_are_collected_into_any_collection() {
    let answer = CASES[0].answer;
    let server = Server::start(move |seen| Answer::new(200, answer(seen)));
    let items = || request(&server, &CASES[0]).items::<u64>();
    let list: Vec<u64> = items().try_collect().await.expect("items");
    assert_eq!(list, ALL);
    let set = items().try_collect::<BTreeSet<_>>().await.expect("items");
    assert_eq!(set.len(), ALL.len());
    let queue = items().try_collect::<VecDeque<_>>().await.expect("items");
    assert_eq!(queue, ALL);
}

#[tokio::test]
async fn a_deadline_limits_the_whole_list() {
    const LIMIT: Duration = Duration::from_millis(400);
    // Each page takes a quarter of the deadline, and the list never ends.
    let server = Server::start(|seen| {
        std::thread::sleep(LIMIT / 4);
        let number = seen.number("page").unwrap_or(1);
        Answer::new(200, format!(r#"{{"result":[{number}]}}"#))
    });
    let client = client(&server);
    let mut pages = client.request(&NUMBERED).pages::<u64>().deadline(LIMIT);
    let mut count = 0;
    let error = loop {
        match pages.try_next().await {
            Ok(page) => count += page.map_or(0, |page| page.len()),
            Err(error) => break error,
        }
    };
    assert!(matches!(error.kind(), ErrorKind::Timeout), "{error:?}");
    assert!(count <= 4, "{count}");
    assert!(pages.next().await.is_none());
}
