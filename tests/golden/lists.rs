//! Pagination styles other than those of the shipped API.

use clientwright_tests::server::{Answer, Seen, Server};
use golden_lists::events::{Event, SearchEventsParams};
use golden_lists::{Client, Credentials, Error, ErrorKind, Items};
use serde_json::{Value, json};

fn client(server: &Server) -> Client {
    let base_url = format!("{}/v1", server.url());
    Client::builder()
        .base_url(base_url)
        .credentials(Credentials::key("secret"))
        .max_retries(0)
        .build()
        .expect("a client")
}

/// Creates the stream of a list.
type List = fn(&Client) -> Items<Event>;

fn by_last_item(client: &Client) -> Items<Event> {
    client.events().by_last_item().limit(2).items()
}

fn elsewhere(client: &Client) -> Items<Event> {
    client.events().by_last_item_elsewhere().items()
}

fn by_link(client: &Client) -> Items<Event> {
    client.events().by_link().per_page(2).items()
}

fn by_url(client: &Client) -> Items<Event> {
    client.events().by_url().items()
}

fn search(client: &Client) -> Items<Event> {
    let params = SearchEventsParams {
        query: "a b".into(),
    };
    client.events().search(params).limit(2).items()
}

fn find(client: &Client) -> Items<Event> {
    client.events().find().items()
}

/// Two events of page `page`.
fn events(page: u64) -> Value {
    json!([{"id": format!("e{}", page * 2)}, {"id": format!("e{}", page * 2 + 1)}])
}

/// The number in a cursor such as `e3` or `page-3`.
fn number(text: Option<&str>) -> u64 {
    let digits = text.map(|text| text.trim_start_matches(|it: char| !it.is_ascii_digit()));
    digits.map_or(0, |digits| digits.parse().expect("a number"))
}

/// Number of the page after the item in the query.
fn after_item(seen: &Seen) -> u64 {
    let after = seen.parameter("starting_after");
    after.map_or(0, |after| number(Some(after)).div_ceil(2))
}

fn body(seen: &Seen) -> Value {
    serde_json::from_slice(&seen.body).expect("JSON")
}

/// The response with one of `pages` pages.
fn answer(seen: &Seen, pages: u64) -> Answer {
    let more = |page: u64| page + 1 < pages;
    match seen.path.as_str() {
        "/v1/events" => {
            let page = after_item(seen);
            Answer::new(200, json!({"data": events(page), "has_more": more(page)}))
        }
        "/v1/events/archived" => {
            let page = after_item(seen);
            let archive = json!({"events": events(page)});
            Answer::new(200, json!({"archive": archive, "has_more": more(page)}))
        }
        "/v1/events/linked" => {
            let page = number(seen.parameter("token"));
            let answer = Answer::new(200, events(page));
            let links = format!(
                r#"<http://{}/v1/events/linked?per_page=2&token={}>; rel="next", </>; rel="first""#,
                seen.header("host").expect("a host"),
                page + 1
            );
            if more(page) {
                answer.header("link", links)
            } else {
                answer
            }
        }
        "/v1/events/with-urls" | "/other/place" => {
            let page = number(seen.parameter("p"));
            let next = more(page).then(|| format!("/other/place?p={}&x=a+b%20c", page + 1));
            let links = json!({"pages": {"next": next}});
            Answer::new(200, json!({"events": events(page), "links": links}))
        }
        "/v1/events/search" => {
            let page = number(body(seen)["cursor"].as_str());
            let next = more(page).then(|| format!("page-{}", page + 1));
            Answer::new(200, json!({"results": events(page), "next_cursor": next}))
        }
        "/v1/events/find" => {
            let body = String::from_utf8(seen.body.clone()).expect("a form");
            let page = number(body.strip_prefix("page=")).max(1) - 1;
            let items = if page < pages {
                events(page)
            } else {
                json!([])
            };
            Answer::new(200, items)
        }
        path => panic!("unexpected path {path}"),
    }
}

const LISTS: [(&str, List); 6] = [
    ("by_last_item", by_last_item),
    ("elsewhere", elsewhere),
    ("by_link", by_link),
    ("by_url", by_url),
    ("search", search),
    ("find", find),
];

async fn read_pages(pages: u64) {
    for (name, list) in LISTS {
        let server = Server::start(move |seen| answer(seen, pages)).await;
        let client = client(&server);
        let mut items = list(&client);
        let mut count = 0;
        while let Some(event) = items.try_next().await.expect(name) {
            assert_eq!(event.id.to_string(), format!("e{count}"), "{name}");
            count += 1;
        }
        assert_eq!(count, pages * 2, "{name}");
        let seen = server.seen();
        // Page numbers without a total end with an empty page.
        let requests = pages + u64::from(name == "find");
        assert_eq!(seen.len() as u64, requests, "{name}");
        for request in seen {
            assert_eq!(request.parameter("api_key"), Some("secret"), "{name}");
        }
    }
}

#[tokio::test]
async fn every_page_is_read_once() {
    read_pages(1).await;
    read_pages(3).await;
}

#[tokio::test]
#[ignore = "takes a minute"]
async fn long_lists_are_read_to_the_end() {
    const PAGES: u64 = 10_000;
    read_pages(PAGES).await;
    let server = Server::start(|seen| {
        let names = |at: u64| match at < 2 * PAGES {
            true => vec![at.to_string(), (at + 1).to_string()],
            false => Vec::new(),
        };
        let jobs = |at| {
            let jobs = names(at).into_iter();
            jobs.map(|id| json!({"id": id, "state": "done"}))
                .collect::<Vec<_>>()
        };
        match seen.path.as_str() {
            "/jobs/by-page" => Answer::new(200, json!(names(2 * number(seen.parameter("p"))))),
            "/jobs/by-offset" => {
                let items = jobs(number(seen.parameter("offset")));
                Answer::new(200, json!({"items": items}))
            }
            _ => {
                let at = number(seen.parameter("after"));
                let next = (at + 2 < 2 * PAGES).then_some(at + 2);
                let data = json!({"items": jobs(at)});
                Answer::new(200, json!({"data": data, "meta": {"next_cursor": next}}))
            }
        }
    });
    let server = server.await;
    let client = golden_responses::Client::builder()
        .base_url(server.url())
        .build()
        .expect("a client");
    let jobs = client.jobs();
    let by_page: Vec<_> = jobs
        .list_by_page()
        .items()
        .try_collect()
        .await
        .expect("names");
    let by_offset: Vec<_> = jobs
        .list_by_offset()
        .items()
        .try_collect()
        .await
        .expect("jobs");
    let by_cursor: Vec<_> = jobs.list().items().try_collect().await.expect("jobs");
    let wanted: Vec<_> = (0..2 * PAGES).map(|it| it.to_string()).collect();
    assert_eq!(by_page, wanted);
    for list in [by_offset, by_cursor] {
        let ids: Vec<_> = list.iter().map(|job| job.id.to_string()).collect();
        assert_eq!(ids, wanted);
    }
}

#[tokio::test]
async fn requests_for_the_next_page_keep_the_parameters_and_the_body() {
    let server = Server::start(|seen| answer(seen, 2)).await;
    let client = client(&server);
    let queries = |seen: &[Seen]| -> Vec<_> {
        let queries = seen.iter().map(|it| it.query.clone().unwrap_or_default());
        queries.collect()
    };
    for (list, wanted) in [
        (
            by_last_item as List,
            [
                "limit=2&api_key=secret",
                "limit=2&starting_after=e1&api_key=secret",
            ],
        ),
        (
            by_link,
            [
                "per_page=2&api_key=secret",
                "per_page=2&token=1&api_key=secret",
            ],
        ),
        (by_url, ["api_key=secret", "p=1&x=a+b%20c&api_key=secret"]),
    ] {
        list(&client).try_collect::<Vec<_>>().await.expect("events");
        assert_eq!(queries(&server.take()), wanted);
    }
    search(&client)
        .try_collect::<Vec<_>>()
        .await
        .expect("events");
    let bodies: Vec<_> = server.take().iter().map(body).collect();
    assert_eq!(bodies[0], json!({"query": "a b", "limit": 2}));
    assert_eq!(
        bodies[1],
        json!({"query": "a b", "limit": 2, "cursor": "page-1"})
    );
}

async fn error_of(list: List, answer: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Error {
    let server = Server::start(answer).await;
    let client = client(&server);
    let result = list(&client).try_collect::<Vec<_>>().await;
    result.expect_err("the list is wrong")
}

#[tokio::test]
async fn a_server_that_repeats_itself_is_an_error() {
    for (name, list) in LISTS {
        // Always the first page of two.
        let error = error_of(list, |seen| {
            let first = Seen {
                query: None,
                body: b"{}".to_vec(),
                ..seen.clone()
            };
            answer(&first, 2)
        });
        let error = error.await;
        assert!(
            matches!(error.kind(), ErrorKind::RepeatedPage),
            "{name}: {error}"
        );
    }
}

#[tokio::test]
async fn urls_of_other_hosts_are_not_followed() {
    for (url, reason) in [
        ("http://other.example/v1/events", "has another host or port"),
        ("http://127.0.0.1:1/v1/events", "has another host or port"),
        ("//127.0.0.1/v1/events", "is relative"),
        ("events?page=2", "is relative"),
        ("http://[", "is not a valid URL"),
    ] {
        let error = error_of(by_link, move |_| {
            Answer::new(200, events(0)).header("link", format!("<{url}>; rel=next"))
        });
        let error = error.await;
        let text = error.to_string();
        assert!(
            text.contains(&format!("the URL of the next page {reason}")),
            "{url}: {text}"
        );
        assert!(!format!("{error:?}").contains("other.example"), "{error:?}");
    }
}
