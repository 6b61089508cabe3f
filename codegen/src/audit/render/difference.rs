//! Old and new beside each other: declarations line by line, sentences word by word.

use super::renames::Renames;
use crate::audit::report::{Change, Class, ItemChange, RustItem};
use std::collections::BTreeSet;

/// A line of a difference.
pub(super) struct Line<'a> {
    /// `-` or `+`; a space before what is said of several items.
    pub(super) sign: char,
    /// The line.
    pub(super) text: std::borrow::Cow<'a, str>,
}

/// What differs between two sentences: the words before it, those that are gone, those that came, the words after it.
pub(super) struct Words {
    /// The same in both.
    pub(super) before: String,
    /// Only in the old one.
    pub(super) old: String,
    /// Only in the new one.
    pub(super) new: String,
    /// The same in both.
    pub(super) after: String,
}

/// The old and new declarations of a change's Rust items. A type that only got another name is one line, and the traits
/// of types that come or go with it are counted.
pub(super) fn declarations(change: &Change) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let all = &change.rust.items;
    let types = all.iter().filter(|it| is(it, &["struct", "enum", "type"]));
    let types: BTreeSet<_> = types.map(|it| (&it.path, it.change)).collect();
    // The traits of a type that comes or goes with the change say nothing more.
    let is_of_whole = |item: &RustItem| {
        item.change != ItemChange::Changed
            && is(item, &["impl"])
            && types.contains(&(&item.path, item.change))
    };
    let renames = Renames::among(all);
    let is_counted = |item: &RustItem| is_of_whole(item) && !renames.tell(item);
    let (traits, items): (Vec<_>, Vec<_>) = all.iter().partition(|it| is_counted(it));
    for item in items {
        if renames.tell(item) {
            lines.extend(renames.line(item).map(|text| Line {
                sign: ' ',
                text: text.into(),
            }));
            continue;
        }
        for (sign, declaration) in [('-', &item.old), ('+', &item.new)] {
            let declared = declaration.iter().flat_map(|it| it.lines());
            lines.extend(declared.enumerate().map(|(index, text)| Line {
                sign,
                text: if index == 0 {
                    placed(item, text)
                } else {
                    text.into()
                },
            }));
        }
    }
    for (change, what) in [(ItemChange::Added, "new"), (ItemChange::Removed, "gone")] {
        let types = match traits.iter().filter(|item| item.change == change).count() {
            0 => continue,
            1 => "1 type that is".to_owned(),
            count => format!("{count} types that are"),
        };
        lines.push(Line {
            sign: ' ',
            text: format!("and the traits of {types} {what}").into(),
        });
    }
    lines
}

/// Whether an item is declared by one of these words.
fn is(item: &RustItem, kinds: &[&str]) -> bool {
    let text = item.new.as_deref().or(item.old.as_deref());
    let word = text.and_then(|text| text.split(' ').next());
    word.is_some_and(|word| kinds.contains(&word))
}

/// A declaration, with its path where it does not name itself.
fn placed<'a>(item: &RustItem, declaration: &'a str) -> std::borrow::Cow<'a, str> {
    let name = item.path.rsplit("::").next().unwrap_or_default();
    if declaration.contains(name) {
        declaration.into()
    } else {
        format!("{}: {declaration}", item.path).into()
    }
}

/// The old and the new value of a change of words, if they are sentences; a single word is in the message already.
pub(super) fn sentences(change: &Change) -> Option<(&str, &str)> {
    let (old, new) = (change.wire.old.as_deref()?, change.wire.new.as_deref()?);
    let sentence = |text: &str| text.contains(char::is_whitespace);
    (change.class == Class::Docs && (sentence(old) || sentence(new))).then_some((old, new))
}

/// What differs between two sentences.
pub(super) fn words(old: &str, new: &str) -> Words {
    let (old, new): (Vec<_>, Vec<_>) = (
        old.split_whitespace().collect(),
        new.split_whitespace().collect(),
    );
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let before = old.iter().zip(&new).take_while(same).count();
    let shorter = old.len().min(new.len()) - before;
    let after = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(same)
        .count()
        .min(shorter);
    let part =
        |words: &[&str], from: usize, to: usize| words.get(from..to).unwrap_or_default().join(" ");
    Words {
        before: part(&new, 0, before),
        old: part(&old, before, old.len() - after),
        new: part(&new, before, new.len() - after),
        after: part(&new, new.len() - after, new.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn only_the_words_in_the_middle_differ() {
        let cases = [
            (
                "State of zone",
                "Current state of the zone",
                ["", "State of", "Current state of the", "zone"],
            ),
            ("a b c", "a c", ["a", "b", "", "c"]),
            ("a a", "a a a", ["a a", "", "a", ""]),
            ("", "a", ["", "", "a", ""]),
            ("a", "a", ["a", "", "", ""]),
        ];
        for (old, new, expected) in cases {
            let found = words(old, new);
            assert_eq!([found.before, found.old, found.new, found.after], expected);
        }
    }
}
