//! Helpers for sentences.

/// A number with a noun: `1 change`, `2 changes`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The text with a capital first letter.
pub(super) fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Differences between two sentences, by words.
pub(super) struct WordDiff {
    /// Common words at the start.
    pub(super) before: String,
    /// Words of the old sentence.
    pub(super) old: String,
    /// Words of the new sentence.
    pub(super) new: String,
    /// Common words at the end.
    pub(super) after: String,
}

impl WordDiff {
    pub(super) fn of(old: &str, new: &str) -> Self {
        let old: Vec<_> = old.split_whitespace().collect();
        let new: Vec<_> = new.split_whitespace().collect();
        let is_same = |pair: &(&&str, &&str)| pair.0 == pair.1;
        let before = old.iter().zip(&new).take_while(is_same).count();
        let shorter = old.len().min(new.len()) - before;
        let ends = old.iter().rev().zip(new.iter().rev());
        let after = ends.take_while(is_same).count().min(shorter);
        let part = |words: &[&str], from: usize, to: usize| {
            words.get(from..to).unwrap_or_default().join(" ")
        };
        Self {
            before: part(&new, 0, before),
            old: part(&old, before, old.len() - after),
            new: part(&new, before, new.len() - after),
            after: part(&new, new.len() - after, new.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WordDiff;

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
            let found = WordDiff::of(old, new);
            assert_eq!([found.before, found.old, found.new, found.after], expected);
        }
    }
}
