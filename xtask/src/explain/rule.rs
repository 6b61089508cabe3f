//! Pages of audit rules, in Markdown.

use super::{example, rules};
use crate::arguments;
use crate::error::Error;
use clientwright_codegen::audit::approvals::is_approvable_rule;
use clientwright_codegen::audit::facts::Aspect;
use clientwright_codegen::audit::report::{Bump, Direction, Policy, RustSeverity, WireSeverity};
use clientwright_codegen::audit::rules::{Rule, Transition};
use serde::Serialize;

/// The page of the rule with an id.
pub(crate) fn by_id(id: &str) -> Result<String, Error> {
    let rules = rules()?;
    if let Some(rule) = rules.get(id) {
        return Ok(page(rule));
    }
    let known: Vec<_> = rules.iter().map(|rule| rule.id.as_str()).collect();
    Err(Error::Usage(format!(
        "{}\nhelp: ids of changes have ten hex digits; `cargo xtask explain` lists all rules",
        arguments::unknown("rule or change", id, known)
    )))
}

/// Id and description of a rule, in one line.
pub(super) fn title(rule: &Rule) -> String {
    format!("{}: {}", rule.id, lowercase_first(&rule.what))
}

/// The page of a rule.
pub(super) fn page(rule: &Rule) -> String {
    let mut text = format!("# {}\n\n{}\n\n", title(rule), rule.reason.trim());
    text.push_str(&severities(rule));
    match example::of(&rule.id) {
        Some(lines) => text.push_str(&format!("\nFor example:\n\n```diff\n{lines}```\n")),
        None => text.push_str(&format!("\n{}\n", reason_for_no_example(rule))),
    }
    if rule.hidden {
        text.push_str(
            "\nIt has no entry of its own in reports, because another rule describes the change.\n",
        );
    } else {
        text.push_str(&format!(
            "\nMessage in reports, with placeholders in capitals: {}.\n",
            with_placeholders(&rule.message)
        ));
    }
    if !rule.migration.is_empty() {
        text.push_str(&format!(
            "\nWhat to do: {}\n",
            with_placeholders(rule.migration.trim())
        ));
    }
    if let Some(mirror) = rule.mirror.as_ref().filter(|mirror| **mirror != rule.id) {
        text.push_str(&format!("\nThe reverse change is `{mirror}`.\n"));
    }
    text
}

fn severities(rule: &Rule) -> String {
    let direction = match rule.direction {
        Direction::None => "",
        Direction::Request => " in requests",
        Direction::Response => " in responses",
        Direction::Both => " in requests and responses",
    };
    let wire = match rule.wire {
        WireSeverity::None => "no effect",
        WireSeverity::Docs => "only docs differ",
        WireSeverity::Lifecycle => "only dates differ, or an announced removal is carried out",
        WireSeverity::Compatible => "released clients keep working",
        WireSeverity::Risky => {
            "released clients may fail, depending on how they and the server behave"
        }
        WireSeverity::Breaking => "released clients can fail",
    };
    let rust = match rule.rust {
        RustSeverity::None => "no effect on callers' source",
        RustSeverity::Docs => "only docs differ",
        RustSeverity::Minor => "callers can use more items",
        RustSeverity::Warning => "callers' source compiles with a new warning",
        RustSeverity::Silent => "callers' source still compiles, but behaves differently",
        RustSeverity::Major => "callers' source no longer compiles",
    };
    let follows = rule.rust_follows.first().map_or("", |aspect| match aspect {
        Aspect::Rust => ", if the Rust name changes too",
        Aspect::Presence => ", if the Rust field becomes an `Option` or stops being one",
        Aspect::Omittable => ", unless the body can be omitted",
        Aspect::Needed => ", if the body has required fields or is a single value",
        Aspect::Returns => ", if the Rust method returns a different type",
        _ => ", if the generated crate changes too",
    });
    let bump = match rule.bump {
        Bump::None => "no new version is required",
        Bump::Patch => "requires a new patch version",
        Bump::Minor => "requires a new minor version; before 1.0, a new patch version",
        Bump::Major => "requires a new major version; before 1.0, a new minor version",
    };
    format!(
        "- wire: {}{direction}; {wire}\n- Rust: {}; {rust}{follows}\n- version: {}; {bump}\n- policy: {}\n",
        name(rule.wire),
        name(rule.rust),
        name(rule.bump),
        policy(rule)
    )
}

/// Whether a change of the rule is allowed.
fn policy(rule: &Rule) -> &'static str {
    let is_removal = rule
        .when
        .iter()
        .any(|when| when.change == Transition::Removed);
    let breaks = rule.wire == WireSeverity::Breaking || rule.rust >= RustSeverity::Silent;
    match rule.policy {
        Policy::Error if is_approvable_rule(&rule.id) => "needs approval",
        Policy::Error => "must be fixed; it cannot be approved",
        _ if rule.id == "removed-after-eol" => {
            "allowed, because the removed element is past its end of life"
        }
        _ if breaks && is_removal => {
            "needs approval, unless the removed element is past its end of life"
        }
        _ if breaks => "needs approval",
        Policy::Warning => "allowed; a reviewer should check it",
        Policy::None => "allowed",
    }
}

fn reason_for_no_example(rule: &Rule) -> &'static str {
    let transition = rule.when.first().map(|when| when.change);
    match transition {
        Some(Transition::Surface) => {
            "No edit of a spec causes only this change: it is found by comparing two listings of the crate."
        }
        Some(Transition::Process) => {
            "No edit of the API causes this change: it is about approvals, listings or the generator."
        }
        Some(Transition::Computed) => {
            "No edit of a spec alone causes this change: it depends on the date, the version or tombstones."
        }
        _ => "It never occurs alone, so it has no example.",
    }
}

/// Replaces the placeholders of a template by names in capitals.
fn with_placeholders(template: &str) -> String {
    let names = [
        ("subject", "SUBJECT"),
        ("name", "NAME"),
        ("owner", "OWNER"),
        ("kind", "KIND"),
        ("old", "OLD"),
        ("new", "NEW"),
        ("was", "WAS"),
        ("rust", "PATH"),
        ("rust_was", "OLD_PATH"),
    ];
    let filled = names
        .iter()
        .fold(template.to_owned(), |text, (name, placeholder)| {
            text.replace(&format!("{{{name}}}"), placeholder)
        });
    filled
        .replace("{by}", "")
        .replace("{use}", "send or expect")
}

fn lowercase_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// The name of a value in the JSON of a report, e.g. `breaking`.
pub(crate) fn name(value: impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}
