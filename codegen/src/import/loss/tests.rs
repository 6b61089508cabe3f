//! Rendering of reports.

use super::{ImportReport, Loss, Losses, ReportFormat};
use crate::diag::Report;
use crate::import::document::Document;
use crate::source::Sources;
use std::collections::{BTreeMap, BTreeSet};

const DOCUMENT: &str = "\
openapi: 3.1.0
paths:
  /pets/{id}:
    get:
      callbacks: {a: {}, \"b\\u202e|\": {}}
components:
  schemas: {$ref: other.yaml#/all}
";

fn with<T>(run: impl for<'d> Fn(&'d Document, Losses<'d>, &Sources) -> T) -> T {
    let files = [
        ("openapi.yaml", DOCUMENT),
        ("other.yaml", "all:\n  Pet: {not: {}}\n"),
    ];
    let files: BTreeMap<_, _> = files
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into();
    let sources = Sources::new("api", files);
    let mut report = Report::default();
    let document = Document::parse(&sources, "openapi.yaml", &mut report);
    let document = document.unwrap_or_else(|| panic!("{}", report.render(&sources)));
    run(&document, Losses::default(), &sources)
}

fn report() -> ImportReport {
    with(|document, mut losses, sources| {
        let get = document
            .root()
            .get("paths")
            .and_then(|it| it.get("/pets/{id}")?.get("get"));
        let callbacks = get.and_then(|it| it.get("callbacks")).expect("callbacks");
        let schemas = document
            .root()
            .get("components")
            .and_then(|it| it.get("schemas"))
            .expect("schemas");
        let not = document
            .resolve(schemas)
            .expect("a target")
            .get("Pet")
            .and_then(|it| it.get("not"));
        losses.add(Loss::IgnoredKeyword, not.expect("a keyword"), "`not`");
        for (key, node) in callbacks.entries().iter().rev() {
            losses.add(Loss::Callback, node, format!("`{}`\nof <b>", key.text));
            losses.add(Loss::Callback, node, format!("`{}`\nof <b>", key.text));
        }
        losses.decide(
            get.expect("an operation"),
            "`page` is a page number",
            "`page` and `per_page`",
        );
        losses.report(document, sources)
    })
}

#[test]
fn codes_are_distinct_and_texts_are_sentences() {
    let codes: BTreeSet<_> = Loss::ALL.iter().map(|it| it.code()).collect();
    assert_eq!(codes.len(), Loss::ALL.len());
    for loss in Loss::ALL {
        assert!(
            loss.code()
                .bytes()
                .all(|it| it.is_ascii_lowercase() || it == b'-')
        );
        for text in [loss.description(), loss.instead()] {
            assert!(
                text.ends_with('.') && text.starts_with(|c: char| c.is_uppercase()),
                "{text}"
            );
        }
    }
}

#[test]
fn text_has_every_loss_with_its_place() {
    let expected = "\
3 losses of 2 kinds, 1 decision

callback (2): A callback: a request that the API sends to a URL that it received from the client.
  instead: Nothing; the operation that starts the callbacks is complete.
  api/openapi.yaml:5:22 #/paths/~1pets~1{id}/get/callbacks/a
    `a` of <b>
  api/openapi.yaml:5:38 #/paths/~1pets~1{id}/get/callbacks/b\u{fffd}|
    `b\u{fffd}|` of <b>

ignored-keyword (1): A keyword of a schema or parameter that has no equivalent in the spec format.
  instead: The element without the keyword.
  api/other.yaml:2:14 other.yaml#/all/Pet/not
    `not`

decisions (1)
  api/openapi.yaml:5:7 #/paths/~1pets~1{id}/get
    `page` is a page number: `page` and `per_page`
";
    assert_eq!(report().render(ReportFormat::Text), expected);
}

#[test]
fn summaries_have_the_first_places() {
    let many = with(|document, mut losses, sources| {
        for _ in 0..2 {
            losses.add(Loss::Link, document.root(), "`a`");
        }
        for index in 0..5 {
            losses.add(Loss::Callback, document.root(), format!("`{index}`"));
        }
        losses.report(document, sources)
    });
    let summary = many.summary();
    assert!(
        summary.starts_with("6 losses of 2 kinds\n\ncallback (5)"),
        "{summary}"
    );
    assert!(
        summary.contains("`2`\n  … and 2 more\n\nlink (1)"),
        "{summary}"
    );
    assert_eq!(many.count(), 6);
    assert_eq!(ImportReport::default().summary(), "no losses\n");
}

#[test]
fn json_has_every_loss_and_decision() {
    let text = report().render(ReportFormat::Json);
    let json: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
    assert_eq!(json["count"], 3);
    assert_eq!(json["kinds"][0]["count"], 2);
    assert_eq!(
        json["losses"][1]["pointer"],
        "#/paths/~1pets~1{id}/get/callbacks/b\u{202e}|"
    );
    assert_eq!(json["losses"][2]["code"], "ignored-keyword");
    assert_eq!(json["losses"][2]["line"], 2);
    assert_eq!(json["decisions"][0]["reason"], "`page` and `per_page`");
}

#[test]
fn markdown_has_no_markup_of_the_document() {
    let text = report().render(ReportFormat::Markdown);
    assert!(
        text.starts_with("# Import report\n\n3 losses of 2 kinds, 1 decision\n\n# callback\n"),
        "{text}"
    );
    assert!(
        text.contains("| `api/other.yaml:2:14` | `other.yaml#/all/Pet/not` | `not` |\n"),
        "{text}"
    );
    assert!(
        text.contains("of \\<b>") && !text.contains('\u{202e}'),
        "{text}"
    );
    for line in text.lines().filter(|line| line.starts_with('|')) {
        let bars = line.replace("\\|", "").matches('|').count();
        assert!(bars == 4 || bars == 5, "{line}");
    }
}
