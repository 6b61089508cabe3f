//! Compares the results of the callers with the rules.

use super::compile::{Message, Outcome};
use super::layout::{Call, Layout};
use clientwright_codegen::audit::report::RustSeverity;

/// The results that contradict the rules.
pub fn failures(layout: &Layout, outcome: &Outcome) -> Vec<String> {
    let programs: Vec<_> = layout
        .calls
        .iter()
        .flat_map(|call| [&call.before, &call.after])
        .collect();
    let elsewhere = outcome
        .messages
        .iter()
        .filter(|(name, _)| !programs.contains(name));
    let mut failures: Vec<_> = elsewhere
        .filter_map(|(name, messages)| errors(messages).map(|text| format!("{name}:\n{text}")))
        .collect();
    failures.extend(layout.astray.iter().cloned());
    failures.extend(layout.calls.iter().filter_map(|call| {
        let wrong = judge(call, outcome)?;
        Some(format!("{} ({:?}): {wrong}", call.rule, call.verdict))
    }));
    failures
}

fn errors(messages: &[Message]) -> Option<String> {
    let texts: Vec<_> = messages
        .iter()
        .filter(|it| it.is_error)
        .map(|it| it.text.as_str())
        .collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// The error in a witness.
fn judge(call: &Call, outcome: &Outcome) -> Option<String> {
    let (before, after) = (
        outcome.messages(&call.before),
        outcome.messages(&call.after),
    );
    if let Some(errors) = errors(before) {
        return Some(format!("does not build before the change\n{errors}"));
    }
    if !outcome.built.contains_key(&call.before) {
        return Some("was not built before".to_owned());
    }
    if let Some(code) = &call.code {
        if before.iter().any(|it| it.code == *code) {
            return Some(format!("gets {code} before the change"));
        }
        let is_error = call.verdict == RustSeverity::Major;
        let told = |it: &Message| {
            it.code == *code
                && it.is_error == is_error
                && it.file.ends_with(&format!("{}.rs", call.after))
        };
        if !after.iter().any(told) {
            let said: String = after.iter().map(|it| it.text.as_str()).collect();
            return Some(format!("does not get {code} after the change, but\n{said}"));
        }
    }
    if call.verdict == RustSeverity::Major {
        return call
            .code
            .is_none()
            .then(|| "does not say which error it is told".to_owned());
    }
    if let Some(errors) = errors(after) {
        return Some(format!("does not build after the change\n{errors}"));
    }
    if !outcome.built.contains_key(&call.after) {
        return Some("was not built afterwards".to_owned());
    }
    match call.verdict {
        RustSeverity::Warning if call.code.is_none() => {
            Some("does not say which lint it is told".to_owned())
        }
        RustSeverity::Silent => {
            differs(outcome.printed(&call.before), outcome.printed(&call.after))
        }
        _ => None,
    }
}

fn differs(before: Result<String, String>, after: Result<String, String>) -> Option<String> {
    match (before, after) {
        (Err(error), _) | (_, Err(error)) => Some(error),
        (Ok(before), Ok(after)) if before == after => {
            Some(format!("prints the same on both sides:\n{before}"))
        }
        _ => None,
    }
}
