//! More on one change, or on a rule.

use crate::error::Error;
use clientwright_codegen::audit::render::{Format, render_part};
use clientwright_codegen::audit::report::Report;
use clientwright_codegen::audit::rules::{Rule, Rules};
use clientwright_codegen::diag::suggest;
use serde::Serialize;

/// What the report says of one change, and the rules that claim it: together they are as severe as it is.
pub(super) fn change(report: &Report, id: &str) -> Result<String, Error> {
    let Some(change) = report.changes.iter().find(|change| change.id == id) else {
        return Err(no_change(report, id));
    };
    let mut text = render_part(report, Format::Text, &|change| change.id == id);
    for id in std::iter::once(&change.rule).chain(&change.also) {
        text.push('\n');
        text.push_str(&rule(id)?);
    }
    Ok(text)
}

/// That no change has the id.
pub(super) fn no_change(report: &Report, id: &str) -> Error {
    let all = report.changes.iter().map(|change| change.id.as_str());
    let help = if report.changes.is_empty() {
        "nothing changed at all".to_owned()
    } else {
        suggest(id, all)
    };
    Error::Usage(format!("no change has the id `{id}`; {help}"))
}

/// What a rule says, and why.
pub(super) fn rule(id: &str) -> Result<String, Error> {
    let rules = Rules::embedded().map_err(|error| Error::Internal(error.to_string()))?;
    match rules.get(id) {
        Some(rule) => Ok(described(rule)),
        None => Err(Error::Usage(format!(
            "there is no change and no rule `{id}`; {}",
            suggest(
                id,
                rules
                    .iter()
                    .map(|rule| rule.id.as_str())
                    .collect::<Vec<_>>()
            )
        ))),
    }
}

fn described(rule: &Rule) -> String {
    format!(
        "rule {}: {}\n  wire {}, Rust {}, version {}, policy {}\n  {}\n",
        rule.id,
        rule.what,
        word(rule.wire),
        word(rule.rust),
        word(rule.bump),
        word(rule.policy),
        rule.reason
    )
}

/// A word of the report, as its JSON has it.
fn word(value: impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}
