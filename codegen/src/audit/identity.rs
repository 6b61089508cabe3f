//! Ids of changes.

use super::delta::Delta;
use super::facts::{Aspect, Element, Kind, Value};
use super::wire;
use sha2::{Digest, Sha256};

/// Length of an id in hexadecimal digits.
const DIGITS: usize = crate::spec::ID_DIGITS;

/// Id of a change. It depends on the change alone, not on the wording of messages.
pub fn change_id(rule: &str, subject: &str, old: Option<&str>, new: Option<&str>) -> String {
    let parts = [
        rule,
        subject,
        old.unwrap_or_default(),
        new.unwrap_or_default(),
    ];
    let hash = Sha256::digest(parts.join("\0"));
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    hex.chars().take(DIGITS).collect()
}

/// Old and new value of a change as its id covers them: its own values and those of its parts, each with its path. An
/// approval covers all of a removed resource, and the dates of a deprecation. It does not cover documentation, Rust names
/// and derived aspects.
pub(super) fn canonical<'a>(
    (old, new): (Option<&str>, Option<&str>),
    parts: impl IntoIterator<Item = &'a Delta>,
) -> (Option<String>, Option<String>) {
    let (mut before, mut after): (Vec<_>, Vec<_>) = parts.into_iter().map(values).unzip();
    // The order of the operations that share a parameter does not matter.
    before.sort();
    after.sort();
    let with = |value: Option<&str>, parts: Vec<Option<String>>| {
        let own = value.map(str::to_owned);
        let lines: Vec<_> = own.into_iter().chain(parts.into_iter().flatten()).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    };
    (with(old, before), with(new, after))
}

/// Old and new value of one delta.
fn values(delta: &Delta) -> (Option<String>, Option<String>) {
    let subject = delta.subject();
    let part = |element: &Element| {
        let mut element = element.clone();
        element.aspects.remove(&Aspect::Note);
        let kind = element.kind.word();
        Some(format!("{subject}: {kind} {}", wire::summary(&element)))
    };
    match delta {
        Delta::Renamed { from, to } => (Some(from.to_string()), Some(to.to_string())),
        Delta::Added { element, .. } => (None, part(element)),
        Delta::Removed { element, .. } => (part(element), None),
        Delta::Kind { old, new, .. } => {
            let kind = |kind: &Kind| Some(format!("{subject}: {kind}"));
            (kind(old), kind(new))
        }
        Delta::Changed {
            aspect, old, new, ..
        } => {
            let counts =
                wire::is_listed(*aspect) && !aspect.is_derived() && *aspect != Aspect::Note;
            let value = |value: &Option<Value>| {
                let value = value.as_ref().filter(|_| counts)?;
                Some(format!("{subject} {aspect}: {value}"))
            };
            (value(old), value(new))
        }
    }
}
