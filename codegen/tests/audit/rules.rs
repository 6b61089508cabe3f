//! The rules as data: every file is embedded, and every rule has an opposite or a waiver.

use crate::case::rules;
use clientwright_codegen::audit::report::{Bump, Direction, Policy, RustSeverity, WireSeverity};
use clientwright_codegen::audit::rules::{Rule, Rules, Transition};
use std::fs;
use std::path::Path;

fn is_computed(rule: &Rule) -> bool {
    rule.when.iter().all(|when| {
        matches!(
            when.change,
            Transition::Computed | Transition::Surface | Transition::Process
        )
    })
}

/// The build script embeds the `.yaml` files only.
#[test]
fn the_folder_has_only_rules_and_their_docs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let others = fs::read_dir(folder)
        .expect("the folder of the rules")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            !path
                .extension()
                .is_some_and(|it| it == "yaml" || it == "md")
        });
    let others: Vec<_> = others.collect();
    assert!(others.is_empty(), "ignored: {others:?}");
}

#[test]
fn every_rule_has_an_opposite_or_a_waiver() {
    let rules = rules();
    let mut wrong = Vec::new();
    for rule in rules.iter() {
        match (&rule.mirror, &rule.waiver) {
            (Some(mirror), None) => match rules.get(mirror) {
                Some(other) if other.mirror.as_deref() == Some(&rule.id) => {}
                _ => wrong.push(format!("{} is not the opposite of {mirror}", rule.id)),
            },
            (None, Some(_)) => {}
            _ => wrong.push(format!("{} needs either `mirror` or `waiver`", rule.id)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rules_are_consistent() {
    let mut wrong = Vec::new();
    for rule in rules().iter() {
        let mut must = |holds: bool, what: &str| {
            if !holds {
                wrong.push(format!("{}: {what}", rule.id));
            }
        };
        must(!rule.when.is_empty(), "claims nothing");
        must(
            !rule.reason.is_empty() && !rule.what.is_empty(),
            "has no reason",
        );
        must(
            rule.rust != RustSeverity::Major
                || rule.bump == Bump::Major
                || rule.policy == Policy::Error,
            "breaks source without a major version step",
        );
        must(
            rule.bump != Bump::Major
                || rule.rust >= RustSeverity::Silent
                || rule.wire == WireSeverity::Breaking,
            "requires a major version step without a break",
        );
        must(
            rule.wire < WireSeverity::Compatible
                || rule.direction != Direction::None
                || rule.when.iter().any(|when| {
                    when.kind.is_empty() || !when.kind.iter().all(|kind| kind.is_input())
                }),
            "changes the wire format without a direction",
        );
        must(
            is_computed(rule)
                || rule.hidden
                || rule.policy == Policy::Error
                || rule.bump != Bump::None
                || rule.rust == RustSeverity::None,
            "changes the crate without a new version",
        );
        must(
            rule.rust != RustSeverity::Major
                || rule.hidden
                || is_computed(rule)
                || !rule.migration.is_empty()
                || rule.waiver.is_some(),
            "breaks source without an instruction",
        );
        // The compiler does not report it.
        must(
            rule.rust != RustSeverity::Silent || !rule.migration.is_empty(),
            "changes behavior without an instruction",
        );
        must(
            rule.wire != WireSeverity::Risky
                || rule.rust > RustSeverity::Docs
                || rule.hidden
                || rule.policy != Policy::None && !rule.migration.is_empty(),
            "may change behavior without a review or an instruction",
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The placeholders of rule templates.
const NAMES: &[&str] = &[
    "subject", "name", "owner", "kind", "old", "new", "was", "by", "use", "rust", "rust_was",
];

/// Rules about elements without a Rust name: the package, combinations of credentials, and idempotency keys, whose setters all
/// have the same name.
const NAMELESS: &[&str] = &[
    "auth-scheme-removed",
    "idempotency-key-removed",
    "package-renamed",
];

#[test]
fn instructions_name_the_items() {
    let mut wrong = Vec::new();
    for rule in rules().iter() {
        for template in [&rule.message, &rule.migration] {
            let names = template
                .split('{')
                .skip(1)
                .filter_map(|it| it.split('}').next());
            let unknown = names.filter(|name| !NAMES.contains(name));
            wrong.extend(unknown.map(|name| format!("{} names {name}", rule.id)));
        }
        let breaks = rule.rust == RustSeverity::Major && !is_computed(rule) && !rule.hidden;
        let names = ["{rust}", "{rust_was}", "{name}"];
        let is_named = names.iter().any(|name| rule.migration.contains(name))
            || rule.migration.is_empty() && rule.waiver.is_some()
            || NAMELESS.contains(&rule.id.as_str());
        if breaks && !is_named {
            wrong.push(format!(
                "{} does not name what breaks: {}",
                rule.id, rule.migration
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn invalid_rules_are_rejected() {
    let good = rules()
        .get("param-removed")
        .map(|_| {
            fs::read_to_string(
                Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/param-removed.yaml"),
            )
        })
        .expect("the rule")
        .expect("its file");
    assert!(Rules::read(&[("param-removed", &good)]).is_ok());
    let cases = [
        ("other", good.clone(), "contains the rule `param-removed`"),
        (
            "param-removed",
            good.replace("wire: risky", "wire: bad"),
            "bad",
        ),
        (
            "param-removed",
            good.replace("query parameter", "parameter"),
            "parameter",
        ),
        (
            "param-removed",
            good.replace("reason:", "raeson:"),
            "raeson",
        ),
    ];
    for (stem, text, part) in cases {
        let error = Rules::read(&[(stem, &text)]).expect_err(part).to_string();
        assert!(error.contains(part), "{error}");
    }
}

/// `rules/README.md` lists the rules that a spec of this format cannot violate.
#[test]
fn impossible_rules_are_listed_with_reasons() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/README.md"))
        .expect("the list");
    let listed: Vec<_> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .collect();
    assert!(listed.len() > 10, "the list has {} rules", listed.len());
    for (id, why) in listed {
        assert!(rules().get(id).is_none(), "`{id}` is a rule");
        assert!(why.len() > 10, "`{id}` has no reason");
    }
}
