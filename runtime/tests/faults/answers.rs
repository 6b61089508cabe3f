//! Complete responses with unexpected content.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::Duration;

use clientwright_runtime::{ErrorKind, Operation};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::FINE;
use crate::server::{Act, Server, answer, message};
use crate::table::{
    BASIC, EVERYWHERE, GET, LIMIT, Row, SECRETS, Wait, builder, check, check_with_basic, of_length,
    row,
};

static HEAD: Operation = Operation::head("things.head", "/things");

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).expect("memory");
    encoder.finish().expect("memory")
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
