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
    Owner: User { "kind": "user" }, Team { "kind": "team", "level": -2 }, Beta { "beta": true, "rate": 0.5 },
    Sized ["size"], Any
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
    Job by "kind": Fast = "job" | "run", Paused = "job" { "paused": true }, Slow = "job" | "wait"
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
runtime::untagged_union!(Tree: Left, Right, Leaf);

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
