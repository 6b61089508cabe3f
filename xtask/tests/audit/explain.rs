//! `explain` with rules of the audit.

use crate::sandbox::run;

#[test]
fn pages_describe_rules() {
    let list = run(&["explain"]).stdout;
    let codes = |line: &&str| line.starts_with('E');
    let rules: Vec<_> = list.lines().filter(|line| !codes(line)).collect();
    assert!(rules.len() > 150, "{}", rules.len());
    let title = rules.iter().find(|it| it.starts_with("param-removed: "));
    let page = run(&["explain", "param-removed"]).stdout;
    let title = format!("# {}\n\n", title.unwrap());
    assert!(page.starts_with(&title), "{page}");
    // The policy on a page is the one that reports apply.
    for (rule, policy) in [
        ("removed-before-eol", "needs approval"),
        ("version-decreased", "must be fixed; it cannot be approved"),
        (
            "removed-after-eol",
            "allowed, because the removed element is past its end of life",
        ),
        (
            "operation-removed",
            "needs approval, unless the removed element is past its end of life",
        ),
        // The page size stays, so there is no end of life.
        ("page-size-default-changed", "needs approval"),
        ("docs-removed", "allowed; a reviewer should check it"),
        ("operation-added", "allowed"),
    ] {
        let page = run(&["explain", rule]).stdout;
        assert!(page.contains(&format!("\n- policy: {policy}\n")), "{page}");
    }
    for (rule, part) in [
        ("namespace-renamed", "the Rust name changes too"),
        (
            "resp-field-became-required",
            "the Rust field becomes an `Option` or stops being one",
        ),
        (
            "pagination-added",
            "the Rust method returns a different type",
        ),
    ] {
        let page = run(&["explain", rule]).stdout;
        let wanted = format!(", if {part}\n");
        assert!(page.contains(&wanted), "{page}");
    }
    // A case that is applied in reverse is an example of the opposite rule.
    for (rule, edit) in [
        (
            "param-became-required",
            ["- since: {", "+ since: {type: date, required: true,"],
        ),
        (
            "param-became-optional",
            ["- since: {type: date, required: true,", "+ since: {"],
        ),
    ] {
        let page = run(&["explain", rule]).stdout;
        let (_, edits) = page.split_once("# resources/zones.yaml\n").unwrap();
        let found: Vec<_> = edits.lines().take(2).collect();
        for (line, start) in found.iter().zip(edit) {
            assert!(line.starts_with(start), "{page}");
        }
    }
    let unknown = run(&["explain", "param-becam-required"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown
            .stderr
            .contains("did you mean `param-became-required`?"),
        "{}",
        unknown.stderr
    );
}
