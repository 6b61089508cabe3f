//! What `CONTRIBUTING.md` shows is what the program prints.

use super::repository::Repository;

/// The lines of the block of a console that starts with a command.
fn block(command: &str) -> Vec<&'static str> {
    let guide = include_str!("../../../CONTRIBUTING.md");
    let start = format!("```console\n$ {command}");
    let (_, rest) = guide
        .split_once(&start)
        .unwrap_or_else(|| panic!("no {command}"));
    let (block, _) = rest.split_once("```").unwrap();
    let lines = block.lines().skip(1);
    lines.filter(|line| !line.starts_with("$ ")).collect()
}

/// Whether the lines are those that were shown. `…` stands for some that are left out.
fn is_shown(shown: &[&str], printed: &[&str]) -> Result<(), String> {
    let Some((first, shown)) = shown.split_first() else {
        return match printed {
            [] => Ok(()),
            [line, ..] => Err(format!("not shown: {line}")),
        };
    };
    if first.trim() == "…" {
        let next = |line: &&str| shown.first().is_some_and(|next| same(next, line));
        let Some(at) = printed.iter().position(next).filter(|at| *at > 0) else {
            return Err(format!("nothing is left out before {shown:?}"));
        };
        return is_shown(shown, &printed[at..]);
    }
    match printed.split_first() {
        Some((line, rest)) if same(first, line) => is_shown(shown, rest),
        line => Err(format!("shown:   {first}\nprinted: {line:?}")),
    }
}

/// Whether two lines are the same but for the commit.
fn same(shown: &str, printed: &str) -> bool {
    let without = |line: &str| match line.split_once("main@") {
        Some((before, after)) => format!("{before}{}", after.get(7..).unwrap_or_default()),
        None => line.to_owned(),
    };
    without(shown) == without(printed)
}

#[test]
fn a_reviewers_minute_is_real() {
    let repository = Repository::settings();
    repository.break_something();
    let printed = repository.diff(&["--as-of", "2026-06-01"]).stdout;
    let printed: Vec<_> = printed.lines().collect();
    assert_eq!(is_shown(&block("cargo xtask diff"), &printed), Ok(()));
    let command = format!("'{}' diff-driver", env!("CARGO_BIN_EXE_xtask"));
    repository.git(&["config", "diff.apispec.command", &command]);
    std::fs::write(
        repository.folder().join(".gitattributes"),
        "/spec/**/*.yaml diff=apispec\n",
    )
    .unwrap();
    let log = repository.git(&["diff", "--ext-diff", "--", "spec/resources"]);
    let log: Vec<_> = log.lines().collect();
    assert_eq!(is_shown(&block("git config diff.apispec"), &log), Ok(()));
}
