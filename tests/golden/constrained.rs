//! Strings and numbers with constraints: checked when they are created, kept when they are received.

use clientwright_tests::server::{Answer, Server};
use golden_constrained::runtime::ConstraintError;
use golden_constrained::testing::Fake;
use golden_constrained::tickets::{
    Code, Contact, CreateTicketParams, Email, Level, Nickname, Password, Phone, Ratio, Recipient,
    Size, Ticket,
};
use golden_constrained::{Client, Error, ErrorKind};
use serde_json::{Value, json};

fn code(text: &str) -> Code {
    Code::new(text).expect("a valid code")
}

fn ticket() -> Ticket {
    Ticket::new(code("AB12"), Contact::Name("Ann".into()))
}

#[test]
fn creating_a_value_checks_it() {
    let violations = [
        (Code::new("A1"), "have at least 3 characters"),
        (Code::try_from("ABCDEFG12"), "have at most 8 characters"),
        ("ab12".parse(), "match the pattern `^[A-Z]+[0-9]+$`"),
    ];
    for (violation, expected) in violations {
        let error: ConstraintError = violation.expect_err(expected);
        assert_eq!(error.to_string(), format!("the value must {expected}"));
    }
    let valid: Nickname = code("ABC1");
    assert_eq!((valid.as_str(), valid.to_string()), ("ABC1", "ABC1".into()));
    assert_eq!(Level::try_from(5).map(Level::get), Ok(5));
    assert!(Level::new(6).is_err() && "0".parse::<Level>().is_err());
    assert!(Ratio::new(0.75).is_ok() && Ratio::new(0.7).is_err() && Ratio::new(0.0).is_err());
    // Only the length is checked.
    assert!(Password::new("ab").is_ok() && Password::new("a").is_err());
}

#[tokio::test]
async fn valid_values_are_sent_everywhere() -> Result<(), Error> {
    let sent = json!({"code": "AB12", "contact": "Ann"});
    let server = Server::constant(Answer::new(200, sent)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let level = Level::new(3).expect("a level");
    let tickets = client.tickets();
    tickets.get(code("AB12")).await?;
    let list = tickets.list().codes([code("AB1"), code("AB2")]);
    let list = list.level(level).ratio(Ratio::new(0.5).expect("a ratio"));
    // The response is no list.
    assert!(list.await.is_err());
    let new = ticket().level(level).spare([code("ZZ9")]);
    tickets.replace(code("AB12"), &new).await?;
    let seen = server.seen();
    assert_eq!(seen[0].path, "/tickets/AB12");
    let query = seen[1].query.as_deref();
    assert_eq!(query, Some("codes=AB1&codes=AB2&level=3&ratio=0.5"));
    let body: Value = serde_json::from_slice(&seen[2].body).expect("JSON");
    let expected = json!({"code": "AB12", "contact": "Ann", "level": 3, "spare": ["ZZ9"]});
    assert_eq!(body, expected);
    Ok(())
}

/// The server may have loosened the constraints after the client was built.
#[tokio::test]
async fn received_values_are_kept() -> Result<(), Error> {
    let received = json!({
        "code": "lower", "contact": "Ann", "level": 9, "ratio": -1.0, "spare": ["", "AB1"],
    });
    let server = Server::constant(Answer::new(200, received.clone())).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let ticket = client.tickets().get(code("AB12")).await?;
    assert!(!ticket.code.is_valid() && ticket.code.as_str() == "lower");
    assert!(
        ticket
            .level
            .is_some_and(|it| !it.is_valid() && it.get() == 9)
    );
    let spare = ticket.spare.clone().unwrap_or_default();
    assert_eq!(
        spare.iter().map(Code::is_valid).collect::<Vec<_>>(),
        [false, true]
    );
    assert_eq!(serde_json::to_value(&ticket).expect("JSON"), received);
    Ok(())
}

#[test]
fn constraints_choose_the_variant_of_a_union() {
    let contact =
        |text: &str| -> Contact { serde_json::from_value(json!(text)).expect("a string") };
    assert!(matches!(contact("+4912"), Contact::Phone(phone) if phone.as_str() == "+4912"));
    assert!(matches!(contact("a@b"), Contact::Email(_)));
    assert!(matches!(contact("Ann"), Contact::Name(_)));
    let size = |value: Value| -> Size { serde_json::from_value(value).expect("a value") };
    assert!(matches!(size(json!(5)), Size::Level(_)));
    assert!(matches!(size(json!(6)), Size::Other(6)));
    assert!(matches!(size(json!(["AB1"])), Size::Codes(_)));
    // A value that no variant matches is kept.
    assert!(matches!(size(json!(["a"])), Size::Unrecognized(value) if value == json!(["a"])));
    let sent = Contact::from(Email::new("a@b").expect("an address"));
    assert_eq!(serde_json::to_value(&sent).expect("JSON"), json!("a@b"));
    assert!(Phone::new("a@b").is_err());
}

/// The fake checks the constraints of types, in addition to those of fields.
#[tokio::test]
async fn the_fake_rejects_invalid_values() {
    let tickets = Fake::new().client().expect("a client").tickets();
    let invalid: Code = serde_json::from_value(json!("lower")).expect("a string");
    let params = |code| CreateTicketParams {
        code,
        contact: Contact::Name("Ann".into()),
    };
    tickets.create(params(code("AB1"))).await.expect("a ticket");
    let level = Level::new(1).expect("a level");
    let refused = [
        tickets.create(params(invalid.clone())).await,
        tickets
            .create(params(code("AB2")))
            .spare([invalid.clone()])
            .await,
        tickets.create(params(code("AB2"))).level(level).await,
    ];
    for (refused, expected) in refused.into_iter().zip([
        "`code` must match the pattern",
        "`spare` has an item that must match the pattern",
        "`level` must be at least 2",
    ]) {
        let error = refused.expect_err(expected).to_string();
        assert!(error.contains(expected), "{error}");
    }
    let listed = tickets.list().codes([invalid]).await;
    let error = listed.expect_err("an invalid code").to_string();
    assert!(
        error.contains("`codes` has an item that must match"),
        "{error}"
    );
}

#[tokio::test]
async fn a_body_has_the_fields_of_an_alternative() -> Result<(), Error> {
    let server = Server::constant(Answer::new(204, Value::Null)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let tickets = client.tickets();
    let assign = || tickets.assign(code("AB1")).silent(true);
    let level = Level::new(3).expect("a level");
    for incomplete in [assign(), assign().team("t"), assign().level(level)] {
        let error = incomplete.await.expect_err("an incomplete body");
        assert!(matches!(error.kind(), ErrorKind::InvalidArgument));
        let expected = "the request body needs at least one of `person`, or `team` and `level`";
        assert!(error.to_string().contains(expected), "{error}");
    }
    let incomplete = tickets.note(code("AB1")).public(true).await;
    assert!(incomplete.is_err());
    assert!(server.seen().is_empty());
    assign().person("p").await?;
    assign().team("t").clear_level().await?;
    // Without a body, no field is needed.
    tickets.note(code("AB1")).await?;
    tickets.note(code("AB1")).text("t").await?;
    let bodies: Vec<_> = server.seen().into_iter().map(|it| it.body).collect();
    let bodies: Vec<_> = bodies
        .iter()
        .map(|it| String::from_utf8_lossy(it))
        .collect();
    let expected = [
        r#"{"silent":true,"person":"p"}"#,
        r#"{"silent":true,"team":"t","level":null}"#,
        "",
        "text=t",
    ];
    assert_eq!(bodies, expected);
    Ok(())
}

#[tokio::test]
async fn a_model_in_a_request_has_the_fields_of_an_alternative() -> Result<(), Error> {
    // Responses are not checked.
    let received = json!({"street": "s", "deputy": {}});
    let server = Server::constant(Answer::new(200, received.clone())).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let tickets = client.tickets();
    let by_email = || Recipient::new().email("e");
    let notified = tickets.notify(code("AB1"), &by_email()).await?;
    assert_eq!(notified.street.as_deref(), Some("s"));
    assert_eq!(serde_json::to_value(&notified).expect("JSON"), received);

    let needs = |error: Error, place: &str| {
        assert!(matches!(error.kind(), ErrorKind::InvalidArgument));
        let expected = format!("{place} needs at least one of `email`, or `city` and `street`");
        assert!(error.to_string().contains(&expected), "{error}");
    };
    for incomplete in [notified, Recipient::new(), Recipient::new().city("c")] {
        let refused = tickets.notify(code("AB1"), &incomplete).await;
        needs(refused.expect_err("an incomplete body"), "the body");
        let watch = || tickets.watch(code("AB1"));
        let nested = [
            (watch().owner(incomplete.clone()), "`owner`"),
            (watch().copy(incomplete.clone()), "query parameter `copy`"),
            (
                watch().watchers([by_email(), incomplete.clone()]),
                "`watchers` contains an object that",
            ),
            (
                watch().roles([("lead".to_owned(), incomplete.clone())].into()),
                "`roles` contains an object that",
            ),
            (
                watch().owner(by_email().deputy(incomplete)),
                "`owner` contains an object that",
            ),
        ];
        for (call, place) in nested {
            needs(call.await.expect_err("an incomplete member"), place);
        }
    }
    assert_eq!(server.seen().len(), 1);

    // `null` is a value.
    let office = Recipient::new().street("s").clear_city();
    tickets
        .notify(code("AB1"), &office.deputy(by_email()))
        .await?;
    let body = server.seen().pop().expect("a request").body;
    let body: Value = serde_json::from_slice(&body).expect("JSON");
    let expected = json!({"city": null, "street": "s", "deputy": {"email": "e"}});
    assert_eq!(body, expected);
    Ok(())
}

/// The fake requires an alternative in requests, and makes up values that have the first one.
#[tokio::test]
async fn the_fake_requires_an_alternative() {
    let tickets = Fake::new().client().expect("a client").tickets();
    let params = || CreateTicketParams {
        code: code("AB1"),
        contact: Contact::Name("Ann".into()),
    };
    let incomplete = json!([{"email": "e"}, {"city": "c"}]);
    let refused = tickets
        .create(params())
        .extra_body("recipients", &incomplete);
    let error = refused.await.expect_err("an incomplete item").to_string();
    let expected = "expected at least one of `email`, or `city` and `street`";
    assert!(error.contains(expected), "{error}");
    let complete = [Recipient::new().city("c").street("s")];
    let ticket = tickets.create(params()).recipients(complete).await;
    let author = ticket.expect("a ticket").author.expect("an author");
    assert_eq!(author.email.as_deref(), Some("text"));
}
