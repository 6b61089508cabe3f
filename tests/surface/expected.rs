//! The checked-in listing of a crate.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Starts the mark of what needs a feature.
const FEATURE: &str = " [feature=";

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
            for fact in lines.lines().flat_map(each) {
                assert!(facts.insert(fact.clone()), "{}: {fact}", path.display());
            }
        }
        assert!(!facts.is_empty(), "{}: nothing", folder.display());
        Self(facts)
    }

    /// The features that some items need.
    pub fn features(&self) -> BTreeSet<String> {
        self.0
            .iter()
            .filter_map(|fact| {
                fact.rsplit_once(FEATURE)?
                    .1
                    .strip_suffix(']')
                    .map(str::to_owned)
            })
            .collect()
    }

    /// What there is by default, and with a feature.
    pub fn of(&self, feature: Option<&str>) -> BTreeSet<String> {
        let facts = self.0.iter().filter_map(|fact| {
            let (plain, needed) = match fact.rsplit_once(FEATURE) {
                Some((plain, needed)) => (plain, needed.strip_suffix(']')),
                None => (fact.as_str(), None),
            };
            (needed.is_none() || needed == feature).then(|| plain.to_owned())
        });
        facts.collect()
    }
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
