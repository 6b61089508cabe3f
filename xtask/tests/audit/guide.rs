//! The output in `CONTRIBUTING.md` is what the commands print, on the fixture `settings`.

use super::repository::Repository;

/// The output in the console block that starts with a command.
fn block(command: &str) -> Vec<&'static str> {
    let guide = include_str!("../../../CONTRIBUTING.md");
    let start = format!("```console\n$ {command}");
    let (_, rest) = guide
        .split_once(&start)
        .unwrap_or_else(|| panic!("no console block starts with {command}"));
    let (block, _) = rest.split_once("```").unwrap();
    let lines = block.lines().skip(1);
    lines.filter(|line| !line.starts_with("$ ")).collect()
}

/// Compares the documented output with the printed one. A line `…` matches one or more lines.
fn matches(shown: &[&str], printed: &[&str]) -> Result<(), String> {
    let Some((first, shown)) = shown.split_first() else {
        return match printed {
            [] => Ok(()),
            [line, ..] => Err(format!("not documented: {line}")),
        };
    };
    if first.trim() == "…" {
        let next = |line: &&str| shown.first().is_some_and(|next| same(next, line));
        let Some(at) = printed.iter().position(next).filter(|at| *at > 0) else {
            return Err(format!("`…` matches nothing before {shown:?}"));
        };
        return matches(shown, &printed[at..]);
    }
    match printed.split_first() {
        Some((line, rest)) if same(first, line) => matches(shown, rest),
        line => Err(format!("documented: {first}\nprinted:    {line:?}")),
    }
}

/// Whether two lines are equal except for the commit.
fn same(shown: &str, printed: &str) -> bool {
    let without = |line: &str| match line.split_once("main@") {
        Some((before, after)) => format!("{before}{}", after.get(7..).unwrap_or_default()),
        None => line.to_owned(),
    };
    without(shown) == without(printed)
}

#[test]
fn contributing_shows_real_output() {
    let repository = Repository::settings();
    repository.break_something();
    let printed = repository.diff(&["--as-of", "2026-06-01"]).stdout;
    let printed: Vec<_> = printed.lines().collect();
    assert_eq!(matches(&block("cargo xtask diff"), &printed), Ok(()));
    let command = format!("'{}' diff-driver", env!("CARGO_BIN_EXE_xtask"));
    repository.git(&["config", "diff.apispec.command", &command]);
    std::fs::write(
        repository.folder().join(".gitattributes"),
        "/spec/**/*.yaml diff=apispec\n",
    )
    .unwrap();
    let log = repository.git(&["diff", "--ext-diff", "--", "spec/resources"]);
    let log: Vec<_> = log.lines().collect();
    assert_eq!(matches(&block("git config diff.apispec"), &log), Ok(()));
}
