//! `--explain`: a change, the reasons for its severity, and its rules.

use super::find;
use crate::error::Error;
use crate::explain;
use clientwright_codegen::audit::approvals::is_approvable;
use clientwright_codegen::audit::render::render_change;
use clientwright_codegen::audit::report::{Change, Class, Report, RustSeverity, WireSeverity};
use clientwright_codegen::audit::rules::Rule;

/// The report entry of a change, the reason for its class, its verdict, and the pages of its rules.
pub(super) fn change(report: &Report, id: &str) -> Result<String, Error> {
    let is_change = |change: &Change| !change.is_overdue();
    let change = find::change(report, id, "", &is_change)?;
    let mut text = render_change(report, change);
    text.push_str(&format!(
        "\nclass {}: {}\n",
        explain::name(change.class),
        class_reason(change)
    ));
    let rules = explain::rules()?;
    let ids = || std::iter::once(&change.rule).chain(&change.also);
    let matching: Vec<_> = ids().filter_map(|id| rules.get(id)).collect();
    for line in mitigations(change, &matching) {
        text.push_str(&format!("{line}\n"));
    }
    text.push_str(&format!("{}\n", verdict(change)));
    for id in ids() {
        text.push_str(&format!("\n{}", explain::rule(id)?));
    }
    Ok(text)
}

/// Why a change that does not block is allowed.
pub(super) fn reason_to_allow(change: &Change) -> &'static str {
    match change.class {
        _ if change.approval.is_some() => "it is approved",
        Class::Silent | Class::Breaking => "the removed element is past its end of life",
        Class::PolicyError | Class::Deprecation => "it only announces a removal, or withdraws it",
        Class::Additive if change.may_behave_differently() => {
            "its effect depends on the server, so a reviewer should check it"
        }
        Class::Additive => "existing callers keep working",
        Class::Docs => "only docs or locations differ",
    }
}

/// Why a change has its class.
fn class_reason(change: &Change) -> String {
    let effects = [
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
        Class::PolicyError => "it violates a policy (policy error)".to_owned(),
        Class::Silent => {
            "callers' source still compiles, but behaves differently (Rust silent)".to_owned()
        }
        Class::Breaking => {
            let effects = effects.iter().filter(|(applies, _)| *applies);
            let effects: Vec<_> = effects.map(|(_, effect)| *effect).collect();
            effects.join(", and ")
        }
        Class::Deprecation => {
            "a removal is announced, carried out or withdrawn (wire lifecycle)".to_owned()
        }
        Class::Additive if change.may_behave_differently() => {
            "existing calls may behave differently, which depends on the server (wire risky)"
                .to_owned()
        }
        Class::Additive => format!(
            "existing callers keep working (wire {}, Rust {})",
            explain::name(change.wire.severity),
            explain::name(change.rust.severity)
        ),
        Class::Docs => "only docs, locations or other properties without effect differ".to_owned(),
    }
}

/// Why a change is less severe than its rules.
fn mitigations(change: &Change, rules: &[&Rule]) -> Vec<String> {
    let wire = rules.iter().map(|rule| rule.wire).max().unwrap_or_default();
    let rust = rules.iter().map(|rule| rule.rust).max().unwrap_or_default();
    let mut lines = Vec::new();
    if change.wire.severity < wire && change.wire.severity == WireSeverity::Lifecycle {
        lines.push(format!(
            "wire lifecycle instead of {}: the removal was announced",
            explain::name(wire)
        ));
    }
    if change.rust.severity < rust {
        lines.push(format!(
            "Rust {} instead of {}: no public item of the generated crate changes in that way",
            explain::name(change.rust.severity),
            explain::name(rust)
        ));
    }
    lines
}

/// Whether the change is allowed.
fn verdict(change: &Change) -> String {
    match (change.blocks(), is_approvable(change)) {
        (true, true) => "verdict: needs approval, or must be undone".to_owned(),
        (true, false) => "verdict: must be fixed; it cannot be approved".to_owned(),
        (false, _) => format!("verdict: allowed, because {}", reason_to_allow(change)),
    }
}
