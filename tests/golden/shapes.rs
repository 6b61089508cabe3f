//! Scalars, lists, maps and arbitrary JSON.

use crate::{keeps, read, refuses, write};
use golden_shapes::types::{Aliases, Anything, Collections, Nothing, Scalars, Settings};
use serde_json::{Value, json};

fn scalars() -> Value {
    json!({
        "string": "\u{0}\"ü",
        "bool": false,
        "i32": i32::MIN,
        "i64": i64::MAX,
        "f64": -1.5e300,
        "datetime": "2014-01-01T05:20:00.123456789Z",
        "date": "2024-02-29",
        "uuid": "f174e90a-fafe-4643-bbbc-4a0ed4fc8415",
        "uri": "https://example.com/a?b=c#d",
        "ip": "2001:db8::1",
        "cidr": "192.0.2.0/24",
        "bytes": "AAEC/w==",
        "json": {"a": [1, null, 1.5, "x"]},
    })
}

#[test]
fn every_scalar_round_trips() {
    let model: Scalars = keeps(&scalars());
    assert_eq!(model.bytes.0, [0, 1, 2, 255]);
    assert!(model.ip.is_ipv6());
}

#[test]
fn every_scalar_rejects_other_types() {
    let wrong = [
        ("string", json!(1)),
        ("bool", json!("true")),
        ("i32", json!(1_i64 << 31)),
        ("i64", json!(1.5)),
        ("f64", json!("1")),
        ("datetime", json!("2014-01-01")),
        ("date", json!("2023-02-29")),
        ("uuid", json!("f174e90a")),
        ("uri", json!("no address")),
        ("ip", json!("192.0.2.256")),
        ("cidr", json!("192.0.2.0/33")),
        ("bytes", json!("*")),
    ];
    for (member, value) in wrong {
        let mut json = scalars();
        json[member] = value;
        refuses::<Scalars>(&json, &[&format!("{member}:")]);
        json[member] = Value::Null;
        refuses::<Scalars>(&json, &[&format!("{member}:")]);
    }
}

#[test]
fn null_is_a_value_of_any_json() {
    let mut json = scalars();
    json["json"] = Value::Null;
    keeps::<Scalars>(&json);
}

#[test]
fn lists_and_maps_nest() {
    let json = json!({
        "list": ["a", "b"],
        "map": {"a": 1, "": 2},
        "matrix": [[1.5], [], [2.0, 3.5]],
        "table": {"a": ["2026-01-31T12:00:00Z"]},
        "records": [{"a": null}],
        "ids": ["T-1"],
        "words": ["plain", "new"],
    });
    keeps::<Collections>(&json);
    let least = Collections::new(["a"], [("b".to_owned(), 1)].into())
        .ids(["T-1"])
        .matrix([vec![1.0]]);
    assert_eq!(
        write(&least),
        json!({"list": ["a"], "map": {"b": 1}, "matrix": [[1.0]], "ids": ["T-1"]})
    );
    refuses::<Collections>(
        &json!({"list": [], "map": {}, "table": {"a": ["2026-01-31T12:00:00Z", "x"]}}),
        &["table.a[1]"],
    );
}

#[test]
fn aliases_decode_as_their_target() {
    let json = json!({
        "labels": {"a": "b"}, "lines": ["x"], "line": "y", "lone": "T-1", "counter": 7,
        "token": "f174e90a-fafe-4643-bbbc-4a0ed4fc8415",
    });
    let aliases: Aliases = keeps(&json);
    assert_eq!(
        (aliases.counter.get(), aliases.counter.to_string().as_str()),
        (7, "7")
    );
    assert_eq!(aliases.lone.as_str(), "T-1");
}

#[test]
fn additional_properties_are_kept() {
    let settings: Settings = keeps(&json!({"version": 1, "a": "b"}));
    assert_eq!(settings.additional_properties["a"], "b");
    refuses::<Settings>(&json!({"version": 1, "a": 2}), &["a:"]);
    keeps::<Anything>(&json!({"a": {"b": [1, null]}, "c": null}));
    assert_eq!(read::<Nothing>(&json!({"a": 1})), Nothing::new());
    keeps::<Nothing>(&json!({}));
}
