//! Properties of every audit: equal states have no differences, differences transform one state into the other, and
//! insignificant order is ignored.

use crate::case::{GENERATED_NAMES, api, folder, rules, spec};
use crate::edits::{self, Random};
use crate::shown;
use clientwright_codegen::audit::delta::{Delta, apply, between};
use clientwright_codegen::audit::facts::Facts;
use clientwright_codegen::audit::report::Revision;
use clientwright_codegen::audit::subject::Subject;
use clientwright_codegen::audit::{Context, GRACE_DAYS, State, build_report, diff, wire};
use clientwright_codegen::ir::Api;
use clientwright_codegen::source::Sources;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Number of random edits of each spec.
const ROUNDS: u64 = 32;

/// The shipped spec, the golden ones, and the base of the cases.
fn specs() -> BTreeMap<String, Sources> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut specs = BTreeMap::from([
        ("shipped".to_owned(), crates.join("../spec")),
        ("base".to_owned(), folder().join("base")),
    ]);
    for entry in fs::read_dir(crates.join("tests/golden")).expect("the golden specs") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        specs.insert(name, path.join("spec"));
    }
    specs
        .into_iter()
        .map(|(name, path)| (name, Sources::new("spec", spec(&path))))
        .collect()
}

fn resolved(sources: &Sources) -> Api {
    api(sources).unwrap_or_else(|report| panic!("{report}"))
}

fn context(day: &str) -> Context<'static> {
    Context {
        rules: rules(),
        as_of: day.parse().expect("a date"),
        grace_days: GRACE_DAYS,
        removed_names: &[],
    }
}

#[test]
fn equal_states_have_no_differences() {
    for (name, sources) in specs() {
        let api = resolved(&sources);
        let state = State::of(&api, &sources);
        assert!(!state.facts.elements.is_empty(), "{name}");
        assert_eq!(diff(&state, &state, &context("2020-01-01")), [], "{name}");
        // The report adds elements past their end of life, of which there are none on this day.
        let side = || (&state, Revision::default());
        let report = build_report(side(), side(), &context("2020-01-01"));
        assert_eq!(report.changes, [], "{name}");
    }
}

/// Levels of lints affect no caller, and neither do the elements that lints find, since they are left out.
#[test]
fn lints_are_not_part_of_the_api() {
    let files = spec(&folder().join("base"));
    let mut edited = files.clone();
    let edits = [
        (
            "api.yaml",
            "envelope:",
            "lints:\n  unused-type: {level: allow, reason: Imported.}\n  misplaced-constraint: {level: warn, reason: \
             Imported.}\nenvelope:",
        ),
        (
            "types/shared.yaml",
            "types:",
            "types:\n  Unused: {fields: {name: string}}",
        ),
        (
            "resources/zones.yaml",
            "labels: {type: Labels,",
            "labels: {type: Labels, max_length: 7,",
        ),
    ];
    for (path, from, to) in edits {
        let text = edited.get_mut(path).expect("a file of the base");
        assert!(text.contains(from), "{path}");
        *text = text.replacen(from, to, 1);
    }
    let (base, edited) = (Sources::new("spec", files), Sources::new("spec", edited));
    let (old, new) = (resolved(&base), resolved(&edited));
    let (old, new) = (State::of(&old, &base), State::of(&new, &edited));
    assert_eq!(diff(&old, &new, &context("2020-01-01")), []);
}

#[test]
fn insignificant_order_is_ignored() {
    for (name, sources) in specs() {
        let api = resolved(&sources);
        let other = edits::reordered(&api);
        let (state, other) = (State::of(&api, &sources), State::of(&other, &sources));
        let changes = diff(&state, &other, &context("2020-01-01"));
        let shown: Vec<_> = changes.iter().map(shown::change).collect();
        assert!(shown.is_empty(), "{name}:\n{}", shown.join("\n"));
    }
}

#[test]
fn differences_transform_one_state_into_the_other() {
    let context = context("2026-01-01");
    for (name, sources) in specs() {
        let base = resolved(&sources);
        let shown_base = format!("{base:?}");
        let state = State::of(&base, &sources);
        let old = &state.facts;
        for seed in 0..ROUNDS {
            let mut random = Random::new(seed);
            let (head, edits) = edits::edited(&base, &mut random);
            let other = State::of(&head, &sources);
            let new = &other.facts;
            // APIs with different debug output have different facts, unless only the order differs.
            let same = shown_base == format!("{head:?}");
            let in_order = !edits.iter().any(|edit| edit.ends_with("order"));
            assert!(
                !in_order || (old.elements == new.elements) == same,
                "{name} {seed}: {edits:?}"
            );
            let deltas = between(old, new);
            let done = apply(&deltas.list, &old.elements);
            for (subject, element) in &new.elements {
                assert_eq!(done.get(subject), Some(element), "{name} {seed}: {edits:?}");
            }
            assert_eq!(done.len(), new.elements.len(), "{name} {seed}: {edits:?}");

            let (there, back) = (
                diff(&state, &other, &context),
                diff(&other, &state, &context),
            );
            assert_eq!(
                there.is_empty(),
                old.elements == new.elements,
                "{name} {seed}: {edits:?}"
            );
            for change in there.iter().chain(&back) {
                assert_ne!(
                    change.rule,
                    "unclassified-change",
                    "{name} {seed}: {edits:?}\n{}",
                    shown::change(change)
                );
            }
            assert_eq!(
                there.is_empty(),
                back.is_empty(),
                "{name} {seed}: {edits:?}"
            );
            assert_eq!(
                mirrored(&deltas.list),
                steps(&between(new, old).list),
                "{name} {seed}: {edits:?}"
            );
        }
    }
}

/// An addition, a removal or a rename.
fn steps(deltas: &[Delta]) -> BTreeSet<String> {
    let steps = deltas.iter().filter_map(|delta| match delta {
        Delta::Added { subject, .. } => Some(format!("added {subject}")),
        Delta::Removed { subject, .. } => Some(format!("removed {subject}")),
        Delta::Renamed { from, to } => Some(format!("renamed {from} {to}")),
        Delta::Kind { .. } | Delta::Changed { .. } => None,
    });
    steps.collect()
}

/// The same for the reverse. Renamed elements have their old name there.
fn mirrored(deltas: &[Delta]) -> BTreeSet<String> {
    let renamed = |subject: &Subject| {
        let mut from = subject.to_string();
        for delta in deltas.iter().rev() {
            if let Delta::Renamed { from: old, to } = delta
                && let Some(rest) = from.strip_prefix(&to.to_string())
                && (rest.is_empty() || rest.starts_with('.'))
            {
                from = format!("{old}{rest}");
            }
        }
        from
    };
    let steps = deltas.iter().filter_map(|delta| match delta {
        Delta::Added { subject, .. } => Some(format!("removed {}", renamed(subject))),
        Delta::Removed { subject, .. } => Some(format!("added {}", renamed(subject))),
        Delta::Renamed { from, to } => Some(format!("renamed {} {}", to, from)),
        Delta::Kind { .. } | Delta::Changed { .. } => None,
    });
    steps.collect()
}

#[test]
fn a_listing_can_be_the_base() {
    let context = context("2026-01-01");
    for (name, sources) in specs() {
        let base = resolved(&sources);
        let tree = wire::listing(&base);
        let facts = wire::read(tree.files().map(|(_, text)| text)).expect("a listing");
        let old = State {
            facts,
            sources: None,
        };
        assert_eq!(
            diff(&old, &State::of(&base, &sources).listed(), &context),
            [],
            "{name}"
        );
        for seed in 0..ROUNDS {
            let (head, edits) = edits::edited(&base, &mut Random::new(seed));
            let new = State::of(&head, &sources).listed();
            let changes = diff(&old, &new, &context);
            let same = old.facts.elements == new.facts.elements;
            assert_eq!(changes.is_empty(), same, "{name} {seed}: {edits:?}");
            for change in changes {
                assert_ne!(
                    change.rule,
                    "unclassified-change",
                    "{}",
                    shown::change(&change)
                );
                assert_eq!(change.location.base, None);
            }
        }
    }
}

#[test]
fn ids_are_unique_and_stable() {
    let context = context("2026-01-01");
    for (name, sources) in specs() {
        let base = resolved(&sources);
        let state = State::of(&base, &sources);
        for seed in 0..ROUNDS {
            let (head, edits) = edits::edited(&base, &mut Random::new(seed));
            let other = State::of(&head, &sources);
            let changes = diff(&state, &other, &context);
            assert_eq!(changes, diff(&state, &other, &context), "{name} {seed}");
            let mut ids: Vec<_> = changes.iter().map(|it| it.id.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), changes.len(), "{name} {seed}: {edits:?}");
            assert!(ids.iter().all(|id| id.len() == 10), "{ids:?}");
        }
    }
}

#[test]
fn listings_are_read_back() {
    for (name, sources) in specs() {
        let api = resolved(&sources);
        let tree = wire::listing(&api);
        assert_eq!(tree, wire::listing(&edits::reordered(&api)), "{name}");
        let mut wanted = wire::listed(&Facts::of(&api));
        wanted.places.clear();
        wanted.aspect_places.clear();
        wanted.deprecations.clear();
        let read = wire::read(tree.files().map(|(_, text)| text))
            .unwrap_or_else(|mistake| panic!("{name}: {mistake}"));
        for (subject, element) in &wanted.elements {
            assert_eq!(
                read.elements.get(subject),
                Some(element),
                "{name}: {subject}"
            );
        }
        assert_eq!(read, wanted, "{name}");
        for (path, text) in tree.files() {
            let lines: Vec<_> = text.lines().skip(1).collect();
            assert!(lines.iter().all(|line| line.trim() == *line), "{path}");
        }
    }
}

#[test]
fn the_listing_of_the_base_matches_its_golden_file() {
    let sources = Sources::new("spec", spec(&folder().join("base")));
    let text: String = wire::listing(&resolved(&sources))
        .files()
        .map(|(path, text)| format!("{path}\n{text}\n"))
        .collect();
    let failure = shown::golden(&folder().join("wire.golden"), &text);
    assert!(failure.is_none(), "{}", failure.unwrap_or_default());
}

#[test]
fn invalid_listings_are_reported_with_their_line() {
    let cases = [
        "nothing x",
        "field Zone.\"open  string",
        "field Zone.name  string [requird]",
        "field Zone.name  string [max=1",
        "op zones.list GET /zones",
    ];
    for line in cases {
        let text = format!("# @generated\n{line}\n");
        let mistake = wire::read([text.as_str()]).expect_err(line);
        assert_eq!((mistake.line, mistake.text.as_str()), (2, line));
    }
}

/// A spec has no such aliases, but a listing may be edited.
#[test]
fn aliases_of_listings_can_contain_themselves() {
    let state = |ty: &str| {
        let text = format!(
            "# @generated\nmodel Zone\nfield Zone.a  {ty} [max_length=1]\nalias A  [A]\nalias B  [B]\nlimited Code  string\n"
        );
        State {
            facts: wire::read([text.as_str()]).expect("a listing"),
            sources: None,
        }
    };
    for (old, new) in [("A", "B"), ("[A]", "{B}"), ("A", "[Code]"), ("string", "A")] {
        let changes = diff(&state(old), &state(new), &context("2026-01-01"));
        assert_eq!(changes.len(), 1, "{old} => {new}: {changes:?}");
    }
    let text = "# @generated\nmodel Zone\nfield Zone.a  A [min_length=1]\nalias A  [A]\nalias B  [B]\nlimited Code  string\n";
    let other = State {
        facts: wire::read([text]).expect("a listing"),
        sources: None,
    };
    assert!(!diff(&state("A"), &other, &context("2026-01-01")).is_empty());
}

#[test]
fn names_that_only_the_generator_sets_are_compared() {
    let sources = Sources::new("spec", spec(&folder().join("base")));
    let base = resolved(&sources);
    let mut head = base.clone();
    head.schemes[0].rust.push('2');
    head.namespaces[0].rust.push('2');
    let responses = head.resources.iter_mut().flat_map(|it| &mut it.operations);
    let several = responses
        .map(|it| &mut it.responses)
        .find(|it| it.len() > 1);
    several.expect("several shapes")[0].rust.push('2');
    let (old, new) = (State::of(&base, &sources), State::of(&head, &sources));
    let changes = diff(&old, &new, &context("2026-01-01"));
    let mut found: Vec<_> = changes.iter().map(|it| it.rule.as_str()).collect();
    found.sort_unstable();
    let mut wanted = GENERATED_NAMES.to_vec();
    // A spec can change only the type of a namespace.
    wanted.push("namespace-rust-name-changed");
    wanted.sort_unstable();
    assert_eq!(found, wanted);
}
