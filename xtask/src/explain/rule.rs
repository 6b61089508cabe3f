//! What a rule of the audit means, as a page of Markdown.

use super::{example, rules};
use crate::error::Error;
use clientwright_codegen::audit::approvals::is_approvable_rule;
use clientwright_codegen::audit::facts::Aspect;
use clientwright_codegen::audit::report::{Bump, Direction, Policy, RustSeverity, WireSeverity};
use clientwright_codegen::audit::rules::{Rule, Transition};
use clientwright_codegen::diag::suggest;
use serde::Serialize;

/// The page of a rule.
pub(crate) fn named(id: &str) -> Result<String, Error> {
    let rules = rules()?;
    if let Some(rule) = rules.get(id) {
        return Ok(page(rule));
    }
    let known: Vec<_> = rules.iter().map(|rule| rule.id.as_str()).collect();
    Err(Error::Usage(format!(
        "there is no rule `{id}`, and no change has such an id; {}\nhelp: `cargo xtask explain` lists all rules",
        suggest(id, known)
    )))
}

/// A rule in one line.
pub(super) fn title(rule: &Rule) -> String {
    format!("{}: {}", rule.id, lowered(&rule.what))
}

/// All that there is to say of a rule.
pub(super) fn page(rule: &Rule) -> String {
    let mut text = format!("# {}\n\n{}\n\n", title(rule), rule.reason.trim());
    text.push_str(&verdicts(rule));
    match example::of(&rule.id) {
        Some(lines) => text.push_str(&format!("\nFor example:\n\n```diff\n{lines}```\n")),
        None => text.push_str(&format!("\n{}\n", why_no_example(rule))),
    }
    if rule.hidden {
        text.push_str("\nIt has no entry of its own: another rule says what it means.\n");
    } else {
        text.push_str(&format!(
            "\nThe report says, with words for the capitals: {}.\n",
            filled(&rule.message)
        ));
    }
    if !rule.migration.is_empty() {
        text.push_str(&format!(
            "\nWhat to do: {}\n",
            filled(rule.migration.trim())
        ));
    }
    if let Some(mirror) = rule.mirror.as_ref().filter(|mirror| **mirror != rule.id) {
        text.push_str(&format!("\nThe opposite is `{mirror}`.\n"));
    }
    text
}

fn verdicts(rule: &Rule) -> String {
    let direction = match rule.direction {
        Direction::None => "",
        Direction::Request => ", in requests",
        Direction::Response => ", in responses",
        Direction::Both => ", both ways",
    };
    let wire = match rule.wire {
        WireSeverity::None => "nothing differs",
        WireSeverity::Docs => "only words differ",
        WireSeverity::Lifecycle => "only dates differ, or what was announced comes",
        WireSeverity::Compatible => "released clients go on working",
        WireSeverity::Risky => {
            "released clients may fail, depending on what they and the server do"
        }
        WireSeverity::Breaking => "released clients can fail",
    };
    let rust = match rule.rust {
        RustSeverity::None => "callers' source notices nothing",
        RustSeverity::Docs => "only words differ",
        RustSeverity::Minor => "there is more to call",
        RustSeverity::Warning => "callers' source compiles with a new warning",
        RustSeverity::Silent => "callers' source compiles, and behaves differently",
        RustSeverity::Major => "callers' source no longer compiles",
    };
    let follows = rule.rust_follows.map_or("", |aspect| match aspect {
        Aspect::Rust => "; only where its name in Rust differs too, else their source stays as it is",
        Aspect::Presence => {
            "; only where the field in Rust becomes an `Option` or ceases to be one, else their source stays as it is"
        }
        Aspect::Returns => "; only where the method in Rust returns another type, else their source stays as it is",
        _ => "; only where the crate differs too, else their source stays as it is",
    });
    let bump = match rule.bump {
        Bump::None => "no step",
        Bump::Patch => "at least the third number",
        Bump::Minor => "at least the second number; before 1.0, the third",
        Bump::Major => "the first number; before 1.0, the second",
    };
    format!(
        "- wire: {}{direction}; {wire}\n- Rust: {}; {rust}{follows}\n- version: {}; {bump}\n- policy: {}\n",
        word(rule.wire),
        word(rule.rust),
        word(rule.bump),
        policy(rule)
    )
}

/// Whether what the rule claims may go in.
fn policy(rule: &Rule) -> &'static str {
    let is_of_a_removal = rule
        .when
        .iter()
        .any(|when| when.change == Transition::Removed);
    let breaks = rule.wire == WireSeverity::Breaking || rule.rust >= RustSeverity::Silent;
    match rule.policy {
        Policy::Error if is_approvable_rule(&rule.id) => "needs an approval",
        Policy::Error => "it cannot be approved: it must be fixed",
        _ if rule.id == "removed-after-eol" => {
            "may go in: the end of life of what is gone had come"
        }
        _ if breaks && is_of_a_removal => {
            "needs an approval, unless the end of life of what is gone had come"
        }
        _ if breaks => "needs an approval",
        Policy::Warning => "may go in; a reviewer should look",
        Policy::None => "may go in",
    }
}

fn why_no_example(rule: &Rule) -> &'static str {
    let transition = rule.when.first().map(|when| when.change);
    match transition {
        Some(Transition::Surface) => {
            "No edit of a spec leads to it alone: it is seen where two listings of the crate are compared."
        }
        Some(Transition::Process) => {
            "No edit of the API leads to it: it is about what stands beside the spec, or was generated."
        }
        Some(Transition::Computed) => {
            "No edit of a spec leads to it: it depends on the day, or on what the audit knows."
        }
        _ => "It never comes alone, and so has no example of its own.",
    }
}

/// A sentence of a rule with words for what a change fills in.
fn filled(template: &str) -> String {
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
        .fold(template.to_owned(), |text, (name, word)| {
            text.replace(&format!("{{{name}}}"), word)
        });
    filled.replace("{by}", "")
}

fn lowered(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// A word of the report, as its JSON has it.
pub(crate) fn word(value: impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}
