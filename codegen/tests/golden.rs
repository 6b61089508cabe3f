//! Whole crates generated from small specs: `golden/<name>/spec`, and the expected `crate` next to it.
//!
//! Together the specs use every part of the format that the shipped spec does not. The crates are members of the workspace,
//! so every build compiles them and every test run tests the examples in their docs.
//!
//! `BLESS=1 cargo test -p clientwright-codegen --test golden` rewrites the crates. Read the difference as a caller of the
//! crate.

use clientwright_codegen::emit::RuntimeSource;
use clientwright_codegen::generate;
use clientwright_codegen::source::Sources;
use clientwright_codegen::tree::Tree;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The path from a golden crate to the runtime.
const RUNTIME: &str = "../../../../../runtime";

/// Context lines around a difference.
const CONTEXT: usize = 3;
/// Maximum number of lines per file.
const SHOWN: usize = 60;

/// The folders of the fixtures, by name.
fn fixtures() -> BTreeMap<String, PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = fs::read_dir(folder)
        .expect("the folder of the fixtures")
        .map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| {
            (
                path.file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned(),
                path,
            )
        })
        .collect()
}

/// All files of a folder by path. A missing folder has none.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(at) = waiting.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let below = path.strip_prefix(folder).expect("a path below the folder");
            let name = below.to_string_lossy().replace('\\', "/");
            found.insert(name, fs::read_to_string(&path).expect("a text"));
        }
    }
    found
}

/// The crate generated from the spec of a fixture.
fn generated(name: &str, folder: &Path) -> Tree {
    let sources = Sources::new("spec", files(&folder.join("spec")));
    let runtime = RuntimeSource::Workspace {
        path: RUNTIME.to_owned(),
        examples: Vec::new(),
    };
    generate(&sources, &runtime)
        .unwrap_or_else(|report| panic!("{name}:\n{}", report.render(&sources)))
}

/// The differences between the checked-in crate and the generated one, by file.
fn differences(tree: &Tree, found: &BTreeMap<String, String>) -> Vec<String> {
    let wanted: BTreeMap<_, _> = tree.files().collect();
    let changed = wanted
        .iter()
        .filter_map(|(path, text)| match found.get(*path) {
            None => Some(format!("{path} is missing")),
            Some(old) if old != text => {
                Some(format!("{path} is stale:\n{}", difference(old, text)))
            }
            Some(_) => None,
        });
    let orphaned = found
        .keys()
        .filter(|path| !wanted.contains_key(path.as_str()));
    changed
        .chain(orphaned.map(|path| format!("{path} is orphaned")))
        .collect()
}

/// The removed and added lines, with context.
fn difference(old: &str, new: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    let script = script(&old, &new);
    let near = |at: usize| {
        script[at.saturating_sub(CONTEXT)..script.len().min(at + CONTEXT + 1)]
            .iter()
            .any(|(mark, ..)| *mark != ' ')
    };
    let mut text = String::new();
    let mut last = None;
    for (at, (mark, number, line)) in script
        .iter()
        .enumerate()
        .filter(|(at, _)| near(*at))
        .take(SHOWN)
    {
        if last.is_none_or(|last| last + 1 != at) {
            text.push_str(&format!("  @@ line {number} @@\n"));
        }
        text.push_str(&format!("  {mark}{line}\n"));
        last = Some(at);
    }
    if (0..script.len()).filter(|at| near(*at)).count() > SHOWN {
        text.push_str("  … and more\n");
    }
    text
}

/// The shortest edit script: all lines of both texts, each with its mark and its number in the new text.
fn script<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, usize, &'a str)> {
    // For each pair of positions, the length of the longest common subsequence of the rests.
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            common[a][b] = if old[a] == new[b] {
                common[a + 1][b + 1] + 1
            } else {
                common[a + 1][b].max(common[a][b + 1])
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut script = Vec::new();
    while a < old.len() || b < new.len() {
        if a < old.len() && b < new.len() && old[a] == new[b] {
            script.push((' ', b + 1, new[b]));
            (a, b) = (a + 1, b + 1);
        } else if a < old.len() && (b == new.len() || common[a + 1][b] >= common[a][b + 1]) {
            script.push(('-', b + 1, old[a]));
            a += 1;
        } else {
            script.push(('+', b + 1, new[b]));
            b += 1;
        }
    }
    script
}

/// Writes the tree to a folder.
fn bless(tree: &Tree, folder: &Path) {
    for path in files(folder).keys().filter(|path| tree.get(path).is_none()) {
        fs::remove_file(folder.join(path)).expect("a removable file");
    }
    for (path, text) in tree.files() {
        let path = folder.join(path);
        if fs::read_to_string(&path).is_ok_and(|old| old == text) {
            // Keep the modification time, so that cargo does not rebuild the crate.
            continue;
        }
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        fs::write(path, text).expect("a writable file");
    }
}

#[test]
fn every_spec_generates_its_crate() {
    let blessing = std::env::var_os("BLESS").is_some();
    assert!(
        !(blessing && std::env::var_os("CI").is_some()),
        "BLESS must not be set in CI"
    );
    let mut failures = Vec::new();
    for (name, folder) in fixtures() {
        let tree = generated(&name, &folder);
        if blessing {
            bless(&tree, &folder.join("crate"));
        }
        let found = files(&folder.join("crate"));
        failures.extend(
            differences(&tree, &found)
                .into_iter()
                .map(|it| format!("golden/{name}/crate/{it}")),
        );
    }
    assert!(
        failures.is_empty(),
        "{}\n\nReview the differences; BLESS=1 rewrites the crates.",
        failures.join("\n")
    );
}

#[test]
fn output_is_deterministic() {
    for (name, folder) in fixtures() {
        assert_eq!(
            generated(&name, &folder),
            generated(&name, &folder),
            "{name}"
        );
    }
}

#[test]
fn differences_are_shown() {
    let mut tree = Tree::default();
    tree.insert("same", "text\n".to_owned());
    tree.insert("stale", "one\ntwo\nthree\n".to_owned());
    tree.insert("missing", String::new());
    let texts = [
        ("same", "text\n"),
        ("stale", "one\n2\nthree\n"),
        ("orphaned", ""),
    ];
    let found = texts
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into();
    let wanted = [
        "missing is missing",
        "stale is stale:\n  @@ line 1 @@\n   one\n  -2\n  +two\n   three\n",
        "orphaned is orphaned",
    ];
    assert_eq!(differences(&tree, &found), wanted);
}

/// A spec whose types `Post`, `Patch` and `Key` are declared by `types`.
fn batches(types: &str) -> Tree {
    let resource = format!(
        "\
operations:
  list: {{http: GET /notes, returns: [Note]}}
  batch:
    http: POST /notes/batch
    body: {{fields: {{posts: [Post], patches: [Patch], deletes: [Key]}}}}
    returns: [Key]
types:
  Kind: {{enum: [memo, letter]}}
  Note:
    fields:
      id: {{type: uuid, required: true, read_only: true, docs: ID of the note.}}
      title: {{type: string, required: true, max_length: 100, docs: Title of the note., example: Milk}}
      text: {{type: string, nullable: true, docs: Text of the note.}}
      kind: {{type: Kind, default: memo, rust_name: note_kind}}
      body: {{type: string, docs: Former name of the text., deprecated: {{since: 2026-01-01, note: Use `text`.}}}}
      secret: {{type: string, write_only: true}}
{types}"
    );
    let api = "name: notes\nversion: 0.1.0\ntitle: Notes\nservers: [https://api.example.com]\n";
    let files = [
        ("api.yaml", api.to_owned()),
        ("resources/notes.yaml", resource),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text));
    let sources = Sources::new("spec", files.into());
    let runtime = RuntimeSource::Workspace {
        path: RUNTIME.to_owned(),
        examples: Vec::new(),
    };
    generate(&sources, &runtime).unwrap_or_else(|report| panic!("{}", report.render(&sources)))
}

#[test]
fn fields_of_a_model_are_generated_as_if_they_were_written_out() {
    let selected = batches(
        "  Post: {of: Note, required: [title], optional: [text, kind, secret]}
  Patch:
    of: Post
    optional: [title, text, kind]
    override: {kind: {nullable: true, docs: \"New kind; `null` removes it.\", default: null}}
    fields: {id: {type: uuid, required: true, docs: ID of the note to change.}}
  Key: {of: Note, required: [id], optional: [body]}
",
    );
    let written = batches(
        "  Post:
    fields:
      title: {type: string, required: true, max_length: 100, docs: Title of the note., example: Milk}
      text: {type: string, nullable: true, docs: Text of the note.}
      kind: {type: Kind, default: memo, rust_name: note_kind}
      secret: {type: string, write_only: true}
  Patch:
    fields:
      title: {type: string, max_length: 100, docs: Title of the note., example: Milk}
      text: {type: string, nullable: true, docs: Text of the note.}
      kind: {type: Kind, nullable: true, docs: \"New kind; `null` removes it.\", default: null, rust_name: note_kind}
      id: {type: uuid, required: true, docs: ID of the note to change.}
  Key:
    fields:
      id: {type: uuid, required: true, read_only: true, docs: ID of the note.}
      body: {type: string, docs: Former name of the text., deprecated: {since: 2026-01-01, note: Use `text`.}}
",
    );
    let written: BTreeMap<_, _> = written
        .files()
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect();
    let differences = differences(&selected, &written);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
