//! The pages of rules.

use crate::sandbox::run;

#[test]
fn explain_knows_the_rules_of_the_audit() {
    let list = run(&["explain"]).stdout;
    let codes = |line: &&str| line.starts_with('E');
    let rules: Vec<_> = list.lines().filter(|line| !codes(line)).collect();
    assert!(rules.len() > 150, "{}", rules.len());
    for rule in &rules {
        let (id, _) = rule.split_once(": ").unwrap();
        let page = run(&["explain", id]).stdout;
        assert!(page.starts_with(&format!("# {rule}\n\n")), "{page}");
        for part in ["\n- wire: ", "\n- Rust: ", "\n- version: ", "\n- policy: "] {
            assert!(page.contains(part), "{page}");
        }
        let has_example = page.contains("\nFor example:\n\n```diff\n# ");
        assert_ne!(
            has_example,
            page.contains("\nNo edit of ") || page.contains("\nIt never comes alone"),
            "{page}"
        );
        assert!(!page.contains('{') || has_example, "{page}");
    }
    // What a page says of the policy is what the report asks for.
    for (rule, policy) in [
        ("removed-before-eol", "needs an approval"),
        (
            "version-decreased",
            "it cannot be approved: it must be fixed",
        ),
        (
            "removed-after-eol",
            "may go in: the end of life of what is gone had come",
        ),
        (
            "operation-removed",
            "needs an approval, unless the end of life of what is gone had come",
        ),
        // Nothing goes.
        ("page-size-default-changed", "needs an approval"),
        ("docs-removed", "may go in; a reviewer should look"),
        ("operation-added", "may go in"),
    ] {
        let page = run(&["explain", rule]).stdout;
        assert!(page.contains(&format!("\n- policy: {policy}\n")), "{page}");
    }
    for (rule, part) in [
        ("operation-renamed", "its name in Rust differs too"),
        (
            "resp-field-became-required",
            "the field in Rust becomes an `Option` or ceases to be one",
        ),
        (
            "pagination-added",
            "the method in Rust returns another type",
        ),
    ] {
        let page = run(&["explain", rule]).stdout;
        let wanted = format!("; only where {part}, else their source stays as it is\n");
        assert!(page.contains(&wanted), "{page}");
    }
    // The way back from a case is an example, too.
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
