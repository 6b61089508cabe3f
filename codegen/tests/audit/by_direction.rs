//! Severity and advice of data that travels in both directions.

use crate::case::{Side, audit, folder, spec};
use clientwright_codegen::audit::render::{Format, render};
use clientwright_codegen::audit::report::{Change, WireSeverity};
use std::collections::BTreeMap;

/// Replacements in the file of the zones.
type Edits<'a> = &'a [(&'a str, &'a str)];

fn edited(files: &BTreeMap<String, String>, edits: Edits<'_>) -> BTreeMap<String, String> {
    let mut files = files.clone();
    let zones = files.get_mut("resources/zones.yaml").expect("the zones");
    for (from, to) in edits {
        assert!(zones.contains(from), "{from}");
        *zones = zones.replacen(from, to, 1);
    }
    files
}

/// The change of a subject after two series of edits, of which the second is audited, and the report as text.
fn change(base: Edits<'_>, head: Edits<'_>, subject: &str) -> (Change, String) {
    let base = edited(&spec(&folder().join("base")), base);
    let head = edited(&base, head);
    let side = |files: &_| Side::of(files).unwrap_or_else(|report| panic!("{report}"));
    let report = audit(&side(&base), &side(&head), &[]);
    let mut changes = report.changes.iter();
    let change = changes.find(|it| it.subject == subject).expect(subject);
    (change.clone(), render(&report, Format::Text))
}

/// The field is read from a model, and sent by the setter of a request that takes fields of the model.
#[test]
fn requests_and_responses_have_their_own_severity_and_advice() {
    let fields = "    body: {of: Zone, required: [name, kind], optional: [ttl]}\n";
    let (change, text) = change(
        &[("    body: Zone\n", fields)],
        &[("ttl: {type: i32,", "ttl: {type: i64,")],
        "Zone.ttl",
    );
    let wire = &change.wire;
    assert_eq!(
        (wire.severity, wire.request, wire.response),
        (
            WireSeverity::Breaking,
            Some(WireSeverity::Compatible),
            Some(WireSeverity::Breaking)
        )
    );
    let severities = "wire breaking (response), compatible (request), Rust major;";
    assert!(text.contains(severities), "{text}");
    for item in ["`zones::Zone::ttl`", "`zones::CreateZone::ttl`"] {
        assert!(change.migration.contains(item), "{}", change.migration);
    }
}

#[test]
fn advice_depends_on_the_direction_of_the_data() {
    let (both, _) = change(
        &[],
        &[(
            "partial: Some of it.",
            "part: {docs: Some of it., rust_name: Partial}",
        )],
        "ZoneKind.part",
    );
    let advice = "Released clients send and expect `partial`.";
    assert!(both.migration.contains(advice), "{}", both.migration);
    let (received, _) = change(
        &[
            (
                "      status: {type: ZoneStatus, docs: Keeps the zones of this status.}\n",
                "",
            ),
            (
                "status: {type: ZoneStatus, docs",
                "status: {type: ZoneStatus, read_only: true, docs",
            ),
        ],
        &[(
            "active: {docs: It works.}",
            "live: {docs: It works., rust_name: Active}",
        )],
        "ZoneStatus.live",
    );
    let advice = "Released clients expect `active`.";
    assert!(
        received.migration.contains(advice),
        "{}",
        received.migration
    );
}
