//! The checked-in listing of a crate.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Starts the mark of what needs a feature.
const FEATURE: &str = " [feature=";

/// Starts the line of a method that every request has.
const EVERY_REQUEST: &str = "fn      *";

/// The facts of a listing.
pub struct Listing(BTreeSet<String>);

impl Listing {
    /// Reads all files of the listing in a crate's folder. Each must be sorted, and say nothing twice.
    pub fn read(folder: &Path) -> Self {
        let folder = folder.join("api/rust");
        let mut facts = BTreeSet::new();
        for entry in fs::read_dir(&folder).unwrap_or_else(|it| panic!("{}: {it}", folder.display()))
        {
            let path = entry.expect("an entry").path();
            let text = fs::read_to_string(&path).expect("a text");
            let (head, lines) = text
                .split_once('\n')
                .expect("a line that says who wrote it");
            assert!(head.starts_with("# @generated"), "{}", path.display());
            assert!(
                lines.ends_with('\n') && !lines.contains('\r'),
                "{}",
                path.display()
            );
            assert!(lines.lines().is_sorted(), "{}", path.display());
            let lines = lines.lines().filter(|line| !line.starts_with('#'));
            for fact in lines.flat_map(each) {
                assert!(facts.insert(fact.clone()), "{}: {fact}", path.display());
            }
        }
        assert!(!facts.is_empty(), "{}: nothing", folder.display());
        Self(for_each_request(facts))
    }

    /// The features that items need, each by itself or some together.
    pub fn needed(&self) -> BTreeSet<Vec<String>> {
        let needed = self.0.iter().filter_map(|fact| split(fact).1);
        needed.map(|it| names(it).collect()).collect()
    }

    /// The items that exist with some features enabled.
    pub fn with(&self, on: &BTreeSet<String>) -> BTreeSet<String> {
        let facts = self.0.iter().filter_map(|fact| {
            let (plain, needed) = split(fact);
            let is_there = needed
                .into_iter()
                .flat_map(names)
                .all(|it| on.contains(&it));
            is_there.then(|| plain.to_owned())
        });
        facts.collect()
    }
}

/// The facts with the methods of every request repeated for each, as the compiler has them.
fn for_each_request(facts: BTreeSet<String>) -> BTreeSet<String> {
    let (shared, mut facts): (BTreeSet<_>, BTreeSet<_>) = facts
        .into_iter()
        .partition(|fact| fact.starts_with(EVERY_REQUEST));
    let request = |fact: &String| {
        let (ty, of) = fact.strip_prefix("impl    ")?.split_once(": ")?;
        of.starts_with("IntoFuture<").then(|| ty.to_owned())
    };
    let requests: Vec<_> = facts.iter().filter_map(request).collect();
    assert!(!requests.is_empty() && !shared.is_empty());
    for method in shared
        .iter()
        .filter_map(|it| it.strip_prefix(EVERY_REQUEST))
    {
        facts.extend(requests.iter().map(|it| format!("fn      {it}{method}")));
    }
    facts
}

/// A fact without its mark, and what the mark names.
fn split(fact: &str) -> (&str, Option<&str>) {
    match fact.rsplit_once(FEATURE) {
        Some((plain, mark)) => (plain, mark.strip_suffix(']')),
        None => (fact, None),
    }
}

fn names(mark: &str) -> impl Iterator<Item = String> {
    mark.split('+').map(str::to_owned)
}

/// A line as facts: each trait of a type is one.
fn each(line: &str) -> Vec<String> {
    let Some(rest) = line.strip_prefix("impl    ") else {
        return vec![line.to_owned()];
    };
    let (rest, mark) = match rest.rsplit_once(FEATURE) {
        Some((rest, mark)) => (rest, format!("{FEATURE}{mark}")),
        None => (rest, String::new()),
    };
    let (ty, traits) = rest.split_once(": ").expect("a type and its traits");
    traits
        .split(" + ")
        .map(|it| format!("impl    {ty}: {it}{mark}"))
        .collect()
}
