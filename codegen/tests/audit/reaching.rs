//! The operations that a change affects. A type behind a read-only or write-only field is affected in one direction.

use crate::case::{Side, audit, folder, spec};
use clientwright_codegen::audit::render::{Format, render};
use clientwright_codegen::audit::report::Direction;

/// Access of the field `Zone.key`, direction of a change of its type, an affected operation, and one that is not.
const CASES: &[(&str, Direction, &str, &str)] = &[
    (
        "write_only: true, ",
        Direction::Request,
        "zones.replace",
        "zones.get",
    ),
    (
        "read_only: true, ",
        Direction::Response,
        "zones.get",
        "zones.sketch",
    ),
    ("", Direction::Both, "zones.sketch", "zones.delete"),
];

#[test]
fn changes_affect_the_directions_of_the_fields_that_lead_to_them() {
    for (access, direction, affected, unaffected) in CASES {
        let side = |more: &str| {
            let mut files = spec(&folder().join("base"));
            let zones = files.get_mut("resources/zones.yaml").expect("the zones");
            *zones = zones
                .replace(
                    "  delete:\n    docs: Deletes",
                    "  sketch:\n    docs: Tries a zone.\n    http: POST /sketch\n    body: Zone\n  delete:\n    docs: Deletes",
                )
                .replace(
                    "      secret: {",
                    &format!("      key: {{type: Key, {access}docs: Opens it.}}\n      secret: {{"),
                )
                .replace(
                    "  Labels: {",
                    &format!("  Key:\n    docs: A key.\n    fields:\n      teeth: {{type: i32, docs: How many.}}\n{more}  Labels: {{"),
                );
            Side::of(&files).unwrap_or_else(|report| panic!("{report}"))
        };
        let more = "      lock: {type: string, docs: What it opens.}\n";
        let report = audit(&side(""), &side(more), &[]);
        let mut changes = report.changes.iter();
        let change = changes
            .find(|it| it.subject == "Key.lock")
            .expect("the change");
        assert_eq!(change.direction, *direction, "{access}");
        let operations = &change.affected_operations;
        assert!(
            operations.iter().any(|it| it == affected),
            "{access}: {operations:?}"
        );
        assert!(
            operations.iter().all(|it| it != unaffected),
            "{access}: {operations:?}"
        );
    }
}

/// A new operation has no callers yet, so nothing that reaches it affects it.
#[test]
fn only_operations_of_the_base_are_affected() {
    let side = |operations: &str, field: &str| {
        let mut files = spec(&folder().join("base"));
        let zones = files.get_mut("resources/zones.yaml").expect("the zones");
        *zones = zones
            .replace("  delete:\n", &format!("{operations}  delete:\n"))
            .replace("      secret: {", &format!("{field}      secret: {{"));
        Side::of(&files).unwrap_or_else(|report| panic!("{report}"))
    };
    let base = side("", "");
    let head = side(
        "  archive:\n    docs: Archives a zone.\n    http: POST /{zone_id}/archive\n    returns: Zone\n",
        "      archived: {type: bool, read_only: true, docs: Whether it is archived.}\n",
    );
    let report = audit(&base, &head, &[]);
    let affected = |subject: &str| {
        let mut changes = report.changes.iter();
        let change = changes.find(|it| it.subject == subject);
        change.expect(subject).affected_operations.clone()
    };
    let callers = ["zones.create", "zones.get", "zones.list", "zones.replace"];
    assert_eq!(affected("Zone.archived"), callers);
    assert_eq!(affected("zones.archive"), Vec::<String>::new());
    // The other way round, a removed operation has callers.
    let report = audit(&head, &base, &[]);
    let mut changes = report.changes.iter();
    let removed = changes.find(|it| it.subject == "zones.archive");
    assert_eq!(
        removed.expect("the removal").affected_operations,
        ["zones.archive"]
    );
}

/// A type of error responses is not part of what the operations return.
#[test]
fn errors_are_counted_separately() {
    let files = spec(&folder().join("base"));
    let edited = |from: &str, to: &str| {
        let mut files = files.clone();
        let zones = files.get_mut("resources/zones.yaml").expect("the zones");
        *zones = zones.replace(from, to);
        Side::of(&files).unwrap_or_else(|report| panic!("{report}"))
    };
    let field = "      holder: {type: string, required: true, docs: Who holds it.}\n";
    let head = edited(
        field,
        &format!("{field}      since: {{type: date, docs: Since when.}}\n"),
    );
    let report = audit(&edited("", ""), &head, &[]);
    let mut changes = report.changes.iter();
    let change = changes.find(|it| it.subject == "Conflict.since");
    let change = change.expect("the change");
    assert_eq!(change.affected_operations, ["zones.get"]);
    assert_eq!(change.affected_by_errors, ["zones.get"]);
    let text = render(&report, Format::Text);
    let affected = "\n    affects the errors of 1 operation: zones.get\n";
    assert!(text.contains(affected), "{text}");
}
