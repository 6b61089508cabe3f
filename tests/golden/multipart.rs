//! Multipart bodies on the wire, byte for byte.

use clientwright_tests::server::{Answer, Seen, Server};
use golden_requests::bodies::{Note, NotePost, PartsBodyParams, Size};
use golden_requests::{Client, Error, ErrorKind, Part};
use serde_json::json;

/// The request of a call as the server received it.
async fn seen<T>(call: impl AsyncFnOnce(Client) -> Result<T, Error>) -> Seen {
    let server = Server::constant(Answer::new(200, json!({}))).await;
    let client = Client::builder().base_url(server.url()).build();
    call(client.expect("a client")).await.expect("a response");
    server.seen().remove(0)
}

/// The body with `BOUNDARY` in place of its boundary.
fn body(seen: &Seen) -> String {
    let content_type = seen.header("content-type").expect("a content type");
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=");
    let body = String::from_utf8(seen.body.clone()).expect("a body of text");
    body.replace(boundary.expect("a boundary"), "BOUNDARY")
}

/// A body of parts, each with its head and content.
fn multipart(parts: &[(&str, &str)]) -> String {
    let parts = parts.iter().map(|(head, content)| {
        format!("--BOUNDARY\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    });
    parts.collect::<String>() + "--BOUNDARY--\r\n"
}

fn photo() -> PartsBodyParams {
    let photo = Part::new(vec![b'x']).file_name("a.png");
    PartsBodyParams { photo }
}

#[tokio::test]
async fn parts_have_the_content_types_of_the_spec() {
    let seen = seen(async |client| {
        let request = client.bodies().parts(photo()).clear_reply();
        request
            .attachment(b"%PDF".to_vec())
            .caption("# \"t\"")
            .title("\"t\"")
            .note(Note::new("n"))
            .notes([Note::new("m"), Note::new("o")])
            .tags(["a", "b"])
            .labels(["l", "m"])
            .sizes([Size::new(1, 2), Size::new(3, 4)])
            .await
    })
    .await;
    let json = "Content-Type: application/json";
    let tags = "name=\"tags\"\r\nContent-Type: text/plain; charset=utf-8";
    let notes = "name=\"notes\"\r\nContent-Type: application/json; v=1";
    let photo = "name=\"photo\"; filename=\"a.png\"\r\nContent-Type: image/png";
    let expected = multipart(&[
        (photo, "x"),
        (&format!("name=\"version\"\r\n{json}"), "2"),
        (&format!("name=\"reply\"\r\n{json}"), "null"),
        ("name=\"attachment\"", "%PDF"),
        ("name=\"caption\"\r\nContent-Type: text/markdown", "# \"t\""),
        (&format!("name=\"title\"\r\n{json}"), "\"\\\"t\\\"\""),
        (
            "name=\"note\"\r\nContent-Type: application/vnd.note+json",
            "{\"title\":\"n\"}",
        ),
        (notes, "{\"title\":\"m\"}"),
        (notes, "{\"title\":\"o\"}"),
        (tags, "a"),
        (tags, "b"),
        ("name=\"labels[]\"", "l"),
        ("name=\"labels[]\"", "m"),
        (
            &format!("name=\"sizes[0]\"\r\n{json}"),
            "{\"width\":1,\"height\":2}",
        ),
        (
            &format!("name=\"sizes[1]\"\r\n{json}"),
            "{\"width\":3,\"height\":4}",
        ),
    ]);
    assert_eq!(body(&seen), expected);
}

#[tokio::test]
async fn the_members_of_a_model_are_parts() {
    let post = NotePost::new("t").related(Note::new("r"));
    let seen = seen(async |client| client.bodies().whole_parts(&post).await).await;
    let expected = multipart(&[
        ("name=\"title\"", "t"),
        (
            "name=\"related\"\r\nContent-Type: application/json",
            "{\"title\":\"r\"}",
        ),
    ]);
    assert_eq!(body(&seen), expected);
}

/// A call whose photo has a content type and headers of its own.
async fn call_with_headers(client: Client) -> Result<(), Error> {
    let photo = Part::new(vec![b'x']).file_name("a.png");
    let photo = photo.content_type("image/x-png").header("X-Id", "1");
    let photo = photo.header("Content-Language", "en");
    let attachment = Part::new(&b"y"[..]).content_type("image/gif");
    let request = client.bodies().parts(PartsBodyParams { photo });
    request.attachment(attachment).note(Note::new("n")).await
}

#[tokio::test]
async fn callers_set_content_types_and_headers_of_parts() {
    let seen = seen(call_with_headers).await;
    let photo = "name=\"photo\"; filename=\"a.png\"\r\nContent-Type: image/x-png\r\n\
                 X-Id: 1\r\nContent-Language: en";
    let expected = multipart(&[
        (photo, "x"),
        ("name=\"version\"\r\nContent-Type: application/json", "2"),
        ("name=\"attachment\"\r\nContent-Type: image/gif", "y"),
        (
            "name=\"note\"\r\nContent-Type: application/vnd.note+json",
            "{\"title\":\"n\"}",
        ),
    ]);
    assert_eq!(body(&seen), expected);
}

#[tokio::test]
async fn parts_are_written_as_curl_writes_them() {
    let server = Server::constant(Answer::new(200, json!({}))).await;
    let fields = [
        "photo=x;filename=a.png;type=image/x-png;headers=\"X-Id: 1\";headers=\"Content-Language: en\"",
        "version=2;type=application/json",
        "attachment=y;type=image/gif",
        "note={\"title\":\"n\"};type=application/vnd.note+json",
    ];
    let fields = fields.iter().flat_map(|field| ["--form", field]);
    let url = server.url().to_owned();
    let mut curl = std::process::Command::new("curl");
    curl.args(["--silent", "--noproxy", "*"])
        .args(fields)
        .arg(url);
    let output = tokio::task::spawn_blocking(move || curl.output()).await;
    // Skipped without curl.
    let Ok(output) = output.expect("no panic") else {
        return;
    };
    assert!(output.status.success(), "{output:?}");
    let by_curl = server.seen().remove(0);
    assert_eq!(body(&seen(call_with_headers).await), body(&by_curl));
}

#[tokio::test]
async fn parts_that_would_break_the_body_are_not_sent() {
    let client = Client::new().expect("a client");
    for (part, reason) in [
        (
            Part::new("x").header("X-Id", "1\r\nX: y"),
            "`photo`: the value of header `X-Id`",
        ),
        (
            Part::new("x").content_type("a/b\r\nX: y"),
            "`photo`: the media type",
        ),
    ] {
        let error = client.bodies().parts(PartsBodyParams { photo: part }).await;
        let error = error.expect_err("an invalid header");
        let kind = error.kind();
        assert!(matches!(kind, ErrorKind::InvalidArgument), "{error:?}");
        assert!(error.to_string().contains(reason), "{error}");
    }
}
