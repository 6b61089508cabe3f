//! Complete responses with unexpected content.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::Duration;

use clientwright_runtime::model::Value;
use clientwright_runtime::{BodyFormat, ErrorKind, Operation, PageStyle, Pagination};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::FINE;
use crate::server::{Act, Answer, Server, answer, message};
use crate::table::{
    BASIC, EVERYWHERE, GET, Row, SECRETS, Wait, builder, check, check_with_basic, outcome,
};

static HEAD: Operation = Operation::head("things.head", "/things");
static POST: Operation = Operation {
    body: Some(BodyFormat::Json),
    ..Operation::post("things.create", "/things")
};
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

/// Body size limit in the rows that test it.
const LIMIT: usize = 10_000;

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).expect("memory");
    encoder.finish().expect("memory")
}

/// A response of this length in bytes: a number in an envelope, padded with spaces.
fn of_length(length: usize) -> Vec<u8> {
    let mut body = br#"{"result":7}"#.to_vec();
    body.resize(length, b' ');
    body
}

/// A chunked body.
fn chunked(body: &[u8]) -> Vec<u8> {
    let mut bytes = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for byte in body {
        bytes.extend_from_slice(b"1\r\n");
        bytes.extend_from_slice(&[*byte, b'\r', b'\n']);
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    bytes
}

/// A row with a single response, which is not retried.
fn row(name: &str, answer: Answer, outcome: &str) -> Row {
    Row::new(name, vec![answer], outcome, 1)
}

#[tokio::test]
async fn decode_errors_never_quote_the_body() {
    let broken_utf8 = b"{\"result\":\"s3cret \xff\"}";
    check(&[
        row(
            "as it should be",
            answer(200, "content-type: application/json\r\n", FINE),
            "value",
        ),
        row(
            "another content type",
            answer(200, "content-type: text/plain\r\n", FINE),
            "value",
        ),
        row("no content type", answer(200, "", FINE), "value"),
        row(
            "one byte at a time",
            vec![Act::Drip(message(200, "", FINE))],
            "value",
        ),
        row(
            "one byte to a chunk",
            vec![Act::Send(chunked(FINE.as_bytes()))],
            "value",
        ),
        row("both", vec![Act::Drip(chunked(FINE.as_bytes()))], "value"),
        row(
            "up to the end of the connection",
            vec![
                Act::Send(format!("HTTP/1.0 200 OK\r\n\r\n{FINE}").into_bytes()),
                Act::Close,
            ],
            "value",
        ),
        row(
            "after a hint",
            vec![
                Act::Send(b"HTTP/1.1 103 Early Hints\r\nlink: </s3cret>\r\n\r\n".to_vec()),
                Act::Send(message(200, "", FINE)),
            ],
            "value",
        ),
        row("nothing", answer(200, "", ""), "decode 200"),
        row(
            "nothing where nothing is expected",
            answer(200, "", ""),
            "value",
        )
        .sent(|request| request.send_empty()),
        row(
            "HTML where nothing is expected",
            answer(200, "content-type: text/html\r\n", "<html>s3cret</html>"),
            "decode 200",
        )
        .sent(|request| request.send_empty()),
        row("no content", answer(204, "", ""), "decode 204"),
        row(
            "no content where none is expected",
            answer(204, "", ""),
            "value",
        )
        .sent(|request| request.send_empty()),
        row(
            "HTML",
            answer(200, "content-type: text/html\r\n", "<html>s3cret</html>"),
            "decode 200",
        ),
        row(
            "HTML of a proxy",
            answer(404, "", "<html>s3cret</html>"),
            "api 404",
        ),
        row(
            "a byte order mark",
            answer(200, "", format!("\u{feff}{FINE}")),
            "value",
        ),
        row("no UTF-8", answer(200, "", broken_utf8), "decode 200"),
        row(
            "no UTF-8 in a text",
            answer(200, "", broken_utf8),
            "decode 200",
        )
        .sent(|request| request.send_with(|raw| raw.text().map(drop))),
        row(
            "half of it",
            answer(200, "", r#"{"result":"s3cr"#),
            "decode 200",
        ),
        row(
            "more than it",
            answer(200, "", format!("{FINE} s3cret")),
            "decode 200",
        ),
        row(
            "another type",
            answer(200, "", r#"{"result":"s3cret"}"#),
            "decode 200",
        ),
        row(
            "another shape",
            answer(200, "", r#"["s3cret"]"#),
            "decode 200",
        ),
        row("a string", answer(200, "", r#" "s3cret""#), "decode 200"),
        row(
            "a string instead of an object",
            answer(200, "", r#""s3cret""#),
            "decode 200",
        )
        .sent(|request| request.send_with(|raw| raw.json::<BTreeMap<String, u64>>().map(drop))),
        row(
            "a string where nothing is expected",
            answer(200, "", r#""s3cret""#),
            "value",
        )
        .sent(|request| request.send_empty()),
        row(
            "success as a string",
            answer(200, "", r#"{"success":"false","result":7}"#),
            "decode 200",
        ),
        row(
            "very deep",
            answer(200, "", "[".repeat(100_000)),
            "decode 200",
        ),
        row(
            "no result",
            answer(200, "", r#"{"success":true}"#),
            "decode 200",
        ),
        row(
            "a denied success",
            answer(200, "", r#"{"success":false,"result":"s3cret"}"#),
            "api 200",
        ),
    ])
    .await;
}

/// Responses that echo these strings in every possible place.
fn echoes(secrets: &[&str]) -> Vec<Row> {
    let all = secrets.join(" and ");
    let error = format!(
        r#"{{"code":"{all}","message":"{all}","documentation_url":"{all}","source":{{"pointer":"{all}"}}}}"#
    );
    let list = |success: bool| {
        format!(
            r#"{{"success":{success},"errors":[{error},"{all}"],"messages":[{error}],"result":7}}"#
        )
    };
    let id = format!("cf-ray: {all}\r\n");
    let encoding = format!("content-encoding: {all}\r\n");
    let key = format!(r#"{{"result":{{"{all}":"x"}}}}"#);
    vec![
        row("of a refusal", answer(403, &id, list(false)), "api 403"),
        row("of a denial", answer(200, &id, list(false)), "api 200"),
        row("of a success", answer(200, &id, list(true)), "value").sent(|request| {
            request.send_with(|raw| {
                for message in raw.messages() {
                    let shown = format!("{message:?} {message}");
                    assert!(shown.contains("[redacted]"), "{shown}");
                    assert!(!SECRETS.iter().any(|it| shown.contains(it)), "{shown}");
                }
                Ok(())
            })
        }),
        row(
            "of one error",
            answer(400, "", format!(r#"{{"error":{error}}}"#)),
            "api 400",
        ),
        row(
            "as an encoding",
            answer(200, &encoding, list(true)),
            "decode 200",
        ),
        row("as a place", answer(200, "", key), "decode 200").sent(|request| {
            request.send_with(|raw| raw.result::<BTreeMap<String, u64>>().map(drop))
        }),
        row("as text", answer(200, "", &all), "decode 200"),
        row("as HTML", answer(500, "", &all), "api 500").with(|builder| builder.max_retries(0)),
    ]
}

#[tokio::test]
async fn echoed_secrets_are_redacted() {
    check(&echoes(EVERYWHERE)).await;
    check_with_basic(&echoes(&[BASIC[1], "dXNlcjpzM2NyZXQtYmFzaWM="])).await;
    // The accessors of the error redact them, too.
    let body = format!(r#"{{"result":"{}"}}"#, EVERYWHERE.join(" "));
    let server = Server::scripted(vec![answer(200, "", body)]);
    let client = builder(&server.url).build().expect("a client");
    let error = client.request(&GET).send_result::<u64>().await;
    let error = error.expect_err("no number");
    let ErrorKind::Decode(failure) = error.kind() else {
        panic!("{error:?}");
    };
    let redacted = ["[redacted]"; EVERYWHERE.len()].join(" ");
    assert_eq!(
        failure.body_excerpt(),
        format!(r#"{{"result":"{redacted}"}}"#)
    );
}

#[tokio::test]
async fn gzip_bodies_are_decompressed_and_invalid_ones_rejected() {
    let gzipped = "content-encoding: gzip\r\n";
    let whole = gzip(FINE.as_bytes());
    let half = &whole[..whole.len() - 10];
    let mut tail = whole.clone();
    tail.extend_from_slice(b"s3cret");
    let padded = [whole.as_slice(), &[0; 9]].concat();
    let two = [gzip(&FINE.as_bytes()[..9]), gzip(&FINE.as_bytes()[9..])].concat();
    check(&[
        row("gzip", answer(200, gzipped, &whole), "value"),
        row(
            "its old name",
            answer(200, "content-encoding: X-GZip\r\n", &whole),
            "value",
        ),
        row("in two members", answer(200, gzipped, two), "value"),
        row("of a refusal", answer(404, gzipped, gzip(b"{}")), "api 404"),
        row("half of it", answer(200, gzipped, half), "decode 200"),
        row("zeros after it", answer(200, gzipped, &padded), "value"),
        row(
            "a wrong sum",
            answer(200, gzipped, &whole[..whole.len() - 1]),
            "decode 200",
        ),
        row(
            "something after it",
            answer(200, gzipped, &tail),
            "decode 200",
        ),
        row(
            "not compressed at all",
            answer(200, gzipped, "s3cret"),
            "decode 200",
        ),
        row(
            "broken, of a refusal",
            answer(404, gzipped, half),
            "api 404",
        ),
        row("of nothing", answer(204, gzipped, ""), "value").sent(|request| request.send_empty()),
        row(
            "not encoded",
            answer(200, "content-encoding: identity\r\n", FINE),
            "value",
        ),
        row(
            "an encoding nobody asked for",
            answer(200, "content-encoding: br\r\n", FINE),
            "decode 200",
        ),
        row(
            "two encodings",
            answer(200, "content-encoding: gzip, gzip\r\n", &whole),
            "decode 200",
        ),
    ])
    .await;
}

#[tokio::test]
async fn body_size_is_limited_before_and_after_decompression() {
    let too_large = format!("TooLarge {{ limit: {LIMIT} }}");
    let gzipped = "content-encoding: gzip\r\n";
    let endless = |head: &str, body| {
        vec![
            Act::Send(format!("HTTP/1.1 200 OK\r\n{head}\r\n").into_bytes()),
            Act::Endless(body),
        ]
    };
    // The head and one byte are sufficient.
    let announced = |length: usize| {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n ");
        vec![Act::Send(head.into_bytes()), Act::Hold]
    };
    let rows = [
        row(
            "as long as allowed",
            answer(200, "", of_length(LIMIT)),
            "value",
        ),
        row("longer", answer(200, "", of_length(LIMIT + 1)), &too_large),
        row(
            "longer in chunks",
            vec![Act::Send(chunked(&of_length(LIMIT + 1)))],
            &too_large,
        ),
        row(
            "as long as allowed in chunks",
            vec![Act::Send(chunked(&of_length(LIMIT)))],
            "value",
        ),
        row("announced to be longer", announced(LIMIT + 1), &too_large),
        row(
            "without end",
            endless("connection: close\r\n", b" "),
            &too_large,
        ),
        row(
            "chunks without end",
            endless("transfer-encoding: chunked\r\n", b"4\r\n    \r\n"),
            &too_large,
        ),
        row(
            "as long as allowed in gzip",
            answer(200, gzipped, gzip(&of_length(LIMIT))),
            "value",
        ),
        row(
            "longer in gzip",
            answer(200, gzipped, gzip(&of_length(LIMIT + 1))),
            &too_large,
        ),
        row(
            "a bomb",
            answer(200, gzipped, gzip(&of_length(5_000_000))),
            &too_large,
        ),
        // An error response needs no body, and its retry headers apply.
        row(
            "of a refusal",
            answer(404, "", of_length(LIMIT + 1)),
            "api 404",
        ),
        row(
            "without end, of a refusal",
            vec![
                Act::Send(b"HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n".to_vec()),
                Act::Endless(b" "),
            ],
            "api 404",
        ),
        row(
            "a bomb of a refusal",
            answer(404, gzipped, gzip(&of_length(5_000_000))),
            "api 404",
        ),
        Row::new(
            "of a server that is busy",
            vec![
                answer(503, "retry-after: 7\r\n", of_length(LIMIT + 1)),
                answer(200, "", FINE),
            ],
            "value",
            2,
        )
        .waiting(vec![Wait::Asked(Duration::from_secs(7))]),
        Row::new(
            "of a server that stays busy",
            vec![answer(503, gzipped, gzip(&of_length(LIMIT + 1)))],
            "api 503",
            3,
        ),
        // There is no body: the length is that of a GET response.
        row(
            "announced in answer to HEAD",
            vec![
                Act::Send(message(200, "", of_length(LIMIT + 1))[..40].to_vec()),
                Act::Send(b"\r\n\r\n".to_vec()),
            ],
            "value",
        )
        .of(&HEAD)
        .sent(|request| request.send_empty()),
    ];
    check(&rows.map(|row| row.with(|builder| builder.max_response_bytes(LIMIT)))).await;
}

#[tokio::test]
async fn redirects_to_another_origin_are_not_followed() {
    let other = Server::scripted(vec![answer(200, "", FINE)]);
    let mut rows = Vec::new();
    for status in [301, 302, 303, 307, 308] {
        let location = format!("location: {}/things\r\n", other.url);
        let elsewhere = vec![answer(status, &location, "")];
        let refused = format!("api {status}");
        rows.push(Row::new(status.to_string(), elsewhere, refused, 1));
    }
    check(&rows).await;
    // The same after a redirect within the origin.
    let there = format!("location: {}/there\r\n", other.url);
    let server = Server::scripted(vec![
        answer(307, "location: /here\r\n", ""),
        answer(307, &there, ""),
    ]);
    let client = builder(&server.url).build().expect("a client");
    let result = client.request(&GET).send_empty().await;
    assert_eq!((outcome(&result).as_str(), server.count()), ("api 307", 2));
    assert_eq!(other.opened(), 0);
}

#[tokio::test]
async fn redirects_that_would_turn_a_post_into_a_get_are_errors() {
    let moved = |status| answer(status, "location: /here\r\n", "");
    let mut rows = Vec::new();
    for status in [301, 302, 303] {
        let refused = format!("api {status}");
        rows.push(Row::new(format!("POST {status}"), vec![moved(status)], refused, 1).of(&POST));
        let server = Server::scripted(vec![moved(status), answer(200, "", FINE)]);
        let client = builder(&server.url).build().expect("a client");
        let call = client.request(&GET).send_result::<u64>();
        assert_eq!((call.await.ok(), server.count()), (Some(7), 2), "{status}");
    }
    check(&rows).await;
    for status in [307, 308] {
        let server = Server::scripted(vec![moved(status), answer(200, "", FINE)]);
        let client = builder(&server.url).build().expect("a client");
        let mut request = client.request(&POST);
        request.field("name", &"n");
        assert_eq!(request.send_result::<u64>().await.ok(), Some(7), "{status}");
        let seen = server.seen().pop().expect("a request");
        assert_eq!(
            (seen.method.as_str(), seen.target.as_str()),
            ("POST", "/here")
        );
        assert_eq!(
            seen.header("content-length"),
            Some(r#"{"name":"n"}"#.len().to_string().as_str())
        );
    }
}

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
            request.items::<Value>().try_collect().await.map(drop)
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

#[tokio::test]
async fn redirects_within_the_origin_keep_the_credentials() {
    let server = Server::start(|_, before| match before {
        0 => answer(307, "location: /here\r\n", ""),
        _ => answer(200, "", FINE),
    });
    let client = builder(&server.url).build().expect("a client");
    let call = client.request(&GET).send_result::<u64>();
    assert_eq!(call.await.ok(), Some(7));
    let seen = server.seen().pop().expect("a request");
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("GET", "/here")
    );
    for (header, expected) in [
        ("authorization", Some("Bearer s3cret-token")),
        ("x-auth-key", Some("s3cret-key")),
        ("x-auth-user-service-key", Some("s3cret-service")),
        ("cookie", Some("session=s3cret-session")),
        // It would contain the query, which may contain a secret.
        ("referer", None),
    ] {
        assert_eq!(seen.header(header), expected, "{header}");
    }
}

#[tokio::test]
async fn redirect_loops_end() {
    let server = Server::scripted(vec![answer(307, "location: /things\r\n", "")]);
    let client = builder(&server.url).build().expect("a client");
    let result = client.request(&GET).send_empty().await;
    assert_eq!(outcome(&result), "api 307");
    assert_eq!(server.count(), 11);
}
