//! Exit codes, which scripts depend on, and the first line of stderr.

use super::repository::Repository;
use std::fs;

/// Arguments, exit code, and the first line of stderr, in which `SHA` is the commit of `main`.
type Run<'a> = (Vec<&'a str>, i32, &'a str);

/// A state of the repository, and commands that do not change it.
type Case<'a> = (fn(&Repository), Vec<Run<'a>>);

const WRONG: &str = "error[E0006]: expected a string, found a list";

fn unchanged(_: &Repository) {}

fn broken(repository: &Repository) {
    repository.break_something();
}

fn wrong(repository: &Repository) {
    repository.edit("resources/domains.yaml", "docs: Domains.", "docs: [odd]");
}

fn stale(repository: &Repository) {
    repository.edit("api.yaml", "title: ", "title: New ");
}

/// The spec of the base is invalid, and its listing has a line that no version of the program writes.
fn odd_base(repository: &Repository) {
    repository.git(&["checkout", "--quiet", "main"]);
    repository.edit("api.yaml", "title: Mail", "title: [Mail");
    let listing = repository.folder().join("generated/api/wire/domains.txt");
    let text = fs::read_to_string(&listing).unwrap();
    let line = text
        .lines()
        .find(|line| line.contains(" Domain.name "))
        .unwrap();
    let odd = text.replace(line, &format!("{line} [style=comma]"));
    fs::write(&listing, odd).unwrap();
    repository.commit("Break the spec and the listing");
    repository.git(&["checkout", "--quiet", "-B", "feature"]);
    repository.edit("api.yaml", "title: [Mail", "title: Mail");
    repository.generate();
}

/// The spec of the base is invalid, and there is no listing.
fn lost_base(repository: &Repository) {
    repository.git(&["checkout", "--quiet", "main"]);
    repository.edit("api.yaml", "title: Mail", "title: [Mail");
    fs::remove_dir_all(repository.folder().join("generated/api")).unwrap();
    repository.commit("Break the spec and remove the listing");
    repository.git(&["checkout", "--quiet", "-B", "feature"]);
    repository.edit("api.yaml", "title: [Mail", "title: Mail");
    repository.generate();
}

#[test]
fn exit_codes_and_first_lines_of_stderr_are_stable() {
    let diff = &["diff", "--spec", "spec"][..];
    let list = &["deprecations", "--spec", "spec"][..];
    let places = &["--spec", "spec", "--out", "generated"][..];
    let with = |start: &[&'static str], rest: &[&'static str]| [start, rest].concat();
    let cases: &[Case<'_>] = &[
        (
            unchanged,
            vec![
                (with(diff, &[]), 0, ""),
                (with(list, &[]), 0, ""),
                (with(&["check"], places), 0, ""),
                (
                    with(list, &["--as-of", "2026-08-01", "--fail-on", "expired"]),
                    1,
                    "",
                ),
                (vec![], 2, "error: missing command"),
                (
                    vec!["dif"],
                    2,
                    "error: unknown command `dif`; did you mean `diff`?",
                ),
                (
                    with(diff, &["--bas", "main"]),
                    2,
                    "error: invalid option '--bas'",
                ),
                (
                    with(diff, &["--base"]),
                    2,
                    "error: missing argument for option '--base'",
                ),
                (
                    with(diff, &["--docs", "--docs"]),
                    2,
                    "error: option `--docs` is used more than once",
                ),
                (
                    with(
                        diff,
                        &["--explain", "0123456789", "--approve", "0123456789"],
                    ),
                    2,
                    "error: `--approve`, `--explain` and `--write-tombstones` cannot be combined",
                ),
                (
                    with(diff, &["--as-of", "2026-02-30"]),
                    2,
                    "error: invalid value `2026-02-30` for `--as-of`; expected an existing date as `YYYY-MM-DD`",
                ),
                (
                    with(diff, &["--format", "pdf"]),
                    2,
                    "error: invalid value `pdf` for `--format`; expected text, markdown, json, html, github or changelog",
                ),
                (
                    with(diff, &["--fail-on", "some"]),
                    2,
                    "error: invalid value `some` for `--fail-on`; expected policy, breaking, any or never",
                ),
                (
                    with(diff, &["--only", "sendrs"]),
                    2,
                    "error: unknown resource `sendrs`; did you mean `senders`?",
                ),
                (
                    with(diff, &["--explain", "0123456789"]),
                    2,
                    "error: no change has the id `0123456789`",
                ),
                (
                    with(diff, &["--approve", "0123456789"]),
                    2,
                    "error: `--approve` requires `--reason TEXT`",
                ),
                (
                    with(diff, &["--reason", "r"]),
                    2,
                    "error: `--reason`, `--owner`, `--issue` and `--expires` require `--approve CHANGE`",
                ),
                (
                    with(list, &["--fail-on", "soon"]),
                    2,
                    "error: invalid value `soon` for `--fail-on`; expected `expired` or a number of days such as `30-days`",
                ),
                (
                    vec!["explain", "param-remove"],
                    2,
                    "error: unknown code, lint or rule `param-remove`; did you mean `param-removed`?",
                ),
                (
                    vec!["diff-driver", "one"],
                    2,
                    "error: expected at least seven arguments from git",
                ),
                (
                    with(diff, &["--base", "nowhere"]),
                    4,
                    "error: this repository has no revision `nowhere`",
                ),
                (
                    with(diff, &["--base", "./nowhere"]),
                    4,
                    "error: there is no directory `./nowhere`",
                ),
                (
                    with(diff, &["--base", "main:other"]),
                    4,
                    "error: main:other (SHA) has no spec: `other/spec/api.yaml` does not exist",
                ),
            ],
        ),
        (
            broken,
            vec![
                (with(diff, &["--fail-on", "never"]), 0, ""),
                (with(diff, &[]), 1, ""),
            ],
        ),
        (
            stale,
            vec![
                (
                    with(diff, &["--fail-on", "never"]),
                    0,
                    "error: generated files do not match the spec:",
                ),
                (
                    with(&["check"], places),
                    1,
                    "help: run `cargo xtask generate` and commit the changes",
                ),
                (
                    with(diff, &[]),
                    3,
                    "error: generated files do not match the spec:",
                ),
            ],
        ),
        (
            wrong,
            vec![
                (with(diff, &[]), 2, WRONG),
                (with(list, &[]), 2, WRONG),
                (with(&["check"], places), 2, WRONG),
                (with(&["generate"], places), 2, WRONG),
            ],
        ),
        (
            lost_base,
            vec![(
                with(diff, &[]),
                4,
                "error: the spec of main (SHA) is not valid for this version, and there is no wire listing to compare instead",
            )],
        ),
        (
            odd_base,
            vec![(
                with(diff, &[]),
                70,
                "note: the spec of main (SHA) is not valid for this version; comparing its listing in `generated/api/wire` instead, which has no docs, Rust names or version",
            )],
        ),
    ];
    let mut wrong = Vec::new();
    for (state, runs) in cases {
        let repository = Repository::new();
        state(&repository);
        let sha = repository.git(&["rev-parse", "--short=10", "main"]);
        for (arguments, code, line) in runs {
            let outcome = repository.run(arguments);
            let first = outcome.stderr.lines().next().unwrap_or_default();
            let first = first.replace(sha.trim(), "SHA");
            if (outcome.code, first.as_str()) != (*code, *line) {
                let found = outcome.code;
                wrong.push(format!(
                    "{arguments:?}: exit code {found}, expected {code}\n  {first}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
