//! Comments on pull requests, which have a size limit.

use super::parts::change;
use super::sample::{counted, full};
use clientwright_codegen::audit::render::{Format, render};
use clientwright_codegen::audit::report::{Class, Report, Verdict};

/// A report with the given number of changes of each class.
fn many(classes: &[(Class, usize)], message: &str) -> Report {
    let of = |(class, number): &(Class, usize)| {
        let class = *class;
        (0..*number).map(move |index| {
            change(
                class,
                &format!("Type{index}.{class:?}"),
                "some-rule",
                message,
            )
        })
    };
    let changes = classes.iter().flat_map(of).collect();
    counted(Report {
        verdict: Verdict::Violation,
        changes,
        ..full()
    })
}

#[test]
fn long_comments_omit_the_least_urgent_changes() {
    let urgent = [(Class::Silent, 20), (Class::Breaking, 20)];
    let cases = [
        (vec![(Class::Docs, 4_000)], 0),
        (vec![(Class::Additive, 900), (Class::Docs, 100)], 0),
        (vec![(Class::Additive, 10)], 10),
    ];
    for (rest, additions) in cases {
        let classes: Vec<_> = urgent.iter().copied().chain(rest.iter().copied()).collect();
        let text = render(
            &many(&classes, "a sentence about the change"),
            Format::Markdown,
        );
        assert!(text.len() <= 65_000, "{} bytes", text.len());
        for (class, number) in urgent {
            let found =
                (0..number).filter(|index| text.contains(&format!("**`Type{index}.{class:?}`**")));
            assert_eq!(found.count(), number, "{class:?}");
        }
        let cut = text.contains("Omitted because of the comment size limit");
        assert_eq!(cut, additions == 0);
        assert_eq!(
            cut,
            text.contains("The `json` and `html` formats are complete.")
        );
        assert!(!text.contains("apidiff."), "{text}");
    }
    let text = render(
        &many(&[(Class::Additive, 900), (Class::Docs, 100)], "x"),
        Format::Markdown,
    );
    let left = text
        .split_once("comment size limit: ")
        .and_then(|(_, rest)| rest.split_once(" added, "));
    let (left, rest) = left.expect("the omitted changes");
    let shown = text.matches("**`Type").count();
    assert_eq!(left.parse::<usize>().ok(), Some(900 - shown));
    assert!(rest.starts_with("100 docs"));
}

#[test]
fn a_huge_change_stays_within_the_limit() {
    let long = "`word` ".repeat(200_000);
    let mut report = many(&[(Class::Breaking, 1)], &long);
    for change in &mut report.changes {
        change.subject = long.clone();
        change.migration = long.clone();
        change.kind = long.clone();
        change.wire.old = Some(long.clone());
        change.affected_operations = vec![long.clone(); 5];
    }
    let text = render(&report, Format::Markdown);
    assert!(text.len() <= 65_000, "{} bytes", text.len());
    assert!(text.contains("### ❌ Breaking"));
}
