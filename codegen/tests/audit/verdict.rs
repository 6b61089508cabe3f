//! Which changes need an approval.

use crate::case::{Side, audit, folder, spec};

/// An edit of `base`.
struct Case {
    what: &'static str,
    from: &'static str,
    to: &'static str,
    /// The subjects that need an approval.
    there: &'static [&'static str],
    /// The same for the reverse of the edit.
    back: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        what: "a deprecation that makes a field an `Option` breaks callers",
        from: "count: {type: i64, required: true, docs: How many there were.}",
        to: "count: {type: i64, required: true, docs: How many there were., \
         deprecated: {since: 2026-06-01, end_of_life: 2027-06-01, note: Count them.}}",
        there: &["Receipt.count"],
        back: &["Receipt.count"],
    },
    Case {
        what: "a deprecation that warns needs no approval",
        from: "since: {type: date, docs: Keeps newer zones.}",
        to: "since: {type: date, docs: Keeps newer zones., \
         deprecated: {since: 2026-06-01, end_of_life: 2027-06-01, note: Sort.}}",
        there: &[],
        back: &[],
    },
    Case {
        what: "a removal after the end of life needs no approval",
        from: "gone: {docs: It is no more., deprecated: {since: 2025-01-01, end_of_life: 2025-12-31, use: moved}}",
        to: "",
        there: &[],
        back: &[],
    },
];

#[test]
fn breaking_changes_need_an_approval_until_the_end_of_life() {
    let files = spec(&folder().join("base"));
    let side = |files: &_| Side::of(files).unwrap_or_else(|report| panic!("{report}"));
    let base = side(&files);
    for Case {
        what,
        from,
        to,
        there,
        back,
    } in CASES
    {
        let mut edited = files.clone();
        for text in edited.values_mut() {
            *text = text.replace(from, to);
        }
        assert_ne!(edited, files, "{what}");
        let head = side(&edited);
        for (old, new, wanted) in [(&base, &head, there), (&head, &base, back)] {
            let report = audit(old, new, &[]);
            let blocking = report.changes.iter().filter(|change| change.blocks());
            let subjects = blocking.map(|change| change.subject.as_str());
            let found: Vec<_> = subjects.filter(|it| *it != "service.version").collect();
            assert_eq!(found, *wanted, "{what}");
        }
    }
}

#[test]
fn the_rule_shown_is_the_most_severe_one() {
    // With this body, `Zone` is only received.
    let before = (
        "    body: Zone\n",
        "    body: {of: Zone, optional: [name]}\n",
    );
    let cases = [
        (
            "min_length: 1,",
            "min_length: 2,",
            "req-constraint-tightened Zone.name",
        ),
        (
            ", pattern: \"^[a-z]+$\"",
            ", pattern: \"^[a-y]+$\"",
            "req-pattern-changed Zone.name",
        ),
        (
            "comment: {type: string, nullable: true,",
            "comment: {type: string,",
            "req-field-became-not-nullable Zone.comment",
        ),
    ];
    let mut files = spec(&folder().join("base"));
    for text in files.values_mut() {
        *text = text.replace(before.0, before.1);
    }
    let side = |files: &_| Side::of(files).unwrap_or_else(|report| panic!("{report}"));
    let base = side(&files);
    for (from, to, wanted) in cases {
        let mut edited = files.clone();
        for text in edited.values_mut() {
            *text = text.replace(from, to);
        }
        assert_ne!(edited, files, "{wanted}");
        let report = audit(&base, &side(&edited), &[]);
        let blocking = report.changes.iter().filter(|change| change.blocks());
        let shown = blocking.map(|change| format!("{} {}", change.rule, change.subject));
        let found: Vec<_> = shown.filter(|it| !it.starts_with("version-")).collect();
        assert_eq!(found, [wanted], "{from}");
    }
}

#[test]
fn the_end_of_life_is_reached_on_its_date() {
    let gone = "gone: {docs: It is no more., deprecated: {since: 2025-01-01, end_of_life: 2025-12-31, use: moved}}";
    let cases = [
        ("2026-05-31", "removed-after-eol"),
        // The date of the audit.
        ("2026-06-01", "removed-after-eol"),
        ("2026-06-02", "removed-before-eol"),
    ];
    let files = spec(&folder().join("base"));
    let with = |text: &str| {
        let edited = files.clone().into_iter();
        let edited = edited.map(|(name, all)| (name, all.replace(gone, text)));
        Side::of(&edited.collect()).unwrap_or_else(|report| panic!("{report}"))
    };
    for (day, rule) in cases {
        let report = audit(&with(&gone.replace("2025-12-31", day)), &with(""), &[]);
        let mut changes = report.changes.iter();
        let change = changes
            .find(|it| it.subject == "ZoneStatus.gone")
            .expect(day);
        let is_said = change.rule == rule || change.also.iter().any(|it| it == rule);
        assert!(is_said, "{day}: {} {:?}", change.rule, change.also);
    }
}

#[test]
fn entries_are_as_severe_as_their_most_severe_rule() {
    let files = spec(&folder().join("base"));
    let side = |files: &_| Side::of(files).unwrap_or_else(|report| panic!("{report}"));
    // Alone it is risky, because the server may still accept the parameter.
    let cases = [
        ("2026-06-01", "Lifecycle"),
        ("2026-06-02", "Breaking"),
        ("none", "Breaking"),
    ];
    let field = "since: {type: date, docs: Keeps newer zones.}";
    for (day, wire) in cases {
        let ending = match day {
            "none" => field.to_owned(),
            day => field.replace(
                "zones.}",
                &format!(
                    "zones., deprecated: {{since: 2025-01-01, end_of_life: {day}, note: Sort.}}}}"
                ),
            ),
        };
        let with = |text: &str| {
            let edited = files.clone().into_iter();
            side(
                &edited
                    .map(|(name, all)| (name, all.replace(field, text)))
                    .collect(),
            )
        };
        let report = audit(&with(&ending), &with(""), &[]);
        let mut changes = report.changes.iter();
        let change = changes
            .find(|it| it.subject == "zones.list.query.since")
            .expect(day);
        assert_eq!(format!("{:?}", change.wire.severity), wire, "{day}");
    }
}
