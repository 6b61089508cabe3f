//! `cargo xtask diff-driver`: what git runs to show a file of the spec, so that `git log -p --ext-diff -- spec` tells
//! what changed in the API.
//!
//! Git hands over two versions of one file, and a file alone says little: types stand in others. So the commit that made
//! the newer version is looked for, the API is compared across it, and the changes declared in the file are shown.
//! Whatever stands against that, a plain diff is shown instead: a log must not break in the middle.

use crate::base::Base;
use crate::diff::{Head, compare, day};
use crate::error::Error;
use crate::git::Repository;
use crate::{Outcome, output, workspace};
use clientwright_codegen::audit::report::{Change, Class, Revision};
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

const HELP: &str = "\
cargo xtask diff-driver PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE

Shows what a change of one file of the spec means. Git runs it; to have it do so:

  git config diff.apispec.command 'cargo xtask diff-driver'
  git log -p --ext-diff -- spec
";

/// What git hands over.
struct Pair {
    /// The file's path from the top of the repository.
    path: String,
    old_file: OsString,
    /// The object of the older version; zeros or a dot where there is none.
    old: String,
    new_file: OsString,
    new: String,
}

/// Runs the command.
pub(crate) fn run(arguments: &mut lexopt::Parser) -> Result<Outcome, Error> {
    // Taken as they are: a path may begin with a dash.
    let all: Vec<_> = arguments.raw_args()?.collect();
    if matches!(all.as_slice(), [only] if only == "--help" || only == "-h") {
        output::text(HELP)?;
        return Ok(Outcome::Fine);
    }
    let pair = match all.as_slice() {
        // A renamed file comes with its new name and what git says of that.
        [path, old_file, old, _, new_file, new, _, ..] => Pair {
            path: path.to_string_lossy().into_owned(),
            old_file: old_file.clone(),
            old: old.to_string_lossy().into_owned(),
            new_file: new_file.clone(),
            new: new.to_string_lossy().into_owned(),
        },
        _ => return Err(Error::Usage(format!("git gives seven arguments\n\n{HELP}"))),
    };
    output::line(&format!("diff --apispec {}", one_line(&pair.path)))?;
    match changes(&pair) {
        Some(changes) if !changes.is_empty() => show(&changes)?,
        Some(_) => {
            output::line("  the API is the same")?;
            plain(&pair)?;
        }
        None => plain(&pair)?,
    }
    Ok(Outcome::Fine)
}

/// The changes that are declared in the file; none where they cannot be told.
fn changes(pair: &Pair) -> Option<Vec<Change>> {
    let repository = Repository::of(Path::new(".")).ok()?;
    let step = Step::of(&repository, pair)?;
    let folder = step.folder(&repository, &pair.path)?;
    let base = Base::of_commit(Path::new("."), &step.before, &folder).ok()?;
    let as_of = day(Some(&repository), step.after.as_deref().unwrap_or("HEAD")).ok()?;
    let sources = match &step.after {
        Some(commit) => Base::of_commit(Path::new("."), commit, &folder).ok()?.spec,
        None => {
            let root = folder.trim_end_matches('/');
            workspace::sources_called(Path::new(root), root.to_owned()).ok()?
        }
    };
    let head = Head::of_spec(Revision::default(), sources, as_of).ok()?;
    let mut changes = compare(&base, &head).ok()?.changes;
    changes.retain(|change| {
        let places = [&change.location.base, &change.location.head];
        let is_here = places
            .into_iter()
            .flatten()
            .any(|place| place.file == pair.path);
        // Another commit of the same change may raise the version.
        let is_of_the_whole = change.is_of_the_day() || change.rule == "version-bump-insufficient";
        is_here && !is_of_the_whole
    });
    Some(changes)
}

/// The step of history that made the newer version.
struct Step {
    /// The commit before it.
    before: String,
    /// The commit; none for what is not committed yet.
    after: Option<String>,
}

impl Step {
    fn of(repository: &Repository, pair: &Pair) -> Option<Self> {
        let at = |commit: &str| {
            let object = repository.object(&format!("{commit}:{}", pair.path));
            object.ok().flatten()
        };
        let is_old = |commit: &str| at(commit).unwrap_or_default() == object(&pair.old);
        // A file that is gone was made so by the last commit that knew it.
        let made = if object(&pair.new).is_empty() {
            &pair.old
        } else {
            &pair.new
        };
        let find = format!("--find-object={made}");
        let path = format!(":(top){}", pair.path);
        let arguments = ["log", "--format=%H", "--no-ext-diff", &find, "--", &path];
        let commits = repository.bytes(&arguments, &[]).unwrap_or_default();
        let commits = String::from_utf8_lossy(&commits);
        let step = commits.lines().find_map(|commit| {
            let before = repository.commit(&format!("{commit}^")).ok().flatten()?;
            let is_new = at(commit).unwrap_or_default() == object(&pair.new);
            (is_new && is_old(&before)).then(|| Self {
                before,
                after: Some(commit.to_owned()),
            })
        });
        step.or_else(|| {
            let head = repository.commit("HEAD").ok().flatten()?;
            let is_in_tree = Path::new(&pair.new_file) == Path::new(&pair.path);
            (is_in_tree && is_old(&head)).then_some(Self {
                before: head,
                after: None,
            })
        })
    }

    /// The folder of the spec that the file is part of.
    fn folder(&self, repository: &Repository, path: &str) -> Option<String> {
        let mut folder = path;
        while let Some((around, _)) = folder.rsplit_once('/') {
            let object = repository.object(&format!("{}:{around}/api.yaml", self.before));
            if object.ok()?.is_some() {
                return Some(format!("{around}/"));
            }
            folder = around;
        }
        None
    }
}

/// The name of an object; empty where git says that there is none.
fn object(name: &str) -> &str {
    if name.bytes().all(|byte| matches!(byte, b'0' | b'.')) {
        ""
    } else {
        name
    }
}

fn show(changes: &[Change]) -> Result<(), Error> {
    for change in changes {
        let sign = match change.class {
            Class::PolicyError | Class::Silent | Class::Breaking => '-',
            Class::Deprecation => '!',
            Class::Additive => '+',
            Class::Docs => ' ',
        };
        output::line(&format!(
            "{sign} {} ({}, {})",
            one_line(&change.message),
            change.rule,
            change.id
        ))?;
    }
    Ok(())
}

/// What git would have shown without this command.
fn plain(pair: &Pair) -> Result<(), Error> {
    let output = Command::new("git")
        .args(["diff", "--no-index", "--no-ext-diff", "--"])
        .args([&pair.old_file, &pair.new_file])
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) => output::text(&String::from_utf8_lossy(&output.stdout)),
        Err(error) => output::line(&format!("  cannot be shown: {error}")),
    }
}

/// What a spec says, without characters that would steer a terminal.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
