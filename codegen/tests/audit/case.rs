//! Cases: edits of a spec and the reported changes.

use crate::cases::{Audited, base, cases};
use crate::shown;
use clientwright_codegen::audit::join::{Surfaces, join};
use clientwright_codegen::audit::report::{Change, Report, Revision, RustSeverity};
use clientwright_codegen::audit::rules::{Rules, Transition};
use clientwright_codegen::audit::{Context, GRACE_DAYS, State, build_report};
use clientwright_codegen::ir::Api;
use clientwright_codegen::lower::lower;
use clientwright_codegen::resolve;
use clientwright_codegen::source::Sources;
use clientwright_codegen::surface::{Item, listing};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The date of the audit. Some elements of the base are past their end of life.
pub const AS_OF: &str = "2026-06-01";

/// Rules about Rust names that a spec cannot set, so only the generator changes them.
pub const GENERATED_NAMES: &[&str] = &["auth-rust-name-changed", "response-variant-renamed"];

/// An edit of the base.
pub struct Case {
    /// The rules that the edit must report.
    pub there: Vec<String>,
    /// The rules that the reverse of the edit must report.
    pub back: Vec<String>,
    pub title: String,
    /// Names of elements that were removed earlier.
    pub removed_names: Vec<String>,
    /// All files after the edit.
    pub files: BTreeMap<String, String>,
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audit")
}

/// The files of a spec.
pub fn spec(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(at) = waiting.pop() {
        for entry in fs::read_dir(&at).expect("the folder of a spec") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|it| it == "yaml") {
                let name = path.strip_prefix(folder).expect("a path below");
                let text = fs::read_to_string(&path).expect("a text");
                files.insert(name.to_string_lossy().replace('\\', "/"), text);
            }
        }
    }
    files
}

/// The API that a spec describes.
pub fn api(sources: &Sources) -> Result<Api, String> {
    resolve(sources).map_err(|report| report.render(sources))
}

/// The rules, read once because that is slow.
pub fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| Rules::embedded().unwrap_or_else(|error| panic!("{error}")))
}

/// The report on two sides.
pub fn audit(base: &Side, head: &Side, removed_names: &[String]) -> Report {
    let [base, head] = [base, head].map(|side| State::of(&side.api, &side.sources));
    report(&base, &head, removed_names)
}

/// The report on two states whose facts are known.
pub fn report(base: &State<'_>, head: &State<'_>, removed_names: &[String]) -> Report {
    let context = Context {
        rules: rules(),
        as_of: AS_OF.parse().expect("a date"),
        grace_days: GRACE_DAYS,
        removed_names,
    };
    build_report(
        (base, Revision::default()),
        (head, Revision::default()),
        &context,
    )
}

/// A resolved spec.
pub struct Side {
    pub sources: Sources,
    pub api: Api,
}

impl Side {
    pub fn of(files: &BTreeMap<String, String>) -> Result<Self, String> {
        let sources = Sources::new("spec", files.clone());
        Ok(Self {
            api: api(&sources)?,
            sources,
        })
    }
}

/// The cases in a file.
pub fn parse(text: &str, base: &BTreeMap<String, String>) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for block in text.split("== ").skip(1) {
        let (head, body) = block.split_once('\n').unwrap_or((block, ""));
        let (there, back) = head.split_once("<-").unwrap_or((head, ""));
        let ids = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        let mut case = Case {
            there: ids(there),
            back: ids(back),
            title: head.trim().to_owned(),
            removed_names: Vec::new(),
            files: base.clone(),
        };
        let mut file = String::new();
        let mut old = String::new();
        let mut new = String::new();
        for line in body.lines().chain(["@"]) {
            let ends = line.starts_with(['@', '!']) || (line.starts_with('-') && !new.is_empty());
            if ends && !(old.is_empty() && new.is_empty()) {
                edit(&mut case.files, &file, &old, &new)
                    .map_err(|error| format!("{head}: {error}"))?;
                (old, new) = (String::new(), String::new());
            }
            if let Some(name) = line.strip_prefix("@ ") {
                name.clone_into(&mut file);
            } else if let Some(name) = line.strip_prefix("! tombstone ") {
                case.removed_names.push(name.to_owned());
            } else if let Some(name) = line.strip_prefix("! remove ") {
                case.files.remove(name);
            } else if let Some(names) = line.strip_prefix("! rename ") {
                let (old, new) = names.split_once(' ').ok_or("`! rename` needs two files")?;
                let text = case.files.remove(old).ok_or(format!("there is no {old}"))?;
                case.files.insert(new.to_owned(), text);
            } else if let Some(line) = line.strip_prefix("- ") {
                old = old + line + "\n";
            } else if let Some(line) = line.strip_prefix("+ ") {
                new = new + line + "\n";
            } else if line == "-" {
                // An empty replacement removes the lines.
                new.push('\n');
            }
        }
        cases.push(case);
    }
    Ok(cases)
}

/// Replaces lines, which are compared without indentation.
fn edit(
    files: &mut BTreeMap<String, String>,
    file: &str,
    old: &str,
    new: &str,
) -> Result<(), String> {
    let new: Vec<_> = new.lines().filter(|line| !line.is_empty()).collect();
    if old.is_empty() {
        // A new file, or lines to append.
        let text = files.entry(file.to_owned()).or_default();
        for line in new {
            text.push_str(line);
            text.push('\n');
        }
        return Ok(());
    }
    let text = files.get_mut(file).ok_or(format!("there is no {file}"))?;
    let lines: Vec<_> = text.lines().collect();
    let old: Vec<_> = old.lines().map(str::trim).collect();
    let at: Vec<_> = (0..lines.len())
        .filter(|at| {
            lines[*at..].len() >= old.len()
                && old
                    .iter()
                    .zip(&lines[*at..])
                    .all(|(old, line)| line.trim() == *old)
        })
        .collect();
    let [at] = at.as_slice() else {
        return Err(format!(
            "{file} has {} matches of: {}",
            at.len(),
            old.join("\n")
        ));
    };
    let indent = lines[*at].len() - lines[*at].trim_start().len();
    let base = new
        .first()
        .map_or(0, |line| line.len() - line.trim_start().len());
    let new = new.iter().map(|line| {
        let own = (line.len() - line.trim_start().len()).saturating_sub(base);
        format!("{}{}", " ".repeat(indent + own), line.trim_start())
    });
    let mut edited: Vec<String> = lines[..*at].iter().map(|it| (*it).to_owned()).collect();
    edited.extend(new);
    edited.extend(lines[at + old.len()..].iter().map(|it| (*it).to_owned()));
    *text = edited.join("\n") + "\n";
    Ok(())
}

/// The files with cases, sorted.
pub fn case_files() -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder().join("cases"))
        .expect("the folder of the cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|it| it == "txt"))
        .collect();
    files.sort();
    files
}

/// The items of the generated crate.
pub fn surface(side: &Side) -> Vec<Item> {
    listing(&lower(&side.api))
}

/// Errors in the assignment of items to changes.
pub fn misjoined(report: &mut Report, from: &[Item], to: &[Item]) -> Vec<String> {
    let surfaces = Surfaces {
        base: None,
        regenerated: Some(from.to_vec()),
        head: to.to_vec(),
    };
    let own = join(&mut report.changes, &surfaces, rules());
    let own = own.iter().filter(|it| !is_apart(it));
    let unexplained = own.map(|it| format!("no change explains {}: {}", it.subject, it.message));
    let wrong = report.changes.iter().filter_map(|it| {
        let is_wrong = match it.rust.severity {
            RustSeverity::Major => it.rust.items.is_empty(),
            RustSeverity::None => !it.rust.items.is_empty(),
            _ => false,
        };
        let count = it.rust.items.len();
        is_wrong.then(|| format!("{} {} has {count} items", it.rule, it.subject))
    });
    unexplained.chain(wrong).collect()
}

/// Whether an entry is expected next to the change that causes it, because it is more severe: a new field without a
/// default removes `Default` from its struct.
pub fn is_apart(change: &Change) -> bool {
    change.rule == "rust-derive-removed"
}

/// Checks the reports on a case. Appends the changes to `text` and returns the reported rules.
fn check(audited: &Audited, text: &mut String) -> Result<BTreeSet<String>, String> {
    let Audited { case, .. } = audited;
    let (before, after) = (&*base().items, &*audited.items);
    let mut named = BTreeSet::new();
    writeln!(text, "== {}", case.title).expect("text");
    for (way, from, to, report, wanted) in [
        ("->", before, after, &audited.there, &case.there),
        ("<-", after, before, &audited.back, &case.back),
    ] {
        let mut report = report.clone();
        if let Some(twice) = reported_twice(&report) {
            return Err(format!("{way} reports the end of life of {twice} twice"));
        }
        let wrong = misjoined(&mut report, from, to);
        if !wrong.is_empty() {
            return Err(format!("{way} {}", wrong.join("\n")));
        }
        let mut found = BTreeSet::new();
        for change in &report.changes {
            found.insert(change.rule.clone());
            found.extend(change.also.iter().cloned());
            if change.rule == "unclassified-change" {
                return Err(format!("unclassified change:\n{}", shown::change(change)));
            }
            let places = [&change.location.base, &change.location.head];
            if places.iter().all(|place| place.is_none()) {
                return Err(format!(
                    "change without a location:\n{}",
                    shown::change(change)
                ));
            }
            // The base always has these; they are not about the case.
            let from_the_base = [
                "eol-passed-still-present",
                "version-bump-insufficient",
                "version-decreased",
            ];
            if !from_the_base.contains(&change.rule.as_str()) || wanted.contains(&change.rule) {
                writeln!(text, "{way} {}", shown::change(change)).expect("text");
            }
        }
        if let Some(missing) = wanted.iter().find(|id| !found.contains(*id)) {
            return Err(format!(
                "{way} reports {found:?} instead of {missing}\n{text}"
            ));
        }
        named.extend(found);
    }
    text.push('\n');
    Ok(named)
}

/// An element whose end of life was edited and that is also reported as unchanged.
fn reported_twice(report: &Report) -> Option<&str> {
    let stands = |change: &&Change| change.rule == "eol-passed-still-present";
    let days = ["eol", "deprecated"].map(Some);
    let is_edited = |standing: &&Change| {
        report.changes.iter().any(|change| {
            change.subject == standing.subject && days.contains(&change.wire.aspect.as_deref())
        })
    };
    let mut standing = report.changes.iter().filter(stands);
    standing.find(is_edited).map(|it| it.subject.as_str())
}

#[test]
fn cases_report_their_changes_and_cover_every_rule() {
    let mut failures = Vec::new();
    let mut named = BTreeSet::new();
    for of_file in cases().chunk_by(|one, other| one.file == other.file) {
        let mut found = String::new();
        for audited in of_file {
            let mut text = String::new();
            match check(audited, &mut text) {
                Err(error) => failures.push(format!("{}: {error}", audited.case.title)),
                Ok(rules) => {
                    named.extend(rules);
                    found.push_str(&text);
                }
            }
        }
        let file = of_file.first().map(|it| it.file.with_extension("golden"));
        failures.extend(file.and_then(|file| shown::golden(&file, &found)));
    }
    let unnamed = rules().iter().filter(|rule| {
        let elsewhere = rule.hidden
            || rule.when.iter().all(|when| {
                matches!(when.change, Transition::Surface | Transition::Process)
            })
            // Every test fails if it occurs.
            || rule.id == "unclassified-change"
            // No spec can cause it; `properties` changes the names in the IR.
            || GENERATED_NAMES.contains(&rule.id.as_str());
        !elsewhere && !named.contains(&rule.id)
    });
    let unnamed: Vec<_> = unnamed.map(|rule| rule.id.clone()).collect();
    if !unnamed.is_empty() {
        failures.push(format!("rules without a case: {}", unnamed.join(" ")));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
