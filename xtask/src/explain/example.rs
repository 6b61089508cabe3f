//! Examples of audit rules: edits of a spec that a rule matches. They are the cases that the rules are tested with, so they
//! are correct.

/// The cases. `codegen/tests/audit/case.rs` describes their format.
const CASES: &[&str] = &[
    include_str!("../../../codegen/tests/audit/cases/a-operations.txt"),
    include_str!("../../../codegen/tests/audit/cases/b-parameters.txt"),
    include_str!("../../../codegen/tests/audit/cases/c-requests.txt"),
    include_str!("../../../codegen/tests/audit/cases/d-responses.txt"),
    include_str!("../../../codegen/tests/audit/cases/e-values.txt"),
    include_str!("../../../codegen/tests/audit/cases/f-types.txt"),
    include_str!("../../../codegen/tests/audit/cases/g-constraints.txt"),
    include_str!("../../../codegen/tests/audit/cases/h-pagination.txt"),
    include_str!("../../../codegen/tests/audit/cases/i-lifecycle.txt"),
    include_str!("../../../codegen/tests/audit/cases/k-docs.txt"),
];

/// An edit that a rule matches, as the lines of a diff; `None` if no edit matches.
pub(super) fn of(rule: &str) -> Option<String> {
    let cases = CASES.iter().flat_map(|text| text.split("== ").skip(1));
    let cases: Vec<_> = cases.filter_map(Case::parse).collect();
    let is_first = |case: &&Case<'_>| case.forward.split_whitespace().next() == Some(rule);
    let is_forward = |case: &&Case<'_>| case.forward.split_whitespace().any(|it| it == rule);
    let is_reverse = |case: &&Case<'_>| case.reverse.split_whitespace().any(|it| it == rule);
    let forward = cases.iter().find(is_first);
    match forward.or_else(|| cases.iter().find(is_forward)) {
        Some(case) => Some(case.diff(false)),
        None => cases.iter().find(is_reverse).map(|case| case.diff(true)),
    }
}

/// An edit, and the rules that it matches in each direction.
struct Case<'a> {
    forward: &'a str,
    reverse: &'a str,
    body: &'a str,
}

impl<'a> Case<'a> {
    fn parse(block: &'a str) -> Option<Self> {
        let (head, body) = block.split_once('\n')?;
        let (forward, reverse) = head.split_once("<-")?;
        Some(Self {
            forward,
            reverse,
            body,
        })
    }

    /// The edit or its reverse, as the lines of a diff.
    fn diff(&self, is_reverse: bool) -> String {
        let mut text = String::new();
        // Removed lines precede added lines, also in the reverse direction.
        let mut added = String::new();
        for line in self.body.lines() {
            let (sign, rest) = line.split_at_checked(2).unwrap_or((line, ""));
            match sign {
                "- " if is_reverse => added.push_str(&format!("+ {rest}\n")),
                "+ " if is_reverse => text.push_str(&format!("- {rest}\n")),
                "- " | "+ " => text.push_str(&format!("{line}\n")),
                "@ " | "! " => {
                    text.push_str(&std::mem::take(&mut added));
                    text.push_str(&format!("# {rest}\n"));
                }
                _ => {}
            }
        }
        text + &added
    }
}
