//! Effects of one cause are one change with one approval. The first edit of a case prepares the base, the second is audited.

use crate::case::{Side, audit, folder, misjoined, spec, surface};
use std::collections::BTreeMap;

/// Replacements in a spec. A replacement of the empty string is appended to the types of zones.
type Edits = &'static [(&'static str, &'static str)];

struct Case {
    what: &'static str,
    base: Edits,
    edits: Edits,
    /// All changes: rule, subject, Rust severity; `!` marks those that need an approval.
    there: &'static [&'static str],
    /// The same for the reverse of the edit.
    back: &'static [&'static str],
}

const NULLABLE: &str =
    "count: {type: i64, required: true, nullable: true, docs: How many there were.}";

const PURGE: &str = "  old_purge:
    docs: Purges a zone.
    http: POST /{zone_id}/purge
    deprecated: {since: 2025-01-01, end_of_life: 2025-12-31, use: delete}
";

/// The same operation with a result.
const PURGING: &str = "  old_purge:
    docs: Purges a zone.
    http: POST /{zone_id}/purge
    returns: Purged
    deprecated: {since: 2025-01-01, end_of_life: 2025-12-31, use: delete}
";

/// Two types that contain each other.
const PURGED: &str =
    "  Purged: {docs: What is gone., fields: {parts: {type: [Piece], docs: Its pieces.}}}
  Piece: {docs: A piece., fields: {whole: {type: Purged, docs: Its whole.}}}
";

const DEPTH: &str =
    "depth: {type: i32, default: 1, minimum: 1, maximum: 5, docs: How deep to look.}";

const CONFLICT: &str = "  Conflict:
    docs: What stands against it.
    fields:
      holder: {type: string, required: true, docs: Who holds it.}
";

const CASES: &[Case] = &[
    Case {
        what: "`null` and absent are both `None` in responses",
        base: &[(
            "count: {type: i64, required: true, docs: How many there were.}",
            NULLABLE,
        )],
        edits: &[(
            NULLABLE,
            "count: {type: i64, nullable: true, docs: How many there were.}",
        )],
        there: &["!resp-field-became-optional Receipt.count none"],
        back: &["resp-field-became-required Receipt.count none"],
    },
    Case {
        what: "types are removed with the only operation that returns them",
        base: &[(PURGE, PURGING), ("", PURGED)],
        edits: &[(PURGING, ""), (PURGED, "")],
        there: &["operation-removed zones.old_purge major"],
        back: &["operation-added zones.old_purge minor"],
    },
    Case {
        what: "an enum is removed with the only parameter that uses it",
        base: &[
            (
                DEPTH,
                "depth: {type: Depth, docs: How deep., deprecated: {end_of_life: 2025-12-31, note: Go.}}",
            ),
            ("", "  Depth: {docs: How deep., enum: {all: All.}}\n"),
        ],
        edits: &[
            (
                "      depth: {type: Depth, docs: How deep., deprecated: {end_of_life: 2025-12-31, note: Go.}}\n",
                "",
            ),
            ("  Depth: {docs: How deep., enum: {all: All.}}\n", ""),
        ],
        there: &["param-removed zones.list.query.depth major"],
        back: &["param-added-optional zones.list.query.depth minor"],
    },
    Case {
        what: "a shared type is removed with the element that was to stay longest",
        base: &[
            (PURGE, PURGING),
            ("", PURGED),
            (
                "returns: {type: Receipt, docs: What was read.}",
                "returns: {type: Receipt, docs: What was read.}\n    errors: {409: {docs: It is gone., type: Purged}}",
            ),
        ],
        edits: &[
            (PURGING, ""),
            (PURGED, ""),
            ("\n    errors: {409: {docs: It is gone., type: Purged}}", ""),
        ],
        there: &[
            "!error-status-removed events.upload.error.409 major",
            "operation-removed zones.old_purge major",
        ],
        // The types are part of the operation, although the error response has a path that sorts before it.
        back: &[
            "operation-added zones.old_purge minor",
            "error-status-added events.upload.error.409 docs",
        ],
    },
    Case {
        what: "a type with its own end of life is checked separately",
        base: &[
            (PURGE, PURGING),
            (
                "",
                "  Purged:\n    docs: What is gone.\n    deprecated: {end_of_life: 2027-12-31, note: Do without.}\n    enum: {all: All.}\n",
            ),
        ],
        edits: &[
            (PURGING, ""),
            (
                "  Purged:\n    docs: What is gone.\n    deprecated: {end_of_life: 2027-12-31, note: Do without.}\n    enum: {all: All.}\n",
                "",
            ),
        ],
        there: &[
            "!type-removed Purged major",
            "operation-removed zones.old_purge major",
        ],
        back: &[
            "type-added Purged minor",
            "operation-added zones.old_purge minor",
        ],
    },
    Case {
        what: "removing the type of an error response breaks source",
        base: &[],
        edits: &[
            (
                "      409: {docs: It is being changed., type: Conflict}\n",
                "",
            ),
            (CONFLICT, ""),
        ],
        there: &["!error-status-removed zones.get.error.409 major"],
        back: &["error-status-added zones.get.error.409 minor"],
    },
    Case {
        what: "the envelope of all responses is one cause",
        base: &[],
        edits: &[(
            "envelope: {result: result, success: success, errors: errors}\n",
            "",
        )],
        there: &["!response-envelope-changed service silent"],
        back: &["!response-envelope-changed service silent"],
    },
    Case {
        what: "an absent body has no media type",
        base: &[],
        edits: &[(
            "    returns: {type: string, media: text, envelope: false}\n",
            "",
        )],
        there: &["!response-body-removed events.health.response.204 major"],
        back: &["!response-body-added events.health.response.200 major"],
    },
    Case {
        what: "an absent body has no envelope",
        base: &[],
        edits: &[(
            "    http: DELETE /{zone_id}\n",
            "    http: DELETE /{zone_id}\n    returns: Zone\n",
        )],
        there: &["!response-body-added zones.delete.response.200 major"],
        back: &["!response-body-removed zones.delete.response.204 major"],
    },
    Case {
        what: "only JSON has an envelope",
        base: &[(
            "returns: {type: string, media: text, envelope: false}",
            "returns: string",
        )],
        edits: &[("returns: string", "returns: {type: string, media: text}")],
        there: &["!response-media-type-changed events.health.response.200 silent"],
        back: &["!response-media-type-changed events.health.response.200 silent"],
    },
];

fn edited(files: &BTreeMap<String, String>, edits: Edits, what: &str) -> BTreeMap<String, String> {
    let mut files = files.clone();
    for (from, to) in edits {
        if from.is_empty() {
            let text = files.get_mut("resources/zones.yaml").expect("zones");
            text.push_str(to);
            continue;
        }
        let times: usize = files.values().map(|text| text.matches(from).count()).sum();
        assert_eq!(times, 1, "{what}: {from}");
        for text in files.values_mut() {
            *text = text.replace(from, to);
        }
    }
    files
}

/// Base and head of each case.
pub fn sides() -> Vec<(Side, Side)> {
    let files = spec(&folder().join("base"));
    let side = |files: &_| Side::of(files).unwrap_or_else(|report| panic!("{report}"));
    let pairs = CASES.iter().map(|case| {
        let base = edited(&files, case.base, case.what);
        let head = edited(&base, case.edits, case.what);
        (side(&base), side(&head))
    });
    pairs.collect()
}

#[test]
fn effects_are_reported_with_their_cause() {
    let files = spec(&folder().join("base"));
    let mut failures = Vec::new();
    for case in CASES {
        let Case { what, .. } = case;
        let base = edited(&files, case.base, what);
        let head = edited(&base, case.edits, what);
        let side = |files| Side::of(files).unwrap_or_else(|report| panic!("{what}: {report}"));
        let (base, head) = (side(&base), side(&head));
        for (old, new, wanted) in [(&base, &head, case.there), (&head, &base, case.back)] {
            let mut report = audit(old, new, &[]);
            let wrong = misjoined(&mut report, &surface(old), &surface(new));
            failures.extend(wrong.iter().map(|it| format!("{what}: {it}")));
            let aside = ["eol-passed-still-present", "version-bump-insufficient"];
            let changes = report.changes.iter();
            let changes = changes.filter(|it| !aside.contains(&it.rule.as_str()));
            let found: Vec<_> = changes
                .map(|it| {
                    let mark = if it.blocks() { "!" } else { "" };
                    let rust = serde_json::to_value(it.rust.severity).expect("a word");
                    let rust = rust.as_str().unwrap_or_default();
                    format!("{mark}{} {} {rust}", it.rule, it.subject)
                })
                .collect();
            if found != wanted {
                failures.push(format!("{what}: reported {found:#?}, expected {wanted:#?}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
