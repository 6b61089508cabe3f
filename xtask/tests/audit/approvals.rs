//! Approvals.

use super::repository::{OLD_NAME, Repository, STATUS};
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
