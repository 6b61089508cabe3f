//! Differences between two listings of Rust items, and the rules for those that no change of the spec explains.

use clientwright_codegen::audit::join::{Surfaces, join, parse};
use clientwright_codegen::audit::report::{
    Bump, Change, Class, Elements, Extent, Origin, RustItem, RustSeverity,
};
use clientwright_codegen::audit::rules::{Rules, Transition, When};
use clientwright_codegen::audit::subject::Subject;
use clientwright_codegen::surface::Item;
use std::collections::BTreeSet;

fn rules() -> Rules {
    Rules::embedded().expect("the rules")
}

/// The entries for a generator that changed while the spec did not.
fn by_generator(old: &str, new: &str) -> Vec<Change> {
    let surfaces = Surfaces {
        base: Some(parse([old])),
        regenerated: Some(parse([new])),
        head: parse([new]),
    };
    join(&mut [], &surfaces, &rules())
}

/// The entry as a change of the spec that is about a whole element.
fn about(subject: &str, entry: Change) -> Change {
    Change {
        subject: subject.to_owned(),
        elements: Elements {
            subject: Subject::parse(subject),
            others: Vec::new(),
            extent: Extent::Whole,
        },
        ..entry
    }
}

/// The rule and the subject of each entry, one per line.
fn shown(changes: &[Change]) -> String {
    let lines = changes
        .iter()
        .map(|it| format!("{} {}", it.rule, it.subject));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_difference_has_a_rule() {
    let cases: &[(&str, &str, &str)] = &[
        ("fn a::B::c(&self)", "", "rust-item-removed crate::a::B::c"),
        ("", "fn a::B::c(&self)", "rust-item-added crate::a::B::c"),
        (
            "fn a::B::c(&self)",
            "fn a::B::c(&self) [must_use]",
            "rust-must-use-added crate::a::B::c",
        ),
        (
            "fn a::B::c(&self) [must_use]",
            "fn a::B::c(&self)",
            "rust-must-use-removed crate::a::B::c",
        ),
        (
            "fn a::B::c(&self, x: u8)",
            "fn a::B::c(&self, x: u16)",
            "rust-fn-signature-changed crate::a::B::c",
        ),
        (
            "fn a::B::c(&self, x: u8)",
            "fn a::B::c(&self, y: u8)",
            "rust-arg-renamed crate::a::B::c",
        ),
        (
            "fn a::B::c(&self, name: &str, value: &str)",
            "fn a::B::c(&self, value: &str, name: &str)",
            "rust-args-reordered crate::a::B::c",
        ),
        (
            "fn a::B::c(self, x: impl Into<String>)",
            "fn a::B::c(self, x: impl AsRef<str>)",
            "rust-arg-bound-changed crate::a::B::c",
        ),
        (
            "fn a::B::c(self) -> Result<u8, Error>",
            "fn a::B::c(self) -> impl Future<Output = Result<u8, Error>>",
            "rust-async-form-changed crate::a::B::c",
        ),
        (
            "fn a::B::c(self) -> Result<u8, Error>",
            "fn a::B::c(self) -> Result<u8, String>",
            "rust-error-type-changed crate::a::B::c",
        ),
        (
            "field a::B::c: u8",
            "field a::B::c: u16",
            "rust-item-changed crate::a::B::c",
        ),
        (
            "field a::B::c: u8",
            "field a::B::c: u8 [deprecated note=\"x\"]",
            "rust-deprecation-added crate::a::B::c",
        ),
        (
            "field a::B::c: u8 [deprecated note=\"x\"]",
            "field a::B::c: u8",
            "rust-deprecation-removed crate::a::B::c",
        ),
        (
            "field a::B::c: u8 [deprecated note=\"x\"]",
            "field a::B::c: u8 [deprecated note=\"y\"]",
            "rust-deprecation-changed crate::a::B::c",
        ),
        (
            "struct a::B",
            "struct a::B [non_exhaustive]",
            "rust-non-exhaustive-added crate::a::B",
        ),
        (
            "struct a::B [private_fields]",
            "struct a::B",
            "rust-non-exhaustive-removed crate::a::B",
        ),
        (
            "struct a::B [private_fields]",
            "struct a::B [non_exhaustive]",
            "rust-line-changed crate::a::B",
        ),
        (
            "struct a::B",
            "struct a::B\nfield a::B::c: u8",
            "rust-exhaustive-extended crate::a::B::c",
        ),
        (
            "struct a::B [non_exhaustive]",
            "struct a::B [non_exhaustive]\nfield a::B::c: u8",
            "rust-item-added crate::a::B::c",
        ),
        (
            "enum a::B",
            "enum a::B\nvariant a::B::C(u8)",
            "rust-exhaustive-extended crate::a::B::C",
        ),
        (
            "struct a::B",
            "struct a::B<T>",
            "rust-generics-changed crate::a::B",
        ),
        (
            "impl a::B: Eq + Foo<u8, X = Y>",
            "impl a::B: Eq",
            "rust-trait-impl-removed crate::a::B",
        ),
        (
            "impl a::B: Eq + Hash",
            "impl a::B: Eq",
            "rust-derive-removed crate::a::B",
        ),
        (
            "impl a::B: Send + Sync",
            "impl a::B: !Send + Sync",
            "rust-auto-trait-removed crate::a::B",
        ),
        (
            "impl a::B: Eq",
            "impl a::B: Eq + Hash",
            "rust-trait-impl-added crate::a::B",
        ),
        (
            "use Error = runtime::Error",
            "",
            "rust-reexport-removed crate::Error",
        ),
        (
            "use Error = runtime::Error",
            "use Error = runtime::Fault",
            "rust-item-changed crate::Error",
        ),
        (
            "const A: u8 = 1",
            "const A: u8 = 2",
            "rust-const-value-changed crate::A",
        ),
        (
            "const A: u8 = 1",
            "const A: u16 = 1",
            "rust-item-changed crate::A",
        ),
        (
            "feature a = [runtime/a]",
            "",
            "cargo-feature-removed feature:a",
        ),
        (
            "",
            "feature a = [runtime/a]",
            "cargo-feature-added feature:a",
        ),
        (
            "feature default = [a, b]",
            "feature default = [a]",
            "cargo-feature-removed feature:default",
        ),
        (
            "feature default = [a]",
            "feature default = [a, b]",
            "cargo-feature-added feature:default",
        ),
        (
            "crate rust-version = 1.88",
            "crate rust-version = 1.90",
            "cargo-msrv-raised package:rust-version",
        ),
        (
            "crate rust-version = 1.90",
            "crate rust-version = 1.88",
            "rust-line-changed package:rust-version",
        ),
        (
            "crate name = a",
            "crate name = b",
            "package-renamed package:name",
        ),
        (
            "fn a::B::c(&self)",
            "fn a::B::c(&self) [feature=x]",
            "rust-item-added crate::a::B::c\nrust-item-removed crate::a::B::c",
        ),
        (
            "type a::T = u8\ntype a::U = a::T\nfn a::B::c(&self, x: u8)",
            "type a::T = u8\ntype a::U = a::T\nfn a::B::c(&self, x: a::U)",
            "rust-line-changed crate::a::B::c",
        ),
        ("fn    a::B::c(&self)", "fn a::B::c(&self)", ""),
        ("# a remark\n", "", ""),
    ];
    let mut spoken = BTreeSet::new();
    for (old, new, expected) in cases {
        let changes = by_generator(old, new);
        assert_eq!(shown(&changes), *expected, "{old} → {new}");
        spoken.extend(changes.into_iter().map(|it| it.rule));
    }
    let is_surface = |when: &When| when.change == Transition::Surface;
    let rules = rules();
    let silent = rules
        .iter()
        .filter(|rule| rule.when.iter().all(is_surface) && !spoken.contains(&rule.id));
    let silent: Vec<_> = silent.map(|rule| &rule.id).collect();
    assert!(silent.is_empty(), "no case reports these rules: {silent:?}");
}

#[test]
fn reported_rules_exist() {
    let old = "fn a::B::c(&self)\nimpl a::B: Eq + Send + Foo\nconst A: u8 = 1\nstruct a::B";
    for change in by_generator(old, "const A: u8 = 2\nstruct a::B [non_exhaustive]") {
        assert!(rules().get(&change.rule).is_some(), "{}", change.rule);
        assert_eq!(change.origin, Origin::Generator);
    }
}

#[test]
fn one_cause_is_one_entry() {
    let many = "fn a::A::send(self)\nfn b::B::send(self)\nimpl a::A: Eq\nimpl b::B: Eq\n";
    let more = "fn a::A::send(self)\nfn b::B::send(self)\nfn a::A::wait(self)\nfn b::B::wait(self)\n\
                impl a::A: Eq + Hash\nimpl b::B: Eq + Hash\n";
    let changes = by_generator(many, more);
    assert_eq!(
        shown(&changes),
        "rust-item-added crate::*::wait\nrust-trait-impl-added crate::*"
    );
    assert!(changes.iter().all(|change| change.rust.items.len() == 2));
    assert!(
        changes[1].message.contains("`Hash`"),
        "{}",
        changes[1].message
    );
}

#[test]
fn parts_of_new_and_removed_items_have_no_entry() {
    let new = "mod a\nstruct a::B\nfield a::B::c: u8\nimpl a::B: Eq\nfn a::B::d(&self)\n";
    for (old, new, subject) in [
        ("", new, "rust-item-added crate::a"),
        (new, "", "rust-item-removed crate::a"),
    ] {
        let changes = by_generator(old, new);
        assert_eq!(shown(&changes), subject);
        assert_eq!(changes[0].rust.items.len(), 5);
    }
    let changes = by_generator("", "struct a::B\nimpl a::B: Eq");
    assert_eq!(shown(&changes), "rust-item-added crate::a::B");
    assert_eq!(changes[0].rust.items.len(), 2);
}

/// Items with subjects: each line is an item and, after `;`, its subject.
fn with_subjects(text: &str) -> Vec<Item> {
    let lines = text.lines().filter_map(|line| {
        let (line, subject) = line.split_once(';')?;
        let mut line = Item::parse(line)?;
        line.subject = (!subject.is_empty()).then(|| subject.trim().to_owned());
        Some(line)
    });
    lines.collect()
}

#[test]
fn items_are_listed_in_the_order_of_use() {
    let head = "\
        impl a::Model: Clone; Model
        impl a::ListThings: Clone; things.list
        field a::Model::x: u8; Model
        fn a::Model::new(x: u8) -> Self; Model
        fn a::Model::get(&self) -> u8; Model
        struct a::Model; Model
        struct a::ListThings; things.list
        fn a::ListThings::send(self); things.list
        fn a::Things::list(&self) -> a::ListThings; things.list
        mod a; things";
    let surfaces = Surfaces {
        base: None,
        regenerated: Some(Vec::new()),
        head: with_subjects(&head.replace("        ", "")),
    };
    let mut changes = [about("things", by_generator("", "mod a").remove(0))];
    changes[0].rust.items.clear();
    assert_eq!(join(&mut changes, &surfaces, &rules()), []);
    let items = changes[0].rust.items.iter();
    let lines: Vec<_> = items.map(|it| it.item().text()).collect();
    assert_eq!(
        lines,
        [
            "mod a",
            "fn a::Things::list(&self) -> a::ListThings",
            "struct a::ListThings",
            "fn a::ListThings::send(self)",
            "struct a::Model",
            "fn a::Model::get(&self) -> u8",
            "fn a::Model::new(x: u8) -> Self",
            "field a::Model::x: u8",
            "impl a::ListThings: Clone",
            "impl a::Model: Clone",
        ]
    );
}

#[test]
fn removed_items_come_before_added_ones() {
    let old = "fn a::A::get(&self); a.get\nstruct a::Get; a.get\nfn a::Get::send(self); a.get\n";
    let new = "fn a::A::fetch(&self); a.fetch\nstruct a::Fetch; a.fetch\nfn a::Fetch::send(self); a.fetch\n";
    let surfaces = Surfaces {
        base: None,
        regenerated: Some(with_subjects(old)),
        head: with_subjects(new),
    };
    let mut changes = [about("a.fetch", by_generator("mod a", "").remove(0))];
    changes[0].rust.items.clear();
    changes[0].elements.extent = Extent::Path;
    changes[0].elements.others.extend(Subject::parse("a.get"));
    assert_eq!(join(&mut changes, &surfaces, &rules()), []);
    let items = changes[0].rust.items.iter();
    let lines: Vec<_> = items.map(|it| it.item().text()).collect();
    assert_eq!(
        lines,
        [
            "fn a::A::get(&self)",
            "fn a::A::fetch(&self)",
            "struct a::Get",
            "fn a::Get::send(self)",
            "struct a::Fetch",
            "fn a::Fetch::send(self)",
        ]
    );
}

#[test]
fn silent_changes_name_callers_that_no_longer_compile() {
    let swap = (
        "fn a::B::c(self, name: &str, value: &str)",
        "fn a::B::c(self, value: &str, name: &str)",
    );
    let breaks = "; some callers no longer compile: `a::B::d`, `a::B::e` and 1 more";
    let cases = [
        (
            "fn a::B::d(self, x: u8);t\n",
            "fn a::B::d(self, y: u8);t\n",
            "",
        ),
        (
            "fn a::B::d(self);t\nfn a::B::e(self);t\nfn a::B::f(self);t\n",
            "",
            breaks,
        ),
    ];
    for (old, new, suffix) in cases {
        let surfaces = Surfaces {
            base: None,
            regenerated: Some(with_subjects(old)),
            head: with_subjects(new),
        };
        let silent = about("t", by_generator(swap.0, swap.1).remove(0));
        let mut changes = [silent.clone()];
        assert_eq!(join(&mut changes, &surfaces, &rules()), []);
        let [change] = changes;
        assert_eq!(change.message, format!("{}{suffix}", silent.message));
        let severity = if suffix.is_empty() {
            RustSeverity::Silent
        } else {
            RustSeverity::Major
        };
        assert_eq!(
            (change.class, change.rust.severity),
            (Class::Silent, severity)
        );
    }
}

#[test]
fn items_without_subjects_are_matched_by_name() {
    let removed = |subject| about(subject, by_generator("fn a::B::c(&self)", "").remove(0));
    let mut changes = ["things.get", "things.get_all", "Thing.key"].map(removed);
    for change in &mut changes {
        change.rust.items.clear();
    }
    let surfaces = Surfaces {
        base: Some(parse([
            "mod a\nstruct a::Thing [non_exhaustive]\nfield a::Thing::key: u8\nstruct a::GetThing\n\
             fn a::GetThing::send(self)\nstruct a::GetAllThings\nstruct a::GetAllThingsParams\n\
             fn a::Things::get_all(&self) -> a::GetAllThings\n",
        ])),
        regenerated: None,
        head: with_subjects("mod a;things\nstruct a::Thing [non_exhaustive];Thing\n"),
    };
    assert_eq!(join(&mut changes, &surfaces, &rules()), []);
    let items = changes.map(|change| {
        let paths = change.rust.items.iter().map(RustItem::path);
        paths.collect::<Vec<_>>().join(" ")
    });
    assert_eq!(
        items,
        [
            "a::GetThing a::GetThing::send",
            "a::Things::get_all a::GetAllThings a::GetAllThingsParams",
            "a::Thing::key",
        ]
    );
}

#[test]
fn changes_explain_items_up_to_their_severity() {
    let lines = |text: &str| {
        let mut lines = parse([text]);
        for line in &mut lines {
            line.subject = Some("things.list".to_owned());
        }
        lines
    };
    let surfaces = Surfaces {
        base: None,
        regenerated: Some(lines("fn a::A::list(&self)")),
        head: lines("fn a::A::list(&self, all: bool)"),
    };
    // Two entries for the subject: one as severe as the difference, one less severe.
    let severe = by_generator("fn a::A::list(&self)", "").remove(0);
    let mild = by_generator("", "fn a::A::list(&self)").remove(0);
    for (change, explains) in [(severe, true), (mild, false)] {
        let mut changes = [about("things.list", change)];
        let items = changes[0].rust.items.len();
        let own = join(&mut changes, &surfaces, &rules());
        assert_eq!(own.is_empty(), explains);
        assert_eq!(changes[0].rust.items.len(), items + usize::from(explains));
        for change in own {
            assert_eq!(
                (change.class, change.origin),
                (Class::Breaking, Origin::Spec)
            );
        }
    }
}

#[test]
fn swapped_arguments_of_one_type_are_a_silent_change() {
    let changes = by_generator(
        "fn a::B::extra_header(self, name: &str, value: &str) -> Self",
        "fn a::B::extra_header(self, value: &str, name: &str) -> Self",
    );
    let found: Vec<_> = changes.iter().map(|it| (it.class, it.bump)).collect();
    assert_eq!(found, [(Class::Silent, Bump::Major)]);
    assert!(changes[0].blocks());
}
