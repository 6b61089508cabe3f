//! Witnesses: callers that prove the Rust severity of a rule.
//!
//! `witnesses/*.txt` has the source of a caller for each rule. It is compiled with two generated crates, before and after a
//! change that the rule reports:
//!
//! | verdict | before | after |
//! |---|---|---|
//! | major | builds | fails with the error code after the name of the rule, in the source of the caller |
//! | minor | builds | builds |
//! | warning | builds | builds with a deprecation warning |
//! | silent | builds and runs | builds and prints different output |
//!
//! ```text
//! == param-removed E0599
//! let _ = client.net().zones().list("a").until(date("2026-01-01"));
//! ```
//!
//! The change is the first case in `cases/` about the rule, or the n-th for `#n`. A witness can have its own change in the
//! syntax of cases: edits of generated files, for rules that no spec can violate, or edits of the spec before and after a
//! line `=>`, if the base lacks what the change needs. `waivers.txt` has the rules that cannot be proven, with reasons.
//!
//! Compiling takes minutes, so the test is ignored by default:
//! `cargo test -p clientwright-codegen --test audit -- --ignored callers_notice`.

pub mod book;
mod compile;
mod disk;
mod judge;
mod layout;
mod manifest;
pub mod pairs;

use crate::case::rules;
use clientwright_codegen::audit::report::RustSeverity;
use clientwright_codegen::audit::rules::{Rule, Transition};
use pairs::{Pair, Pairs};
use std::collections::BTreeSet;

/// Whether the source of callers is affected.
fn is_noticed(severity: RustSeverity) -> bool {
    !matches!(severity, RustSeverity::None | RustSeverity::Docs)
}

/// Whether the rule is about differences of specs, not about listings or the process.
fn is_about_a_difference(rule: &Rule) -> bool {
    rule.when
        .iter()
        .any(|when| !matches!(when.change, Transition::Process | Transition::Surface))
}

#[test]
fn every_rule_that_affects_callers_has_a_witness_or_a_waiver() {
    let witnesses = book::witnesses();
    let waivers = book::waivers();
    let shown: BTreeSet<_> = witnesses.iter().map(|it| it.rule.as_str()).collect();
    let mut wrong = Vec::new();
    for rule in rules().iter().filter(|rule| is_noticed(rule.rust)) {
        match (shown.contains(rule.id.as_str()), waivers.get(&rule.id)) {
            (false, None) => wrong.push(format!("{} has neither a witness nor a waiver", rule.id)),
            (true, Some(_)) => wrong.push(format!("{} has a witness and a waiver", rule.id)),
            _ => {}
        }
    }
    for id in shown
        .iter()
        .copied()
        .chain(waivers.keys().map(String::as_str))
    {
        if !rules().get(id).is_some_and(|rule| is_noticed(rule.rust)) {
            wrong.push(format!("{id} is not a rule that affects callers"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The items without deprecation notes and argument names, which do not affect the source of callers.
fn as_callers_see(items: &BTreeSet<String>) -> BTreeSet<String> {
    let seen = |item: &String| {
        let (item, mark) = match item.split_once(" [deprecated") {
            Some((item, _)) => (item, " [deprecated]"),
            None => (item.as_str(), ""),
        };
        let (head, arguments) = item.split_once('(').unwrap_or((item, ""));
        let argument = |it: &str| it.split_once(": ").map_or(it, |(_, ty)| ty).to_owned();
        let arguments: Vec<_> = arguments.split(", ").map(argument).collect();
        format!("{head}({}{mark}", arguments.join(", "))
    };
    items.iter().map(seen).collect()
}

/// The reverse of a witness: the items of both crates are equal.
#[test]
fn rules_that_do_not_affect_callers_change_no_items() {
    let pairs = Pairs::read();
    let mut wrong = Vec::new();
    let mut shown = BTreeSet::new();
    for pair in pairs.iter() {
        let Pair { named, .. } = &pair;
        let rules = || named.iter().filter_map(|id| rules().get(id));
        if !rules().any(|rule| is_noticed(rule.rust)) {
            let (old, new) = pair.listings();
            let [old, new] = [old, new].map(|it| as_callers_see(&it));
            if old != new {
                let lines: Vec<_> = old.symmetric_difference(&new).cloned().collect();
                wrong.push(format!("{named:?}:\n  {}", lines.join("\n  ")));
            }
            shown.extend(rules().map(|rule| rule.id.as_str()));
        }
    }
    let unshown = rules().iter().filter(|rule| {
        !is_noticed(rule.rust)
            && !rule.hidden
            && is_about_a_difference(rule)
            && !shown.contains(rule.id.as_str())
    });
    let waivers = book::unnoticed();
    let unshown: BTreeSet<_> = unshown.map(|rule| rule.id.clone()).collect();
    let waived: BTreeSet<_> = waivers.keys().cloned().collect();
    wrong.extend(
        unshown
            .difference(&waived)
            .map(|id| format!("no case reports {id}")),
    );
    wrong.extend(
        waived
            .difference(&unshown)
            .map(|id| format!("{id} needs no waiver")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "compiles a crate for each case, which takes minutes; .ci/run has a stage for it"]
fn callers_notice_what_the_rules_say() {
    let witnesses = book::witnesses();
    let pairs = Pairs::read();
    let layout = layout::Layout::write(&witnesses, &pairs);
    let outcome = compile::run(&layout);
    let failures = judge::failures(&layout, &outcome);
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
