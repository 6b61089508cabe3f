//! Comparison of types with constraints: the reported rules.

use crate::case::{Side, audit, folder, spec};
use std::collections::BTreeSet;

/// The rules for a field that has the first type in the base and the second one in the head, without those of other changes.
fn rules(old: &str, new: &str) -> BTreeSet<String> {
    let [base, head] = ["Old", "New"].map(|ty| {
        let mut files = spec(&folder().join("base"));
        let zones = files.get_mut("resources/zones.yaml").expect("the zones");
        let field = "      refresh: {type: string, format: duration, docs: How often it is read.}\n";
        assert!(zones.contains(field), "{zones}");
        let fields = format!(
            "      refresh: {{type: {ty}, docs: Read.}}\n      old: {{type: Old, docs: Old.}}\n      new: {{type: New, docs: New.}}\n"
        );
        *zones = zones.replace(field, &fields);
        zones.push_str(&format!(
            "  Old: {{docs: Old., {old}}}\n  New: {{docs: New., {new}}}\n"
        ));
        Side::of(&files).unwrap_or_else(|report| panic!("{report}"))
    });
    let report = audit(&base, &head, &[]);
    let changes = report.changes.into_iter();
    let of_field = changes.filter(|it| it.subject == "Zone.refresh");
    of_field
        .flat_map(|it| it.also.into_iter().chain([it.rule]))
        .collect()
}

/// What the constraints of a type are to those of another one.
#[derive(Debug, Clone, Copy)]
enum Is {
    Tighter,
    Looser,
    Other,
    Same,
    Wider,
    Narrower,
    Unrelated,
}

#[test]
fn types_are_compared_by_the_values_that_they_allow() {
    let cases = [
        ("type: string", "type: string, max_length: 5", Is::Tighter),
        ("id: string", "type: string, max_length: 5", Is::Tighter),
        ("type: string", "type: string, min_length: 0", Is::Same),
        (
            "type: string, max_length: 9",
            "type: string, min_length: 1, max_length: 5",
            Is::Tighter,
        ),
        (
            "type: string, max_length: 5",
            "type: string, min_length: 1, max_length: 9",
            Is::Other,
        ),
        (
            "type: string, pattern: a",
            "type: string, pattern: a, max_length: 5",
            Is::Tighter,
        ),
        (
            "type: string, pattern: a",
            "type: string, pattern: b",
            Is::Other,
        ),
        (
            "type: i64, multiple_of: 2",
            "type: i64, multiple_of: 4",
            Is::Tighter,
        ),
        (
            "type: i64, multiple_of: 2",
            "type: i64, multiple_of: 3",
            Is::Other,
        ),
        (
            "type: f64, multiple_of: 0.1",
            "type: f64, multiple_of: 0.5",
            Is::Tighter,
        ),
        (
            "type: i64, minimum: 1",
            "type: i64, exclusive_minimum: 0",
            Is::Same,
        ),
        (
            "type: f64, minimum: 1",
            "type: f64, exclusive_minimum: 1",
            Is::Tighter,
        ),
        ("type: i64, minimum: 0.5", "type: i64, minimum: 1", Is::Same),
        (
            "type: i64, maximum: 5",
            "type: i64, exclusive_maximum: 5",
            Is::Tighter,
        ),
        (
            "type: i32",
            "type: i64, minimum: 0, maximum: 5",
            Is::Narrower,
        ),
        ("type: i32", "type: i64, minimum: 0", Is::Unrelated),
        ("type: u32", "type: i64, minimum: 0", Is::Wider),
        ("type: i32, maximum: 5", "type: i64, maximum: 5", Is::Wider),
        (
            "type: u32, maximum: 5",
            "type: i64, minimum: 0, maximum: 5",
            Is::Same,
        ),
    ];
    for (one, other, is) in cases {
        let reverse = match is {
            Is::Tighter => Is::Looser,
            Is::Looser => Is::Tighter,
            Is::Wider => Is::Narrower,
            Is::Narrower => Is::Wider,
            Is::Other | Is::Same | Is::Unrelated => is,
        };
        for (old, new, is) in [(one, other, is), (other, one, reverse)] {
            let rules = rules(old, new);
            let rules: Vec<_> = rules.iter().map(String::as_str).collect();
            let expected: &[&str] = match is {
                Is::Tighter => &[
                    "req-type-constraints-tightened",
                    "resp-type-constraints-tightened",
                ],
                Is::Looser => &[
                    "req-type-constraints-loosened",
                    "resp-type-constraints-loosened",
                ],
                Is::Other => &[
                    "req-type-constraints-replaced",
                    "resp-type-constraints-replaced",
                ],
                Is::Same => &["field-rust-type-changed"],
                Is::Wider => &["req-field-type-widened", "resp-field-type-widened"],
                Is::Narrower => &["req-field-type-narrowed", "resp-field-type-narrowed"],
                Is::Unrelated => &["req-field-type-changed", "resp-field-type-changed"],
            };
            assert_eq!(rules, expected, "{old} => {new}");
        }
    }
}
