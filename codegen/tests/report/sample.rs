//! A report with every class, direction, severity, cause and policy, with and without approvals and locations, and with
//! text that looks like markup. One table, so this file is longer than others.

use crate::parts::{HOSTILE, change, ids, item, lifecycle, place, rust, wire};
use clientwright_codegen::audit::report::{
    Approval, Bump, Change, Class, Direction, Locations, Member, Origin, Policy, Report, Revision,
    RustSeverity, SCHEMA, Verdict, VersionCheck, Wire, WireSeverity,
};
use jiff::civil::date;

/// The report with its counts filled in.
pub fn counted(mut report: Report) -> Report {
    for change in &mut report.changes {
        let wire = &mut change.wire;
        if (wire.request, wire.response) == (None, None) {
            let Wire {
                request, response, ..
            } = Wire::uniform(wire.severity, change.direction);
            (wire.request, wire.response) = (request, response);
        }
    }
    let of = |class| report.changes.iter().filter(|it| it.class == class).count();
    let mut counts = report.counts.clone();
    counts.policy_error = of(Class::PolicyError);
    counts.silent = of(Class::Silent);
    counts.breaking = of(Class::Breaking);
    counts.deprecation = of(Class::Deprecation);
    counts.additive = of(Class::Additive);
    counts.docs = of(Class::Docs);
    counts.approved = report
        .changes
        .iter()
        .filter(|it| it.approval.is_some())
        .count();
    counts.approved_breaking = report
        .changes
        .iter()
        .filter(|it| it.approval.is_some() && it.affects_callers())
        .count();
    counts.warnings = report
        .changes
        .iter()
        .filter(|it| it.policy == Policy::Warning)
        .count();
    report.counts = counts;
    report
}

/// A report on equal states.
pub fn empty() -> Report {
    Report {
        schema: SCHEMA,
        base: Revision {
            name: "main".to_owned(),
            sha: Some("4f2c9e1d8a7b6c5f".to_owned()),
        },
        head: Revision {
            name: "HEAD".to_owned(),
            sha: None,
        },
        as_of: date(2026, 11, 23),
        required_bump: Bump::None,
        base_is_listed: false,
        of_documents: false,
        version: VersionCheck {
            base: "1.3.0-dev".to_owned(),
            head: "1.3.0-dev".to_owned(),
            required: "1.3.0-dev".to_owned(),
            sufficient: true,
            location: Locations::default(),
        },
        verdict: Verdict::Pass,
        counts: Default::default(),
        changes: Vec::new(),
    }
}

/// A report with every kind of change.
pub fn full() -> Report {
    let mut changes = Vec::new();
    changes.extend(against_the_policy());
    changes.extend(silent());
    changes.extend(breaking());
    changes.extend(deprecations());
    changes.extend(overdue());
    changes.extend(risky());
    changes.extend(additions());
    changes.extend(docs());
    counted(Report {
        head: Revision {
            name: "HEAD".to_owned(),
            sha: Some("a03d77b0000000".to_owned()),
        },
        required_bump: Bump::Major,
        base_is_listed: true,
        of_documents: false,
        version: VersionCheck {
            base: "1.2.0".to_owned(),
            head: "1.3.0-dev".to_owned(),
            required: "2.0.0".to_owned(),
            sufficient: false,
            location: Locations {
                base: place("spec/api.yaml", 2),
                head: place("spec/api.yaml", 2),
            },
        },
        verdict: Verdict::Violation,
        changes,
        ..empty()
    })
}

fn against_the_policy() -> Vec<Change> {
    vec![
        Change {
            policy: Policy::Error,
            kind: "query parameter".to_owned(),
            location: Locations {
                base: place("spec/resources/zones.yaml", 31),
                head: place("spec/removed.yaml", 1),
            },
            migration: "Add this to `removed.yaml`:\n\n```yaml\n- name: zones.list.query.name\n```"
                .to_owned(),
            ..change(
                Class::PolicyError,
                "zones.list.query.name",
                "tombstone-missing",
                "`zones.list.query.name` is gone and not on the list of removed names",
            )
        },
        Change {
            policy: Policy::Error,
            bump: Bump::Major,
            kind: "query parameter".to_owned(),
            direction: Direction::Request,
            also: ids(&["param-removed"]),
            wire: wire(WireSeverity::Breaking, Some("string"), None),
            rust: rust(
                RustSeverity::Major,
                vec![item(
                    Some("fn     zones::ListZones::name(self, name: impl Into<String>) -> Self"),
                    None,
                )],
            ),
            affected_operations: ids(&["zones.list"]),
            location: Locations {
                base: place("spec/resources/zones.yaml", 31),
                head: None,
            },
            lifecycle: lifecycle(
                "2026-06-01",
                Some("2027-06-01"),
                Some("zones.list.query.search"),
            ),
            remarks: vec!["its end of life (2027-06-01) has **not** come".to_owned()],
            migration: "Use `search`:\n\n```rust\nclient.zones().list().search(\"example\")\n```"
                .to_owned(),
            ..change(
                Class::PolicyError,
                "zones.list.query.name",
                "removed-before-eol",
                "query parameter `name` is gone; its end of life (2027-06-01) has **not** come",
            )
        },
        Change {
            policy: Policy::Error,
            wire: wire(
                WireSeverity::Lifecycle,
                Some("2026-11-01"),
                Some("2026-10-01"),
            ),
            rust: rust(RustSeverity::Docs, Vec::new()),
            affected_operations: ids(&["dns.records.get", "dns.records.list"]),
            location: Locations {
                base: place("spec/types/records.yaml", 12),
                head: place("spec/types/records.yaml", 12),
            },
            approval: Some(Approval {
                reason: "The first day was never announced.".to_owned(),
                owner: "@dns-team".to_owned(),
                issue: None,
                expires: None,
            }),
            ..change(
                Class::PolicyError,
                "Record.locked",
                "since-edited",
                "`since` was rewritten",
            )
        },
    ]
}

fn silent() -> Vec<Change> {
    vec![
        Change {
            bump: Bump::Minor,
            kind: "query parameter".to_owned(),
            direction: Direction::Request,
            wire: wire(WireSeverity::Breaking, Some("20"), Some("100")),
            rust: rust(RustSeverity::Silent, Vec::new()),
            affected_operations: ids(&[
                "dns.records.list",
                "zones.holds.list",
                "zones.list",
                "zones.search",
            ]),
            location: Locations {
                base: place("spec/api.yaml", 20),
                head: place("spec/api.yaml", 22),
            },
            migration:
                "Pages are longer unless `per_page` is set: set it where the number matters."
                    .to_owned(),
            ..change(
                Class::Silent,
                "dns.records.list.query.per_page",
                "param-default-changed",
                "default of `per_page` is now `100`, was `20`",
            )
        },
        Change {
            bump: Bump::Patch,
            kind: "field".to_owned(),
            direction: Direction::Both,
            origin: Origin::Generator,
            wire: wire(
                WireSeverity::Risky,
                Some("{\"unit\":\"s\"}"),
                Some("{\"unit\":\"ms\"}"),
            ),
            rust: rust(RustSeverity::Silent, Vec::new()),
            approval: Some(Approval {
                reason: HOSTILE.to_owned(),
                owner: "@core".to_owned(),
                issue: Some("API-12".to_owned()),
                expires: Some("2027-01-31".to_owned()),
            }),
            ..change(
                Class::Silent,
                "Timing.total",
                "field-unit-changed",
                "unit is now milliseconds",
            )
        },
    ]
}

fn breaking() -> Vec<Change> {
    vec![
        Change {
            bump: Bump::Major,
            kind: "query parameter".to_owned(),
            direction: Direction::Request,
            wire: Wire {
                aspect: Some("required".to_owned()),
                ..wire(WireSeverity::Breaking, Some("false"), Some("true"))
            },
            rust: rust(
                RustSeverity::Major,
                vec![
                    item(
                        Some("fn dns::records::Records::list(&self) -> dns::records::ListRecords"),
                        Some(
                            "fn dns::records::Records::list(&self, params: dns::records::ListRecordsParams) -> dns::records::ListRecords",
                        ),
                    ),
                    item(
                        Some("fn dns::records::ListRecords::zone_id(self, zone_id: impl Into<types::ZoneId>) -> Self"),
                        None,
                    ),
                    item(None, Some("struct dns::records::ListRecordsParams")),
                    item(None, Some("field dns::records::ListRecordsParams::zone_id: types::ZoneId")),
                ],
            ),
            affected_operations: ids(&["dns.records.list"]),
            location: Locations {
                base: place("spec/resources/dns.records.yaml", 41),
                head: place("spec/resources/dns.records.yaml", 44),
            },
            migration: "Give it where the call starts:\n\n```rust\nclient.dns().records().list(ListRecordsParams { zone_id })\n```\n\nReleased clients that leave it out get HTTP 400.".to_owned(),
            ..change(
                Class::Breaking,
                "dns.records.list.query.zone_id",
                "param-became-required",
                "query parameter `zone_id` became **required**",
            )
        },
        Change {
            bump: Bump::Major,
            direction: Direction::Response,
            wire: wire(WireSeverity::Breaking, Some("string"), Some("integer")),
            rust: rust(
                RustSeverity::Major,
                vec![item(
                    Some("field dns::records::Record::ttl: Option<String>"),
                    Some("field dns::records::Record::ttl: Option<u32>"),
                )],
            ),
            affected_operations: ids(&[
                "dns.records.create",
                "dns.records.get",
                "dns.records.list",
                "dns.records.update",
                "zones.export",
            ]),
            affected_by_errors: ids(&["zones.export"]),
            location: Locations { base: place("spec/types/records.yaml", 97), head: place("spec/types/records.yaml", 97) },
            approval: Some(Approval {
                reason: "The server always sent numbers; 1.x fails to decode them.".to_owned(),
                owner: "@dns-team".to_owned(),
                issue: Some("API-4821".to_owned()),
                expires: Some("2027-03-01".to_owned()),
            }),
            migration: "Compare numbers instead of texts.".to_owned(),
            ..change(Class::Breaking, "Record.ttl", "resp-field-type-changed", "type is now `integer`, was `string`")
        },
        Change {
            bump: Bump::Major,
            direction: Direction::Response,
            wire: wire(WireSeverity::Lifecycle, Some("string"), None),
            rust: rust(
                RustSeverity::Major,
                vec![item(Some("field  zones::Zone::legacy_id: Option<String>"), None)],
            ),
            affected_operations: ids(&["zones.get", "zones.list"]),
            location: Locations { base: place("spec/types/zones.yaml", 8), head: None },
            lifecycle: lifecycle("2025-10-31", Some("2026-10-31"), Some("Zone.id")),
            migration: "Use `Zone.id`, which has the same type.".to_owned(),
            ..change(Class::Breaking, "Zone.legacy_id", "removed-after-eol", "removed, its end of life has passed")
        },
        Change {
            bump: Bump::Major,
            kind: HOSTILE.to_owned(),
            origin: Origin::Generator,
            wire: wire(WireSeverity::None, Some(HOSTILE), Some("plain")),
            rust: rust(
                RustSeverity::Major,
                vec![item(
                    Some(&format!("struct zones::Evil {HOSTILE}")),
                    Some("struct zones::Evil<'a>(pub &'a str); // <b>&amp;</b>"),
                )],
            ),
            affected_operations: ids(&["zones.</option>", HOSTILE]),
            location: Locations {
                base: place("spec/<b>,:%|`.yaml", 1),
                head: place("spec/a,b:c%\n::warning::d.yaml", 2),
            },
            lifecycle: lifecycle("2026-01-31", None, Some(HOSTILE)),
            migration: format!("{HOSTILE}\n\n~~~\n```rust\n</pre></details><script>1</script> ````\n```"),
            members: vec![Member { subject: HOSTILE.to_owned(), kind: HOSTILE.to_owned() }],
            ..change(Class::Breaking, &format!("Evil.\"{HOSTILE}\""), "type-renamed", HOSTILE)
        },
    ]
}

fn deprecations() -> Vec<Change> {
    vec![
        Change {
            bump: Bump::Minor,
            policy: Policy::Warning,
            direction: Direction::Response,
            wire: wire(WireSeverity::Lifecycle, None, Some("2027-06-30")),
            rust: rust(
                RustSeverity::Warning,
                vec![item(
                    Some("field  zones::Zone::paused: Option<bool>"),
                    Some(
                        "field  zones::Zone::paused: Option<bool> [deprecated note=\"use status\"]",
                    ),
                )],
            ),
            affected_operations: ids(&["zones.get", "zones.list"]),
            location: Locations {
                base: place("spec/types/zones.yaml", 14),
                head: place("spec/types/zones.yaml", 15),
            },
            lifecycle: lifecycle("2026-11-23", Some("2027-06-30"), Some("Zone.status")),
            migration: "Read `status`. Builds that deny warnings fail where `paused` is used."
                .to_owned(),
            ..change(
                Class::Deprecation,
                "Zone.paused",
                "deprecated",
                "deprecated in favor of `Zone.status`",
            )
        },
        Change {
            bump: Bump::Minor,
            policy: Policy::Error,
            kind: "operation".to_owned(),
            direction: Direction::Both,
            wire: wire(WireSeverity::Lifecycle, None, Some("deprecated")),
            rust: rust(RustSeverity::Warning, Vec::new()),
            affected_operations: ids(&["zones.search"]),
            location: Locations {
                base: place("spec/resources/zones.yaml", 60),
                head: place("spec/resources/zones.yaml", 61),
            },
            lifecycle: lifecycle("2026-11-23", None, None),
            migration: "Give it an end of life.".to_owned(),
            ..change(
                Class::Deprecation,
                "zones.search",
                "deprecated-without-eol",
                "deprecated without an end of life",
            )
        },
    ]
}

/// Entries about the state, not about a change.
fn overdue() -> Vec<Change> {
    vec![Change {
        policy: Policy::Warning,
        direction: Direction::Response,
        wire: wire(WireSeverity::Lifecycle, Some("2026-11-01"), None),
        affected_operations: ids(&["dns.records.get"]),
        location: Locations {
            base: place("spec/types/records.yaml", 70),
            head: place("spec/types/records.yaml", 70),
        },
        lifecycle: lifecycle("2025-11-01", Some("2026-11-01"), None),
        ..change(
            Class::Deprecation,
            "Record.old",
            "eol-passed-still-present",
            "`Record.old` ended on 2026-11-01 and is still there",
        )
    }]
}

/// A possible behavior change that adds nothing.
fn risky() -> Vec<Change> {
    let operations = ["dns.records.list", "zones.list", "zones.search"];
    let members = operations.iter().map(|operation| Member {
        subject: format!("{operation}.query.order"),
        kind: "query parameter".to_owned(),
    });
    vec![Change {
        policy: Policy::Warning,
        bump: Bump::Patch,
        kind: "query parameter".to_owned(),
        direction: Direction::Request,
        also: ids(&["docs-changed"]),
        wire: wire(WireSeverity::Risky, Some("name"), None),
        rust: rust(RustSeverity::Docs, Vec::new()),
        affected_operations: ids(&operations),
        location: Locations {
            base: place("spec/api.yaml", 31),
            head: place("spec/api.yaml", 30),
        },
        members: members.collect(),
        migration: "Set `order` where `name` was relied on.".to_owned(),
        ..change(
            Class::Additive,
            "parameters.query.order",
            "param-default-removed",
            "leaving out query parameter `order` of every operation that takes it no longer means `name`",
        )
    }]
}

fn additions() -> Vec<Change> {
    let operations = ["create", "get", "remove"];
    let members = operations.iter().map(|name| Member {
        subject: format!("zones.holds.{name}"),
        kind: "operation".to_owned(),
    });
    let items = (1..=16).map(|number| {
        let path = format!("zones::holds::Hold::f{number:02}");
        item(None, Some(&format!("field  {path}: Option<String>")))
    });
    vec![
        Change {
            bump: Bump::Minor,
            kind: "resource".to_owned(),
            wire: wire(WireSeverity::Compatible, None, Some("zones.holds")),
            rust: rust(RustSeverity::Minor, items.collect()),
            affected_operations: ids(&[
                "zones.holds.create",
                "zones.holds.get",
                "zones.holds.remove",
            ]),
            location: Locations {
                base: None,
                head: place("spec/resources/zones.holds.yaml", 1),
            },
            members: members.collect(),
            ..change(
                Class::Additive,
                "zones.holds",
                "resource-added",
                "resource with 3 operations and 2 types",
            )
        },
        Change {
            bump: Bump::Patch,
            direction: Direction::Request,
            wire: wire(WireSeverity::Compatible, Some("64"), Some("255")),
            rust: rust(RustSeverity::Docs, Vec::new()),
            affected_operations: ids(&["dns.records.create"]),
            location: Locations {
                base: place("spec/types/records.yaml", 50),
                head: place("spec/types/records.yaml", 50),
            },
            ..change(
                Class::Additive,
                "Record.comment",
                "req-constraint-loosened",
                "greatest length is now `255`, was `64`",
            )
        },
    ]
}

fn docs() -> Vec<Change> {
    vec![
        Change {
            bump: Bump::Patch,
            wire: wire(
                WireSeverity::Docs,
                Some("State of zone."),
                Some("Current state of the zone."),
            ),
            rust: rust(RustSeverity::Docs, Vec::new()),
            affected_operations: ids(&["zones.get"]),
            location: Locations {
                base: place("spec/types/zones.yaml", 20),
                head: place("spec/types/zones.yaml", 21),
            },
            ..change(Class::Docs, "Zone.status", "docs-changed", "docs changed")
        },
        Change {
            wire: wire(WireSeverity::Docs, Some("a plain text"), Some(HOSTILE)),
            kind: "operation".to_owned(),
            ..change(Class::Docs, "zones.get", "docs-changed", "docs changed")
        },
        change(
            Class::Docs,
            "Record",
            "spec-moved",
            "moved to `types/records.yaml`; nothing else differs",
        ),
    ]
}
