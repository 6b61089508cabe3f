//! The report as JSON.

use crate::case::{Side, audit, folder, spec};
use serde_json::{Value, json};

fn report(edit: impl Fn(&str) -> String) -> Value {
    let files = spec(&folder().join("base"));
    let mut edited = files.clone();
    for text in edited.values_mut() {
        *text = edit(text);
    }
    let side = |files| Side::of(files).unwrap_or_else(|report| panic!("{report}"));
    let report = audit(&side(&files), &side(&edited), &[]);
    serde_json::to_value(&report).expect("JSON")
}

#[test]
fn reports_are_serialized_as_documented() {
    let report = report(|text| {
        text.replace("version: 1.2.3", "version: 2.0.0").replace(
            "since: {type: date, docs: Keeps newer zones.}",
            "since: {type: date, required: true, docs: Keeps newer zones.}",
        )
    });
    let of = |name: &str| report.get(name).cloned().unwrap_or_default();
    assert_eq!(of("schema"), "apidiff/1");
    assert_eq!(of("as_of"), "2026-06-01");
    assert_eq!(of("base"), json!({"ref": "", "sha": null}));
    assert_eq!(of("required_bump"), "major");
    assert_eq!(of("verdict"), "violation");
    assert_eq!(
        of("version"),
        json!({"base": "1.2.3", "head": "2.0.0", "required": "2.0.0", "sufficient": true,
            "location": {
                "base": {"file": "spec/api.yaml", "line": 2, "column": 10},
                "head": {"file": "spec/api.yaml", "line": 2, "column": 10},
            },
        })
    );
    assert_eq!(
        of("counts"),
        json!({
            "policy_error": 0, "silent": 0, "breaking": 1, "deprecation": 3, "additive": 0, "docs": 0,
            "approved": 0, "approved_breaking": 0, "warnings": 3,
        })
    );
    let changes = of("changes");
    // SHA-256 of `param-became-required`, `zones.list.query.since`, `false` and `true`, joined by NUL.
    let wanted = json!({
        "id": "ac774a24c8",
        "rule": "param-became-required",
        "also": [],
        "class": "breaking",
        "policy": "none",
        "bump": "major",
        "subject": "zones.list.query.since",
        "kind": "query parameter",
        "direction": "request",
        "wire": {"severity": "breaking", "request": "breaking", "response": null, "aspect": "required", "old": "false", "new": "true"},
        "rust": {"severity": "major", "items": []},
        "cause": "spec",
        "affected_operations": ["zones.list"],
        "affected_by_errors": [],
        "location": {
            "base": {"file": "spec/resources/zones.yaml", "line": 14, "column": 7},
            "head": {"file": "spec/resources/zones.yaml", "line": 14, "column": 7},
        },
        "lifecycle": null,
        "approval": null,
        "message": "query parameter `since` of `zones.list` is required",
        "remarks": [],
        "migration": "Set `zones::ListZonesParams::since`.",
        "members": [],
    });
    assert_eq!(changes.get(0), Some(&wanted));
}

#[test]
fn reports_without_changes_pass() {
    // An element past its end of life is a warning, not a change.
    let report = report(str::to_owned);
    assert_eq!(report.get("verdict"), Some(&json!("pass")));
    assert_eq!(report.get("required_bump"), Some(&json!("none")));
    let changes = report.get("changes").and_then(Value::as_array);
    let rules: Vec<_> = changes
        .into_iter()
        .flatten()
        .filter_map(|change| change.get("rule"))
        .collect();
    assert!(rules.iter().all(|rule| *rule == "eol-passed-still-present"));
    assert_eq!(rules.len(), 3);
}

/// An element that is already past its end of life when it is added is as overdue as the others.
#[test]
fn elements_added_past_their_end_of_life_are_counted() {
    let report = report(|text| {
        text.replace(
            "      secret: {",
            "      former: {type: string, docs: From before., deprecated: {since: 2025-01-01, end_of_life: 2025-12-31, use: name}}\n      secret: {",
        )
    });
    let changes = report.get("changes").and_then(Value::as_array);
    let overdue = changes
        .into_iter()
        .flatten()
        .filter(|change| change.get("rule") == Some(&json!("eol-passed-still-present")));
    let subjects: Vec<_> = overdue.filter_map(|change| change.get("subject")).collect();
    assert_eq!(subjects.len(), 4, "{subjects:?}");
    assert!(subjects.contains(&&json!("Zone.former")), "{subjects:?}");
}
