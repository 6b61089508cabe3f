//! The first line of a report: the verdict, the numbers of approvals and fixes, and the version.

use crate::parts::{change, rust};
use crate::sample::{counted, empty, full};
use clientwright_codegen::audit::render::{Format, render};
use clientwright_codegen::audit::report::{Approval, Change, Class, Report, RustSeverity, Verdict};

#[test]
fn the_verdict_counts_approvals_and_fixes_like_the_sections() {
    let of = |approvals: usize, fixes: usize| {
        let open = (0..approvals).map(|index| {
            let class = [Class::PolicyError, Class::Silent, Class::Breaking][index % 3];
            change(class, &format!("Open{index}"), "some-rule", "it differs")
        });
        let rules = ["tombstone-missing", "version-bump-insufficient"];
        let wrong = rules.iter().take(fixes);
        let wrong = wrong.map(|rule| change(Class::PolicyError, "Wrong", rule, "it is wrong"));
        counted(Report {
            changes: open.chain(wrong).collect(),
            verdict: Verdict::Violation,
            ..empty()
        })
    };
    let cases = [
        (1, 0, "1 change needs approval"),
        (4, 0, "4 changes need approval"),
        (0, 1, "1 change must be fixed"),
        (0, 2, "2 changes must be fixed"),
        (1, 1, "1 change needs approval, 1 must be fixed"),
        (4, 2, "4 changes need approval, 2 must be fixed"),
    ];
    for (approvals, fixes, verdict) in cases {
        let text = render(&of(approvals, fixes), Format::Text);
        assert!(
            text.starts_with(&format!("✗ API diff: {verdict}; ")),
            "{text}"
        );
        let below = |lack: &str| -> usize {
            let numbers = text
                .lines()
                .filter_map(|line| line.split_once(lack)?.1.strip_suffix(')'));
            numbers
                .map(|number| number.parse::<usize>().expect(number))
                .sum()
        };
        assert_eq!(below(": APPROVAL NEEDED ("), approvals, "{text}");
        assert_eq!(below(": MUST BE FIXED ("), fixes, "{text}");
        assert_eq!(
            text.matches("\n    to approve: ").count(),
            approvals,
            "{text}"
        );
    }
}

/// A branch that approves its own breaking changes passes, and the first line of every format says so.
#[test]
fn approvals_are_in_the_headline() {
    let approval = || {
        Some(Approval {
            reason: "Announced.".to_owned(),
            owner: "@core".to_owned(),
            issue: None,
            expires: None,
        })
    };
    let of = |breaking: usize, others: usize, open: usize| {
        let change = |index: usize, severity| Change {
            rust: rust(severity, Vec::new()),
            ..change(
                Class::Breaking,
                &format!("Some{index}"),
                "rule",
                "it differs",
            )
        };
        let breaking = (0..breaking).map(|index| change(index, RustSeverity::Major));
        let others = (100..100 + others).map(|index| Change {
            class: Class::PolicyError,
            ..change(index, RustSeverity::Docs)
        });
        let open = (200..200 + open).map(|index| change(index, RustSeverity::Silent));
        let approved = breaking.chain(others).map(|change| Change {
            approval: approval(),
            ..change
        });
        let changes: Vec<_> = approved.chain(open).collect();
        counted(Report {
            verdict: match changes.iter().any(Change::blocks) {
                true => Verdict::Violation,
                false => Verdict::Pass,
            },
            changes,
            ..empty()
        })
    };
    let cases = [
        (
            of(8, 0, 0),
            "8 breaking or silent changes approved on this branch",
        ),
        (
            of(1, 0, 0),
            "1 breaking or silent change approved on this branch",
        ),
        (
            of(2, 1, 0),
            "2 breaking or silent changes and 1 other approved on this branch",
        ),
        (of(0, 3, 0), "3 changes approved on this branch"),
        (
            of(1, 0, 2),
            "2 changes need approval, 1 breaking or silent change approved on this branch",
        ),
    ];
    for (report, headline) in cases {
        let passes = report.verdict == Verdict::Pass;
        let (plain, emoji) = if passes {
            ('!', "⚠️")
        } else {
            ('✗', "❌")
        };
        let starts = [
            (Format::Text, format!("{plain} API diff: {headline}; ")),
            (
                Format::Markdown,
                format!("## API diff: {emoji} {headline} · "),
            ),
            (Format::Html, format!("<title>API diff: {headline}</title>")),
            (
                Format::Github,
                format!("::warning title=API diff::{headline}\n"),
            ),
        ];
        for (format, start) in starts {
            let text = render(&report, format);
            let first: String = text.split_inclusive('\n').take(10).collect();
            assert!(first.contains(&start), "{start}: {first}");
        }
        // Changes that need an approval come before the approved ones.
        let text = render(&report, Format::Text);
        let of = |what: &str| text.find(what).unwrap_or(usize::MAX);
        assert!(passes || of("Some200") < of("Some0"), "{text}");
    }
}

/// The mark does not depend on other violations.
#[test]
fn only_insufficient_versions_are_marked() {
    let mut report = full();
    for (sufficient, class) in [(false, "\"version short\""), (true, "\"version\"")] {
        report.version.sufficient = sufficient;
        let page = render(&report, Format::Html);
        assert!(page.contains("class=\"top violation\""), "{sufficient}");
        assert!(page.contains(&format!("<p class={class}>")), "{sufficient}");
    }
}
