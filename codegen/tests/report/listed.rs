//! The list of deprecations: entries and order.

use super::parts::HOSTILE;
use clientwright_codegen::audit::deprecations::{DeprecationReport, collect};
use clientwright_codegen::resolve;
use clientwright_codegen::source::Sources;
use jiff::civil::date;
use std::collections::BTreeMap;

/// The deprecations of a spec that deprecates every kind of element.
pub fn listed() -> DeprecationReport {
    let note = serde_json::Value::from(HOSTILE);
    let things = format!(
        r#"docs: Things.
path: /things
operations:
  list:
    docs: Lists.
    http: GET
    query:
      old: {{type: string, docs: Old., deprecated: {{since: 2026-01-01, end_of_life: 2026-12-24, use: new}}}}
      new: {{type: string, docs: New.}}
    returns: [Thing]
  find:
    docs: Finds.
    http: GET /find
    deprecated: {{since: 2025-01-01, end_of_life: 2026-11-01, use: list}}
    returns: Thing
  add:
    docs: Adds.
    http: POST
    body:
      of: Thing
      optional: [name, state]
    returns: Thing
types:
  Thing:
    docs: A thing.
    fields:
      id: {{type: string, docs: Id., required: true}}
      name: {{type: string, docs: Name., deprecated: {{since: 2026-02-01, end_of_life: 2027-08-01, use: id}}}}
      state: {{type: State, docs: State.}}
      piece: {{type: Piece, docs: Piece.}}
  State:
    docs: A state.
    enum:
      good: Good.
      bad: {{docs: Bad., deprecated: {{since: 2026-05-01, note: {note}}}}}
  Piece:
    docs: A piece.
    deprecated: {{note: Nobody needs it.}}
    fields:
      id: {{type: string, docs: Id.}}
"#
    );
    let api = "name: demo\nversion: 0.1.0\ntitle: Demo\nservers: [https://api.example.com]\n";
    let files = [
        ("api.yaml", api),
        ("resources/things.yaml", things.as_str()),
    ];
    let files: BTreeMap<_, _> = files
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into();
    let sources = Sources::new("spec", files);
    let api = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render(&sources)));
    collect(&api, &sources, date(2026, 11, 24))
}

#[test]
fn deprecations_are_listed_by_end_of_life_once_each() {
    let entries = listed().entries;
    let found: Vec<_> = entries
        .iter()
        .map(|entry| {
            (
                entry.subject.as_str(),
                entry.days,
                entry.used_by.join(" "),
                entry.location.line,
            )
        })
        .collect();
    let expected = [
        ("things.find", Some(-23), "things.find", 11),
        ("things.list.query.old", Some(30), "things.list", 8),
        (
            "Thing.name",
            Some(250),
            "things.add things.find things.list",
            28,
        ),
        ("Piece", None, "things.add things.find things.list", 36),
        ("State.bad", None, "things.add things.find things.list", 35),
    ];
    assert_eq!(
        found,
        expected.map(|(subject, days, users, line)| (subject, days, users.to_owned(), line))
    );
}
