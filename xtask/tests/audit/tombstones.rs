//! Tombstones.

use super::repository::{ORDER, Repository, STATUS};
use std::fs;

#[test]
fn removed_names_need_tombstones_and_cannot_be_reused() {
    let repository = Repository::new();
    repository.edit("resources/domains.yaml", STATUS, "");
    repository.edit("api.yaml", "version: 0.1.0", "version: 0.2.0");
    repository.generate();
    let outcome = repository.diff(&[]);
    assert!(
        outcome.stdout.contains("tombstone-missing"),
        "{}",
        outcome.stdout
    );
    for part in [
        "\n    was at spec/resources/domains.yaml:11\n",
        "\n    fix: Run `cargo xtask diff --write-tombstones`, which adds to `spec/removed.yaml`:\n",
    ] {
        assert!(outcome.stdout.contains(part), "{part}: {}", outcome.stdout);
    }
    assert!(!outcome.stdout.contains("→ spec/"), "{}", outcome.stdout);
    let start = outcome
        .stdout
        .find("- name: domains.list.query.status")
        .expect("the entry to add");
    let lines = outcome.stdout[start..].lines().take(3).map(str::trim);
    let entry: Vec<_> = lines.collect();
    assert_eq!(entry[1..], ["kind: query parameter", "removed_in: 0.2.0"]);
    let comment = repository.diff(&["--format", "markdown"]).stdout;
    assert!(
        comment.contains("```yaml\n- name: domains.list.query.status\n"),
        "{comment}"
    );
    assert!(
        comment.contains("was at `spec/resources/domains.yaml:11`\n"),
        "{comment}"
    );
    let file = repository.spec().join("removed.yaml");
    fs::write(
        &file,
        format!("{}\n  {}\n  {}\n", entry[0], entry[1], entry[2]),
    )
    .unwrap();
    assert!(!repository.diff(&[]).stdout.contains("tombstone"));
    repository.commit("Remove it");
    repository.git(&["branch", "--force", "main"]);
    assert_eq!(repository.diff(&[]).code, 0);

    fs::remove_file(&file).unwrap();
    assert!(repository.diff(&[]).stdout.contains("tombstone-removed"));
    let back = format!("{ORDER}      status: {{type: string, docs: Another filter.}}\n");
    repository.edit("resources/domains.yaml", ORDER, &back);
    repository.generate();
    let outcome = repository.diff(&[]);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome.stdout.contains(
            "the name `domains.list.query.status` belonged to an element that was removed"
        ),
        "{}",
        outcome.stdout
    );
    assert!(
        !outcome.stdout.contains("tombstone-removed"),
        "{}",
        outcome.stdout
    );
}

/// The tombstone names the release that will be made, not the development version before it.
#[test]
fn tombstones_name_releases() {
    let repository = Repository::new();
    repository.edit("resources/domains.yaml", STATUS, "");
    repository.edit("api.yaml", "version: 0.1.0", "version: 0.2.0-dev");
    repository.generate();
    let outcome = repository.diff(&["--write-tombstones"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let entry = "- name: domains.list.query.status\n  kind: query parameter\n  removed_in: 0.2.0\n";
    assert!(outcome.stdout.ends_with(entry), "{}", outcome.stdout);
    let file = repository.spec().join("removed.yaml");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.ends_with(entry), "{text}");
    assert!(!repository.diff(&[]).stdout.contains("tombstone"));
    let again = repository.diff(&["--write-tombstones"]);
    assert_eq!(again.code, 0, "{}", again.stderr);
    assert_eq!(again.stdout, "no tombstones are missing\n");
    assert_eq!(fs::read_to_string(&file).unwrap(), text);

    fs::write(&file, text.replace("0.2.0", "0.2.0-dev")).unwrap();
    let outcome = repository.diff(&[]).stdout;
    let problem =
        "`removed_in: 0.2.0-dev` is a pre-release; the release is 0.2.0 (tombstone-wrong)";
    assert!(outcome.contains(problem), "{outcome}");
}

#[test]
fn wrong_tombstones_are_reported() {
    let good = "- name: domains.list.query.status\n  kind: query parameter\n  removed_in: 0.2.0\n";
    let repository = Repository::new();
    let others = "      size: {type: i32, docs: Number of items.}\n      old_order: {type: string, docs: Former name of `order`., \
                  deprecated: {since: 2026-01-01, end_of_life: 2027-01-01, use: order}}\n";
    repository.edit("resources/domains.yaml", STATUS, others);
    repository.edit("api.yaml", "version: 0.1.0", "version: 0.2.0");
    repository.generate();
    let cases = [
        ("", "", ""),
        ("query parameter", "field", "its kind is `query parameter`"),
        (
            "removed_in: 0.2.0",
            "removed_in: 0.1.0",
            "is not after 0.1.0 and at most 0.2.0",
        ),
        (
            "removed_in: 0.2.0",
            "removed_in: soon",
            "is not after 0.1.0 and at most 0.2.0",
        ),
        (
            "0.2.0\n",
            "0.2.0\n  end_of_life: 2020-01-01\n",
            "it has no `end_of_life`",
        ),
        (
            "0.2.0\n",
            "0.2.0\n  use: ordre\n",
            "its replacement `ordre` does not exist; did you mean `order`?",
        ),
        (
            "0.2.0\n",
            "0.2.0\n  use: nonsense.x\n",
            "its replacement `nonsense.x` does not exist (tombstone-wrong)",
        ),
        (
            "0.2.0\n",
            "0.2.0\n  use: size\n",
            "`size` cannot replace it: it has a different type",
        ),
        (
            "0.2.0\n",
            "0.2.0\n  use: old_order\n",
            "its replacement `old_order` is deprecated too",
        ),
        (
            "0.2.0\n",
            "0.2.0\n  use: domains.get\n",
            "`domains.get` cannot replace it: `domains.get` is of a different kind, `operation`",
        ),
        ("0.2.0\n", "0.2.0\n  use: order\n", ""),
        ("list.query.status", "list", "the element still exists"),
        ("query.status", "query.states", "no element had this name"),
    ];
    for (from, to, wanted) in cases {
        let text = good.replacen(from, to, 1);
        fs::write(repository.spec().join("removed.yaml"), &text).unwrap();
        let outcome = repository.diff(&[]).stdout;
        assert_eq!(
            outcome.contains("tombstone-wrong"),
            !wanted.is_empty(),
            "{text}{outcome}"
        );
        assert!(outcome.contains(wanted), "{wanted}: {outcome}");
        let is_placed = outcome.contains("at spec/removed.yaml:1\n");
        assert_eq!(is_placed, !wanted.is_empty(), "{outcome}");
    }
}

#[test]
fn removed_types_and_renamed_fields_need_tombstones() {
    let repository = Repository::new();
    fs::remove_file(repository.spec().join("resources/senders.yaml")).unwrap();
    repository.edit("resources/domains.yaml", "      name: {", "      called: {");
    repository.edit("resources/domains.yaml", "use: name}", "use: called}");
    repository.edit("api.yaml", "version: 0.1.0", "version: 0.2.0");
    assert_eq!(repository.generate().code, 0);
    let outcome = repository.diff(&[]).stdout;
    assert_eq!(
        outcome.matches("(tombstone-missing)").count(),
        1,
        "{outcome}"
    );
    let names: Vec<_> = outcome
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- name: "))
        .collect();
    assert_eq!(names, ["Domain.name", "Sender", "senders"], "{outcome}");
    let kinds = ["field", "model", "resource"];
    let stones: String = names
        .iter()
        .zip(kinds)
        .map(|(name, kind)| format!("- {{name: {name}, kind: {kind}, removed_in: 0.2.0}}\n"))
        .collect();
    fs::write(repository.spec().join("removed.yaml"), stones).unwrap();
    assert!(!repository.diff(&[]).stdout.contains("tombstone"));
    repository.commit("Remove them");
    repository.git(&["branch", "--force", "main"]);
    // A new resource reuses the name of the type.
    let other = "docs: Others.\noperations:\n  list:\n    docs: Lists the others.\n    http: GET /others\n    \
                 returns: [Sender]\ntypes:\n  Sender:\n    docs: Another sender.\n    fields:\n      \
                 pattern: {type: string, docs: Pattern that matches the sender.}\n";
    fs::write(repository.spec().join("resources/others.yaml"), other).unwrap();
    assert_eq!(repository.generate().code, 0);
    let outcome = repository.diff(&[]).stdout;
    assert!(
        outcome.contains("the name `Sender` belonged to an element that was removed"),
        "{outcome}"
    );
}

#[test]
fn suggested_tombstones_name_the_replacement() {
    let repository = Repository::new();
    repository.edit("resources/domains.yaml", "  get:\n", "  fetch:\n");
    repository.edit("api.yaml", "version: 0.1.0", "version: 0.2.0");
    // The replacement of a removed field is that of its deprecation.
    let spec = std::fs::read_to_string(repository.spec().join("resources/domains.yaml")).unwrap();
    let start = spec.find("      old_name:\n").unwrap();
    repository.edit("resources/domains.yaml", &spec[start..], "");
    assert_eq!(repository.generate().code, 0);
    let outcome = repository.diff(&[]).stdout;
    let lines = outcome.lines().map(str::trim);
    let stones: Vec<_> = lines
        .filter(|line| line.starts_with("- name: ") || line.starts_with("use: "))
        .collect();
    assert_eq!(
        stones,
        [
            "- name: Domain.old_name",
            "use: name",
            "- name: domains.get",
            "use: fetch"
        ],
        "{outcome}"
    );
}
