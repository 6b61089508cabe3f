//! Rules that cases cannot report: hidden rules, and rules about approvals and tombstones. `tests/join.rs` covers the rules
//! about listings.

use crate::case::{AS_OF, Case, Side, audit, folder, rules, spec};
use crate::cases::{Audited, base, cases};
use clientwright_codegen::audit::delta::{Delta, between};
use clientwright_codegen::audit::facts::Aspect;
use clientwright_codegen::audit::report::{Change, Location, Report, Revision};
use clientwright_codegen::audit::rules::{Rule, Rules, Transition};
use clientwright_codegen::audit::tombstones::{Removals, Tombstones};
use clientwright_codegen::audit::{Context, GRACE_DAYS, State, approvals, build_report};
use clientwright_codegen::source::{Sources, Span};
use clientwright_codegen::spec::{self as format, Ledger};
use std::collections::BTreeSet;

/// Hidden rules that no spec needs. The random edits in `properties` report them; `rules/README.md` says why.
const GUARDS: &[&str] = &["input-access-changed"];

/// A case, and the aspects that it changes.
struct Head {
    audited: &'static Audited,
    state: State<'static>,
    aspects: BTreeSet<Aspect>,
}

impl Head {
    fn of(audited: &'static Audited, base: &State<'_>) -> Self {
        let state = State::of(&audited.head.api, &audited.head.sources);
        let deltas = between(&base.facts, &state.facts).list;
        let aspects = deltas.iter().filter_map(|delta| match delta {
            Delta::Changed { aspect, .. } => Some(*aspect),
            _ => None,
        });
        Self {
            aspects: aspects.collect(),
            audited,
            state,
        }
    }
}

/// Whether a rule can claim a change of one of the aspects. The other cases need not be audited without it.
fn can_claim(rule: &Rule, aspects: &BTreeSet<Aspect>) -> bool {
    rule.when
        .iter()
        .any(|when| when.aspect.is_empty() || when.aspect.iter().any(|it| aspects.contains(it)))
}

#[test]
fn every_hidden_rule_classifies_a_change() {
    let state = |side: &'static Side| State::of(&side.api, &side.sources);
    let base = state(&base().side);
    let heads: Vec<_> = cases().iter().map(|it| Head::of(it, &base)).collect();
    let mut idle = Vec::new();
    let is_asked = |id: &str| !GUARDS.contains(&id);
    let hidden = rules().iter().filter(|rule| rule.hidden);
    for hidden in hidden.filter(|rule| is_asked(&rule.id)) {
        let others = rules().iter().filter(|rule| rule.id != hidden.id);
        let others: Rules = others.cloned().collect();
        let differs = |old: &State<'_>, new: &State<'_>, case: &Case, report: &Report| {
            let context = Context {
                rules: &others,
                as_of: AS_OF.parse().expect("a date"),
                grace_days: GRACE_DAYS,
                removed_names: &case.removed_names,
            };
            let side = |state| (state, Revision::default());
            build_report(side(old), side(new), &context).changes != report.changes
        };
        let is_needed = heads.iter().any(
            |Head {
                 audited,
                 state,
                 aspects,
             }| {
                can_claim(hidden, aspects)
                    && (differs(&base, state, &audited.case, &audited.there)
                        || differs(state, &base, &audited.case, &audited.back))
            },
        );
        if !is_needed {
            idle.push(hidden.id.as_str());
        }
    }
    assert!(
        idle.is_empty(),
        "every change is classified without these: {idle:?}"
    );
}

/// Entries of `approvals.yaml`. `{id}` is the id of the change.
const APPROVALS: &[(&str, &str)] = &[
    (
        "approval-stale",
        "- {change: 0123456789, rule: path-changed, subject: zones, reason: R., owner: me, expires: 2026-07-01}",
    ),
    (
        "approval-expired",
        "- {change: {id}, rule: path-changed, subject: zones, reason: R., owner: me, expires: 2026-05-01}",
    ),
    (
        "approval-incomplete",
        "- {change: {id}, rule: path-changed, subject: zones, reason: '', owner: me, expires: 2026-07-01}",
    ),
    (
        "approval-mismatch",
        "- {change: {id}, rule: path-changed, subject: events, reason: R., owner: me, expires: 2026-07-01}",
    ),
];

/// Entries of `removed.yaml` before and after.
const STONES: &[(&str, &str, &str)] = &[
    ("tombstone-missing", "", ""),
    (
        "tombstone-wrong",
        "",
        "- {name: zones.old_purge, kind: operation, removed_in: 0.1.0}\n- {name: zones, kind: resource, removed_in: 1.2.4}",
    ),
    (
        "tombstone-wrong",
        "",
        "- {name: zones.old_purge, kind: operation, removed_in: 1.2.4-dev}",
    ),
    (
        "tombstone-removed",
        "- {name: Ghost, kind: type, removed_in: 0.1.0}",
        "",
    ),
];

fn ledger(approvals: &str, removed: &str) -> Ledger {
    let files = [("approvals.yaml", approvals), ("removed.yaml", removed)];
    let files = files.into_iter().filter(|(_, text)| !text.is_empty());
    let files = files.map(|(name, text)| (name.to_owned(), format!("{text}\n")));
    let sources = Sources::new("spec", files.collect());
    format::ledger(&sources).unwrap_or_else(|report| panic!("{}", report.render(&sources)))
}

fn nowhere(_: Span) -> Location {
    Location {
        file: "spec/removed.yaml".to_owned(),
        line: 1,
        column: 1,
    }
}

#[test]
fn approvals_and_tombstones_have_rules() {
    let files = spec(&folder().join("base"));
    let mut edited = files.clone();
    for text in edited.values_mut() {
        *text = text.replace(
            "path: /accounts/{account_id}/zones",
            "path: /accounts/{account_id}/areas",
        );
        *text = text.replace(
            "    deprecated: {since: 2025-01-01, end_of_life: 2025-12-31, use: delete}\n",
            "",
        );
        *text = text.replace(
            "  old_purge:\n    docs: Purges a zone.\n    http: POST /{zone_id}/purge\n",
            "",
        );
    }
    let side = |files: &_| Side::of(files).unwrap_or_else(|report| panic!("{report}"));
    let (base, head) = (side(&files), side(&edited));
    let mut changes = audit(&base, &head, &[]).changes;
    let path = changes.iter().find(|it| it.rule == "path-changed");
    let id = path.expect("a changed path").id.clone();
    let mut spoken = BTreeSet::new();
    let mut speak = |rule: &str, faults: Vec<Change>| {
        let found: Vec<_> = faults.iter().map(|it| it.rule.clone()).collect();
        assert!(found.iter().any(|it| it == rule), "{rule}: {found:?}");
        spoken.extend(found);
    };
    for (rule, text) in APPROVALS {
        let ledger = ledger(&text.replace("{id}", &id), "");
        let day = AS_OF.parse().expect("a date");
        speak(
            rule,
            approvals::attach(
                &mut changes,
                &approvals::Entries {
                    base: &[],
                    spent: &[],
                    head: &ledger.approvals,
                },
                day,
                &nowhere,
            ),
        );
    }
    let facts = |side: &Side| State::of(&side.api, &side.sources).facts;
    let (old, new) = (facts(&base), facts(&head));
    for (rule, before, after) in STONES {
        let (before, after) = (ledger("", before), ledger("", after));
        let stones = Tombstones {
            base: &before.removed,
            head: &after.removed,
        };
        let ground = Removals {
            base: &old,
            head: &new,
            old_version: "1.2.3",
            new_version: "1.2.4",
            ledger: "spec/removed.yaml",
            locate_in_base: &nowhere,
            locate_in_head: &nowhere,
        };
        speak(rule, stones.violations(&ground));
    }
    let is_beside =
        |when: &clientwright_codegen::audit::rules::When| when.change == Transition::Process;
    let beside = rules()
        .iter()
        .filter(|rule| rule.when.iter().all(is_beside));
    let beside: BTreeSet<_> = beside.map(|rule| rule.id.clone()).collect();
    assert_eq!(spoken, beside);
}
