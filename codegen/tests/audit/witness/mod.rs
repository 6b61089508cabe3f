//! Witnesses: source of callers that shows that a rule's Rust verdict is true.
//!
//! A rule stands in `witnesses/*.txt` with what a caller writes. The caller meets two generated crates, before and after
//! a change that the rule names, and the compiler is asked:
//!
//! | verdict | before | after |
//! |---|---|---|
//! | major | builds | does not, with the error that stands behind the rule's name, in the caller's source |
//! | minor | builds | builds |
//! | warning | builds | builds, and is told that something is deprecated |
//! | silent | builds, and is run | builds, and sends or understands something else |
//!
//! ```text
//! == param-removed E0599
//! let _ = client.net().zones().list("a").until(date("2026-01-01"));
//! ```
//!
//! The change is the first one of `cases/` that is about the rule, or the n-th for `#n`. A witness may bring its own, in
//! the form of a case: edits of the generated files, for rules that no spec can break; or edits of the spec before and
//! behind a line `=>`, where the base of all cases does not have what it takes. What cannot be shown stands in
//! `waivers.txt` with why.
//!
//! The compiler takes minutes, so that test is run on its own:
//! `cargo test -p clientwright-codegen --test audit -- --ignored`.

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

/// Whether callers' source notices.
fn is_noticed(severity: RustSeverity) -> bool {
    !matches!(severity, RustSeverity::None | RustSeverity::Docs)
}

/// Whether differences of specs or of crates decide on the rule, and not the audit's circumstances.
fn is_about_a_difference(rule: &Rule) -> bool {
    rule.when
        .iter()
        .any(|when| !matches!(when.change, Transition::Process | Transition::Surface))
}

#[test]
fn every_rule_that_callers_notice_has_a_witness_or_says_why_not() {
    let witnesses = book::witnesses();
    let waivers = book::waivers();
    let shown: BTreeSet<_> = witnesses.iter().map(|it| it.rule.as_str()).collect();
    let mut wrong = Vec::new();
    for rule in rules().iter().filter(|rule| is_noticed(rule.rust)) {
        match (shown.contains(rule.id.as_str()), waivers.get(&rule.id)) {
            (false, None) => wrong.push(format!("{} has neither", rule.id)),
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
            wrong.push(format!("{id} is no rule that callers notice"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The items without what is for people only: the text of a deprecation, and the names of arguments.
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

/// The reverse of a witness: the items of the crate are the same, so there is nothing that a caller could notice.
#[test]
fn what_callers_do_not_notice_leaves_the_items_of_the_crate_as_they_are() {
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
            .map(|id| format!("{id} is shown nowhere")),
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
