//! Excessive input: depth, aliases, names, errors and long strings.

use crate::{in_time, outcome, parsed, quoted, rejects, resource};

#[test]
fn deep_nesting_is_rejected() {
    for depth in [100, 10_000, 1_000_000] {
        rejects(
            "E0008",
            format!("docs: {}{}\n", "[".repeat(depth), "]".repeat(depth)),
        );
        rejects(
            "E0008",
            format!("docs: {}{}\n", "{a: ".repeat(depth), "}".repeat(depth)),
        );
        rejects("E000", format!("docs: {}\n", "[".repeat(depth)));
    }
    let block: String = (0..1_000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    rejects("E0008", block);
    rejects("E0008", format!("{}x\n", "- ".repeat(10_000)));
}

#[test]
fn nesting_near_the_limit_does_not_overflow_the_stack() {
    for depth in [20, 30, 40, 50, 55] {
        let value = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        let spec = format!(
            "operations:\n  get: {{http: GET /thing, query: {{q: {{type: string, example: {value}}}}}}}\n"
        );
        assert!(outcome(resource(spec)).is_err(), "a list is not a string");
    }
}

#[test]
fn deeply_nested_type_expressions_are_rejected() {
    for depth in [10, 1_000, 100_000, 1_000_000] {
        for (open, close) in [("[", "]"), ("{", "}")] {
            let ty = format!("{}string{}", open.repeat(depth), close.repeat(depth));
            let spec = format!("operations:\n  get: {{http: GET /thing, returns: \"{ty}\"}}\n");
            assert!(
                outcome(resource(spec)).is_err() || depth == 10,
                "a type with {depth} levels is valid, but rustc would reject it"
            );
        }
    }
}

#[test]
fn alias_bombs_are_rejected() {
    let levels = (1..12).map(|level| {
        format!(
            "  - &a{level} [{}]\n",
            vec![format!("*a{}", level - 1); 10].join(", ")
        )
    });
    rejects(
        "E0008",
        format!("docs:\n  - &a0 [x]\n{}", levels.collect::<String>()),
    );
    let maps = (1..12).map(|level| {
        let members: Vec<_> = (0..10)
            .map(|member| format!("k{member}: *a{}", level - 1))
            .collect();
        format!("  - &a{level} {{{}}}\n", members.join(", "))
    });
    rejects(
        "E0008",
        format!("docs:\n  - &a0 {{x: y}}\n{}", maps.collect::<String>()),
    );
    rejects("E000", "docs: &a [*a]\n");
    // A long string that is repeated costs more than its nodes.
    let text = "x".repeat(1 << 20);
    let repeats = vec!["*text"; 10_000].join(", ");
    rejects(
        "E000",
        format!("docs:\n  - &text {text}\n  - [{repeats}]\n"),
    );
}

#[test]
fn merge_keys_and_tags_are_rejected_or_ignored() {
    let spec = "operations:\n  get: &get {http: GET /thing}\n  list:\n    <<: *get\n";
    assert!(
        outcome(resource(spec)).is_err(),
        "the second operation is on the same path, or has an unknown key"
    );
    for tag in [
        "!!python/object/apply:os.system",
        "!include",
        "!env",
        "!!binary",
    ] {
        let _ = outcome(resource(format!(
            "docs: {tag} \"x\"\noperations:\n  get: {{http: GET /thing}}\n"
        )));
        let _ = outcome(resource(format!(
            "docs: {tag} [x]\noperations:\n  get: {{http: GET /thing}}\n"
        )));
    }
}

#[test]
fn large_files_are_rejected() {
    rejects("E0008", "# padding\n".repeat(500_000));
    rejects("E0008", format!("docs: {}\n", "x".repeat(5 << 20)));
}

/// `count` lines.
fn many(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn many_names_are_fast() {
    let values = many(20_000, |index| format!("v{index}, "));
    let spec = format!(
        "operations:\n  get: {{http: GET /thing, returns: Thing}}\ntypes:\n  Thing: {{enum: [{values}]}}\n"
    );
    outcome(resource(spec)).expect("an enum may have many values");
    let fields = many(10_000, |index| format!("      f{index}: i64\n"));
    let spec = format!(
        "operations:\n  get: {{http: GET /thing, returns: Thing}}\ntypes:\n  Thing:\n    fields:\n{fields}"
    );
    outcome(resource(spec)).expect("a model may have many fields");
    let operations = many(10_000, |index| {
        format!("  get_{index}: {{http: GET /things/{index}}}\n")
    });
    outcome(resource(format!("operations:\n{operations}")))
        .expect("a resource may have many operations");
}

#[test]
fn many_errors_are_fast() {
    rejects("E0003", many(20_000, |index| format!("k{index}: x\n")));
    rejects(
        "E0004",
        format!(
            "operations:\n{}",
            many(10_000, |_| "  get: {http: GET /thing}\n".to_owned())
        ),
    );
    let undefined = many(5_000, |index| {
        format!("  get_{index}: {{http: GET /things/{index}, returns: T{index}x}}\n")
    });
    rejects("E0010", format!("operations:\n{undefined}"));
}

#[test]
fn long_chains_of_types_do_not_overflow_the_stack() {
    const LENGTH: usize = 5_000;
    let links: [&dyn Fn(usize) -> String; 4] = [
        &|next| format!("{{fields: {{next: {{type: T{next}, required: true}}}}}}"),
        &|next| format!("{{type: T{next}}}"),
        &|next| format!("{{type: \"[T{next}]\"}}"),
        &|next| format!("{{one_of: {{next: T{next}, end: string}}}}"),
    ];
    for link in links {
        let chain = |last: usize| -> String {
            (0..LENGTH)
                .map(|index| {
                    format!(
                        "  T{index}: {}\n",
                        link(if index + 1 < LENGTH { index + 1 } else { last })
                    )
                })
                .collect()
        };
        let spec = |last: usize, end: &str| {
            format!(
                "operations:\n  get: {{http: GET /thing, returns: T0}}\ntypes:\n{}{end}",
                chain(last)
            )
        };
        let _ = outcome(resource(spec(
            LENGTH,
            &format!("  T{LENGTH}: {{enum: [a]}}\n"),
        )));
        let _ = outcome(resource(spec(0, "")));
    }
}

#[test]
fn long_strings_are_fast() {
    let word = "x".repeat(1 << 20);
    rejects("E0003", format!("? {word}\n: x\n"));
    rejects(
        "E0010",
        format!("operations:\n  get: {{http: GET /thing, returns: {word}}}\n"),
    );
    rejects(
        "E0007",
        format!("operations:\n  get: {{http: GET /thing, body: {{type: json, media: {word}}}}}\n"),
    );
    rejects(
        "E00",
        format!(
            "operations:\n  get: {{http: \"GET /{{{word}}}\"}}\npath_parameters: {{{word}y: string}}\n"
        ),
    );
    rejects(
        "E00",
        format!(
            "namespace: {}x\noperations:\n  get: {{http: GET /thing}}\n",
            "x.".repeat(100_000)
        ),
    );
    rejects(
        "E00",
        format!(
            "operations:\n  get: {{http: GET {}}}\n",
            "/{a}".repeat(100_000)
        ),
    );
    rejects(
        "E0040",
        format!("operations:\n  get: {{http: GET /thing, returns: \"[{word}\"}}\n"),
    );
}

#[test]
fn numbers_and_dates_at_the_edge_are_read_or_rejected() {
    for number in [
        "1e999",
        "-1e999",
        "99999999999999999999999999",
        "0x10",
        "0o17",
        "1_000",
        ".inf",
        "-.inf",
        ".nan",
        "-0",
        "1.",
        "١",
    ] {
        for key in [
            "minimum",
            "maximum",
            "multiple_of",
            "min_length",
            "default",
            "const",
            "example",
        ] {
            for ty in ["i32", "i64", "f64", "string"] {
                let field = format!("{{type: {ty}, {key}: {number}}}");
                let _ = outcome(resource(format!(
                    "operations:\n  get: {{http: GET /thing, query: {{q: {field}}}}}\n"
                )));
            }
        }
        let _ = outcome(resource(format!(
            "operations:\n  get: {{http: GET /thing, returns: {{type: string, status: {number}}}}}\n"
        )));
    }
    for date in [
        "-0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "0000-00-00",
        "2026-07-01T00:00:00Z",
        "2026-W01-1",
        "２０２６-01-01",
        "2026-1-1",
    ] {
        let _ = outcome(resource(format!(
            "operations:\n  get: {{http: GET /thing, deprecated: {{since: {date}}}}}\n"
        )));
    }
}

#[test]
fn many_references_are_fast() {
    let get = "operations:\n  get: {http: GET /thing, returns: Thing}\ntypes:\n";
    let fields = many(10_000, |index| format!("f{index}: i64, "));
    let names = many(10_000, |index| format!("f{index}, "));
    let replaced = many(10_000, |index| {
        format!("v{index}: {{deprecated: {{use: v{}}}}}, ", index + 1)
    });
    let variants = many(10_000, |index| format!("v{index}: Thing{}, ", index % 5));
    let models = many(5, |index| {
        format!("  Thing{index}: {{fields: {{kind: string}}}}\n")
    });
    let examples = many(10_000, |index| {
        format!("e{index}: {{type: Big, example: {{f9999: 1}}}}, ")
    });
    let mismatches = many(5_000, |index| {
        format!("e{index}: {{type: Words, default: w}}, ")
    });
    let words = many(5_000, |index| format!("v{index}, "));
    let undefined = many(1_000, |index| format!("e{index}: Tipe{index}, "));
    let defined = many(1_000, |index| format!("  Type{index}: {{enum: [a]}}\n"));
    let queries = many(10_000, |index| format!("q{index}: string, "));
    let specs = [
        format!("{get}  Thing: {{enum: {{{replaced}}}}}\n"),
        format!("{get}  Thing: {{discriminator: kind, one_of: {{{variants}}}}}\n{models}"),
        format!("{get}  Thing: {{one_of: {{{variants}}}}}\n{models}"),
        format!("{get}  Big: {{fields: {{{fields}}}}}\n  Thing: {{fields: {{{examples}}}}}\n"),
        format!("{get}  Words: {{values: [{words}]}}\n  Thing: {{fields: {{{mismatches}}}}}\n"),
        format!("{get}  Thing: {{fields: {{{undefined}}}}}\n{defined}"),
        format!(
            "operations:\n  edit: {{http: PUT /thing, body: {{of: Thing, optional: [{names}]}}}}\ntypes:\n  Thing: {{fields: {{{fields}}}}}\n"
        ),
        format!("operations:\n  get: {{http: GET /thing, query: {{{queries}}}}}\n"),
    ];
    for spec in specs {
        let _ = outcome(resource(spec));
    }
}

#[test]
fn long_docs_are_fast() {
    // Each is the start of a link, a tag, code or a table that does not end.
    for part in [
        "[",
        "<",
        "[a](",
        "[a](https://x.example.com",
        "[a](https://x.example.com \"b",
        "<https://x.example.com",
        "`",
        "` ``",
        "~",
        "| `|` ",
    ] {
        let docs = quoted(&part.repeat((200 << 10) / part.len()));
        let spec = format!("docs: {docs}\noperations:\n  get: {{http: GET /thing}}\n");
        let api = outcome(resource(spec)).expect("docs may be long");
        in_time(move || parsed::crate_of(&api));
    }
}

#[test]
fn long_patterns_are_fast() {
    // Each is the start of a count, a class, an escape or a group that does not end.
    for part in ["{", "{1", "[", "\\p{", "\\u{", "(", "(?<", "(?i", "a|"] {
        let pattern = quoted(&part.repeat((1 << 20) / part.len()));
        let _ = outcome(resource(format!(
            "operations:\n  get: {{http: GET /thing, query: {{q: {{type: string, pattern: {pattern}}}}}}}\n"
        )));
    }
}
