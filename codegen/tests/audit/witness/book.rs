//! `witnesses/*.txt`: what callers write, and why some rules have none.

use crate::case::folder;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// What a caller writes.
pub struct Witness {
    /// The rule that it shows.
    pub rule: String,
    /// The code of the error, or the name of the lint, that it is told; none, if nothing.
    pub code: Option<String>,
    /// Which of the cases that are about the rule: the first is 1.
    pub case: usize,
    /// A case of its own, if it needs one.
    pub own: Option<Own>,
    /// Statements.
    pub body: String,
}

/// A case that no other test has, in the form of `cases/`.
pub enum Own {
    /// What is edited of the generated files.
    Crate(String),
    /// What is edited of the spec beforehand, and then.
    Spec(String, String),
}

const WAIVERS: &str = "waivers.txt";
const UNNOTICED: &str = "waivers-unnoticed.txt";

fn text(name: &str) -> String {
    let path = folder().join("witnesses").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All witnesses, in the order of their files.
pub fn witnesses() -> Vec<Witness> {
    let entries = fs::read_dir(folder().join("witnesses")).expect("the folder of the witnesses");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|path| !path.ends_with(WAIVERS) && !path.ends_with(UNNOTICED));
    files.sort();
    let texts = files
        .iter()
        .map(|path| fs::read_to_string(path).expect("a text"));
    texts.flat_map(|text| read(&text)).collect()
}

/// What stands between the edits before and after which a caller is looked at.
const THEN: &str = "=>\n";

fn is_edit(line: &&str) -> bool {
    let starts = ["@ ", "- ", "+ "];
    starts.iter().any(|start| line.starts_with(start)) || ["-", "=>"].contains(line)
}

fn line(text: &str) -> String {
    format!("{text}\n")
}

fn read(text: &str) -> Vec<Witness> {
    let blocks = format!("\n{text}");
    let blocks = blocks.split("\n== ").skip(1);
    let witness = |block: &str| {
        let (head, rest) = block.split_once('\n').unwrap_or((block, ""));
        let mut words = head.split_whitespace();
        let rule = words.next().expect("a rule after `==`").to_owned();
        let (numbers, codes): (Vec<_>, Vec<_>) = words.partition(|word| word.starts_with('#'));
        let number = numbers
            .first()
            .map_or("1", |word| word.trim_start_matches('#'));
        let edits: String = rest.lines().filter(is_edit).map(line).collect();
        Witness {
            rule,
            code: codes.first().map(|word| (*word).to_owned()),
            case: number.parse().expect("the number of a case"),
            own: match edits.split_once(THEN) {
                Some((before, then)) => {
                    // What follows goes on in the same file unless it names another.
                    let file = before.lines().rfind(|line| line.starts_with("@ "));
                    let then = format!("{}\n{then}", file.unwrap_or_default());
                    Some(Own::Spec(before.to_owned(), then))
                }
                None if edits.is_empty() => None,
                None => Some(Own::Crate(edits)),
            },
            body: rest
                .lines()
                .filter(|line| !is_edit(line))
                .map(line)
                .collect(),
        }
    };
    blocks.map(witness).collect()
}

/// Why a rule that callers notice has no witness, by rule.
pub fn waivers() -> BTreeMap<String, String> {
    reasons(WAIVERS)
}

/// Why no case shows that a rule leaves the crate as it is, by rule.
pub fn unnoticed() -> BTreeMap<String, String> {
    reasons(UNNOTICED)
}

fn reasons(file: &str) -> BTreeMap<String, String> {
    let text = text(file);
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let reason = |line: &str| {
        let (rule, why) = line
            .split_once(": ")
            .unwrap_or_else(|| panic!("{line}: no reason"));
        (rule.to_owned(), why.to_owned())
    };
    let reasons: BTreeMap<_, _> = lines.clone().map(reason).collect();
    assert_eq!(reasons.len(), lines.count(), "{file} names a rule twice");
    reasons
}
