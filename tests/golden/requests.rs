//! Requests on the wire.

use clientwright_tests::server::{Answer, Seen, Server};
use golden_requests::bodies::{
    FieldsBodyParams, FormBodyParams, InheritedBodyParams, KindInput, MultipartBodyParams, Note,
    NoteId, NotePatch, NotePost, WholeAndQueryParams,
};
use golden_requests::parameters::{
    Filter, HeadersParameterParams, Level, LocalsParameterParams, RequiredQueriesParams, Word,
};
use golden_requests::{Client, Error, Part};
use serde_json::{Value, json};

const NOTE: &str = "f174e90a-fafe-4643-bbbc-4a0ed4fc8415";

/// The request of a call as the server received it.
async fn seen<T>(call: impl AsyncFnOnce(Client) -> Result<T, Error>) -> Seen {
    let server = Server::constant(Answer::new(200, json!({"id": NOTE, "title": "t"}))).await;
    let client = Client::builder()
        .base_url(server.url())
        .build()
        .expect("a client");
    call(client).await.expect("a response");
    server.seen().remove(0)
}

fn body(seen: &Seen) -> Value {
    serde_json::from_slice(&seen.body).expect("a body of JSON")
}

fn text(seen: &Seen) -> &str {
    std::str::from_utf8(&seen.body).expect("a body of text")
}

fn note_id() -> NoteId {
    NOTE.parse().expect("a UUID")
}

#[tokio::test]
async fn paths_encode_values_of_every_type() {
    let day = "2026-02-28".parse().expect("a date");
    let seen = seen(async |client| {
        client
            .parameters()
            .paths("a/b c", -1, "thing 1", Word::from("x?"), day)
            .await
    })
    .await;
    assert_eq!(
        seen.path,
        "/parameters/a%2Fb%20c/-1/thing%201/x%3F/2026-02-28"
    );
}

#[tokio::test]
async fn parameters_may_be_named_like_local_variables() {
    let must = LocalsParameterParams { must: true };
    let seen = seen(async |client| {
        client
            .parameters()
            .locals("a", "b", "c", "d", "e", must, &Word::First)
            .await
    })
    .await;
    assert_eq!(
        (seen.path.as_str(), seen.query.as_deref()),
        ("/parameters/locals/a/b/c/d/e", Some("must=true"))
    );
    assert_eq!(body(&seen), "first");
}

#[tokio::test]
async fn queries_encode_values_of_every_type() {
    let seen = seen(async |client| {
        let request = client
            .parameters()
            .queries()
            .text("")
            .flag(false)
            .number(-1)
            .fraction(1.5);
        let request = request
            .instant("2026-01-31T12:00:00Z".parse().expect("an instant"))
            .id("T")
            .count(7)
            .level(Level::High);
        request
            .word(Word::Second)
            .alias("a")
            .verbose(true)
            .trace_id("t-1")
            .await
    })
    .await;
    let query = "fixed=1.0&text=&flag=false&number=-1&fraction=1.5&instant=2026-01-31T12%3A00%3A00Z&id=T&count=7&level=2\
                 &word=second&alias=a&verbose=true";
    assert_eq!(seen.query.as_deref(), Some(query));
    assert_eq!(seen.header("trace"), Some("t-1"));
}

#[tokio::test]
async fn required_query_parameters_are_sent_unless_none() {
    let params = RequiredQueriesParams {
        text: "t".to_owned(),
        flag: true,
        ids: vec!["a".into(), "b".into()],
        word: Word::First,
        maybe: None,
        filter: Filter::new().words([Word::First, Word::Second]),
        labels: [("k".to_owned(), "v".to_owned())].into(),
    };
    let seen = seen(async |client| client.parameters().required_queries(params).await).await;
    let query = "text=t&flag=true&ids=a&ids=b&word=first&filter%5Bwords%5D%5B0%5D=first&filter%5Bwords%5D%5B1%5D=second\
                 &labels%5Bk%5D=v";
    assert_eq!(seen.query.as_deref(), Some(query));
}

#[tokio::test]
async fn lists_follow_their_serialization_style() {
    let days = ["2026-01-01", "2026-01-02"].map(|day| day.parse().expect("a date"));
    let seen = seen(async |client| {
        let request = client
            .parameters()
            .lists()
            .repeat(["a", "b"])
            .brackets([1, 2])
            .comma([Word::First, Word::Second]);
        request
            .space(["x", "y"])
            .pipe(days)
            .default([true, false])
            .alias(["t"])
            .await
    })
    .await;
    let query = "repeat=a&repeat=b&brackets%5B%5D=1&brackets%5B%5D=2&comma=first,second&space=x%20y\
                 &pipe=2026-01-01%7C2026-01-02&default=true&default=false&alias=t";
    assert_eq!(seen.query.as_deref(), Some(query));
}

#[tokio::test]
async fn headers_and_cookies_are_sent() {
    let params = HeadersParameterParams {
        number: 1,
        x_ids: vec!["a".into(), "b".into()],
        session: "s".to_owned(),
    };
    let seen = seen(async |client| {
        client
            .parameters()
            .headers(params)
            .x_text("t")
            .x_list(["c", "d"])
            .theme(Word::First)
            .await
    })
    .await;
    for (name, value) in [
        ("x-number", "1"),
        ("x-ids", "a,b"),
        ("x-text", "t"),
        ("x-list", "c,d"),
        ("x-version", "2"),
    ] {
        assert_eq!(seen.header(name), Some(value), "{name}");
    }
    assert_eq!(seen.header("cookie"), Some("session=s; theme=first"));
}

#[tokio::test]
async fn parameters_may_be_named_like_request_methods() {
    let seen = seen(async |client| {
        let request = client
            .parameters()
            .reserved()
            .send_("s")
            .timeout_(1)
            .items_(["i"])
            .pages_(2)
            .r#type("t")
            .self_("me");
        request
            .new_(true)
            .clone_(false)
            .extra_header_("h")
            .into_future_(true)
            .clear_deadline()
            .max_retries_(3)
            .send()
            .await
    })
    .await;
    assert_eq!(
        seen.query.as_deref(),
        Some("send=s&timeout=1&items=i&pages=2&type=t&self=me&new=true&clone=false&extra_header=h")
    );
    assert_eq!(
        body(&seen),
        json!({"into_future": true, "deadline": null, "max_retries": 3})
    );
}

#[tokio::test]
async fn bodies_contain_fields_constants_and_nulls() {
    let params = FieldsBodyParams {
        title: "t".to_owned(),
        parent: None,
        tags: vec!["a".to_owned()],
        more: json!([1, null]),
    };
    let seen = seen(async |client| {
        client
            .bodies()
            .fields(params)
            .clear_size()
            .weights([1, 2])
            .matrix([vec![1], vec![]])
            .await
    })
    .await;
    let expected = json!({
        "title": "t", "parent": null, "version": 1, "kind": "memo", "at": "2026-01-01T00:00:00Z", "tags": ["a"], "more": [1, null],
        "size": null, "weights": [1, 2], "matrix": [[1], []],
    });
    assert_eq!(body(&seen), expected);
}

#[tokio::test]
async fn bodies_contain_fields_of_models() {
    let params = InheritedBodyParams {
        title: "t".to_owned(),
        kind: KindInput::Letter,
    };
    let seen = seen(async |client| {
        client
            .bodies()
            .inherited(params)
            .clear_text()
            .related(Note::new("r"))
            .notify(true)
            .await
    })
    .await;
    assert_eq!(
        body(&seen),
        json!({"title": "t", "kind": "letter", "text": null, "related": {"title": "r"}, "notify": true})
    );
}

#[tokio::test]
async fn types_contain_fields_of_models() {
    let answer = Answer::new(
        200,
        json!([{"id": NOTE, "title": "t", "text": "unknown here"}]),
    );
    let server = Server::constant(answer).await;
    let client = Client::builder().base_url(server.url()).build();
    let notes = client
        .expect("a client")
        .bodies()
        .batch()
        .posts([NotePost::new("p").related(Note::new("r"))])
        .patches([NotePatch::new(note_id()).clear_text()])
        .await
        .expect("a response");
    assert_eq!((&notes[0].id, notes[0].title.as_str()), (&note_id(), "t"));
    assert_eq!(
        body(&server.seen().remove(0)),
        json!({
            "posts": [{"title": "p", "related": {"title": "r"}}],
            "patches": [{"text": null, "id": NOTE}],
        })
    );
}

#[tokio::test]
async fn forms_are_url_encoded() {
    let params = FormBodyParams {
        name: "a b&c".to_owned(),
    };
    let seen = seen(async |client| {
        client
            .bodies()
            .form(params)
            .ids([note_id()])
            .kind(KindInput::Memo)
            .on(false)
            .await
    })
    .await;
    assert_eq!(
        seen.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    let mut pairs: Vec<_> = text(&seen).split('&').collect();
    pairs.sort_unstable();
    assert_eq!(
        pairs,
        [
            "grant=password",
            &format!("ids={NOTE}"),
            "kind=memo",
            "name=a+b%26c",
            "on=false"
        ]
    );
}

#[tokio::test]
async fn multipart_bodies_contain_files_and_fields() {
    let file = Part::new(vec![b'x']).file_name("a.txt");
    let params = MultipartBodyParams {
        file,
        kind: KindInput::Memo,
    };
    let seen = seen(async |client| {
        client
            .bodies()
            .multipart(params)
            .preview(vec![b'y'])
            .name("n")
            .labels(["l", "m"])
            .await
    })
    .await;
    assert!(
        seen.header("content-type")
            .is_some_and(|it| it.starts_with("multipart/form-data; boundary="))
    );
    let body = text(&seen);
    for part in [
        "name=\"file\"; filename=\"a.txt\"\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n",
        "name=\"preview\"\r\n\r\ny\r\n",
        "name=\"name\"\r\n\r\nn\r\n",
        "name=\"kind\"\r\n\r\nmemo\r\n",
    ] {
        assert!(body.contains(part), "{part} is not in {body}");
    }
}

#[tokio::test]
async fn text_and_binary_bodies_are_sent_verbatim() {
    let markdown = seen(async |client| client.bodies().markdown("# \"t\"").await).await;
    assert_eq!(
        (markdown.header("content-type"), text(&markdown)),
        (Some("text/markdown"), "# \"t\"")
    );
    let bytes = seen(async |client| client.bodies().bytes(vec![0, 255]).await).await;
    assert_eq!(
        (bytes.header("content-type"), bytes.body.as_slice()),
        (Some("image/png"), [0, 255].as_slice())
    );
}

#[tokio::test]
async fn bodies_may_be_a_single_value() {
    let note = Note::new("t");
    let json = json!({"title": "t"});
    assert_eq!(
        body(&seen(async |client| client.bodies().whole(&note).await).await),
        json
    );
    assert_eq!(
        body(&seen(async |client| client.bodies().whole_list(&[Note::new("t")]).await).await),
        json!([json])
    );
    assert_eq!(
        body(&seen(async |client| client.bodies().whole_alias(&[Note::new("t")]).await).await),
        json!([json])
    );
    assert_eq!(
        body(&seen(async |client| client.bodies().whole_string("s").await).await),
        "s"
    );
    assert_eq!(
        body(&seen(async |client| client.bodies().whole_text_alias("s").await).await),
        "s"
    );
    assert_eq!(
        body(&seen(async |client| client.bodies().whole_number(7).await).await),
        7
    );
    assert_eq!(
        body(&seen(async |client| client.bodies().whole_id(&note_id()).await).await),
        NOTE
    );
    assert_eq!(
        body(&seen(async |client| client.bodies().whole_union(&"s".into()).await).await),
        "s"
    );
    assert_eq!(
        body(&seen(async |client| client.bodies().whole_kind(&KindInput::Memo).await).await),
        "memo"
    );
    assert_eq!(
        body(&seen(async |client| client.bodies().whole_json(&json!([1])).await).await),
        json!([1])
    );
    let seen_form = seen(async |client| client.bodies().whole_form(&note).await).await;
    assert_eq!(text(&seen_form), "title=t");
    let both = WholeAndQueryParams { dry_run: true };
    let seen =
        seen(async |client| client.bodies().whole_and_query(both, &note).body("q").await).await;
    assert_eq!(
        (seen.query.as_deref(), body(&seen)),
        (Some("dry_run=true&body=q"), json)
    );
}
