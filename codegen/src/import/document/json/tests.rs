//! The reader compared with `serde_json`.

use super::{Invalid, parse};
use crate::import::document::settings::JSON;
use crate::source::{FileId, Sources};
use crate::yaml::{Node, Settings, Value};
use std::collections::BTreeMap;

fn file() -> FileId {
    let files = BTreeMap::from([("a.json".to_owned(), String::new())]);
    let sources = Sources::new("", files);
    let (id, ..) = sources.files().next().expect("a file");
    id
}

fn read(text: &str) -> Result<Node, Invalid> {
    parse(file(), text, &JSON)
}

/// A node as a value of `serde_json`. Numbers are read by `serde_json`.
fn to_json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Number(text) => serde_json::from_str(text).expect("a number"),
        Value::String(text) => text.clone().into(),
        Value::List(items) => items.iter().map(to_json).collect(),
        Value::Map(entries) => {
            let members = entries
                .iter()
                .map(|(key, value)| (key.text.clone(), to_json(value)));
            serde_json::Value::Object(members.collect())
        }
    }
}

const VALID: &[&str] = &[
    "null",
    "true",
    " false ",
    "0",
    "-0",
    "-0.0",
    "12",
    "1.10",
    "1e3",
    "1E+3",
    "-1.5e-3",
    "123456789012345678901234567890",
    "0.1234567890123456789",
    r#""""#,
    r#""a\"b\\c\/d\b\f\n\r\t""#,
    r#""\u0041\u00e9\u2028""#,
    r#""\ud83d\ude00 \uD83D\uDE00""#,
    r#""\u0000""#,
    "\"\u{7f}\u{85}\u{2028}\u{feff}é😀\"",
    "[]",
    "{}",
    "[ ]",
    "{ }",
    "[1,2 , 3]",
    "\t[\r\n1\n]\n",
    r#"{"a":1,"b":{"c":[true,null,"x"]}}"#,
    r#"{"":1," ":2}"#,
    r#"{"\u0061":1}"#,
    r#"[[[[[[[[[[]]]]]]]]]]"#,
];

const INVALID: &[&str] = &[
    "",
    " ",
    "nul",
    "nulls",
    "True",
    "undefined",
    "NaN",
    "-",
    "+1",
    "01",
    "-01",
    "1.",
    ".5",
    "1e",
    "1e+",
    "0x1f",
    "1_000",
    "- 1",
    "Infinity",
    "\"",
    "\"a",
    "'a'",
    "\"a\nb\"",
    "\"a\tb\"",
    "\"\u{0}\"",
    r#""\x41""#,
    r#""\u12""#,
    r#""\u12g4""#,
    r#""\u+123""#,
    r#""\u12é4""#,
    r#""\"#,
    r#""\é""#,
    r#""\ud83d""#,
    r#""\ude00""#,
    r#""\ude00\ud83d""#,
    r#""\ud83d\ud83d""#,
    r#""\ud83dx""#,
    r#""\ud83d\n""#,
    "[",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[1}",
    "]",
    "{",
    r#"{"a""#,
    r#"{"a":"#,
    r#"{"a":1"#,
    r#"{"a":1,"#,
    r#"{"a":1,}"#,
    r#"{"a" 1}"#,
    r#"{"a":}"#,
    r#"{a:1}"#,
    r#"{'a':1}"#,
    r#"{1:1}"#,
    r#"{,}"#,
    r#"{"a":1]"#,
    "1 2",
    "{} {}",
    "[] x",
    "// comment\n1",
    "[1 /* comment */]",
    "\u{a0}1",
    "\u{c}1",
];

#[test]
fn valid_json_is_read_as_serde_json_does() {
    for text in VALID {
        let expected: serde_json::Value = serde_json::from_str(text).expect(text);
        let found = read(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        assert_eq!(to_json(&found), expected, "{text}");
    }
}

#[test]
fn invalid_json_is_rejected_as_serde_json_does() {
    for text in INVALID {
        assert!(
            serde_json::from_str::<serde_json::Value>(text).is_err(),
            "{text}"
        );
        let error = read(text).expect_err(text);
        assert!(
            error.at <= text.len() && text.is_char_boundary(error.at),
            "{text}"
        );
        assert!(!error.is_limit && !error.message.is_empty(), "{text}");
    }
}

#[test]
fn no_part_of_a_document_is_accepted_unless_serde_json_accepts_it() {
    let text = r#"{"a":[1,-2.5e+3,"x\ud83d\ude00\n",{"é":null}],"b":{"c":true,"d":[]}} "#;
    let cuts = (0..=text.len()).filter(|at| text.is_char_boundary(*at));
    for cut in cuts {
        let (before, after) = text.split_at(cut);
        for variant in [
            "", "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "-", "e", " ", "\n", "\u{1}", "é",
        ] {
            for changed in [
                before.to_owned() + variant,
                before.to_owned() + variant + after,
            ] {
                let expected = serde_json::from_str::<serde_json::Value>(&changed).ok();
                let found = read(&changed).ok().map(|node| to_json(&node));
                assert_eq!(found, expected, "{changed}");
            }
        }
    }
}

#[test]
fn spans_are_those_of_the_source() {
    let text = "\u{feff}{\"é\" : [ 1.50, \"x\\n\" ],\n \"b\": {} }";
    let node = read(text).expect("valid JSON");
    let source = |span: crate::source::Span| &text[span.start..span.end];
    let [(key, list), (_, map)] = node.entries() else {
        panic!("two members");
    };
    assert_eq!(source(node.span), &text[3..]);
    assert_eq!((key.text.as_str(), source(key.span)), ("é", "\"é\""));
    assert_eq!(source(list.span), "[ 1.50, \"x\\n\" ]");
    assert_eq!(source(map.span), "{}");
    let [number, string] = list.list() else {
        panic!("two items");
    };
    assert_eq!(
        (number.number(), source(number.span)),
        (Some("1.50"), "1.50")
    );
    assert_eq!(
        (string.str(), source(string.span)),
        (Some("x\n"), "\"x\\n\"")
    );
}

#[test]
fn duplicate_names_and_the_order_of_members_are_kept() {
    let node = read(r#"{"b":1,"a":2,"b":3}"#).expect("valid JSON");
    let names: Vec<_> = node
        .entries()
        .iter()
        .map(|(key, _)| key.text.as_str())
        .collect();
    assert_eq!(names, ["b", "a", "b"]);
}

#[test]
fn errors_have_a_position_and_a_fix() {
    for (text, at, message, help) in [
        (
            "[1,\n]",
            4,
            "expected a value, found `]`",
            "remove the comma before it",
        ),
        (
            "{\"a\": 1,}",
            8,
            "expected a name in double quotes, found `}`",
            "remove the comma before it",
        ),
        (
            "{'a': 1}",
            1,
            "expected a name in double quotes, found `'`",
            "put strings in double quotes: `\"`",
        ),
        (
            "[1 // x\n]",
            3,
            "expected `,` or `]`, found `/`",
            "remove the comment, which JSON does not have",
        ),
        (
            "[\"abc]",
            1,
            "this quote is not closed",
            "add `\"` at the end of the string",
        ),
        (
            "[[1]",
            4,
            "expected `,` or `]`, found the end of the file",
            "close all lists and maps; the file may be truncated",
        ),
    ] {
        let error = read(text).expect_err(text);
        assert_eq!(
            (error.at, error.message.as_str(), error.help),
            (at, message, help),
            "{text}"
        );
    }
}

#[test]
fn depth_and_number_of_values_are_limited() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(read(&nested(JSON.depth)).is_ok());
    for depth in [JSON.depth + 1, 1_000_000] {
        let error = read(&nested(depth)).expect_err("too deep");
        assert!(
            error.is_limit && error.message.contains("levels deep"),
            "{error:?}"
        );
    }
    let few = Settings { nodes: 3, ..JSON };
    assert!(parse(file(), "[1,2]", &few).is_ok());
    let error = parse(file(), "[1,2,3]", &few).expect_err("too many");
    assert!(error.is_limit, "{error:?}");
}
