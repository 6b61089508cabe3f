//! Decoding and encoding of objects.

use std::collections::BTreeMap;

use clientwright_runtime as runtime;
use runtime::model::{DecodeError, Slot, Timestamp, from_json, object_from_json};

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
struct Policy {
    id: i64,
    created_at: Timestamp,
    #[deprecated]
    comments: Option<String>,
    kind: Option<String>,
    parent: Option<String>,
    note: Option<Option<String>>,
    labels: BTreeMap<String, String>,
}
runtime::object! {
    Policy: required id, created_at; optional comments, kind as "type"; nullable parent;
    optional_nullable note; ..labels;
}

/// Has the same name as a type the macro uses.
#[derive(Debug, Clone, PartialEq)]
struct Member {
    r#type: String,
    source: bool,
}
runtime::object! { Member: required r#type as "type", source; }

#[derive(Debug, Clone, PartialEq)]
struct Empty {}
runtime::object! { Empty: }

#[derive(Debug, Clone, PartialEq)]
struct Node {
    value: f64,
    next: Option<Box<Node>>,
}
runtime::object! { Node: required value; optional next; }

/// The required members of a policy.
const NEEDED: &str = r#""id":1,"created_at":"2014-01-01T05:20:00.123456789Z""#;

fn policy(more: &str) -> Result<Policy, DecodeError> {
    from_json(format!("{{{NEEDED}{more}}}").as_bytes())
}

#[test]
fn models_round_trip() {
    for (members, written) in [
        ("", r#","parent":null"#),
        (r#","parent":null"#, r#","parent":null"#),
        (r#","parent":"p""#, r#","parent":"p""#),
        (
            r#","comments":null,"type":null,"parent":"p""#,
            r#","parent":"p""#,
        ),
        (
            r#","comments":"c","type":"t","parent":"p""#,
            r#","comments":"c","type":"t","parent":"p""#,
        ),
        (
            r#","parent":null,"note":null"#,
            r#","parent":null,"note":null"#,
        ),
        (
            r#","parent":null,"note":"n""#,
            r#","parent":null,"note":"n""#,
        ),
        (
            r#","b":"2","parent":"p","a":"1""#,
            r#","parent":"p","a":"1","b":"2""#,
        ),
    ] {
        let policy = policy(members).expect(members);
        let json = serde_json::to_string(&policy).expect(members);
        assert_eq!(json, format!("{{{NEEDED}{written}}}"), "{members}");
        assert_eq!(
            from_json::<Policy>(json.as_bytes()).as_ref(),
            Ok(&policy),
            "{members}"
        );
        assert_eq!(
            serde_json::from_str::<Policy>(&json).expect(members),
            policy,
            "{members}"
        );
    }
}

#[test]
fn the_last_of_repeated_members_wins() {
    for (members, kind) in [
        (r#","type":"a","type":"b""#, Some("b")),
        (r#","type":"a","type":null"#, None),
        (r#","type":null,"type":"b""#, Some("b")),
    ] {
        assert_eq!(
            policy(members).expect(members).kind.as_deref(),
            kind,
            "{members}"
        );
    }
    assert_eq!(policy(r#","id":2"#).expect("repeated id").id, 2);
    assert_eq!(
        policy(r#","x":"1","x":"2""#)
            .expect("repeated label")
            .labels["x"],
        "2"
    );
}

#[test]
fn members_are_unordered_and_unknown_ones_skipped() {
    for json in [
        r#"{"type":"t","source":true}"#,
        r#"{"source":true,"type":"t"}"#,
        r#"{"a":{"b":[1,{"c":null}]},"source":true,"x":"\n","type":"t","source2":1}"#,
        r#"{"s\u006furce":true,"type":"\u0074"}"#,
    ] {
        let expected = Member {
            r#type: "t".into(),
            source: true,
        };
        assert_eq!(from_json::<Member>(json.as_bytes()), Ok(expected), "{json}");
    }
    assert_eq!(from_json::<Empty>(br#"{"a":1}"#), Ok(Empty {}));
}

#[test]
fn decode_errors_have_a_path_and_no_values() {
    for (json, path, message) in [
        ("{}", "id", "missing"),
        (r#"{"id":1}"#, "created_at", "missing"),
        (r#"{"id":null}"#, "id", "expected an integer, found null"),
        (
            r#"{"id":"secret"}"#,
            "id",
            "expected an integer, found a string",
        ),
        (r#"{"id":{}}"#, "id", "expected an integer, found an object"),
        (r#"{"id":[7]}"#, "id", "expected an integer, found a list"),
        (
            r#"{"id":1.5}"#,
            "id",
            "expected an integer that can be represented exactly",
        ),
        (
            r#"{"id":18446744073709551615}"#,
            "id",
            "out of range for i64",
        ),
        (
            r#"{"created_at":"secret"}"#,
            "created_at",
            "not an RFC 3339 timestamp",
        ),
        (r#"{"type":7}"#, "type", "expected a string, found a number"),
        (r#"{"note":[]}"#, "note", "expected a string, found a list"),
        (
            r#"{"label":7}"#,
            "label",
            "expected a string, found a number",
        ),
        (r#""secret""#, "", "expected an object, found a string"),
        ("[]", "", "expected an object, found a list"),
        ("7", "", "expected an object, found a number"),
        ("null", "", "expected an object, found null"),
    ] {
        let error = from_json::<Policy>(json.as_bytes()).expect_err(json);
        assert_eq!(
            (error.path().as_str(), error.message()),
            (path, message),
            "{json}"
        );
    }
}

#[test]
fn nested_errors_have_the_whole_path() {
    type Nested = BTreeMap<String, Vec<Option<Node>>>;
    for (json, error) in [
        (r#"{"a":[null,{"value":1},{}]}"#, "a[2].value: missing"),
        (
            r#"{"a":[{"value":1,"next":{"value":2,"next":{"value":"x"}}}]}"#,
            "a[0].next.next.value: expected a number, found a string",
        ),
        (r#"{"a":{}}"#, "a: expected a list, found an object"),
        (r#"{"a":true}"#, "a: expected a list, found a boolean"),
    ] {
        let found = from_json::<Nested>(json.as_bytes()).expect_err(json);
        assert_eq!(found.to_string(), error, "{json}");
    }
    let error = serde_json::from_str::<Node>(r#"{"value":1,"next":{}}"#).expect_err("no value");
    assert!(
        error.to_string().starts_with("next.value: missing"),
        "{error}"
    );
}

#[test]
fn invalid_documents_are_errors() {
    for json in [
        "",
        " ",
        "{",
        r#"{"value":1"#,
        r#"{"value":1}}"#,
        r#"{"value":1} x"#,
        r#"{"value":}"#,
        r#"{"value":1,"next":{"value":1,}}"#,
        "\u{feff}{}",
        r#"{"value":1,"x":tru}"#,
    ] {
        assert!(from_json::<Node>(json.as_bytes()).is_err(), "{json}");
    }
    assert!(from_json::<String>(b"\"\xff\"").is_err());
}

#[test]
fn nesting_depth_is_bounded() {
    let nested = |depth: usize| {
        format!(
            "{}{{\"value\":0}}{}",
            r#"{"value":0,"next":"#.repeat(depth),
            "}".repeat(depth)
        )
    };
    assert!(from_json::<Node>(nested(100).as_bytes()).is_ok());
    for depth in [128, 10_000] {
        let error = from_json::<Node>(nested(depth).as_bytes()).expect_err("too deep");
        assert!(
            error.message().starts_with("recursion limit exceeded"),
            "{error}"
        );
    }
    let unknown = format!(
        r#"{{"value":1,"x":{}{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let _ = from_json::<Node>(unknown.as_bytes());
}

#[test]
fn envelopes_are_read_without_their_types() {
    let read = |json: &str| {
        let (mut success, mut result) = (None::<bool>, None::<Vec<Node>>);
        let members: &mut [(&'static str, &mut dyn Slot)] =
            &mut [("success", &mut success), ("result", &mut result)];
        object_from_json(json.as_bytes(), members).map(|()| (success, result.map(|all| all.len())))
    };
    for (json, expected) in [
        ("{}", Ok((None, None))),
        (
            r#"{"result":null,"success":false}"#,
            Ok((Some(false), None)),
        ),
        (
            r#"{"errors":[],"success":true,"result":[{"value":1}]}"#,
            Ok((Some(true), Some(1))),
        ),
        (
            r#"{"result":[{"value":1},{"value":""}]}"#,
            Err("result[1].value: expected a number, found a string"),
        ),
        ("[]", Err("expected an object, found a list")),
    ] {
        let read = read(json).map_err(|error| error.to_string());
        assert_eq!(read, expected.map_err(str::to_owned), "{json}");
    }
}
