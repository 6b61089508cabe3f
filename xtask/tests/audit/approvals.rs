//! Approvals and tombstones.

use super::repository::{OLD_NAME, ORDER, Repository, STATUS};
use std::fs;

const FILE: &str = "approvals.yaml";

fn approve(repository: &Repository, id: &str) -> crate::sandbox::Outcome {
    repository.diff(&[
        "--approve",
        id,
        "--reason",
        "Nobody left it out: \"never\"",
        "--owner",
        "@mail-team",
        "--issue",
        "API-1",
        "--expires",
        "2026-03-01",
    ])
}

#[test]
fn approved_changes_pass_until_the_approval_expires() {
    let repository = Repository::new();
    repository.break_something();
    let id = repository.id_of("param-became-required");
    let outcome = approve(&repository, &id);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let entry = format!(
        "- change: {id}\n  rule: param-became-required\n  subject: domains.list.query.integration_id\n  \
         reason: \"Nobody left it out: \\\"never\\\"\"\n  owner: \"@mail-team\"\n  issue: API-1\n  expires: 2026-03-01\n"
    );
    assert!(outcome.stdout.contains(&entry), "{}", outcome.stdout);
    assert!(
        fs::read_to_string(repository.spec().join(FILE))
            .unwrap()
            .ends_with(&entry)
    );
    let passed = repository.diff(&[]);
    assert_eq!(passed.code, 0, "{}", passed.stdout);
    assert!(passed.stdout.contains("@mail-team"), "{}", passed.stdout);
    assert_eq!(repository.diff(&["--as-of", "2026-03-01"]).code, 0);
    let expired = repository.diff(&["--as-of", "2026-03-02"]);
    assert_eq!(expired.code, 1);
    assert!(
        expired.stdout.contains("approval-expired"),
        "{}",
        expired.stdout
    );
    let again = approve(&repository, &id);
    assert_eq!(again.code, 2, "{}", again.stdout);
    assert_eq!(repository.diff(&["--fail-on", "breaking"]).code, 1);
}

#[test]
fn inexact_entries_approve_nothing() {
    let repository = Repository::new();
    repository.break_something();
    let id = repository.id_of("param-became-required");
    approve(&repository, &id);
    let good = fs::read_to_string(repository.spec().join(FILE)).unwrap();
    let cases = [
        (
            "reason: \"Nobody left it out: \\\"never\\\"\"",
            "reason: \" \"",
            "approval-incomplete",
        ),
        ("  owner: \"@mail-team\"\n", "", "approval-incomplete"),
        (
            "rule: param-became-required",
            "rule: param-removed",
            "approval-mismatch",
        ),
        (
            "subject: domains.list",
            "subject: domains.lists",
            "approval-mismatch",
        ),
        (id.as_str(), "0123456789", "approval-stale"),
    ];
    for (from, to, rule) in cases {
        assert!(good.contains(from), "{from}");
        fs::write(repository.spec().join(FILE), good.replace(from, to)).unwrap();
        let outcome = repository.diff(&[]);
        assert_eq!(outcome.code, 1, "{rule}: {}", outcome.stderr);
        assert!(outcome.stdout.contains(rule), "{rule}: {}", outcome.stdout);
        assert!(
            outcome.stdout.contains("at spec/approvals.yaml:3"),
            "{rule}: {}",
            outcome.stdout
        );
    }
    // The entry is stale once the change is undone.
    fs::write(repository.spec().join(FILE), good).unwrap();
    repository.git(&["checkout", "--", "spec", "generated"]);
    let outcome = repository.diff(&[]);
    assert_eq!(outcome.code, 1, "{}", outcome.stdout);
    assert!(
        outcome.stdout.contains("approval-stale"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn approvals_in_the_base_are_spent() {
    let repository = Repository::new();
    repository.break_something();
    let id = repository.id_of("param-became-required");
    approve(&repository, &id);
    let entry = fs::read_to_string(repository.spec().join(FILE)).unwrap();
    repository.commit("Break it");
    repository.git(&["branch", "--force", "main"]);
    // The entry is not reported as stale, nor as expired after its date.
    let outcome = repository.diff(&["--as-of", "2026-04-01"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stdout);
    assert!(!outcome.stdout.contains("approval-"), "{}", outcome.stdout);
    // Making the change again after it was undone needs a new approval.
    let required = "integration_id: {type: string, required: true,";
    repository.edit(
        "resources/domains.yaml",
        required,
        "integration_id: {type: string,",
    );
    repository.generate();
    repository.commit("Undo it");
    repository.git(&["branch", "--force", "main"]);
    repository.edit("api.yaml", "version: 0.2.0", "version: 0.3.0");
    repository.break_something_else();
    assert_eq!(repository.id_of("param-became-required"), id);
    assert_eq!(repository.diff(&[]).code, 1);
    let decided = entry.replace("reason: \"Nobody", "reason: \"Again: nobody");
    assert_ne!(decided, entry);
    fs::write(repository.spec().join(FILE), decided).unwrap();
    let outcome = repository.diff(&[]);
    assert_eq!(outcome.code, 0, "{}", outcome.stdout);
}

/// Each commit of a branch can be compared with the one before. Approvals of the branch stay valid.
#[test]
fn approvals_of_earlier_commits_of_the_branch_are_valid() {
    let repository = Repository::new();
    repository.break_something();
    let id = repository.id_of("param-became-required");
    approve(&repository, &id);
    repository.git(&["add", "spec/approvals.yaml"]);
    repository.git(&["commit", "--quiet", "--message", "Approve it first"]);
    let outcome = repository.diff(&["--base", "HEAD"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stdout);
    assert!(outcome.stdout.contains("@mail-team"), "{}", outcome.stdout);
    repository.commit("Break it");
    for base in ["HEAD", "main"] {
        let outcome = repository.diff(&["--base", base]);
        assert_eq!(outcome.code, 0, "{base}: {}", outcome.stdout);
        assert!(!outcome.stdout.contains("approval-"), "{}", outcome.stdout);
    }
}

#[test]
fn errors_in_the_file_have_codes_and_locations() {
    let cases = [
        ("- change: 12345\n", "error[E0007]"),
        (
            "- {change: 0123456789, expires: 2026-03-01}\n- {change: 0123456789, expires: 2026-03-01}\n",
            "error[E0015]",
        ),
        ("- chnage: 0123456789\n", "error[E0003]"),
        ("- change: 0123456789\n  rule: r\n", "error[E0005]"),
        ("- change: 0123456789\n  expires: soon\n", "error[E0007]"),
        ("change: 0123456789\n", "error[E0006]"),
    ];
    let repository = Repository::new();
    for (text, code) in cases {
        fs::write(repository.spec().join(FILE), text).unwrap();
        for outcome in [repository.diff(&[]), repository.generate()] {
            assert_eq!(outcome.code, 2, "{text}");
            assert!(outcome.stderr.contains(code), "{text}: {}", outcome.stderr);
            assert!(
                outcome.stderr.contains("spec/approvals.yaml:"),
                "{}",
                outcome.stderr
            );
        }
    }
}

#[test]
fn approving_keeps_the_content_of_the_file() {
    let repository = Repository::new();
    repository.break_something();
    let id = repository.id_of("param-became-required");
    for start in ["# a comment without a line feed", "# a comment\n[]\n", ""] {
        fs::write(repository.spec().join(FILE), start).unwrap();
        assert_eq!(approve(&repository, &id).code, 0, "{start:?}");
        let text = fs::read_to_string(repository.spec().join(FILE)).unwrap();
        assert!(text.starts_with(start.trim_end_matches("[]\n")), "{text}");
        assert_eq!(repository.diff(&[]).code, 0, "{text}");
    }
    // An entry with CRLF line ends, and a line in its reason that looks like an empty list.
    let other = "- change: abcdef0123\r\n  rule: docs-changed\r\n  subject: x\r\n  owner: a\r\n  expires: 2026-03-01\r\n  reason: |\r\n    One.\r\n    []\r\n";
    let path = repository.spec().join(FILE);
    fs::write(&path, other).unwrap();
    let outcome = approve(&repository, &id);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with(other), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    let flow = "[{change: 0123456789, expires: 2026-03-01}]\n";
    fs::write(repository.spec().join(FILE), flow).unwrap();
    let outcome = approve(&repository, &id);
    assert_eq!(outcome.code, 2, "{}", outcome.stdout);
    assert!(outcome.stderr.contains(&id), "{}", outcome.stderr);
    assert_eq!(
        fs::read_to_string(repository.spec().join(FILE)).unwrap(),
        flow
    );
}

#[cfg(unix)]
#[test]
fn an_approval_is_added_to_the_target_of_a_link() {
    let repository = Repository::new();
    repository.break_something();
    let id = repository.id_of("param-became-required");
    let path = repository.spec().join(FILE);
    let target = repository.spec().join("kept elsewhere.txt");
    fs::write(&target, "# ours\n").unwrap();
    std::os::unix::fs::symlink(&target, &path).unwrap();
    let outcome = approve(&repository, &id);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(path.is_symlink());
    let text = fs::read_to_string(&target).unwrap();
    assert!(text.starts_with("# ours\n") && text.contains(&id), "{text}");
}

#[test]
fn changes_that_must_be_fixed_cannot_be_approved() {
    let repository = Repository::new();
    repository.add_something();
    repository.edit("api.yaml", "version: 0.1.1", "version: 0.1.0");
    repository.generate();
    let id = repository.id_of("version-bump-insufficient");
    let outcome = approve(&repository, &id);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("must be fixed"),
        "{}",
        outcome.stderr
    );
    assert!(!repository.spec().join(FILE).exists());
    let day_before = [
        "--approve",
        &id,
        "--reason",
        "r",
        "--owner",
        "o",
        "--expires",
        "2026-01-14",
    ];
    assert_eq!(repository.diff(&day_before).code, 2);
}

#[test]
fn changes_that_pass_cannot_be_approved() {
    let repository = Repository::new();
    repository.add_something();
    repository.edit("resources/domains.yaml", OLD_NAME, "");
    repository.generate();
    let json = repository.diff(&["--format", "json", "--as-of", "2026-07-02"]);
    let report: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    for (rule, why) in [
        ("resp-field-added", "existing callers keep working"),
        (
            "resp-field-removed-optional",
            "the removed element is past its end of life",
        ),
    ] {
        let mut changes = report["changes"].as_array().unwrap().iter();
        let change = changes.find(|change| change["rule"] == rule).expect(rule);
        let id = change["id"].as_str().unwrap();
        let outcome = repository.diff(&[
            "--as-of",
            "2026-07-02",
            "--approve",
            id,
            "--reason",
            "r",
            "--owner",
            "o",
            "--expires",
            "2026-08-01",
        ]);
        assert_eq!(outcome.code, 2, "{}", outcome.stdout);
        assert_eq!(
            outcome.stderr,
            format!("error: `{id}` ({rule}) needs no approval: {why}; nothing was written\n")
        );
        assert!(!repository.spec().join(FILE).exists());
    }
}

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
fn several_changes_are_approved_at_once() {
    let repository = Repository::new();
    repository.break_something();
    repository.edit("resources/domains.yaml", STATUS, "");
    repository.generate();
    let first = repository.id_of("param-became-required");
    let second = repository.id_of("param-removed");
    let approve = |ids: &[&str]| {
        let mut arguments = vec!["--reason", "R.", "--owner", "me", "--expires", "2026-03-01"];
        arguments.extend(ids.iter().flat_map(|id| ["--approve", id]));
        repository.diff(&arguments)
    };
    // Nothing is written unless all of them can be approved.
    for (ids, message) in [
        (
            [first.as_str(), "0123456789"],
            "no change has the id `0123456789`",
        ),
        ([first.as_str(), first.as_str()], "is used more than once"),
    ] {
        let outcome = approve(&ids);
        assert_eq!(outcome.code, 2, "{}", outcome.stdout);
        assert!(outcome.stderr.contains(message), "{}", outcome.stderr);
        assert!(!repository.spec().join(FILE).exists());
    }
    let outcome = approve(&[&first, &second]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let text = fs::read_to_string(repository.spec().join(FILE)).unwrap();
    for id in [&first, &second] {
        assert!(text.contains(id.as_str()), "{text}");
        assert!(outcome.stdout.contains(id.as_str()), "{}", outcome.stdout);
    }
    let report = repository.diff(&[]).stdout;
    let headline = "1 change must be fixed, 2 breaking or silent changes approved on this branch;";
    assert!(report.contains(headline), "{report}");
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
