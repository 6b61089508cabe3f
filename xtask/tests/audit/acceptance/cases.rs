//! The edits and the expected changes. One table, so this file is longer than others.

use super::edit::Edit::{self, Move, Replace, Reverse, Write};

const ALLOW: &str = "resources/allow_policies.yaml";
const DOMAINS: &str = "resources/domains.yaml";
const TRUSTED: &str = "resources/trusted_domains.yaml";
const SHARED: &str = "types/shared.yaml";

/// An edit and the expected report.
pub(super) struct Case {
    pub(super) name: &'static str,
    /// Edits of both sides, for elements that the fixture lacks.
    pub(super) before: &'static [Edit],
    pub(super) edits: &'static [Edit],
    /// Rule, subject, class, wire severity, Rust severity and version step of each change. Changes that only require a
    /// new version or a tombstone follow from these and are left out.
    pub(super) changes: &'static [[&'static str; 6]],
    /// The required version.
    pub(super) version: &'static str,
    /// The exit code of `diff` once the version is raised and tombstones are added.
    pub(super) code: i32,
}

const HOLDS: &str = "docs: Mail that is held.
namespace: mail.settings
path: /accounts/{account_id}/holds
path_parameters:
  hold_id: HoldId
operations:
  get:
    docs: Fetches one.
    http: GET /{hold_id}
    returns: Hold
types:
  HoldId:
    docs: Identifies a hold.
    id: string
  Hold:
    docs: A hold.
    fields:
      id: {type: HoldId, required: true, docs: Identifies it.}
";

const RULES: &str = "docs: Rules of holds.
namespace: mail.settings
path_parameters:
  hold_id: {type: string, docs: Which hold.}
  rule_id: {type: string, docs: Which rule.}
operations:
  check:
    docs: Checks a rule of a hold.
    http: POST /holds/{hold_id}/rules/{rule_id}
";

const NOTE: Edit = Replace(
    TRUSTED,
    "      comments: {",
    "      note: {type: string, docs: A note.}\n      comments: {",
);

const TAGS: &str =
    "    query:\n      tags: {type: [string], docs: Keeps those with a tag.}\n      is_recent:";

const LAST_MODIFIED: &str = "      last_modified: {type: datetime, read_only: true, docs: When the settings were last \
     changed., deprecated: {end_of_life: 2026-11-01, use: modified_at}}\n";

const ENDING: &str = "      note: {type: string, docs: A note., \
     deprecated: {since: 2026-01-01, end_of_life: 2027-11-30, use: pattern}}\n";

const ENDING_BEFORE_COMMENTS: &str = "      note: {type: string, docs: A note., \
     deprecated: {since: 2026-01-01, end_of_life: 2027-11-30, use: pattern}}\n      comments: {";

const COMMENTS: &str = "docs: Comment on the entry.}";

pub(super) const CASES: &[Case] = &[
    Case {
        name: "nothing",
        before: &[],
        edits: &[],
        changes: &[],
        version: "0.1.0",
        code: 0,
    },
    Case {
        name: "add a resource",
        before: &[],
        edits: &[Write("resources/holds.yaml", HOLDS)],
        changes: &[[
            "resource-added",
            "holds",
            "additive",
            "compatible",
            "minor",
            "minor",
        ]],
        version: "0.1.1",
        code: 0,
    },
    Case {
        name: "add an optional body field",
        before: &[],
        edits: &[
            NOTE,
            Replace(
                TRUSTED,
                "optional: [comments]}",
                "optional: [comments, note]}",
            ),
        ],
        changes: &[
            [
                "resp-field-added",
                "TrustedDomain.note",
                "additive",
                "compatible",
                "minor",
                "minor",
            ],
            [
                "req-field-added-optional",
                "trusted_domains.create.body.note",
                "additive",
                "compatible",
                "minor",
                "minor",
            ],
        ],
        version: "0.1.1",
        code: 0,
    },
    Case {
        name: "add a required body field",
        before: &[],
        edits: &[
            NOTE,
            Replace(
                TRUSTED,
                "is_similarity, pattern], optional: [comments]}",
                "is_similarity, pattern, note], optional: [comments]}",
            ),
        ],
        changes: &[
            [
                "resp-field-added",
                "TrustedDomain.note",
                "additive",
                "compatible",
                "minor",
                "minor",
            ],
            [
                "req-field-added-required",
                "trusted_domains.create.body.note",
                "breaking",
                "breaking",
                "major",
                "major",
            ],
        ],
        version: "0.2.0",
        code: 1,
    },
    Case {
        name: "make a parameter required",
        before: &[],
        edits: &[Replace(
            ALLOW,
            "pattern: {type: string, docs: Filter",
            "pattern: {type: string, required: true, docs: Filter",
        )],
        changes: &[[
            "param-became-required",
            "allow_policies.list.query.pattern",
            "breaking",
            "breaking",
            "major",
            "major",
        ]],
        version: "0.2.0",
        code: 1,
    },
    Case {
        name: "a response field that becomes required",
        before: &[],
        edits: &[Replace(
            TRUSTED,
            "id: {type: TrustedDomainId, read_only",
            "id: {type: TrustedDomainId, required: true, read_only",
        )],
        changes: &[[
            "resp-field-became-required",
            "TrustedDomain.id",
            "breaking",
            "compatible",
            "major",
            "major",
        ]],
        version: "0.2.0",
        code: 1,
    },
    Case {
        name: "rename an operation",
        before: &[],
        edits: &[Replace(ALLOW, "  get:\n", "  fetch:\n")],
        changes: &[[
            "operation-renamed",
            "allow_policies.fetch",
            "breaking",
            "none",
            "major",
            "major",
        ]],
        version: "0.2.0",
        code: 1,
    },
    Case {
        name: "swap two path ids",
        before: &[Write("resources/rules.yaml", RULES)],
        edits: &[Replace(
            "resources/rules.yaml",
            "/holds/{hold_id}/rules/{rule_id}",
            "/holds/{rule_id}/rules/{hold_id}",
        )],
        changes: &[[
            "path-params-reordered",
            "rules.check",
            "silent",
            "breaking",
            "silent",
            "major",
        ]],
        version: "0.2.0",
        code: 1,
    },
    Case {
        name: "swap two path ids of different types",
        before: &[
            Replace(TRUSTED, "path: /accounts/{account_id}/", "path: /"),
            Replace(TRUSTED, "http: GET\n", "http: GET /{account_id}\n"),
            Replace(TRUSTED, "http: POST\n", "http: POST /{account_id}\n"),
            Replace(TRUSTED, "http: GET /{t", "http: GET /{account_id}/{t"),
            Replace(TRUSTED, "http: PATCH /", "http: PATCH /{account_id}/"),
            Replace(TRUSTED, "http: DELETE /", "http: DELETE /{account_id}/"),
        ],
        edits: &[Replace(
            TRUSTED,
            "http: PATCH /{account_id}/{trusted_domain_id}",
            "http: PATCH /{trusted_domain_id}/{account_id}",
        )],
        changes: &[[
            "path-params-reordered",
            "trusted_domains.edit",
            "silent",
            "breaking",
            "silent",
            "major",
        ]],
        version: "0.2.0",
        code: 1,
    },
    Case {
        name: "let a value that was read-only be stored",
        before: &[],
        edits: &[Replace(SHARED, "        read_only: true\n", "")],
        changes: &[[
            "enum-value-became-writable",
            "PatternType.UNKNOWN",
            "breaking",
            "compatible",
            "major",
            "major",
        ]],
        version: "0.2.0",
        code: 1,
    },
    Case {
        name: "let a field only be read",
        before: &[],
        edits: &[
            Replace(
                DOMAINS,
                "ip_restrictions: {type: [string],",
                "ip_restrictions: {type: [string], read_only: true,",
            ),
            Replace(DOMAINS, "ip_restrictions, ", ""),
        ],
        changes: &[[
            "field-became-read-only",
            "Domain.ip_restrictions",
            "breaking",
            "risky",
            "major",
            "major",
        ]],
        version: "0.2.0",
        code: 1,
    },
    Case {
        name: "extend an end of life",
        before: &[],
        edits: &[Replace(
            TRUSTED,
            "end_of_life: 2026-11-01, use: modified_at",
            "end_of_life: 2027-11-01, use: modified_at",
        )],
        changes: &[[
            "eol-extended",
            "TrustedDomain.last_modified",
            "deprecation",
            "lifecycle",
            "docs",
            "patch",
        ]],
        version: "0.1.1",
        code: 0,
    },
    Case {
        name: "call one item of a resource otherwise",
        before: &[],
        edits: &[Replace(TRUSTED, "item: trusted_domain\n", "item: friend\n")],
        changes: &[[
            "resource-item-changed",
            "trusted_domains",
            "breaking",
            "none",
            "major",
            "major",
        ]],
        version: "0.2.0",
        code: 1,
    },
    Case {
        name: "change a query array's style",
        before: &[Replace(TRUSTED, "    query:\n      is_recent:", TAGS)],
        edits: &[Replace(
            TRUSTED,
            "tags: {type: [string],",
            "tags: {type: [string], style: comma,",
        )],
        changes: &[[
            "param-style-changed",
            "trusted_domains.list.query.tags",
            "silent",
            "breaking",
            "silent",
            "minor",
        ]],
        version: "0.1.1",
        code: 1,
    },
    Case {
        name: "add a value",
        before: &[],
        edits: &[Replace(
            SHARED,
            "      IP: The pattern matches IP",
            "      HOST: A host.\n      IP: The pattern matches IP",
        )],
        changes: &[[
            "enum-value-added-response-open",
            "PatternType.HOST",
            "additive",
            "risky",
            "minor",
            "minor",
        ]],
        version: "0.1.1",
        code: 0,
    },
    Case {
        name: "remove a value",
        before: &[],
        edits: &[Replace(
            SHARED,
            "      IP: The pattern matches IP addresses.\n",
            "",
        )],
        changes: &[[
            "enum-value-removed-request",
            "PatternType.IP",
            "policy-error",
            "breaking",
            "major",
            "major",
        ]],
        version: "0.2.0",
        code: 1,
    },
    Case {
        name: "a value that may only be read",
        before: &[],
        edits: &[Replace(
            SHARED,
            "IP: The pattern matches IP addresses.",
            "IP: {docs: The pattern matches IP addresses., read_only: true}",
        )],
        changes: &[[
            "enum-value-became-read-only",
            "PatternType.IP",
            "breaking",
            "breaking",
            "major",
            "major",
        ]],
        version: "0.2.0",
        code: 1,
    },
    Case {
        name: "deprecate with an end of life",
        before: &[],
        edits: &[Replace(
            TRUSTED,
            COMMENTS,
            "docs: Comment on the entry., \
             deprecated: {since: 2026-11-24, end_of_life: 2027-11-30, use: pattern}}",
        )],
        changes: &[[
            "deprecated",
            "TrustedDomain.comments",
            "deprecation",
            "lifecycle",
            "warning",
            "minor",
        ]],
        version: "0.1.1",
        code: 0,
    },
    Case {
        name: "deprecate without an end of life",
        before: &[],
        edits: &[Replace(
            TRUSTED,
            COMMENTS,
            "docs: Comment on the entry., \
             deprecated: {since: 2026-11-24, use: pattern}}",
        )],
        changes: &[[
            "deprecated",
            "TrustedDomain.comments",
            "policy-error",
            "lifecycle",
            "warning",
            "minor",
        ]],
        version: "0.1.1",
        code: 1,
    },
    Case {
        name: "remove a field past its end of life",
        before: &[],
        edits: &[Replace(DOMAINS, LAST_MODIFIED, "")],
        changes: &[[
            "resp-field-removed-optional",
            "Domain.last_modified",
            "breaking",
            "lifecycle",
            "major",
            "major",
        ]],
        version: "0.2.0",
        code: 0,
    },
    Case {
        name: "remove a field before its end of life",
        before: &[Replace(
            TRUSTED,
            "      comments: {",
            ENDING_BEFORE_COMMENTS,
        )],
        edits: &[Replace(TRUSTED, ENDING, "")],
        changes: &[[
            "resp-field-removed-optional",
            "TrustedDomain.note",
            "policy-error",
            "breaking",
            "major",
            "major",
        ]],
        version: "0.2.0",
        code: 1,
    },
    Case {
        name: "change a default",
        before: &[Replace(
            ALLOW,
            "pattern: {type: string, docs: Filter",
            "pattern: {type: string, default: a, docs: Filter",
        )],
        edits: &[Replace(ALLOW, "default: a,", "default: b,")],
        changes: &[[
            "param-default-changed",
            "allow_policies.list.query.pattern",
            "silent",
            "breaking",
            "silent",
            "minor",
        ]],
        version: "0.1.1",
        code: 1,
    },
    Case {
        name: "docs",
        before: &[],
        edits: &[Replace(
            ALLOW,
            "Identifier of the policy.",
            "Id of the policy.",
        )],
        changes: &[[
            "docs-changed",
            "AllowPolicy.id",
            "docs",
            "docs",
            "docs",
            "patch",
        ]],
        version: "0.1.1",
        code: 0,
    },
    Case {
        name: "move a definition",
        before: &[],
        edits: &[Move(SHARED, "  PatternType:\n", "types/patterns.yaml")],
        changes: &[["spec-moved", "PatternType", "docs", "none", "none", "none"]],
        version: "0.1.0",
        code: 0,
    },
    Case {
        name: "reorder everything",
        before: &[],
        edits: &[Reverse],
        changes: &[],
        version: "0.1.0",
        code: 0,
    },
];
