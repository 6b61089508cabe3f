//! The items of a change: renamed types take one line, and long lists are cut.

use crate::parts::{change, ids, item, rust};
use crate::sample::empty;
use clientwright_codegen::audit::render::{Format, render, render_change};
use clientwright_codegen::audit::report::{Change, Class, Report, RustItem, RustSeverity};

/// Removed and added items.
fn items(old: &[&str], new: &[&str]) -> Vec<RustItem> {
    let old = old.iter().map(|line| item(Some(line), None));
    let new = new.iter().map(|line| item(None, Some(line)));
    old.chain(new).collect()
}

fn breaking(items: Vec<RustItem>) -> Change {
    Change {
        rust: rust(RustSeverity::Major, items),
        ..change(
            Class::Breaking,
            "a.fetch",
            "operation-renamed",
            "another name",
        )
    }
}

#[test]
fn renamed_types_take_one_line() {
    // Removed lines, added lines, and the expected output.
    type Case = (
        &'static [&'static str],
        &'static [&'static str],
        &'static [&'static str],
    );
    let cases: &[Case] = &[
        (
            &[
                "fn a::A::get(&self) -> a::Get",
                "struct a::Get",
                "fn a::Get::send(self) -> Self",
                "impl a::Get: Clone",
            ],
            &[
                "fn a::A::fetch(&self) -> a::Fetch",
                "struct a::Fetch",
                "fn a::Fetch::send(self) -> Self",
                "impl a::Fetch: Clone",
            ],
            &[
                "-fn a::A::get(&self) -> a::Get",
                " struct a::Get → a::Fetch, with its 1 method",
                "+fn a::A::fetch(&self) -> a::Fetch",
            ],
        ),
        // Types that differ in more than the name are shown.
        (
            &["struct a::Get", "field a::Get::x: u8", "impl a::Get: Clone"],
            &[
                "struct a::Fetch",
                "field a::Fetch::x: u16",
                "impl a::Fetch: Clone",
            ],
            &[
                "-struct a::Get",
                "-field a::Get::x: u8",
                "+struct a::Fetch",
                "+field a::Fetch::x: u16",
                " and the traits of 1 new type",
                " and the traits of 1 removed type",
            ],
        ),
        // One type refers to the other.
        (
            &[
                "enum a::B",
                "variant a::B::X",
                "variant a::B::Y",
                "struct a::S",
                "field a::S::b: Vec<a::B>",
            ],
            &[
                "enum c::B",
                "variant c::B::X",
                "variant c::B::Y",
                "struct c::S",
                "field c::S::b: Vec<c::B>",
            ],
            &[
                " enum a::B → c::B, with its 2 variants",
                " struct a::S → c::S, with its 1 field",
            ],
        ),
        // It is ambiguous which type was renamed.
        (
            &["struct a::B", "struct a::C"],
            &["struct a::D"],
            &["-struct a::B", "-struct a::C", "+struct a::D"],
        ),
        // One name is a prefix of another.
        (
            &["struct a::Get", "struct a::GetAll", "fn a::GetAll::x(self)"],
            &["struct a::Fetch"],
            &[
                " struct a::Get → a::Fetch",
                "-struct a::GetAll",
                "-fn a::GetAll::x(self)",
            ],
        ),
    ];
    for (old, new, expected) in cases {
        let report = Report {
            changes: vec![breaking(items(old, new))],
            ..empty()
        };
        let text = render(&report, Format::Changelog);
        let (_, block) = text.split_once("```diff\n").expect(&text);
        let (block, _) = block.split_once("  ```").expect(&text);
        let lines = block
            .lines()
            .map(|line| line.strip_prefix("  ").unwrap_or(line));
        assert_eq!(lines.collect::<Vec<_>>(), *expected, "{old:?} {new:?}");
    }
}

#[test]
fn a_single_change_is_shown_in_full() {
    let lines: Vec<_> = (0..30)
        .map(|number| format!("fn a::A::f{number:02}(&self)"))
        .collect();
    let lines: Vec<_> = lines.iter().map(String::as_str).collect();
    let long = format!("type a::Long = {}", "u8".repeat(200));
    let change = Change {
        affected_operations: ids(&["a.a", "a.b", "a.c", "a.d"]),
        ..breaking(items(&[lines.as_slice(), &[&long]].concat(), &[]))
    };
    let report = Report {
        changes: vec![change.clone()],
        ..empty()
    };
    let brief = render(&report, Format::Text);
    let whole = render_change(&report, &change);
    for (part, in_brief) in [
        ("a.a, a.b, a.c, +1\n", true),
        ("… and 7 more lines\n", true),
        ("a.a, a.b, a.c, a.d\n", false),
        ("fn a::A::f29(&self)\n", false),
        (&*format!("{long}\n"), false),
    ] {
        assert_eq!(brief.contains(part), in_brief, "{part}: {brief}");
        assert_eq!(whole.contains(part), !in_brief, "{part}: {whole}");
    }
}
