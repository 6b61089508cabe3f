//! Unions.

use clientwright_runtime as runtime;
use runtime::model::{Value, from_json, from_value};
use serde_json::json;

#[derive(Debug, Clone, PartialEq)]
struct User {
    kind: Option<String>,
    name: String,
}
runtime::object! { User: required name; optional kind; }

#[derive(Debug, Clone, PartialEq)]
struct Named {
    name: String,
    limit: Option<f64>,
}
runtime::object! { Named: required name; optional limit; }

#[derive(Debug, Clone, PartialEq)]
enum Owner {
    User(User),
    Team(Named),
    Beta(Named),
    Sized(User),
    Any(Named),
    Unrecognized(Value),
}
runtime::untagged_union!(
    Owner: User(_) { "kind": "user" }, Team(_) { "kind": "team", "level": -2 },
    Beta(_) { "beta": true, "rate": 0.5 }, Sized(_) ["size"], Any(_)
);

#[test]
fn constants_and_required_members_decide() {
    let user = || User {
        kind: None,
        name: "a".into(),
    };
    let named = |limit| Named {
        name: "a".into(),
        limit,
    };
    let kind = |kind: &str| Some(kind.to_owned());
    for (json, expected) in [
        (
            json!({"kind": "user", "name": "a"}),
            Owner::User(User {
                kind: kind("user"),
                ..user()
            }),
        ),
        (
            json!({"kind": "team", "level": -2, "name": "a"}),
            Owner::Team(named(None)),
        ),
        (
            json!({"kind": "team", "level": -2.0, "name": "a"}),
            Owner::Team(named(None)),
        ),
        (
            json!({"kind": "team", "level": 2, "name": "a"}),
            Owner::Any(named(None)),
        ),
        (
            json!({"beta": true, "rate": 0.5, "name": "a", "limit": 1}),
            Owner::Beta(named(Some(1.0))),
        ),
        (
            json!({"beta": false, "rate": 0.5, "name": "a"}),
            Owner::Any(named(None)),
        ),
        (json!({"size": null, "name": "a"}), Owner::Sized(user())),
        (
            json!({"size": 1, "kind": 1, "name": "a"}),
            Owner::Any(named(None)),
        ),
    ] {
        assert_eq!(from_value::<Owner>(&json), Ok(expected), "{json}");
        let text = json.to_string();
        assert_eq!(from_json::<Owner>(text.as_bytes()), from_value(&json));
    }
    for json in [
        json!({"kind": "user"}),
        json!([]),
        json!(null),
        json!({"size": 1}),
    ] {
        assert_eq!(from_value::<Owner>(&json), Ok(Owner::Unrecognized(json)));
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Fast {
    kind: String,
    rate: f64,
}
runtime::object! { Fast: required kind, rate; }

#[derive(Debug, Clone, PartialEq)]
struct Slow {
    kind: String,
    delay: i64,
}
runtime::object! { Slow: required kind, delay; }

#[derive(Debug, Clone, PartialEq)]
enum Job {
    Fast(Fast),
    Paused(Slow),
    Slow(Box<Slow>),
    Unrecognized(Value),
}
runtime::tagged_union!(
    Job by "kind": Fast(_) = "job" | "run", Paused(_) = "job" { "paused": true }, Slow(_) = "job" | "wait"
);

#[test]
fn variants_of_one_tag_are_distinguished_by_their_members() {
    let read = |json: Value| from_value::<Job>(&json);
    assert!(matches!(
        read(json!({"kind": "job", "rate": 1.5})),
        Ok(Job::Fast(_))
    ));
    assert!(matches!(
        read(json!({"kind": "run", "rate": 1.5})),
        Ok(Job::Fast(_))
    ));
    assert!(matches!(
        read(json!({"kind": "job", "delay": 1})),
        Ok(Job::Slow(_))
    ));
    assert!(matches!(
        read(json!({"kind": "job", "delay": 1, "paused": true})),
        Ok(Job::Paused(_))
    ));
    let unknown = json!({"kind": "new", "rate": 1.5});
    assert_eq!(read(unknown.clone()), Ok(Job::Unrecognized(unknown)));
    for (json, message) in [
        (json!({"kind": "run"}), "rate: missing"),
        (json!({"kind": "job"}), "delay: missing"),
        (
            json!({"kind": "job", "delay": "1"}),
            "delay: expected an integer, found a string",
        ),
        (json!({}), "kind: missing"),
        (json!({"kind": 1}), "kind: expected a string"),
        (json!([]), "expected an object"),
    ] {
        let error = read(json).expect_err(message).to_string();
        assert_eq!(error, message);
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Left {
    of: Tree,
    left: bool,
}
runtime::object! { Left: required of, left; }

#[derive(Debug, Clone, PartialEq)]
struct Right {
    of: Tree,
    right: bool,
}
runtime::object! { Right: required of, right; }

#[derive(Debug, Clone, PartialEq)]
enum Tree {
    Left(Box<Left>),
    Right(Box<Right>),
    Leaf(i64),
    Unrecognized(Value),
}
runtime::untagged_union!(Tree: Left(_), Right(_), Leaf(_));

/// A variant that matches only after the nested union has been seen would double the work at each
/// level.
#[test]
fn nested_unions_are_decoded_in_linear_time() {
    let mut json = json!(1);
    for _ in 0..100 {
        json = json!({"of": json, "right": true});
    }
    let text = json.to_string();
    // If each level were decoded twice, this would never end.
    let mut tree: Tree = from_json(text.as_bytes()).expect("a tree");
    assert_eq!(serde_json::to_value(&tree).expect("JSON"), json);
    let mut depth = 0;
    while let Tree::Right(inner) = tree {
        tree = inner.of;
        depth += 1;
    }
    assert_eq!((tree, depth), (Tree::Leaf(1), 100));
}

#[test]
fn unmatched_values_in_nested_unions_are_kept() {
    let json = json!({"of": {"of": {"neither": [null, 1.5]}, "left": true}, "right": true});
    let tree: Tree = from_value(&json).expect("a tree");
    assert!(matches!(&tree, Tree::Right(right) if matches!(right.of, Tree::Left(_))));
    assert_eq!(serde_json::to_value(&tree).expect("JSON"), json);
}

#[derive(Debug, Clone, PartialEq)]
struct Attached {
    at: i64,
}
runtime::object! { Attached: constant "state" = "attached", "version" = 2; required at; }

#[derive(Debug, Clone, PartialEq)]
struct Detached {}
runtime::object! { Detached: constant "state" = "detached", "final" = true; }

#[derive(Debug, Clone, PartialEq)]
enum State {
    Attached(Attached),
    Detached,
    Unrecognized(Value),
}
runtime::tagged_union!(
    State by "state": Attached(_) = "attached", Detached as Detached = "detached"
);

#[derive(Debug, Clone, PartialEq)]
enum Choice {
    Detached,
    Number(i64),
    Unrecognized(Value),
}
runtime::untagged_union!(Choice: Detached as Detached { "state": "detached" }, Number(_));

#[test]
fn constants_are_written_and_checked() {
    let json = r#"{"state":"attached","version":2,"at":1}"#;
    assert_eq!(from_json(json.as_bytes()), Ok(Attached { at: 1 }));
    assert_eq!(
        serde_json::to_string(&Attached { at: 1 }).expect("JSON"),
        json
    );
    for (json, message) in [
        (json!({"state": "attached", "at": 1}), "version: missing"),
        (
            json!({"state": "other", "version": 2, "at": 1}),
            r#"state: expected "attached""#,
        ),
        (
            json!({"state": "attached", "version": "2", "at": 1}),
            "version: expected 2",
        ),
        (
            json!({"state": null, "version": 2, "at": 1}),
            r#"state: expected "attached""#,
        ),
    ] {
        let error = from_value::<Attached>(&json).expect_err(message);
        assert_eq!(error.to_string(), message);
        let text = json.to_string();
        assert_eq!(from_json::<Attached>(text.as_bytes()), Err(error));
    }
}

#[test]
fn unit_variants_encode_their_model() {
    let detached = json!({"state": "detached", "final": true});
    assert_eq!(from_value(&detached), Ok(State::Detached));
    assert_eq!(from_value(&detached), Ok(Choice::Detached));
    assert_eq!(
        serde_json::to_value(State::Detached).expect("JSON"),
        detached
    );
    assert_eq!(
        serde_json::to_value(Choice::Detached).expect("JSON"),
        detached
    );
    let attached = json!({"state": "attached", "version": 2, "at": 1});
    let state: State = from_value(&attached).expect("a state");
    assert_eq!(state, State::Attached(Attached { at: 1 }));
    assert_eq!(serde_json::to_value(state).expect("JSON"), attached);
    let error = from_value::<State>(&json!({"state": "detached", "final": false}));
    assert_eq!(
        error.expect_err("the constant").to_string(),
        "final: expected true"
    );
    let other = json!({"state": "detached"});
    assert_eq!(from_value(&other), Ok(Choice::Unrecognized(other)));
}
