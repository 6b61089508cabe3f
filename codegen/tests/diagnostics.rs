//! Every rule of the spec format, broken: `diagnostics/<CODE>….yaml` and beside it the report that it must give.
//!
//! A fixture is a whole spec in one file, cut at lines such as `#--- resources/things.yaml`; what stands before the
//! first one says what is wrong. An `api.yaml` is supplied where a fixture does not need its own.
//!
//! `diagnostics/accepted/` holds what must pass although it looks like one of them.
//!
//! `BLESS=1 cargo test -p clientwright-codegen --test diagnostics` writes the reports anew. Read the difference as one
//! who has to mend a spec with nothing else at hand.

use clientwright_codegen::check::check;
use clientwright_codegen::diag::{CODES, Report};
use clientwright_codegen::source::Sources;
use clientwright_codegen::spec::{ledger, load};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const API: &str = "name: demo\nversion: 0.1.0\ntitle: Demo\nservers: [https://api.example.com]\n";

/// The spec that a fixture, or an example of an explanation, holds.
fn split(fixture: &str) -> Sources {
    let parts = fixture.split("#--- ").skip(1).map(|part| {
        let (path, text) = part
            .split_once('\n')
            .expect("a path and a line feed behind `#--- `");
        (path.to_owned(), text.to_owned())
    });
    let mut files: BTreeMap<_, _> = parts.collect();
    if !files.keys().any(|path| path.starts_with("api.")) {
        files.insert("api.yaml".to_owned(), API.to_owned());
    }
    Sources::new("spec", files)
}

/// What is wrong with a spec; nothing, when it passes.
fn findings(sources: &Sources) -> Report {
    load(sources)
        .and_then(|spec| check(&spec))
        .err()
        .unwrap_or_default()
}

/// The ids of the codes in a report.
fn ids(report: &Report) -> BTreeSet<&'static str> {
    report
        .diagnostics()
        .iter()
        .map(|finding| finding.code.id())
        .collect()
}

/// The report that a spec gives; `Err` when it names other rules, or leaves a place or a way out unsaid.
fn report_of(id: &str, fixture: &str) -> Result<String, String> {
    let sources = split(fixture);
    let report = findings(&sources);
    let text = report.render(&sources);
    if ids(&report) != BTreeSet::from([id]) {
        return Err(format!(
            "gives {:?} rather than {id} alone:\n{text}",
            ids(&report)
        ));
    }
    for finding in report.diagnostics() {
        let (line, column) = sources.line_column(finding.span);
        let place = format!(
            "--> {}:{line}:{column}\n",
            sources.display_path(finding.span.file)
        );
        let shown = text
            .split("\n\n")
            .find(|shown| shown.contains(&finding.message) && shown.contains(&place));
        if !shown.is_some_and(|shown| shown.contains("= help: ")) {
            return Err(format!(
                "does not show `{place}` or a help line in:\n{text}"
            ));
        }
    }
    Ok(text)
}

/// The fixtures or reports in a folder, by stem.
fn stems(folder: &str, extension: &str) -> BTreeMap<String, PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let paths = fs::read_dir(folder)
        .expect("the folder of the fixtures")
        .map(|entry| entry.expect("an entry").path());
    let paths = paths.filter(|path| path.extension().is_some_and(|it| it == extension));
    paths
        .map(|path| {
            (
                path.file_stem()
                    .expect("a stem")
                    .to_string_lossy()
                    .into_owned(),
                path,
            )
        })
        .collect()
}

fn check_fixture(stem: &str, path: &Path) -> Result<(), String> {
    let id = stem.split('_').next().unwrap_or(stem);
    let fixture = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let found = report_of(id, &fixture)?;
    let expected = path.with_extension("stderr");
    if std::env::var_os("BLESS").is_some() {
        assert!(
            std::env::var_os("CI").is_none(),
            "reports are blessed by a person who reads them, not by CI"
        );
        return fs::write(expected, found).map_err(|error| error.to_string());
    }
    let wanted = fs::read_to_string(&expected)
        .unwrap_or_else(|_| "(none yet; BLESS=1 writes it)\n".to_owned());
    if wanted == found {
        return Ok(());
    }
    Err(format!(
        "gives another report.\n--- expected\n{wanted}--- found\n{found}"
    ))
}

/// A page has its title, an example that breaks its rule and no other, and one that breaks none.
fn check_page(id: &str, page: &str) -> Result<(), String> {
    if !page.starts_with(&format!("# {id}: ")) {
        return Err(format!("does not begin with `# {id}: `"));
    }
    let examples: Vec<_> = page
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    let [wrong, mended] = examples[..] else {
        return Err("has not exactly a wrong and a mended example".to_owned());
    };
    report_of(id, wrong).map_err(|flaw| format!("has a wrong example that {flaw}"))?;
    let sources = split(mended);
    let report = findings(&sources);
    if report.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "has a mended example that is wrong:\n{}",
            report.render(&sources)
        ))
    }
}

#[test]
fn an_older_spec_may_have_the_former_keys() {
    let fixture = include_str!("diagnostics/E0016_every_key.yaml");
    let older = split(fixture).with_renamed_keys();
    assert_eq!(findings(&older), Report::default());
    assert_eq!(ledger(&older).map(|it| it.removed.len()), Ok(1));
    // The other mistakes of an older spec are reported all the same.
    let wrong = split(&fixture.replace("min: 1", "mim: 1")).with_renamed_keys();
    assert_eq!(ids(&findings(&wrong)), BTreeSet::from(["E0003"]));
}

#[test]
fn a_file_of_a_wrong_name_is_read_for_its_mistakes() {
    let wrong_twice = "#--- resource/Things.yml\noperation: {list: {http: GET /things}}\n";
    let found = findings(&split(wrong_twice));
    assert_eq!(ids(&found), BTreeSet::from(["E0003", "E0009"]));
}

#[test]
fn every_fixture_gives_its_report() {
    let failures: Vec<_> = stems("diagnostics", "yaml")
        .iter()
        .filter_map(|(stem, path)| Some(format!("{stem} {}", check_fixture(stem, path).err()?)))
        .collect();
    assert!(
        failures.is_empty(),
        "{}\n{} fixtures failed",
        failures.join("\n\n"),
        failures.len()
    );
}

#[test]
fn what_is_accepted_gives_none() {
    for (stem, path) in stems("diagnostics/accepted", "yaml") {
        let sources = split(&fs::read_to_string(path).expect("a fixture"));
        let report = findings(&sources);
        assert!(
            report.is_empty(),
            "{stem} is sound, but:\n{}",
            report.render(&sources)
        );
    }
}

#[test]
fn every_code_has_a_fixture_and_every_report_too() {
    let fixtures = stems("diagnostics", "yaml");
    for code in CODES {
        assert!(
            fixtures.keys().any(|stem| stem.starts_with(code.id())),
            "no fixture breaks {}",
            code.id()
        );
    }
    for stem in stems("diagnostics", "stderr").keys() {
        assert!(
            fixtures.contains_key(stem),
            "{stem}.stderr has no fixture; delete it"
        );
    }
}

#[test]
fn explain_pages_are_complete() {
    let failures: Vec<_> = CODES
        .iter()
        .filter_map(|code| {
            Some(format!(
                "the page of {} {}",
                code.id(),
                check_page(code.id(), code.explanation()).err()?
            ))
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{}\n{} pages failed",
        failures.join("\n\n"),
        failures.len()
    );
}
