//! Pagination styles: each page is fetched once, the last page is detected, loops are errors.

use std::sync::atomic::{AtomicUsize, Ordering};

use clientwright_runtime::model::Value;
use clientwright_runtime::{Operation, PageStyle, Pagination, Request};

use crate::client;
use crate::server::{Answer, Seen, Server};

static BY_NUMBER: Pagination = Pagination {
    count: Some("/result_info/count"),
    page: Some("/result_info/page"),
    per_page: Some("/result_info/per_page"),
    total_count: Some("/result_info/total_count"),
    total_pages: Some("/result_info/total_pages"),
    ..Pagination::new(
        PageStyle::PageNumber {
            page: "page",
            first: 1,
        },
        "/result",
    )
};
static BY_OFFSET: Pagination = Pagination {
    total_count: Some("/total"),
    ..Pagination::new(PageStyle::Offset { offset: "skip" }, "/result/entries")
};
static BY_CURSOR: Pagination = Pagination::new(
    PageStyle::Cursor {
        cursor: "after",
        next: "/next",
    },
    "/result",
);
static BY_LAST: Pagination = Pagination {
    has_more: Some("/more"),
    ..Pagination::new(
        PageStyle::Cursor {
            cursor: "after",
            next: "/result/-1",
        },
        "/result",
    )
};
static BY_NUMBER_MORE: Pagination = Pagination {
    has_more: Some("/more"),
    ..Pagination::new(
        PageStyle::PageNumber {
            page: "page",
            first: 1,
        },
        "/result",
    )
};
static BY_CURSOR_MORE: Pagination = Pagination {
    has_more: Some("/more"),
    ..Pagination::new(
        PageStyle::Cursor {
            cursor: "after",
            next: "/next",
        },
        "/result",
    )
};
static BARE: Pagination = Pagination::new(
    PageStyle::PageNumber {
        page: "page",
        first: 0,
    },
    "",
);

pub static NUMBERED: Operation = Operation {
    pagination: Some(&BY_NUMBER),
    ..Operation::get("things.list", "/things")
};
pub static OFFSET: Operation = Operation {
    pagination: Some(&BY_OFFSET),
    ..Operation::get("things.list", "/things")
};
static CURSOR: Operation = Operation {
    pagination: Some(&BY_CURSOR),
    ..Operation::get("things.list", "/things")
};
static MORE: Operation = Operation {
    pagination: Some(&BY_NUMBER_MORE),
    ..Operation::get("things.list", "/things")
};
static CURSOR_MORE: Operation = Operation {
    pagination: Some(&BY_CURSOR_MORE),
    ..Operation::get("things.list", "/things")
};
static LAST: Operation = Operation {
    pagination: Some(&BY_LAST),
    ..Operation::get("things.list", "/things")
};
static ARRAY: Operation = Operation {
    pagination: Some(&BARE),
    ..Operation::get("things.list", "/things")
};
static WHOLE: Operation = Operation::get("things.list", "/things");

pub struct Case {
    name: &'static str,
    operation: &'static Operation,
    /// Query parameters set by the caller.
    start: &'static [(&'static str, &'static str)],
    pub answer: fn(&Seen) -> String,
    items: Result<&'static [u64], &'static str>,
    queries: &'static [&'static str],
}

/// Two items of page `page` out of `pages`.
fn items(page: u64, pages: u64) -> String {
    if page < pages {
        format!("[{}, {}]", page * 10, page * 10 + 1)
    } else {
        "[]".into()
    }
}

/// The same with this `result_info`.
fn page(seen: &Seen, info: impl Fn(u64) -> String) -> String {
    let number = seen.number("page").unwrap_or(1);
    let items = items(number.saturating_sub(1), 3);
    format!(
        r#"{{"success":true,"result":{items},"result_info":{}}}"#,
        info(number)
    )
}

pub const ALL: &[u64] = &[0, 1, 10, 11, 20, 21];
const REPEATED: &str = "things.list: the server returned the same page again: it ignores `page`";

pub const CASES: &[Case] = &[
    Case {
        name: "total pages save the extra request",
        operation: &NUMBERED,
        start: &[("per_page", "2")],
        answer: |seen| {
            page(seen, |number| {
                format!(r#"{{"page":{number},"total_pages":3}}"#)
            })
        },
        items: Ok(ALL),
        queries: &["?per_page=2", "?per_page=2&page=2", "?per_page=2&page=3"],
    },
    Case {
        name: "so does the total count",
        operation: &NUMBERED,
        start: &[],
        answer: |seen| {
            page(seen, |number| {
                format!(r#"{{"page":{number},"per_page":2,"total_count":6}}"#)
            })
        },
        items: Ok(ALL),
        queries: &["", "?page=2", "?page=3"],
    },
    Case {
        name: "without either the empty page is the end",
        operation: &NUMBERED,
        start: &[],
        answer: |seen| page(seen, |_| "null".into()),
        items: Ok(ALL),
        queries: &["", "?page=2", "?page=3", "?page=4"],
    },
    Case {
        name: "zeros are no totals",
        operation: &NUMBERED,
        start: &[],
        answer: |seen| {
            page(seen, |_| {
                r#"{"page":0,"per_page":0,"total_count":0,"total_pages":0}"#.into()
            })
        },
        items: Ok(ALL),
        queries: &["", "?page=2", "?page=3", "?page=4"],
    },
    Case {
        name: "the caller's first page is respected",
        operation: &NUMBERED,
        start: &[("page", "2")],
        answer: |seen| page(seen, |_| r#"{"total_pages":3}"#.into()),
        items: Ok(&[10, 11, 20, 21]),
        queries: &["?page=2", "?page=3"],
    },
    Case {
        name: "page 0 is followed by page 1",
        operation: &NUMBERED,
        start: &[("page", "0")],
        answer: |seen| match seen.number("page") {
            Some(0) => r#"{"result":[7],"result_info":{"total_pages":1}}"#.into(),
            _ => page(seen, |_| r#"{"total_pages":1}"#.into()),
        },
        items: Ok(&[7, 0, 1]),
        queries: &["?page=0", "?page=1"],
    },
    Case {
        name: "a null list is an empty page",
        operation: &NUMBERED,
        start: &[],
        answer: |_| r#"{"result":null}"#.into(),
        items: Ok(&[]),
        queries: &[""],
    },
    Case {
        name: "a server that ignores the page is noticed by what it sends",
        operation: &NUMBERED,
        start: &[],
        answer: |_| r#"{"result":[1,2]}"#.into(),
        items: Err(REPEATED),
        queries: &["", "?page=2"],
    },
    Case {
        name: "even when it would be the last page",
        operation: &NUMBERED,
        start: &[],
        answer: |_| r#"{"result":[1,2],"result_info":{"total_pages":2}}"#.into(),
        items: Err(REPEATED),
        queries: &["", "?page=2"],
    },
    Case {
        name: "items with the same ids are the same, whatever else changes",
        operation: &NUMBERED,
        start: &[],
        answer: |seen| {
            let number = seen.number("page").unwrap_or(1);
            format!(r#"{{"result":[{{"id":7,"seen":{number}}}]}}"#)
        },
        items: Err(REPEATED),
        queries: &["", "?page=2"],
    },
    Case {
        name: "a page number that does not advance is ignored while the items differ",
        operation: &NUMBERED,
        start: &[],
        answer: |seen| page(seen, |_| r#"{"page":1}"#.into()),
        items: Ok(ALL),
        queries: &["", "?page=2", "?page=3", "?page=4"],
    },
    Case {
        name: "a server that returns page 1 for page 0 is asked for page 2 next",
        operation: &NUMBERED,
        start: &[("page", "0")],
        answer: |seen| match seen.number("page") {
            Some(0 | 1) => r#"{"result":[0,1],"result_info":{"page":1}}"#.into(),
            Some(2) => r#"{"result":[10,11],"result_info":{"page":2}}"#.into(),
            _ => r#"{"result":[]}"#.into(),
        },
        items: Ok(&[0, 1, 10, 11]),
        queries: &["?page=0", "?page=2", "?page=3"],
    },
    Case {
        name: "shorter pages than reported do not end the list early",
        operation: &NUMBERED,
        start: &[("per_page", "1000")],
        answer: |seen| {
            page(seen, |number| {
                format!(
                    r#"{{"page":{number},"per_page":1000,"count":2,"total_count":6,"total_pages":1}}"#
                )
            })
        },
        items: Ok(ALL),
        queries: &[
            "?per_page=1000",
            "?per_page=1000&page=2",
            "?per_page=1000&page=3",
        ],
    },
    Case {
        name: "a total that is too high is not waited for",
        operation: &NUMBERED,
        start: &[],
        answer: |seen| page(seen, |_| r#"{"total_count":7}"#.into()),
        items: Ok(ALL),
        queries: &["", "?page=2", "?page=3", "?page=4"],
    },
    Case {
        name: "a short last page ends a list that started in the middle",
        operation: &NUMBERED,
        start: &[("page", "3")],
        answer: |_| {
            r#"{"result":[7],"result_info":{"page":3,"per_page":25,"total_count":51}}"#.into()
        },
        items: Ok(&[7]),
        queries: &["?page=3"],
    },
    Case {
        name: "an empty page is not the last one if the server says so",
        operation: &MORE,
        start: &[],
        answer: |seen| match seen.number("page") {
            None => r#"{"result":[1],"more":true}"#.into(),
            Some(2 | 3) => r#"{"result":[],"more":true}"#.into(),
            _ => r#"{"result":[2],"more":false}"#.into(),
        },
        items: Ok(&[1, 2]),
        queries: &["", "?page=2", "?page=3", "?page=4"],
    },
    Case {
        name: "a last page that repeats its cursor is not a repeated page",
        operation: &CURSOR_MORE,
        start: &[],
        answer: |seen| match seen.number("after") {
            None => r#"{"result":[1],"next":"5","more":true}"#.into(),
            _ => r#"{"result":[2],"next":"5","more":false}"#.into(),
        },
        items: Ok(&[1, 2]),
        queries: &["", "?after=5"],
    },
    Case {
        name: "pages before the caller's first one count as received",
        operation: &NUMBERED,
        start: &[("page", "2")],
        answer: |seen| page(seen, |_| r#"{"total_count":6}"#.into()),
        items: Ok(&[10, 11, 20, 21]),
        queries: &["?page=2", "?page=3"],
    },
    Case {
        name: "a circle of pages is noticed",
        operation: &NUMBERED,
        start: &[],
        answer: |seen| format!(r#"{{"result":[{}]}}"#, seen.number("page").unwrap_or(1) % 2),
        items: Err(REPEATED),
        queries: &["", "?page=2", "?page=3"],
    },
    Case {
        name: "a first page that is no number cannot be counted from, so nothing is sent",
        operation: &NUMBERED,
        start: &[("page", "-1")],
        answer: |_| r#"{"result":[1]}"#.into(),
        items: Err("things.list: `page` must be a non-negative integer"),
        queries: &[],
    },
    Case {
        name: "nor can an offset",
        operation: &OFFSET,
        start: &[("skip", "x")],
        answer: |_| r#"{"result":{"entries":[1]}}"#.into(),
        items: Err("things.list: `skip` must be a non-negative integer"),
        queries: &[],
    },
    Case {
        name: "a cursor may be anything",
        operation: &CURSOR,
        start: &[("after", "-x")],
        answer: |_| r#"{"result":[1]}"#.into(),
        items: Ok(&[1]),
        queries: &["?after=-x"],
    },
    Case {
        name: "offsets count items",
        operation: &OFFSET,
        start: &[],
        answer: |seen| {
            let entries = items(seen.number("skip").unwrap_or(0) / 2, 3);
            format!(r#"{{"result":{{"entries":{entries}}},"total":6}}"#)
        },
        items: Ok(ALL),
        queries: &["", "?skip=2", "?skip=4"],
    },
    Case {
        name: "cursors lead on, even over an empty page",
        operation: &CURSOR,
        start: &[],
        answer: |seen| match seen.number("after") {
            None => r#"{"result":[1],"next":"5"}"#.into(),
            Some(5) => r#"{"result":[],"next":6}"#.into(),
            _ => r#"{"result":[2],"next":""}"#.into(),
        },
        items: Ok(&[1, 2]),
        queries: &["", "?after=5", "?after=6"],
    },
    Case {
        name: "a cursor that comes again is a circle",
        operation: &CURSOR,
        start: &[],
        answer: |_| r#"{"result":[1],"next":"5"}"#.into(),
        items: Err("things.list: the server returned the same page again: it ignores `after`"),
        queries: &["", "?after=5"],
    },
    Case {
        name: "the last item can be the cursor",
        operation: &LAST,
        start: &[],
        answer: |seen| match seen.number("after") {
            None => r#"{"result":[1,2],"more":true}"#.into(),
            _ => r#"{"result":[3],"more":false}"#.into(),
        },
        items: Ok(&[1, 2, 3]),
        queries: &["", "?after=2"],
    },
    Case {
        name: "the body can be the list, and pages be counted from 0",
        operation: &ARRAY,
        start: &[],
        answer: |seen| items(seen.number("page").unwrap_or(0), 2),
        items: Ok(&[0, 1, 10, 11]),
        queries: &["", "?page=1", "?page=2"],
    },
    Case {
        name: "a list that is not cut into pages is one page",
        operation: &WHOLE,
        start: &[],
        answer: |_| r#"{"result":[1,2]}"#.into(),
        items: Ok(&[1, 2]),
        queries: &[""],
    },
];

pub fn request(server: &Server, case: &Case) -> Request {
    let mut request = client(server).request(case.operation);
    for (name, value) in case.start {
        request.query(name, value);
    }
    request
}

#[tokio::test]
async fn every_style_fetches_each_page_once() {
    for case in CASES {
        let answer = case.answer;
        let served = AtomicUsize::new(0);
        // A client in a loop must fail, not hang.
        let server = Server::start(move |seen| match served.fetch_add(1, Ordering::Relaxed) {
            0..10 => Answer::new(200, answer(seen)),
            _ => Answer::new(500, ""),
        });
        let items = request(&server, case)
            .items::<Value>()
            .try_collect::<Vec<_>>()
            .await;
        let items: Result<Vec<u64>, _> = items.map(|items| {
            items
                .iter()
                .map(|item| item.as_u64().unwrap_or(99))
                .collect()
        });
        let items = items.map_err(|error| error.to_string());
        assert_eq!(
            items.as_deref().map_err(String::as_str),
            case.items,
            "{}",
            case.name
        );
        let expected: Vec<String> = case
            .queries
            .iter()
            .map(|query| format!("/client/v4/things{query}"))
            .collect();
        let seen: Vec<String> = server.seen().into_iter().map(|seen| seen.target).collect();
        assert_eq!(seen, expected, "{}", case.name);
    }
}
