//! Reports of audits in every format: `golden/` holds what a report with one change of every sort, one without changes,
//! and a list of deprecations become.
//!
//! `BLESS=1 cargo test -p clientwright-codegen --test report` writes them anew. Read the difference as the one whom the
//! format is for. `tests/html` opens the pages in a browser.

mod parts;
mod sample;
mod schema;

use clientwright_codegen::audit::deprecations::{DeprecationReport, collect};
use clientwright_codegen::audit::render::{Format, ListFormat, deprecations, render, render_part};
use clientwright_codegen::audit::report::{Bump, Change, Class, Lifecycle, Report, Verdict};
use clientwright_codegen::resolve;
use clientwright_codegen::source::Sources;
use jiff::civil::date;
use parts::{HOSTILE, change, item};
use sample::{counted, empty, full};
use schema::Schema;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Compares a text with what is on record, or puts it there when `BLESS` is set.
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
fn every_format_is_as_it_is_on_record() {
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

/// What is said of the whole does not depend on what is shown of it.
#[test]
fn a_part_says_what_the_whole_comes_to() {
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
            let (_, rest) = text.split_once("Not shown here").expect(&text);
            assert!(rest.contains("2 against the policy, 2 silent, "), "{rest}");
        }
        let json = render_part(&report, Format::Json, &is_shown);
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json["counts"]["silent"], report.counts.silent);
    }
    assert!(!whole.contains("Not shown here"));
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
    assert!(!nothing.contains("nothing changed"), "{nothing}");
}

/// What has nothing to say of itself has no line that is empty.
#[test]
fn nothing_is_said_of_what_says_nothing() {
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
        assert!(!text.contains("no effect"), "{text}");
        let blank = |line: &str| !line.is_empty() && line.trim().is_empty();
        assert!(!text.lines().any(blank), "{text}");
    }
    assert!(render(&report, Format::Text).contains("\n    deprecated\n"));
}

/// What stands against a change has nothing to do with its version.
#[test]
fn only_a_version_that_is_too_low_is_marked() {
    let mut report = full();
    for (sufficient, class) in [(false, "\"version short\""), (true, "\"version\"")] {
        report.version.sufficient = sufficient;
        let page = render(&report, Format::Html);
        assert!(page.contains("class=\"top violation\""), "{sufficient}");
        assert!(page.contains(&format!("<p class={class}>")), "{sufficient}");
    }
}

/// What nobody changed is counted by itself, and is no change.
#[test]
fn what_stands_as_it_stood_is_no_change() {
    let stands = |change: &Change| change.rule == "eol-passed-still-present";
    let changes = full().changes.into_iter().filter(stands).collect();
    let report = counted(Report { changes, ..empty() });
    let text = render(&report, Format::Text);
    assert!(text.contains(": nothing changed; "), "{text}");
    assert!(text.contains(" 0 changes, 0 Rust items · "), "{text}");
    assert!(
        text.ends_with("\n\nPAST THE END OF LIFE, NOT CHANGED HERE: 1 (`cargo xtask deprecations` lists them)\n"),
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
fn a_format_is_found_by_its_word() {
    for format in Format::ALL {
        assert_eq!(Format::from_word(format.word()), Some(*format));
    }
    for format in ListFormat::ALL {
        assert_eq!(ListFormat::from_word(format.word()), Some(*format));
    }
    assert_eq!(Format::from_word("xml"), None);
}

#[test]
fn the_schema_says_neither_less_nor_more_than_the_output() {
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

/// Everything that a report names, in the worst words there are.
#[test]
fn texts_of_a_spec_stay_texts() {
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
        let steering = |c: &char| (c.is_control() && *c != '\n') || *c == '\u{202e}';
        assert_eq!(text.chars().find(steering), None, "{}", format.word());
    }
}

#[test]
fn a_command_to_the_runner_is_one_line() {
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
    // Neither what only stands as it stood, nor docs.
    let is_shown = |change: &&Change| match change.class {
        Class::Docs => false,
        Class::Deprecation => change.bump != Bump::None,
        _ => true,
    };
    let shown = full().changes.iter().filter(is_shown).count();
    assert_eq!(text.lines().count(), shown);
}

/// A report with so many changes of each class.
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
fn a_comment_is_cut_where_it_is_least_urgent() {
    let urgent = [(Class::Silent, 20), (Class::Breaking, 20)];
    let cases = [
        (vec![(Class::Docs, 4_000)], 0),
        (vec![(Class::Additive, 900), (Class::Docs, 100)], 0),
        (vec![(Class::Additive, 10)], 10),
    ];
    for (rest, additions) in cases {
        let classes: Vec<_> = urgent.iter().copied().chain(rest.iter().copied()).collect();
        let text = render(
            &many(&classes, "a sentence on what happened"),
            Format::Markdown,
        );
        assert!(text.len() <= 65_536, "{} bytes", text.len());
        for (class, number) in urgent {
            let found =
                (0..number).filter(|index| text.contains(&format!("**`Type{index}.{class:?}`**")));
            assert_eq!(found.count(), number, "{class:?}");
        }
        let cut = text.contains("Not shown here");
        assert_eq!(cut, additions == 0);
        assert_eq!(cut, text.matches("apidiff.html").count() > 1);
    }
    let text = render(
        &many(&[(Class::Additive, 900), (Class::Docs, 100)], "x"),
        Format::Markdown,
    );
    let left = text
        .split_once("can be no longer: ")
        .and_then(|(_, rest)| rest.split_once(" added, "));
    let (left, rest) = left.expect("what is left out");
    let shown = text.matches("**`Type").count();
    assert_eq!(left.parse::<usize>().ok(), Some(900 - shown));
    assert!(rest.starts_with("100 docs"));
}

#[test]
fn no_single_change_fills_a_comment() {
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
    assert!(text.len() <= 65_536, "{} bytes", text.len());
    assert!(text.contains("### ❌ Breaking"));
}

/// A spec with everything that can be deprecated.
fn listed() -> DeprecationReport {
    let note = serde_json::Value::from(HOSTILE);
    let things = format!(
        r#"docs: Things.
path: /things
operations:
  list:
    docs: Lists.
    http: GET
    query:
      old: {{type: string, docs: Old., deprecated: {{since: 2026-01-01, end_of_life: 2026-12-24, use: new}}}}
      new: {{type: string, docs: New.}}
    returns: [Thing]
  find:
    docs: Finds.
    http: GET /find
    deprecated: {{since: 2025-01-01, end_of_life: 2026-11-01, use: list}}
    returns: Thing
  add:
    docs: Adds.
    http: POST
    body:
      of: Thing
      optional: [name, state]
    returns: Thing
types:
  Thing:
    docs: A thing.
    fields:
      id: {{type: string, docs: Id., required: true}}
      name: {{type: string, docs: Name., deprecated: {{since: 2026-02-01, end_of_life: 2027-08-01, use: id}}}}
      state: {{type: State, docs: State.}}
      piece: {{type: Piece, docs: Piece.}}
  State:
    docs: A state.
    values:
      good: Good.
      bad: {{docs: Bad., deprecated: {{since: 2026-05-01, note: {note}}}}}
  Piece:
    docs: A piece.
    deprecated: {{note: Nobody reads it.}}
    fields:
      id: {{type: string, docs: Id.}}
"#
    );
    let api = "name: demo\nversion: 0.1.0\ntitle: Demo\nservers: [https://api.example.com]\n";
    let files = [
        ("api.yaml", api),
        ("resources/things.yaml", things.as_str()),
    ];
    let files: BTreeMap<_, _> = files
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into();
    let sources = Sources::new("spec", files);
    let api = resolve(&sources).unwrap_or_else(|report| panic!("{}", report.render(&sources)));
    collect(&api, &sources, date(2026, 11, 24))
}

#[test]
fn deprecations_are_listed_by_end_of_life_once_each() {
    let entries = listed().entries;
    let found: Vec<_> = entries
        .iter()
        .map(|entry| {
            (
                entry.subject.as_str(),
                entry.days,
                entry.used_by.join(" "),
                entry.location.line,
            )
        })
        .collect();
    let expected = [
        ("things.find", Some(-23), "things.find", 11),
        ("things.list.query.old", Some(30), "things.list", 8),
        (
            "Thing.name",
            Some(250),
            "things.add things.find things.list",
            28,
        ),
        ("Piece", None, "things.add things.find things.list", 36),
        ("State.bad", None, "things.add things.find things.list", 35),
    ];
    assert_eq!(
        found,
        expected.map(|(subject, days, users, line)| (subject, days, users.to_owned(), line))
    );
}

#[test]
fn the_traits_of_what_comes_or_goes_are_counted_and_not_shown() {
    let added = |path: &str, line: &str| item(path, None, Some(line));
    let removed = |path: &str, line: &str| item(path, Some(line), None);
    let cases = [
        (
            vec![
                added("a::B", "struct a::B"),
                added("a::B", "impl a::B: Clone"),
            ],
            ["+ struct a::B", "  and the traits of 1 type that is new"].as_slice(),
        ),
        (
            vec![
                removed("a::B", "struct a::B"),
                removed("a::C", "enum a::C"),
                removed("a::B", "impl a::B: Clone"),
                removed("a::C", "impl a::C: Clone"),
            ],
            &[
                "- struct a::B",
                "- enum a::C",
                "  and the traits of 2 types that are gone",
            ],
        ),
        // Of a type that stays they say something.
        (
            vec![added("a::B", "impl a::B: Clone")],
            &["+ impl a::B: Clone"],
        ),
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
