//! Locations of path changes: the edited line, on both sides.

use crate::case::{AS_OF, Side, audit, rules};
use clientwright_codegen::audit::{Context, GRACE_DAYS, State, diff, wire};
use std::collections::BTreeMap;

const API: &str =
    "name: demo\nversion: 1.0.0\ntitle: Demo\ndocs: A demo.\nservers: [https://example.com]\n";

/// The operations of a resource before and after an edit, and the expected lines.
const PATHS: &[(&str, &str, &str, usize, usize)] = &[
    (
        "of a resource with one operation",
        "path: /old\noperations:\n  list: {docs: Lists., http: GET /all}\n",
        "path: /new\noperations:\n  list: {docs: Lists., http: GET /all}\n",
        2,
        2,
    ),
    (
        "of a resource with several",
        "item: thing\npath: /old\noperations:\n  list: {docs: Lists., http: GET}\n  add: {docs: Adds., http: POST}\n",
        "path: /new\noperations:\n  list: {docs: Lists., http: GET}\n  add: {docs: Adds., http: POST}\n",
        3,
        2,
    ),
    (
        "of an operation alone",
        "path: /old\noperations:\n  list: {docs: Lists., http: GET /all}\n",
        "path: /old\noperations:\n  list: {docs: Lists., http: GET /each}\n",
        4,
        4,
    ),
    (
        "of operations that come to say less",
        "operations:\n  list: {docs: Lists., http: GET /old}\n  add: {docs: Adds., http: POST /old}\n",
        "path: /new\noperations:\n  list: {docs: Lists., http: GET}\n  add: {docs: Adds., http: POST}\n",
        4,
        5,
    ),
    (
        "of an operation too, behind starts that are not written as they are read",
        "path: \"/\\x6Fld\"\noperations:\n  list: {docs: Lists., http: GET /all}\n",
        "path: \"/\\x6Eew\"\noperations:\n  list: {docs: Lists., http: GET /each}\n",
        4,
        4,
    ),
    (
        "of a resource under another name in Rust",
        "path: /old\nrust_name: things\noperations:\n  list: {docs: Lists., http: GET /all}\n",
        "rust_name: bits\npath: /new\noperations:\n  list: {docs: Lists., http: GET /all}\n",
        2,
        3,
    ),
];

fn side(resource: &str) -> Side {
    let files = BTreeMap::from([
        ("api.yaml".to_owned(), API.to_owned()),
        (
            "resources/parts.yaml".to_owned(),
            format!("docs: Parts.\n{resource}"),
        ),
    ]);
    Side::of(&files).unwrap_or_else(|report| panic!("{report}"))
}

#[test]
fn path_changes_are_located_at_the_edited_line() {
    for (what, old, new, before, after) in PATHS {
        for (old, new, before, after) in [(old, new, before, after), (new, old, after, before)] {
            let report = audit(&side(old), &side(new), &[]);
            let mut changes = report.changes.iter();
            let change = changes.find(|it| it.rule == "path-changed").expect(what);
            let line = |at: &Option<clientwright_codegen::audit::report::Location>| {
                at.as_ref().map(|at| (at.file.clone(), at.line))
            };
            let wanted = |line: &usize| Some(("spec/resources/parts.yaml".to_owned(), *line));
            assert_eq!(line(&change.location.base), wanted(before), "{what}");
            assert_eq!(line(&change.location.head), wanted(after), "{what}");
        }
    }
}

#[test]
fn path_changes_since_a_listing_are_located_in_the_head() {
    for (what, old, new, _, after) in PATHS {
        let (old, new) = (side(old), side(new));
        let tree = wire::listing(&old.api);
        let base = State {
            facts: wire::read(tree.files().map(|(_, text)| text)).expect("a listing"),
            sources: None,
        };
        let context = Context {
            rules: rules(),
            as_of: AS_OF.parse().expect("a date"),
            grace_days: GRACE_DAYS,
            removed_names: &[],
        };
        let changes = diff(&base, &State::of(&new.api, &new.sources).listed(), &context);
        let change = changes.iter().find(|it| it.rule == "path-changed");
        let location = &change.expect(what).location;
        assert_eq!(location.base, None, "{what}");
        let line = location.head.as_ref().map(|at| at.line);
        // A listing has whole paths, so the part that the operation added is unknown.
        let is_told = *what != "of operations that come to say less";
        assert!(line == Some(*after) || !is_told, "{what}: {line:?}");
    }
}
