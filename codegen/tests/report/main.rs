//! Reports in every format. `golden/` has a report with every kind of change, a report without changes, and a list of
//! deprecations.
//!
//! `BLESS=1 cargo test -p clientwright-codegen --test report` rewrites them. Read the difference as a reader of the
//! format. `tests/html` opens the pages in a browser.

mod comments;
mod declared;
mod headline;
mod listed;
mod parts;
mod sample;
mod schema;
mod timeline;

use clientwright_codegen::audit::render::{Format, ListFormat, deprecations, render, render_part};
use clientwright_codegen::audit::report::{
    Bump, Change, Class, Lifecycle, Member, Report, Verdict,
};
use listed::listed;
use parts::{change, item};
use sample::{counted, empty, full};
use schema::Schema;
use std::fs;
use std::path::Path;

/// Compares a rendered report with its golden file, or rewrites the file if `BLESS` is set.
fn golden(name: &str, text: &str) -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/report/golden")
        .join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, text).expect("a writable folder");
        return Ok(());
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if expected == text {
        return Ok(());
    }
    let lines = expected.lines().zip(text.lines());
    let same = lines.take_while(|(old, new)| old == new).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("(the end)").to_owned();
    Err(format!(
        "{name}:{}\n- {}\n+ {}",
        same + 1,
        line(&expected),
        line(text)
    ))
}

fn suffix(format: Format) -> &'static str {
    match format {
        Format::Text => "txt",
        Format::Markdown => "md",
        Format::Json => "json",
        Format::Html => "html",
        Format::Github => "github.txt",
        Format::Changelog => "changelog.md",
    }
}

#[test]
fn every_format_matches_its_golden_file() {
    let mut wrong = Vec::new();
    for (name, report) in [("full", full()), ("empty", empty())] {
        for format in Format::ALL {
            let text = render(&report, *format);
            wrong.extend(golden(&format!("{name}.{}", suffix(*format)), &text).err());
        }
    }
    for format in ListFormat::ALL {
        let suffix = if *format == ListFormat::Text {
            "txt"
        } else {
            format.word()
        };
        let suffix = suffix.replace("markdown", "md");
        let text = deprecations(&listed(), *format);
        wrong.extend(golden(&format!("deprecations.{suffix}"), &text).err());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Verdict and counts cover the whole report.
#[test]
fn filtered_reports_keep_the_verdict_and_counts() {
    let report = full();
    let whole = render(&report, Format::Text);
    let head = |text: &str| text.lines().take(2).map(str::to_owned).collect::<Vec<_>>();
    for shown in [Class::Docs, Class::Breaking] {
        let is_shown = |change: &Change| change.class == shown;
        let text = render_part(&report, Format::Text, &is_shown);
        assert_eq!(head(&text), head(&whole));
        let html = render_part(&report, Format::Html, &is_shown);
        let markdown = render_part(&report, Format::Markdown, &is_shown);
        for text in [text, html, markdown] {
            let (_, rest) = text.split_once("Changes not shown").expect(&text);
            assert!(
                rest.contains("3 against policy, 2 silent, 1 risky, "),
                "{rest}"
            );
        }
        let json = render_part(&report, Format::Json, &is_shown);
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json["counts"]["silent"], report.counts.silent);
    }
    assert!(!whole.contains("Changes not shown"));
    let docs_only = Report {
        changes: full()
            .changes
            .into_iter()
            .filter(|it| it.class == Class::Docs)
            .collect(),
        verdict: Verdict::Pass,
        ..empty()
    };
    let nothing = render_part(&docs_only, Format::Text, &|_| false);
    assert!(!nothing.contains("no changes"), "{nothing}");
}

#[test]
fn every_rule_of_a_change_is_named() {
    let cases = [
        (Format::Text, " (removed-before-eol, also param-removed)\n"),
        (
            Format::Markdown,
            " · `removed-before-eol`, also `param-removed`\n",
        ),
        (Format::Json, "\"param-removed\""),
        (Format::Html, "also <code>param-removed</code>"),
        (Format::Github, ", also param-removed]"),
    ];
    for (format, part) in cases {
        let text = render(&full(), format);
        assert!(text.contains(part), "{}: {text}", format.word());
    }
}

#[test]
fn possible_behavior_changes_come_before_breaking_changes() {
    let report = full();
    let text = render(&report, Format::Text);
    let (before, rest) = text
        .split_once("\nPOSSIBLE BEHAVIOR CHANGES: REVIEW (1)\n! parameters.query.order  ")
        .expect(&text);
    assert!(
        before.contains("\nBEHAVIOR CHANGES WITHOUT A COMPILE ERROR: "),
        "{text}"
    );
    assert!(rest.contains("\nBREAKING: ALLOWED"), "{text}");
    assert!(
        rest.contains("\n    callers: Set `order` where `name` was relied on.\n"),
        "{text}"
    );
    // A shared parameter is reported once, not for each operation.
    assert_eq!(
        text.matches("zones.search.query.order").count(),
        0,
        "{text}"
    );
    let markdown = render(&report, Format::Markdown);
    assert!(markdown.contains("2 silent, 1 risky, "), "{markdown}");
    let changelog = render(&report, Format::Changelog);
    let (_, behavior) = changelog.split_once("### Behavior\n").expect(&changelog);
    let (behavior, _) = behavior.split_once("\n### ").expect(behavior);
    assert!(behavior.contains("`parameters.query.order`"), "{changelog}");
}

#[test]
fn absent_values_leave_no_blank_lines() {
    let bare = Change {
        lifecycle: Some(Lifecycle::default()),
        ..change(
            Class::PolicyError,
            "zones",
            "tombstone-missing",
            "it is gone",
        )
    };
    let report = counted(Report {
        changes: vec![bare],
        verdict: Verdict::Violation,
        ..empty()
    });
    for format in Format::ALL.iter().filter(|format| **format != Format::Json) {
        let text = render(&report, *format);
        assert!(!text.contains("wire unchanged"), "{text}");
        let blank = |line: &str| !line.is_empty() && line.trim().is_empty();
        assert!(!text.lines().any(blank), "{text}");
    }
    assert!(render(&report, Format::Text).contains("\n    deprecated\n"));
}

#[test]
fn unchanged_deprecations_are_not_changes() {
    let stands = |change: &Change| change.rule == "eol-passed-still-present";
    let changes = full().changes.into_iter().filter(stands).collect();
    let report = counted(Report { changes, ..empty() });
    let text = render(&report, Format::Text);
    assert!(text.contains(": no changes; "), "{text}");
    assert!(text.contains(" 0 changes, 0 Rust items · "), "{text}");
    assert!(
        text.ends_with(
            "\n\nPAST END OF LIFE, STILL PRESENT: 1 (`cargo xtask deprecations` lists them)\n"
        ),
        "{text}"
    );
    let page = render(&report, Format::Html);
    assert!(page.contains("Both states describe the same API."));
    assert!(!page.contains("<pre class=\"diff\">"), "no value differs");
    assert_eq!(render(&report, Format::Github), "");
    let nothing_shown = render_part(&report, Format::Text, &|_| false);
    assert!(!nothing_shown.contains("Not shown"), "{nothing_shown}");
}

#[test]
fn formats_are_found_by_name() {
    for format in Format::ALL {
        assert_eq!(Format::from_word(format.word()), Some(*format));
    }
    for format in ListFormat::ALL {
        assert_eq!(ListFormat::from_word(format.word()), Some(*format));
    }
    assert_eq!(Format::from_word("xml"), None);
}

#[test]
fn the_schema_matches_the_output_exactly() {
    let text = include_str!("../../src/audit/report.schema.json");
    let schema = serde_json::from_str(text).expect("JSON");
    let mut schema = Schema::new(&schema);
    let unclassified = Report {
        verdict: Verdict::Unclassified,
        ..full()
    };
    for report in [full(), empty(), unclassified] {
        let output = serde_json::from_str(&render(&report, Format::Json)).expect("JSON");
        assert_eq!(schema.validate(&output), Ok(()));
    }
    assert_eq!(schema.unused(), Vec::<String>::new());
}

/// The sample has hostile text wherever a report shows text.
#[test]
fn text_from_a_spec_is_escaped() {
    let pages = [
        render(&full(), Format::Html),
        deprecations(&listed(), ListFormat::Html),
    ];
    for page in pages {
        assert_eq!(page.matches("<script").count(), 1, "only ours");
        assert_eq!(page.matches("</pre>").count(), page.matches("<pre").count());
        assert_eq!(
            page.matches("</details>").count(),
            page.matches("<details").count()
        );
        assert_eq!(
            page.matches("<option").count(),
            page.matches("</option>").count()
        );
    }
    for format in Format::ALL.iter().filter(|format| **format != Format::Json) {
        let text = render(&full(), *format);
        let is_control = |c: &char| (c.is_control() && *c != '\n') || *c == '\u{202e}';
        assert_eq!(text.chars().find(is_control), None, "{}", format.word());
    }
}

#[test]
fn workflow_commands_are_one_line_each() {
    let text = render(&full(), Format::Github);
    for line in text.lines() {
        let (properties, message) = line
            .split_once("::")
            .and_then(|(_, rest)| rest.split_once("::"))
            .expect(line);
        let level = properties.split(' ').next();
        assert!(
            matches!(level, Some("error" | "warning" | "notice")),
            "{line}"
        );
        for property in properties
            .split_once(' ')
            .map_or("", |(_, rest)| rest)
            .split(',')
        {
            let name = property.split_once('=').map(|(name, _)| name);
            assert!(
                matches!(name, Some("file" | "line" | "col" | "title")),
                "{line}"
            );
        }
        assert!(!message.is_empty());
    }
    // Docs and unchanged deprecations are not annotated.
    let is_shown = |change: &&Change| match change.class {
        Class::Docs => false,
        Class::Deprecation => change.bump != Bump::None,
        _ => true,
    };
    let shown = full().changes.iter().filter(is_shown).count();
    // The first line counts the approvals.
    assert_eq!(text.lines().count(), 1 + shown);
}

#[test]
fn traits_of_added_and_removed_types_are_counted() {
    let added = |line: &str| item(None, Some(line));
    let removed = |line: &str| item(Some(line), None);
    let cases = [
        (
            vec![added("struct a::B"), added("impl a::B: Clone")],
            ["+ struct a::B", "  and the traits of 1 new type"].as_slice(),
        ),
        (
            vec![
                removed("struct a::B"),
                removed("enum a::C"),
                removed("impl a::B: Clone"),
                removed("impl a::C: Clone"),
            ],
            &[
                "- struct a::B",
                "- enum a::C",
                "  and the traits of 2 removed types",
            ],
        ),
        // A trait of an existing type is shown.
        (vec![added("impl a::B: Clone")], &["+ impl a::B: Clone"]),
    ];
    for (items, wanted) in cases {
        let mut report = empty();
        let mut change = change(Class::Additive, "things", "resource-added", "new");
        let count = items.len();
        change.rust.items = items;
        report.changes = vec![change];
        let text = render(&counted(report), Format::Text);
        let shown: Vec<_> = text
            .lines()
            .filter_map(|line| line.strip_prefix("    "))
            .filter(|line| line.contains("a::") || line.contains("traits"))
            .collect();
        assert_eq!(shown, wanted);
        let items = if count == 1 { "item" } else { "items" };
        assert!(text.contains(&format!("{count} Rust {items}")), "{text}");
    }
}

#[test]
fn members_below_other_elements_are_not_listed() {
    let members = [
        ("Deleted", "model"),
        ("Deleted.id", "field"),
        ("zones.delete.path.id", "path parameter"),
    ];
    let members = members.map(|(subject, kind)| Member {
        subject: subject.to_owned(),
        kind: kind.to_owned(),
    });
    let removed = Change {
        members: members.into(),
        ..change(
            Class::Breaking,
            "zones.delete",
            "operation-removed",
            "removed",
        )
    };
    let report = Report {
        changes: vec![removed],
        ..empty()
    };
    let text = render(&report, Format::Text);
    let lines = text.lines().filter(|line| line.contains("includes "));
    assert_eq!(lines.collect::<Vec<_>>(), ["    includes model Deleted"]);
}
