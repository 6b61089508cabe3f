//! One workspace with all generated crates and callers, so that one run of cargo builds them.

use super::book::{Own, Witness};
use super::pairs::{Pairs, crate_of, edited, files_of};
use super::{disk, manifest};
use crate::case::rules;
use clientwright_codegen::audit::report::RustSeverity;
use clientwright_codegen::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A caller and its expected result.
pub struct Call {
    /// The rule that it proves.
    pub rule: String,
    /// The Rust severity of the rule.
    pub verdict: RustSeverity,
    /// The expected error code or lint after the change.
    pub code: Option<String>,
    /// The program before the change.
    pub before: String,
    /// The program after the change.
    pub after: String,
}

/// The written workspace.
pub struct Layout {
    /// The folder of the workspace.
    pub folder: PathBuf,
    /// The callers.
    pub calls: Vec<Call>,
    /// The packages to check.
    pub checked: BTreeSet<String>,
    /// The packages to run.
    pub run: BTreeSet<String>,
    /// Witnesses whose change does not report their rule.
    pub astray: Vec<String>,
}

impl Layout {
    /// Writes the workspace into the folder for the files of tests.
    pub fn write(witnesses: &[Witness], pairs: &Pairs) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("witnesses");
        let mut layout = Self {
            folder,
            calls: Vec::new(),
            checked: BTreeSet::new(),
            run: BTreeSet::new(),
            astray: Vec::new(),
        };
        let mut files = BTreeMap::new();
        let mut crates = BTreeSet::new();
        for (index, witness) in witnesses.iter().enumerate() {
            let rule = rules().get(&witness.rule).expect("a rule");
            let (sides, named) = sides(index, witness, pairs);
            if !named.contains(&witness.rule) {
                let astray = format!("the change of {} reports {named:?}", witness.rule);
                layout.astray.push(astray);
            }
            let [old, new] = sides.each_ref().map(|(name, _)| name.clone());
            for (name, tree) in sides {
                if crates.insert(name.clone()) {
                    files.extend(manifest::package(&name, &tree));
                }
            }
            let kind = if rule.rust == RustSeverity::Silent {
                "run"
            } else {
                "use"
            };
            let program = |side: &str, name: &str| {
                let program = format!("{}-{index}-{side}", witness.rule);
                (format!("{kind}/{name}/src/bin/{program}.rs"), program)
            };
            let (before, after) = (program("old", &old), program("new", &new));
            for (path, _) in [&before, &after] {
                files.insert(path.clone(), manifest::source(witness));
            }
            for name in [&old, &new] {
                let list = if kind == "run" {
                    &mut layout.run
                } else {
                    &mut layout.checked
                };
                list.insert(format!("{kind}-{name}"));
                files.insert(
                    format!("{kind}/{name}/Cargo.toml"),
                    manifest::caller(kind, name),
                );
            }
            layout.calls.push(Call {
                rule: witness.rule.clone(),
                verdict: rule.rust,
                code: witness.code.clone(),
                before: before.1,
                after: after.1,
            });
        }
        files.insert("Cargo.toml".to_owned(), manifest::WORKSPACE.to_owned());
        files.insert("show/Cargo.toml".to_owned(), manifest::show());
        disk::put(&layout.folder, &files);
        layout
    }
}

/// Files by path.
type Files = BTreeMap<String, String>;

/// The crates before and after the change of a witness, and the reported rules.
fn sides(
    index: usize,
    witness: &Witness,
    pairs: &Pairs,
) -> ([(String, Files); 2], BTreeSet<String>) {
    let rule = &witness.rule;
    let base = || pairs.tree("base");
    let (sides, named) = match &witness.own {
        None => {
            let pair = pairs.of_rule(rule, witness.case);
            let pair = pair.unwrap_or_else(|| panic!("no case reports {rule}"));
            let sides = [pair.old, pair.new].map(|it| (it.to_owned(), pairs.tree(it)));
            (sides, pair.named)
        }
        Some(Own::Spec(before, then)) => {
            let ([old, new], named) = pairs.own(before, then);
            let sides = [("before", old), ("after", new)];
            let sides = sides.map(|(name, side)| (format!("{name}-{index}"), crate_of(&side)));
            (sides, named)
        }
        Some(Own::Crate(edits)) => {
            let mut tree = Tree::default();
            for (path, text) in edited(&files_of(&base()), edits) {
                tree.insert(path, text);
            }
            let named = pairs.named_by_crate(&tree);
            let sides = [
                ("base".to_owned(), base()),
                (format!("crate-{index}"), tree),
            ];
            (sides, named)
        }
    };
    (sides.map(|(name, tree)| (name, files_of(&tree))), named)
}
