//! The specs before and after each change, and the reported rules.

use crate::case::{Side, audit, folder, parse, rules, spec};
use crate::cases::{Audited, base, cases};
use clientwright_codegen::audit::join::{Surfaces, join, parse as parse_listing};
use clientwright_codegen::audit::report::Report;
use clientwright_codegen::emit::RuntimeSource;
use clientwright_codegen::files;
use clientwright_codegen::lower::lower;
use clientwright_codegen::surface::{Item, listing};
use clientwright_codegen::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The two sides of a change.
pub struct Pair<'a> {
    /// The name of the side before the change.
    pub old: &'a str,
    /// The name of the side after the change.
    pub new: &'a str,
    /// The reported rules.
    pub named: BTreeSet<String>,
    /// The rules that the case names.
    pub about: Vec<String>,
    /// Names of elements that were removed earlier.
    pub removed_names: Vec<String>,
    pairs: &'a Pairs,
}

/// The pairs of all cases.
pub struct Pairs {
    edited: Vec<Edited>,
}

/// A case, and the name of its edited side.
struct Edited {
    name: String,
    audited: &'static Audited,
}

/// The name of the side before all edits.
const BASE: &str = "base";

impl Pairs {
    /// The pairs of all cases.
    pub fn read() -> Self {
        let edited = cases().iter().enumerate().map(|(index, audited)| Edited {
            name: format!("case-{index}"),
            audited,
        });
        Self {
            edited: edited.collect(),
        }
    }

    /// Each case in both directions.
    pub fn iter(&self) -> impl Iterator<Item = Pair<'_>> {
        self.edited.iter().flat_map(|Edited { name, audited }| {
            let Audited {
                case, there, back, ..
            } = *audited;
            let ways = [
                (BASE, name.as_str(), there, &case.there),
                (name, BASE, back, &case.back),
            ];
            ways.map(|(old, new, report, about)| Pair {
                old,
                new,
                named: named(report),
                about: about.clone(),
                removed_names: case.removed_names.clone(),
                pairs: self,
            })
        })
    }

    /// The n-th pair about a rule, or else the first pair that reports it.
    pub fn of_rule(&self, rule: &str, number: usize) -> Option<Pair<'_>> {
        let mut about = self
            .iter()
            .filter(|pair| pair.about.iter().any(|it| it == rule));
        let found = about.nth(number.saturating_sub(1));
        found.or_else(|| self.iter().find(|pair| pair.named.contains(rule)))
    }

    /// The base after a preparing edit and after the edit, and the reported rules.
    pub fn own(&self, before: &str, then: &str) -> ([Side; 2], BTreeSet<String>) {
        let before = edited(&spec(&folder().join("base")), before);
        let then = edited(&before, then);
        let sides = [before, then]
            .map(|files| Side::of(&files).unwrap_or_else(|report| panic!("{report}")));
        let named = named(&audit(&sides[0], &sides[1], &[]));
        (sides, named)
    }

    /// The reported rules if only the crate of the base differs.
    pub fn named_by_crate(&self, tree: &Tree) -> BTreeSet<String> {
        let side = &base().side;
        let surfaces = Surfaces {
            base: Some(listed(&crate_of(side))),
            regenerated: Some(listed(tree)),
            head: listed(tree),
        };
        let changes = join(&mut [], &surfaces, rules());
        changes.into_iter().map(|change| change.rule).collect()
    }

    /// The files of the crate of a side, or of the base if there is no such side.
    pub fn tree(&self, name: &str) -> Tree {
        crate_of(self.side(name))
    }

    /// The side with this name, or the base if there is none.
    pub fn side(&self, name: &str) -> &Side {
        let mut edited = self.edited.iter();
        let edited = edited.find(|it| it.name == name);
        edited.map_or(&base().side, |it| &it.audited.head)
    }
}

/// The rules that a report names.
fn named(report: &Report) -> BTreeSet<String> {
    let changes = report.changes.iter();
    changes
        .flat_map(|it| it.also.iter().chain([&it.rule]).cloned())
        .collect()
}

/// The files of a tree.
pub fn files_of(tree: &Tree) -> BTreeMap<String, String> {
    let files = tree.files();
    files
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect()
}

/// The files after an edit in the syntax of cases.
pub fn edited(files: &BTreeMap<String, String>, edits: &str) -> BTreeMap<String, String> {
    let cases = parse(&format!("== own\n{edits}"), files);
    let mut cases = cases.unwrap_or_else(|error| panic!("{error}"));
    cases.remove(0).files
}

/// The items in the listing of a crate. Witnesses edit it together with the source.
pub fn listed(tree: &Tree) -> Vec<Item> {
    let listings = tree
        .files()
        .filter(|(path, _)| path.starts_with("api/rust/"));
    parse_listing(listings.map(|(_, text)| text))
}

/// The files of the crate that a spec becomes.
pub fn crate_of(side: &Side) -> Tree {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let runtime = RuntimeSource::Workspace {
        path: path.to_string_lossy().into_owned(),
        examples: Vec::new(),
    };
    files(&side.api, &runtime)
}

impl Pair<'_> {
    /// What callers can see of the crates.
    pub fn listings(&self) -> (BTreeSet<String>, BTreeSet<String>) {
        let items = |name: &str| {
            let side = self.pairs.side(name);
            let items = listing(&lower(&side.api));
            items.into_iter().map(|item| item.line).collect()
        };
        (items(self.old), items(self.new))
    }
}
