//! Written values are read again as the same values, and look like a spec that is written by hand.

use super::{Scalar, Yaml};
use crate::diag::Report;
use crate::source::{FileId, Sources};
use crate::spec::TypeExpr;
use crate::spec::decode::Decode;
use crate::yaml::{Node, Value, parse};
use std::collections::BTreeMap;

fn map<const N: usize>(entries: [(&str, Yaml); N]) -> Yaml {
    Yaml::Map(entries.map(|(key, value)| (key.to_owned(), value)).into())
}

fn list<const N: usize>(items: [Yaml; N]) -> Yaml {
    Yaml::List(items.into())
}

fn number(text: &str) -> Yaml {
    Yaml::Scalar(Scalar::Number(text.to_owned()))
}

fn ty(text: &str) -> Yaml {
    Yaml::Type(text.to_owned())
}

fn read(text: &str) -> Node {
    let files = BTreeMap::from([("a.yaml".to_owned(), text.to_owned())]);
    let sources = Sources::new("", files);
    let mut report = Report::default();
    let file = sources.files().next().map_or(FileId::NONE, |(id, ..)| id);
    let node = parse(file, text, &mut report);
    node.filter(|_| report.is_empty())
        .unwrap_or_else(|| panic!("{text}\n{}", report.render(&sources)))
}

/// Expects that a value is read as it was written, in every position.
fn check(value: &Yaml) {
    let deep = map([(
        "a",
        list([map([("b", value.clone()), ("c", value.clone())])]),
    )]);
    let entries = map([("operations", map([("x", map([("docs", value.clone())]))]))]);
    for whole in [
        value.clone(),
        map([("docs", value.clone())]),
        list([value.clone()]),
        deep,
        entries,
    ] {
        let text = whole.to_text();
        assert_eq!(Yaml::from(&read(&text)), whole, "{text}");
        assert!(text.ends_with('\n'), "{text}");
    }
}

/// Parts of strings that have a meaning somewhere in YAML, or are easily lost.
const PARTS: &[&str] = &[
    "",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "\r",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{a0}",
    "\u{200b}",
    "\u{202e}",
    "\u{0}",
    "\u{7}",
    "\u{1b}",
    "\u{7f}",
    "\u{9f}",
    "\u{fffe}",
    "\u{fffd}",
    "\u{e000}",
    "\u{10ffff}",
    "é",
    "😀",
    "“",
    "”",
    "a",
    "ab c",
    "0",
    "1",
    "-1",
    "1.0",
    "0.1.0",
    "1e3",
    "1e400",
    ".5",
    "5.",
    "+1",
    "0x1f",
    "0o7",
    "0b1",
    "1_000",
    "12:30",
    "2026-01-01",
    "2026-01-01T00:00:00Z",
    "null",
    "Null",
    "~",
    "true",
    "True",
    "yes",
    "NO",
    "on",
    "off",
    "y",
    "n",
    ".inf",
    "-.INF",
    ".nan",
    "inf",
    "nan",
    "-",
    "--",
    "---",
    "- ",
    "...",
    "?",
    "? ",
    ":",
    ": ",
    "::",
    "a: b",
    "a:",
    ":a",
    "#",
    " #",
    "# ",
    " # ",
    "a #b",
    "&a",
    "*a",
    "!a",
    "!!str",
    "|",
    "|-",
    ">",
    "> ",
    "%",
    "%YAML",
    "@",
    "`",
    "`a`",
    "'",
    "''",
    "\"",
    "\"\"",
    "\\",
    "\\n",
    "{",
    "}",
    "[",
    "]",
    "{}",
    "[]",
    "{a}",
    "[a]",
    ",",
    ", ",
    "a, b",
    "<<",
    "=",
    "<",
    "/{id}",
    "GET /{id}",
    "$ref",
    "^[a-z]+$",
    "\\d+",
    "<<<<<<< a",
    ">>>>>>> b",
    "=======",
];

/// Expects that strings are read as they were written: as items, on a line with others, and on a line of their own.
fn check_all(strings: impl Iterator<Item = String>) {
    let strings: Vec<Yaml> = strings.map(Yaml::from).collect();
    let in_flow = strings.iter().map(|it| map([("a", it.clone())]));
    let in_flow = Yaml::List(in_flow.collect());
    let in_block = strings.iter().zip(0..);
    let in_block = in_block.map(|(it, index): (_, usize)| (index.to_string(), it.clone()));
    let in_block = Yaml::Map(in_block.collect());
    check(&list([in_flow, in_block, Yaml::List(strings)]));
}

#[test]
fn strings_are_read_as_they_were_written() {
    for part in PARTS {
        check(&(*part).into());
        check_all(PARTS.iter().map(|other| format!("{part}{other}")));
    }
}

#[test]
fn strings_of_several_lines_are_read_as_they_were_written() {
    for first in PARTS {
        check(&format!("{first}\n").into());
        check_all(PARTS.iter().map(|second| format!("a\n{first}\n{second}")));
        check_all(PARTS.iter().map(|second| format!("{first}\nb {second}\n")));
    }
}

/// A sequence of numbers that looks random.
struct Sequence(u64);

impl Sequence {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn string(&mut self) -> String {
        let parts = self.next(8);
        (0..parts).map(|_| PARTS[self.next(PARTS.len())]).collect()
    }

    fn value(&mut self, depth: usize) -> Yaml {
        match self.next(if depth == 0 { 5 } else { 8 }) {
            0 => Yaml::Scalar(Scalar::Null),
            1 => (self.next(2) == 0).into(),
            2 => number(
                [
                    "0",
                    "-0",
                    "1",
                    "-1.50",
                    "1e3",
                    "1E+3",
                    "18446744073709551616",
                    "0.1",
                ][self.next(8)],
            ),
            3 | 4 => self.string().into(),
            5 => Yaml::List((0..self.next(5)).map(|_| self.value(depth - 1)).collect()),
            _ => {
                let names = [
                    "types",
                    "operations",
                    "fields",
                    "query",
                    "docs",
                    "404",
                    "-1",
                    "a b",
                ];
                let entries = (0..self.next(5)).map(|index| {
                    let name = match self.next(2) {
                        0 => names[self.next(names.len())].to_owned(),
                        _ => self.string(),
                    };
                    // Names of a map are distinct.
                    (
                        format!("{name}{}", "'".repeat(index)),
                        self.value(depth - 1),
                    )
                });
                Yaml::Map(entries.collect())
            }
        }
    }
}

#[test]
fn nested_values_are_read_as_they_were_written() {
    let mut sequence = Sequence(1);
    for depth in 0..1_000 {
        check(&sequence.value(depth % 6));
    }
}

#[test]
fn long_strings_and_keys_are_read_as_they_were_written() {
    for part in ["a", "a b ", "é😀", "\"", "\u{1}", "a: ", "a\n"] {
        let long = part.repeat(10_000);
        check(&long.as_str().into());
        let key = part.repeat(1_030);
        check(&map([
            (&key, 1.to_string().into()),
            ("b", map([(&key, map([(&key, true.into())]))])),
        ]));
    }
}

#[test]
fn deep_values_are_read_as_they_were_written() {
    let mut value: Yaml = "x".into();
    for level in 0..26 {
        value = if level % 3 == 0 {
            list([value])
        } else {
            map([("a", value), ("b", true.into())])
        };
    }
    check(&value);
}

#[test]
fn types_are_read_as_types() {
    let decode = |node: &Node| {
        let mut report = Report::default();
        TypeExpr::decode(node, node.span, &mut report).map(|it| it.to_string())
    };
    let names = [
        "string", "i64", "Pet", "No", "Null", "True", "yes", "E1", "y",
    ];
    let shapes = [
        "T",
        "T?",
        "[T]",
        "[T?]",
        "[T]?",
        "{T}",
        "{T?}",
        "{T}?",
        "[[T]]",
        "[{T}]",
        "{[T]}",
        "{{T}}",
        "[{[T?]}?]?",
    ];
    for name in names {
        for shape in shapes {
            let expected = shape.replace('T', name);
            let in_flow = map([("type", ty(&expected)), ("required", true.into())]);
            let long = map([("type", ty(&expected)), ("docs", "a ".repeat(70).into())]);
            let text = map([("a", in_flow), ("b", long)]).to_text();
            let node = read(&text);
            for name in ["a", "b"] {
                let ty = node
                    .get(name)
                    .and_then(|it| it.get("type"))
                    .expect("a type");
                assert_eq!(decode(ty).as_deref(), Some(expected.as_str()), "{text}");
            }
        }
    }
}

#[test]
fn numbers_that_cannot_be_read_are_strings() {
    for (written, expected) in [
        ("1.10", Value::Number("1.10".to_owned())),
        ("-0", Value::Number("-0".to_owned())),
        (
            "123456789012345678901234567890",
            Value::Number("123456789012345678901234567890".to_owned()),
        ),
        ("1e400", Value::String("1e400".to_owned())),
    ] {
        let node = read(&map([("a", number(written))]).to_text());
        assert_eq!(
            node.get("a").map(|it| &it.value),
            Some(&expected),
            "{written}"
        );
    }
}

#[test]
fn only_strings_that_need_quotes_have_them() {
    for plain in [
        "Lists the reports of an account.",
        "GET /{policy_id}",
        "https://api.example.com/v1",
        "0.1.0",
        "0.2.0-dev",
        "test@example.com",
        "f174e90a-fafe-4643-bbbc-4a0ed4fc8415",
        "023e105f4ecef8ad9ca31a8372d0c353",
        "192.168.0.1",
        "it's",
        "a \"b\"",
        "a, b",
        "a [b]",
        "200 OK",
        "1st",
        "é",
        "$ref",
        "^a$",
        "C#",
        "a:b",
        "Yes, it is.",
    ] {
        assert_eq!(
            map([("a", plain.into())]).to_text(),
            format!("a: {plain}\n")
        );
    }
    for (text, quoted) in [
        ("", "\"\""),
        ("yes", "\"yes\""),
        ("NO", "\"NO\""),
        ("1.0", "\"1.0\""),
        ("2026-01-01", "\"2026-01-01\""),
        ("a: b", "\"a: b\""),
        ("a #b", "\"a #b\""),
        ("`a` b", "\"`a` b\""),
        ("- a", "\"- a\""),
        ("a ", "\"a \""),
        ("^\\d+: \"$", "'^\\d+: \"$'"),
        ("[a]", "\"[a]\""),
        ("\"a\"", "'\"a\"'"),
        ("'\"", "\"'\\\"\""),
        ("a\tb", "\"a\\tb\""),
        ("a\u{202e}b\u{85}", "\"a\\u202eb\\x85\""),
        ("a\u{a0}b", "\"a\\xa0b\""),
    ] {
        assert_eq!(
            map([("a", text.into())]).to_text(),
            format!("a: {quoted}\n")
        );
    }
    assert_eq!(
        map([("a", list(["a, b".into(), "/{id}".into(), "a:b".into()]))]).to_text(),
        "a: [\"a, b\", \"/{id}\", a:b]\n"
    );
}

#[test]
fn a_file_looks_like_one_that_is_written_by_hand() {
    let field = |name: &str, docs: &str| {
        map([
            ("type", ty(name)),
            ("required", true.into()),
            ("docs", docs.into()),
        ])
    };
    let long = "Whether messages to this recipient bypass all detections, including those that apply to everyone else.";
    let resource = map([
        (
            "docs",
            "Allow policies.\n\nThey exempt messages from detection.\n".into(),
        ),
        ("item", "allow_policy".into()),
        ("path", "/accounts/{account_id}/allow_policies".into()),
        (
            "path_parameters",
            map([("policy_id", "AllowPolicyId".into())]),
        ),
        (
            "operations",
            map([
                (
                    "list",
                    map([
                        ("docs", "Lists the allow policies.".into()),
                        ("http", "GET".into()),
                        (
                            "query",
                            map([("order", map([("type", ty("AllowPolicyOrder"))]))]),
                        ),
                        ("returns", ty("[AllowPolicy]")),
                    ]),
                ),
                (
                    "edit",
                    map([
                        ("http", "PATCH /{policy_id}".into()),
                        (
                            "body",
                            map([
                                ("of", "AllowPolicy".into()),
                                (
                                    "optional",
                                    Yaml::List(
                                        (0..16)
                                            .map(|it| format!("is_exempt_{it}").into())
                                            .collect(),
                                    ),
                                ),
                            ]),
                        ),
                        (
                            "errors",
                            map([
                                (
                                    "404",
                                    map([
                                        ("docs", "It does not exist.".into()),
                                        ("type", ty("Error")),
                                    ]),
                                ),
                                ("default", ty("Error")),
                            ]),
                        ),
                    ]),
                ),
            ]),
        ),
        (
            "types",
            map([
                (
                    "AllowPolicyId",
                    map([("docs", "Identifier.".into()), ("id", "string".into())]),
                ),
                (
                    "Names",
                    map([("docs", "Names.".into()), ("type", ty("{string?}"))]),
                ),
                (
                    "AllowPolicy",
                    map([
                        ("docs", "A policy.".into()),
                        (
                            "fields",
                            map([
                                ("id", field("AllowPolicyId", "Identifier of the policy.")),
                                ("is_exempt", field("bool", long)),
                                (
                                    "tags",
                                    map([
                                        ("type", ty("[string]")),
                                        ("example", list(["a".into()])),
                                    ]),
                                ),
                                (
                                    "notes",
                                    field("[{Note}]?", "The notes.\nThey have several lines.\n"),
                                ),
                                (
                                    "empty",
                                    map([("type", ty("json")), ("default", Yaml::Map(Vec::new()))]),
                                ),
                            ]),
                        ),
                    ]),
                ),
                (
                    "AllowPolicyOrder",
                    map([
                        ("docs", "Order: of policies.".into()),
                        ("enum", map([("pattern", "Pattern.".into())])),
                    ]),
                ),
            ]),
        ),
    ]);
    let expected = "\
docs: |
  Allow policies.

  They exempt messages from detection.
item: allow_policy
path: /accounts/{account_id}/allow_policies
path_parameters:
  policy_id: AllowPolicyId

operations:
  list:
    docs: Lists the allow policies.
    http: GET
    query:
      order: {type: AllowPolicyOrder}
    returns: [AllowPolicy]
  edit:
    http: PATCH /{policy_id}
    body:
      of: AllowPolicy
      optional:
        [is_exempt_0, is_exempt_1, is_exempt_2, is_exempt_3, is_exempt_4, is_exempt_5, is_exempt_6, is_exempt_7,
         is_exempt_8, is_exempt_9, is_exempt_10, is_exempt_11, is_exempt_12, is_exempt_13, is_exempt_14, is_exempt_15]
    errors: {404: {docs: It does not exist., type: Error}, default: Error}

types:
  AllowPolicyId: {docs: Identifier., id: string}
  Names: {docs: Names., type: {string?}}

  AllowPolicy:
    docs: A policy.
    fields:
      id: {type: AllowPolicyId, required: true, docs: Identifier of the policy.}
      is_exempt:
        type: bool
        required: true
        docs: Whether messages to this recipient bypass all detections, including those that apply to everyone else.
      tags: {type: [string], example: [a]}
      notes:
        type: \"[{Note}]?\"
        required: true
        docs: |
          The notes.
          They have several lines.
      empty: {type: json, default: {}}

  AllowPolicyOrder: {docs: \"Order: of policies.\", enum: {pattern: Pattern.}}
";
    assert_eq!(resource.to_text(), expected);
    read(expected);
}

#[test]
fn lists_of_maps_have_an_item_per_dash() {
    let long = "a ".repeat(60);
    let value = map([(
        "returns",
        list([
            map([("type", ty("Report")), ("docs", long.trim_end().into())]),
            map([("type", ty("Job")), ("status", number("202"))]),
            list([long.trim_end().into(), true.into()]),
        ]),
    )]);
    let expected = format!(
        "returns:\n  - type: Report\n    docs: {0}\n  - {{type: Job, status: 202}}\n  - - {0}\n    - true\n",
        long.trim_end()
    );
    assert_eq!(value.to_text(), expected);
}
