//! The operations that a change affects. A type behind a read-only or write-only field is affected in one direction.

use crate::case::{Side, audit, folder, spec};
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
