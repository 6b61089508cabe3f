//! More on one change: what it is, why it is as severe as it is, and the rules that say so.

use super::lookup;
use crate::error::Error;
use crate::explain;
use clientwright_codegen::audit::approvals::is_approvable;
use clientwright_codegen::audit::render::render_change;
use clientwright_codegen::audit::report::{Change, Class, Report, RustSeverity, WireSeverity};
use clientwright_codegen::audit::rules::Rule;

/// What the report says of one change, why it is of its class, and the rules that claim it: together they are as severe
/// as it is.
pub(super) fn change(report: &Report, id: &str) -> Result<String, Error> {
    let is_change = |change: &Change| !change.is_of_the_day();
    let change = lookup::change(report, id, "changed", &is_change)?;
    let mut text = render_change(report, change);
    text.push_str(&format!(
        "\nclass {}: {}\n",
        explain::word(change.class),
        because(change)
    ));
    let rules = explain::rules()?;
    let ids = || std::iter::once(&change.rule).chain(&change.also);
    let claiming: Vec<_> = ids().filter_map(|id| rules.get(id)).collect();
    for line in milder(change, &claiming) {
        text.push_str(&format!("{line}\n"));
    }
    text.push_str(&format!("{}\n", judged(change)));
    for id in ids() {
        text.push_str(&format!("\n{}", explain::rule(id)?));
    }
    Ok(text)
}

/// What makes a change be of its class.
fn because(change: &Change) -> String {
    let breaks = [
        (
            change.wire.severity == WireSeverity::Breaking,
            "released clients can fail (wire breaking)",
        ),
        (
            change.rust.severity == RustSeverity::Major,
            "callers' source no longer compiles (Rust major)",
        ),
    ];
    match change.class {
        Class::PolicyError => "a rule forbids it (policy error)".to_owned(),
        Class::Silent => {
            "callers' source compiles as before, and behaves differently (Rust silent)".to_owned()
        }
        Class::Breaking => {
            let breaks = breaks.iter().filter(|(is_so, _)| *is_so);
            let breaks: Vec<_> = breaks.map(|(_, what)| *what).collect();
            breaks.join(", and ")
        }
        Class::Deprecation => "something is on its way out, or back (wire lifecycle)".to_owned(),
        Class::Additive if change.may_behave_differently() => {
            "nothing is added, and what callers get depends on the server (wire risky)".to_owned()
        }
        Class::Additive => format!(
            "there is more than before (wire {}, Rust {})",
            explain::word(change.wire.severity),
            explain::word(change.rust.severity)
        ),
        Class::Docs => "only words, places or other things without effect differ".to_owned(),
    }
}

/// Where the change is less severe than its rules are, and why.
fn milder(change: &Change, rules: &[&Rule]) -> Vec<String> {
    let wire = rules.iter().map(|rule| rule.wire).max().unwrap_or_default();
    let rust = rules.iter().map(|rule| rule.rust).max().unwrap_or_default();
    let mut lines = Vec::new();
    if change.wire.severity < wire && change.wire.severity == WireSeverity::Lifecycle {
        lines.push(format!(
            "wire lifecycle, where a rule says {}: it was announced",
            explain::word(wire)
        ));
    }
    if change.rust.severity < rust {
        lines.push(format!(
            "Rust {}, where a rule says {}: the source of the crate does not follow here",
            explain::word(change.rust.severity),
            explain::word(rust)
        ));
    }
    lines
}

/// Whether it may go in.
fn judged(change: &Change) -> String {
    match (change.blocks(), is_approvable(change)) {
        (true, true) => "it needs an approval, or to be undone".to_owned(),
        (true, false) => "it cannot be approved: it must be fixed".to_owned(),
        (false, _) => format!("it may go in: {}", lookup::passes(change)),
    }
}
