//! Levels of lints: each names a lint, has a reason, and is needed.

use crate::diag::{Code, LINTS, Levels, Lint, Report, suggest};
use crate::markdown;
use crate::spec::Spec;
use crate::yaml::Key;

/// The levels that the spec sets. Reports invalid ones to `report`.
pub(super) fn levels(spec: &Spec, report: &mut Report) -> Levels {
    if spec.is_base {
        return Levels::all_allowed();
    }
    let mut levels = Levels::default();
    for (key, entry) in &spec.api.lints {
        if !markdown::is_visible(&entry.reason.value) {
            report.error(
                Code::InvalidValue,
                entry.reason.span,
                format!("the level of `{}` has no reason", key.text),
                "describe why the spec cannot satisfy the lint yet",
            );
        }
        match Lint::from_name(&key.text) {
            Some(lint) => levels.set(lint, entry.level.value),
            None => report_unknown(key, report),
        }
    }
    levels
}

fn report_unknown(key: &Key, report: &mut Report) {
    let names = LINTS.iter().map(|lint| lint.name);
    let name = &key.text;
    let (message, help) = match Code::from_id(name).map(|code| (code, Lint::of(code))) {
        Some((_, Some(lint))) => (
            format!("`{name}` is not the name of a lint"),
            format!("use its name, `{}`", lint.name),
        ),
        Some((code, None)) => (
            format!("`{}` is always an error, so it has no level", code.id()),
            format!("remove it; the lints are {}", listed()),
        ),
        None => (
            format!("`{name}` is not the name of a lint"),
            suggest(name, names),
        ),
    };
    report.error(Code::InvalidValue, key.span, message, help);
}

fn listed() -> String {
    let names: Vec<_> = LINTS.iter().map(|it| format!("`{}`", it.name)).collect();
    names.join(", ")
}

/// Reports levels of lints that have no finding. Call it only if there are no errors, which could be why.
pub(super) fn report_unneeded(spec: &Spec, report: &mut Report) {
    if spec.is_base {
        return;
    }
    for (key, _) in &spec.api.lints {
        if Lint::from_name(&key.text).is_some_and(|lint| !report.is_lowered(lint.code)) {
            report.error(
                Code::UnneededLintLevel,
                key.span,
                format!("the spec has no finding of `{}`", key.text),
                "remove its entry under `lints`",
            );
        }
    }
}
