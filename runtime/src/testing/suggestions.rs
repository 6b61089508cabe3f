//! Suggestions for unknown names.

use crate::Error;

/// Maximum number of names that are listed.
const MAX_LISTED: usize = 24;

/// The error for an unknown name, with the most similar name or all known ones.
pub(super) fn unknown_name<'a>(
    message: String,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Error {
    let known: Vec<&str> = known.collect();
    let is_part = |it: &&str| it.split('.').any(|part| part == name);
    let parts: Vec<&str> = known.iter().copied().filter(is_part).collect();
    let help = match nearest(name, &known) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None => listed(&parts)
            .map(|parts| format!("did you mean one of {parts}?"))
            .or_else(|| listed(&known).map(|known| format!("expected one of {known}"))),
    };
    Error::config(match help {
        Some(help) => format!("{message}; {help}"),
        None => message,
    })
}

/// Lists names, unless there are none or too many.
fn listed(names: &[&str]) -> Option<String> {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    (1..=MAX_LISTED)
        .contains(&names.len())
        .then(|| quoted.join(", "))
}

/// The most similar name, if at most a quarter of its characters differ.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .map(|it| (distance(name, it), *it))
        .filter(|(distance, it)| *distance <= 1 + name.len().max(it.len()) / 4)
        .min()
        .map(|(_, it)| it)
}

/// The Levenshtein distance of two strings.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (line, left) in one.chars().enumerate() {
        let mut next = vec![line + 1];
        for ((right, pair), last) in other.chars().zip(row.windows(2)).zip(1..) {
            let [diagonal, above] = pair else { continue };
            let before = next.get(last - 1).copied().unwrap_or_default();
            let replaced = diagonal + usize::from(left != right);
            next.push(replaced.min(above + 1).min(before + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
