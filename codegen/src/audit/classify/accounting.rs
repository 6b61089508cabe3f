//! Accounting of deltas: each one belongs to exactly one change, whose version step covers all rules that claim it.

use super::build::change;
use super::cause::{causes, claims};
use super::merge::merged;
use super::severity::Severity;
use super::{Context, Sides};
use crate::audit::delta::{Delta, Deltas, between};
use crate::audit::facts::{Aspect, Facts, Value};
use crate::audit::reach::Reach;
use crate::audit::report::Bump;
use crate::audit::rules::Rules;
use crate::audit::subject::Subject;
use crate::resolve;
use crate::source::Sources;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Number of random edits of each set of facts.
const ROUNDS: u64 = 20;
/// Their number in the test that CI runs.
const MANY_ROUNDS: u64 = 100;

/// Aspects that hold Rust names.
const NAMES: &[Aspect] = &[
    Aspect::Rust,
    Aspect::RustRequest,
    Aspect::RustParams,
    Aspect::RustResponse,
];

fn folders() -> Vec<PathBuf> {
    let codegen = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden = fs::read_dir(codegen.join("tests/golden")).unwrap();
    let mut folders: Vec<_> = golden.map(|it| it.unwrap().path().join("spec")).collect();
    folders.push(codegen.join("tests/audit/base"));
    folders.sort();
    folders
}

fn facts(folder: &Path) -> Facts {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(at) = waiting.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|it| it == "yaml") {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy();
                files.insert(name.into_owned(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    let sources = Sources::new("spec", files);
    Facts::of(&resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render(&sources))))
}

/// Randomly edited facts: values are exchanged, elements are removed and renamed.
fn edited(facts: &Facts, seed: u64) -> Facts {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut below = |end: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % end.max(1)
    };
    let mut values: BTreeMap<Aspect, Vec<&Value>> = BTreeMap::new();
    for element in facts.elements.values() {
        for (aspect, value) in &element.aspects {
            values.entry(*aspect).or_default().push(value);
        }
    }
    let mut edited = facts.clone();
    for _ in 0..=below(12) {
        let at = below(edited.elements.len());
        let Some(subject) = edited.elements.keys().nth(at).cloned() else {
            continue;
        };
        let under: Vec<_> = edited.under(&subject).map(|(it, _)| it.clone()).collect();
        match below(6) {
            0 => {
                for it in under.iter().chain([&subject]) {
                    edited.elements.remove(it);
                }
            }
            1 => {
                let name = format!("{}_2", subject.name());
                let other = subject.parent().map(|it| it.child(&name));
                for it in other.iter().flat_map(|_| under.iter().chain([&subject])) {
                    let to = other.as_ref().and_then(|to| it.rebased(&subject, to));
                    if let (Some(to), Some(element)) = (to, edited.elements.remove(it)) {
                        edited.elements.insert(to, element);
                    }
                }
            }
            2 => {
                // Two siblings exchange Rust names.
                let kind = edited.elements[&subject].kind;
                let beside = |it: &Subject| it.parent() == subject.parent() && *it != subject;
                let mut others = edited.elements.iter();
                let other = others.find(|(it, element)| beside(it) && element.kind == kind);
                let Some(other) = other.map(|(it, _)| it.clone()) else {
                    continue;
                };
                for aspect in NAMES {
                    let of = |it: &Subject| edited.elements[it].aspects.get(aspect).cloned();
                    let (one, two) = (of(&subject), of(&other));
                    for (it, name) in [(&subject, two), (&other, one)] {
                        let aspects = &mut edited.elements.get_mut(it).unwrap().aspects;
                        aspects.extend(name.map(|name| (*aspect, name)));
                    }
                }
            }
            _ => {
                let element = edited.elements.get_mut(&subject).unwrap();
                let aspect = element.aspects.keys().nth(below(element.aspects.len()));
                if let Some(aspect) = aspect.copied() {
                    let others = &values[&aspect];
                    let value = others[below(others.len())].clone();
                    element.aspects.insert(aspect, value);
                }
            }
        }
    }
    edited
}

fn sides<'a>(head: &'a Facts, deltas: &'a Deltas) -> Sides<'a> {
    Sides {
        base: &deltas.renamed,
        head,
        base_sources: None,
        head_sources: None,
        base_reach: Reach::of(&deltas.renamed),
        head_reach: Reach::of(head),
        deltas: &deltas.list,
    }
}

#[test]
fn each_difference_is_in_one_cause_and_asks_for_no_more_than_that() {
    let all = all();
    let neighbors = all.iter().zip(all.iter().cycle().skip(1));
    let mut pairs: Vec<_> = neighbors
        .flat_map(|(one, other)| [(one.clone(), other.clone()), (other.clone(), one.clone())])
        .collect();
    pairs.extend(edits(&all, ROUNDS));
    check(&pairs);
}

/// The same for more pairs, which takes longer.
#[test]
#[ignore = "takes 30 s"]
fn each_of_many_differences_is_in_one_cause_and_asks_for_no_more_than_that() {
    let all = all();
    let mut pairs = edits(&all, MANY_ROUNDS);
    for one in &all {
        pairs.extend(all.iter().map(|other| (one.clone(), other.clone())));
    }
    check(&pairs);
}

fn all() -> Vec<Facts> {
    folders().iter().map(|folder| facts(folder)).collect()
}

/// Each API and an edit of it, in both directions.
fn edits(all: &[Facts], rounds: u64) -> Vec<(Facts, Facts)> {
    let mut pairs = Vec::new();
    for one in all {
        for seed in 0..rounds {
            let other = edited(one, seed);
            pairs.push((one.clone(), other.clone()));
            pairs.push((other, one.clone()));
        }
    }
    pairs
}

fn check(pairs: &[(Facts, Facts)]) {
    let rules = Rules::embedded().unwrap();
    let context = Context {
        rules: &rules,
        as_of: jiff::civil::date(2026, 6, 1),
        grace_days: 180,
        removed_names: &[],
    };
    for (index, (base, head)) in pairs.iter().enumerate() {
        let deltas = between(base, head);
        let sides = sides(head, &deltas);
        let causes = merged(&sides, causes(&sides, &rules));
        let mut times = vec![0; deltas.list.len()];
        for cause in &causes {
            let bump = change(&sides, &context, cause).map_or(Bump::None, |it| it.bump);
            for delta in cause.deltas.iter().chain(&cause.parts) {
                let is_same = |it: &Delta| std::ptr::eq(it, *delta);
                times[deltas.list.iter().position(is_same).unwrap()] += 1;
            }
            let consequences = cause.consequences.iter().map(|(_, delta)| *delta);
            for delta in cause.deltas.iter().copied().chain(consequences) {
                for (rule, subject) in claims(&sides, &rules, delta) {
                    let asked = Severity::of(rule, &sides, &subject).bump;
                    let is_less = asked <= bump || rule.hidden;
                    assert!(is_less, "{index}: {} of {delta:?}", rule.id);
                }
            }
        }
        for (delta, times) in deltas.list.iter().zip(times) {
            assert_eq!(times, 1, "{index}: {delta:?}");
        }
    }
}
