//! Alternatives of fields in bodies that are forms.

use serde_json::Value;

use crate::alone;

/// The client sets no field if a list is empty.
#[test]
fn forms_have_the_fields_of_an_alternative() {
    let fake = golden_constrained::testing::Fake::new();
    fake.stub("tickets.note", 204, Value::Null).expect("a stub");
    let tickets = fake.client().expect("a client").tickets();
    let note = || {
        let code = golden_constrained::tickets::Code::new("AB1");
        tickets.note(code.expect("a code")).public(true)
    };
    let none: [String; 0] = [];
    alone(async {
        let error = note().urls(none).await.expect_err("no alternative");
        assert_eq!(error.status().map(|it| it.as_u16()), Some(400), "{error:?}");
        let expected = "expected at least one of `text`, or `urls`";
        assert!(error.to_string().contains(expected), "{error}");
        note().text("").await.expect("an alternative");
        let urls = ["https://a.example".to_owned(), "b".to_owned()];
        note().urls(urls).await.expect("an alternative");
    });
}

#[tokio::test]
async fn multipart_forms_have_the_fields_of_an_alternative() {
    let fake = golden_streams::testing::Fake::new();
    let server = fake.serve().expect("a server");
    let stubbed = fake.stub("files.annotate", 204, Value::Null);
    stubbed.expect("a stub");
    let none: [String; 0] = [];
    for client in [fake.client(), server.client()] {
        let files = client.expect("a client").files();
        let annotate = || files.annotate("a.txt").author("notes");
        let error = annotate().notes(none.clone()).await;
        let error = error.expect_err("no alternative");
        assert_eq!(error.status().map(|it| it.as_u16()), Some(400), "{error:?}");
        let expected = "expected at least one of `notes`, or `preview`";
        assert!(error.to_string().contains(expected), "{error}");
        let notes = ["one".to_owned(), "two".to_owned()];
        annotate().notes(notes).await.expect("an alternative");
        let preview = b"\r\n\r\n--x".to_vec();
        annotate().preview(preview).await.expect("an alternative");
    }
}
