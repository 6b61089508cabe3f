//! An edit of a spec that a rule claims.
//!
//! These are the cases that the rules are tested with, so an example is always one.

/// The cases; `codegen/tests/audit/case.rs` says how they are written.
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

/// The lines of an edit that the rule claims, as a diff; none, where no edit of a spec is one.
pub(super) fn of(rule: &str) -> Option<String> {
    let cases = CASES.iter().flat_map(|text| text.split("== ").skip(1));
    let cases: Vec<_> = cases.filter_map(Case::of).collect();
    let leads = |case: &&Case<'_>| case.there.split_whitespace().next() == Some(rule);
    let goes = |case: &&Case<'_>| case.there.split_whitespace().any(|it| it == rule);
    let returns = |case: &&Case<'_>| case.back.split_whitespace().any(|it| it == rule);
    let there = cases.iter().find(leads).or_else(|| cases.iter().find(goes));
    match there {
        Some(case) => Some(case.shown(false)),
        None => cases.iter().find(returns).map(|case| case.shown(true)),
    }
}

/// One edit, and the rules that it has to meet there and back.
struct Case<'a> {
    there: &'a str,
    back: &'a str,
    body: &'a str,
}

impl<'a> Case<'a> {
    fn of(block: &'a str) -> Option<Self> {
        let (head, body) = block.split_once('\n')?;
        let (there, back) = head.split_once("<-")?;
        Some(Self { there, back, body })
    }

    /// The edit, or the way back from it.
    fn shown(&self, is_back: bool) -> String {
        let mut text = String::new();
        let mut later = String::new();
        for line in self.body.lines() {
            let (sign, rest) = line.split_at_checked(2).unwrap_or((line, ""));
            match sign {
                "- " if is_back => later.push_str(&format!("+ {rest}\n")),
                "+ " if is_back => text.push_str(&format!("- {rest}\n")),
                "- " | "+ " => text.push_str(&format!("{line}\n")),
                "@ " | "! " => {
                    text.push_str(&std::mem::take(&mut later));
                    text.push_str(&format!("# {rest}\n"));
                }
                _ => {}
            }
        }
        text + &later
    }
}
