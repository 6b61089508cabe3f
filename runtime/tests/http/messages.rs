//! Requests: paths, queries, headers, bodies, and invalid arguments.

use std::time::Duration;

use clientwright_runtime::{BodyFormat, Bytes, ListStyle, Operation, OptionalBody, Part, Request};

use crate::server::Server;
use crate::{builder, client};

static GET: Operation = Operation::get("things.get", "/accounts/{account_id}/things/{thing_id}");
static LIST: Operation = Operation::get("things.list", "/things");
static EDIT: Operation = Operation {
    body: Some(BodyFormat::Json),
    ..Operation::patch("things.edit", "/things")
};
static OPTIONAL: Operation = Operation {
    body: Some(BodyFormat::Json),
    optional_body: Some(OptionalBody::new()),
    ..Operation::post("things.poke", "/things")
};
static DELETE: Operation = Operation::delete("things.delete", "/things");
static MERGE: Operation = Operation {
    body: Some(BodyFormat::Json),
    content_type: Some("application/merge-patch+json"),
    ..Operation::patch("things.merge", "/things")
};
static FORM: Operation = Operation {
    body: Some(BodyFormat::Form),
    ..Operation::post("things.form", "/things")
};
static UPLOAD: Operation = Operation {
    body: Some(BodyFormat::Multipart),
    ..Operation::post("things.upload", "/things")
};
static TEXT: Operation = Operation {
    body: Some(BodyFormat::Text),
    accept: "text/plain",
    ..Operation::put("things.text", "/things")
};
static RAW: Operation = Operation {
    body: Some(BodyFormat::Bytes),
    ..Operation::put("things.raw", "/things")
};

type Fill = fn(&mut Request);

/// Sends a request and returns it as the server received it.
async fn sent(operation: &'static Operation, fill: Fill) -> crate::server::Seen {
    let server = Server::constant(200, "");
    let mut request = client(&server).request(operation);
    fill(&mut request);
    request.send_empty().await.expect("a response");
    server.last()
}

#[tokio::test]
async fn paths_and_queries_are_encoded() {
    let cases: [(&'static Operation, Fill, &str); 10] = [
        (
            &GET,
            |r| {
                r.path("account_id", &"023e");
                r.path("thing_id", &"a/b")
            },
            "/accounts/023e/things/a%2Fb",
        ),
        (
            &GET,
            |r| {
                r.path("thing_id", &" ");
                r.path("account_id", &"é%")
            },
            "/accounts/%C3%A9%25/things/%20",
        ),
        (
            &GET,
            |r| {
                r.path("account_id", &"!$&'()*+,;=:@-._~");
                r.path("thing_id", &1)
            },
            "/accounts/!$&'()*+,;=:@-._~/things/1",
        ),
        (&LIST, |_| {}, "/things"),
        (
            &LIST,
            |r| {
                r.query("page", &0);
                r.query("per_page", &0)
            },
            "/things?page=0&per_page=0",
        ),
        (
            &LIST,
            |r| {
                r.query("q", &"a b+c~*'\"[]");
                r.query("on", &true)
            },
            "/things?q=a+b%2Bc~%2A%27%22%5B%5D&on=true",
        ),
        (
            &LIST,
            |r| {
                r.query_list("d", ListStyle::Repeat, ["a.com", "b"]);
                r.query("s", &"")
            },
            "/things?d=a.com&d=b&s=",
        ),
        (
            &LIST,
            |r| {
                r.query_value(
                    "o",
                    ListStyle::Repeat,
                    &[("a", 1)]
                        .into_iter()
                        .collect::<std::collections::BTreeMap<_, _>>(),
                )
            },
            "/things?o%5Ba%5D=1",
        ),
        (
            &LIST,
            |r| {
                r.query("a", &1);
                r.extra_query("b", "2");
                r.query("a", &3)
            },
            "/things?a=3&b=2",
        ),
        (
            &LIST,
            |r| {
                r.append_query("a", "1&");
                r.query_list("d", ListStyle::Repeat, ["x", "y"]);
                r.append_query("a", "2");
                r.append_query("d", "z");
                r.query_list("e", ListStyle::Repeat, [""; 0]);
                r.append_query("e", "3");
                r.append_query("f", "4");
                r.extra_query("f", "5");
            },
            "/things?a=1%26&a=2&d=x&d=y&d=z&e=3&f=5",
        ),
    ];
    for (operation, fill, expected) in cases {
        let seen = sent(operation, fill).await;
        assert_eq!(seen.target, format!("/client/v4{expected}"));
        assert_eq!(seen.method, "GET");
        assert_eq!(
            (seen.header("content-type"), seen.body.as_str()),
            (None, "")
        );
    }
}

#[tokio::test]
async fn bodies_are_sent_with_their_media_type() {
    let cases: [(&'static Operation, Fill, Option<&str>, &str); 9] = [
        (&EDIT, |_| {}, Some("application/json"), "{}"),
        (
            &EDIT,
            |r| {
                r.field("z", &"ü\"");
                r.field("a", &[1, 2]);
                r.null("n");
                r.field("z", &false)
            },
            Some("application/json"),
            r#"{"z":false,"a":[1,2],"n":null}"#,
        ),
        (
            &EDIT,
            |r| {
                r.json(&Some(
                    [("k", 1)]
                        .into_iter()
                        .collect::<std::collections::BTreeMap<_, _>>(),
                ));
                r.extra_body("x", &2)
            },
            Some("application/json"),
            r#"{"k":1,"x":2}"#,
        ),
        (&OPTIONAL, |_| {}, None, ""),
        (&DELETE, |_| {}, None, ""),
        (
            &MERGE,
            |r| r.null("a"),
            Some("application/merge-patch+json"),
            r#"{"a":null}"#,
        ),
        (
            &FORM,
            |r| {
                r.field("a", &"x y&");
                r.field("l", &["1", "2"])
            },
            Some("application/x-www-form-urlencoded"),
            "a=x+y%26&l=1&l=2",
        ),
        (
            &TEXT,
            |r| r.text("Grüße".to_owned()),
            Some("text/plain; charset=utf-8"),
            "Grüße",
        ),
        (
            &RAW,
            |r| r.bytes(Bytes::from_static(b"\x01\x02").into()),
            Some("application/octet-stream"),
            "\u{1}\u{2}",
        ),
    ];
    for (operation, fill, media_type, body) in cases {
        let seen = sent(operation, fill).await;
        assert_eq!(
            (seen.header("content-type"), seen.body.as_str()),
            (media_type, body),
            "{}",
            operation.name
        );
    }
}

#[tokio::test]
async fn multipart_content_type_has_the_boundary() {
    let seen = sent(&UPLOAD, |r| {
        r.field("title", &"x");
        r.part(
            "file",
            Part::new("content")
                .file_name("a.txt")
                .content_type("text/plain"),
        );
    })
    .await;
    let boundary = seen
        .header("content-type")
        .and_then(|value| value.strip_prefix("multipart/form-data; boundary="));
    let boundary = boundary.expect("a boundary");
    assert!(
        seen.body.starts_with(&format!("--{boundary}\r\n"))
            && seen.body.ends_with(&format!("--{boundary}--\r\n"))
    );
    assert!(
        seen.body
            .contains("filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\ncontent\r\n"),
        "{}",
        seen.body
    );
}

#[tokio::test]
async fn header_precedence() {
    let server = Server::constant(200, "");
    let client = builder(&server)
        .default_header("x-a", "client")
        .default_header("x-b", "client")
        .build()
        .expect("a client");
    let mut request = client.request(&TEXT);
    request.text(String::new());
    request.header("x-b", &"operation");
    request.header_list("x-list", [1, 2]);
    request.cookie("c", &"1");
    request.cookie("d", &true);
    request.extra_header("X-C", "call");
    request.send_empty().await.expect("a response");
    let seen = server.last();
    for (name, expected) in [
        ("accept", "text/plain"),
        ("user-agent", "test-client/1.2.3"),
        ("authorization", "Bearer s3cret"),
        ("x-a", "client"),
        ("x-b", "operation"),
        ("x-list", "1,2"),
        ("cookie", "c=1; d=true"),
        ("x-c", "call"),
    ] {
        assert_eq!(seen.header(name), Some(expected), "{name}");
    }
    let mut request = client.request(&LIST);
    request.extra_header("authorization", "Bearer other");
    request.extra_header("user-agent", "mine");
    request.send_empty().await.expect("a response");
    assert_eq!(server.last().header("authorization"), Some("Bearer other"));
    assert_eq!(server.last().header("user-agent"), Some("mine"));
}

#[tokio::test]
async fn invalid_arguments_are_rejected_before_sending() {
    let server = Server::constant(200, "");
    let cases: [(&'static Operation, Fill, &str); 14] = [
        (
            &GET,
            |r| r.path("account_id", &""),
            "things.get: path parameter `account_id` must not be empty",
        ),
        (
            &GET,
            |r| r.path("account_id", &"."),
            "things.get: path parameter `account_id` must not be `.` or `..`",
        ),
        (
            &GET,
            |r| r.path("account_id", &".."),
            "things.get: path parameter `account_id` must not be `.` or `..`",
        ),
        (
            &GET,
            |r| r.path("account_id", &1),
            "things.get: missing path parameter `thing_id`",
        ),
        (
            &LIST,
            |r| r.header("x-a", &"s3\ncret"),
            "things.list: the value of header `x-a` contains invalid characters",
        ),
        (
            &LIST,
            |r| r.extra_header("x a", "1"),
            "things.list: `x a` is not a valid header name",
        ),
        (
            &EDIT,
            |r| r.extra_header("Content-Length", "1"),
            "things.edit: header `Content-Length` is set by the HTTP client",
        ),
        (
            &LIST,
            |r| r.extra_body("a", &1),
            "things.list: a GET request has no body",
        ),
        (
            &LIST,
            |r| r.cookie("c", &"a;b"),
            "things.list: cookie `c` contains invalid characters",
        ),
        (
            &EDIT,
            |r| r.field("f", &vec![f64::NAN]),
            "things.edit: `f` contains a number that is not finite",
        ),
        (
            &EDIT,
            |r| r.json(&f64::INFINITY),
            "things.edit: the body contains a number that is not finite",
        ),
        (
            &EDIT,
            |r| r.part("f", Part::new("")),
            "things.edit: a JSON body cannot contain a file",
        ),
        (&RAW, |_| {}, "things.raw: missing body"),
        (
            &GET,
            |r| {
                r.path("account_id", &"");
                r.path("thing_id", &".");
                r.path("account_id", &1)
            },
            "things.get: path parameter `account_id` must not be empty",
        ),
    ];
    for (operation, fill, expected) in cases {
        let mut request = client(&server).request(operation);
        fill(&mut request);
        let error = request.send_empty().await.expect_err(expected);
        assert!(error.is_invalid_argument());
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.operation(), Some(operation.name));
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn calls_are_lazy_and_send() {
    fn portable<T: Send + 'static>(value: T) -> T {
        value
    }
    let server = Server::constant(200, "");
    drop(portable(client(&server).request(&LIST).send_empty()));
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(server.seen().is_empty());
    drop(portable(client(&server).request(&LIST).items::<String>()));
    portable(client(&server).request(&LIST).send_empty())
        .await
        .expect("a response");
    assert_eq!(server.seen().len(), 1);
}

/// A builder like a generated one.
#[derive(Debug, Clone)]
struct ListThings {
    request: Request,
}

impl ListThings {
    fn send(self) -> clientwright_runtime::Call<String> {
        self.request.send_text()
    }
}

clientwright_runtime::request!(ListThings => String);

#[tokio::test]
async fn builders_are_awaitable_and_have_all_request_options() {
    let server = Server::constant(200, "hello");
    let list = ListThings {
        request: client(&server).request(&LIST),
    };
    let text = list
        .clone()
        .extra_header("x-a", "1")
        .extra_query("b", "2")
        .append_query("b", "3")
        .timeout(Duration::from_secs(9))
        .await;
    assert_eq!(text.ok().as_deref(), Some("hello"));
    assert_eq!(
        (server.last().target.as_str(), server.last().header("x-a")),
        ("/client/v4/things?b=2&b=3", Some("1"))
    );
    let edit = ListThings {
        request: client(&server).request(&EDIT),
    };
    edit.extra_body("a", &1).await.expect("a response");
    assert_eq!(
        (
            server.last().body.as_str(),
            server.last().header("content-type")
        ),
        (r#"{"a":1}"#, Some("application/json"))
    );
}
