//! Changes as text, and golden files.

use clientwright_codegen::audit::report::{Change, Location};
use std::fs;
use std::path::Path;

/// A change as text. Wire severities that differ by direction are those of requests and of responses.
pub fn change(it: &Change) -> String {
    let also = it
        .also
        .iter()
        .map(|id| format!(" +{id}"))
        .collect::<String>();
    let place = |place: &Option<Location>| match place {
        None => "-".to_owned(),
        Some(at) => format!(
            "{}:{}:{}",
            at.file.trim_start_matches("spec/"),
            at.line,
            at.column
        ),
    };
    let value = |value: &Option<String>| {
        value
            .clone()
            .unwrap_or_else(|| "-".to_owned())
            .replace('\n', "\\n")
    };
    let word = |value: &dyn std::fmt::Debug| format!("{value:?}").to_lowercase();
    let wire = |it: &Change| match (it.wire.request, it.wire.response) {
        (Some(request), Some(response)) if request != response => {
            format!("{}/{}", word(&request), word(&response))
        }
        _ => word(&it.wire.severity),
    };
    let members = it
        .members
        .iter()
        .map(|it| it.subject.as_str())
        .collect::<Vec<_>>();
    let mut text = format!(
        "{:?} {} {}{also}\n     {} wire={} rust={} bump={} policy={}\n     {} => {}\n     {}, {}; {} operations",
        it.class,
        it.subject,
        it.rule,
        word(&it.direction),
        wire(it),
        word(&it.rust.severity),
        word(&it.bump),
        word(&it.policy),
        value(&it.wire.old),
        value(&it.wire.new),
        place(&it.location.base),
        place(&it.location.head),
        it.affected_operations.len(),
    );
    if !members.is_empty() {
        text.push_str(&format!("\n     with {}", members.join(", ")));
    }
    text.push_str(&format!("\n     {}", it.message));
    if !it.migration.is_empty() {
        text.push_str(&format!("\n     {}", it.migration));
    }
    text
}

/// Compares a text with its golden file, or rewrites the file if `BLESS` is set.
pub fn golden(path: &Path, found: &str) -> Option<String> {
    if std::env::var_os("BLESS").is_some() {
        assert!(
            std::env::var_os("CI").is_none(),
            "BLESS must not be set in CI"
        );
        fs::write(path, found).expect("a writable file");
        return None;
    }
    let wanted = fs::read_to_string(path).unwrap_or_default();
    if wanted == found {
        return None;
    }
    let differs = wanted
        .lines()
        .zip(found.lines())
        .position(|(wanted, found)| wanted != found)
        .unwrap_or_else(|| wanted.lines().count().min(found.lines().count()));
    let near = |text: &str| -> Vec<String> {
        let from = differs.saturating_sub(3);
        text.lines().skip(from).take(8).map(str::to_owned).collect()
    };
    Some(format!(
        "{} differs at line {}:\n--- expected\n{}\n--- found\n{}\nBLESS=1 rewrites it.",
        path.display(),
        differs + 1,
        near(&wanted).join("\n"),
        near(found).join("\n"),
    ))
}
