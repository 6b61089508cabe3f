//! Diagnostics of the spec format: each `diagnostics/<CODE>….yaml` violates a rule, and the `.stderr` file next to it is the
//! expected report.
//!
//! A fixture is a whole spec in one file, split at lines such as `#--- resources/things.yaml`; the text before the first
//! such line describes the error. A default `api.yaml` is added to fixtures without one. A fixture with a file `openapi.yaml`
//! or `openapi.json` is an OpenAPI document to import, and one with a file `import.lock` is the lock file of an import.
//!
//! `diagnostics/accepted/` has valid specs that resemble invalid ones, and `diagnostics/warned/` valid specs with warnings.
//!
//! `BLESS=1 cargo test -p clientwright-codegen --test diagnostics` rewrites the expected reports. Read the difference, and
//! check that each report is enough to fix its spec.

use clientwright_codegen::check::check;
use clientwright_codegen::diag::{CODES, Diagnostic, LINTS, Report};
use clientwright_codegen::import;
use clientwright_codegen::ir::Constraints;
use clientwright_codegen::source::Sources;
use clientwright_codegen::spec::{ledger, load};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const API: &str = "name: demo\nversion: 0.1.0\ntitle: Demo\nservers: [https://api.example.com]\n";

/// The spec in a fixture or in an example of an explain page.
fn split(fixture: &str) -> Sources {
    let parts = fixture.split("#--- ").skip(1).map(|part| {
        let (path, text) = part
            .split_once('\n')
            .expect("a path and a line feed after `#--- `");
        (path.to_owned(), text.to_owned())
    });
    let mut files: BTreeMap<_, _> = parts.collect();
    if files
        .keys()
        .any(|path| is_document(path) || path == import::LOCK_FILE)
    {
        return Sources::new("", files);
    }
    if !files.keys().any(|path| path.starts_with("api.")) {
        files.insert("api.yaml".to_owned(), API.to_owned());
    }
    Sources::new("spec", files)
}

/// Whether a file is the root of an OpenAPI document.
fn is_document(path: &str) -> bool {
    path.starts_with("openapi.")
}

/// The report for a spec or document; empty if it is valid.
fn check_spec(sources: &Sources) -> Report {
    if let Some((_, root, _)) = sources.files().find(|(_, path, _)| is_document(path)) {
        return import::openapi(sources, root, &import::Options::default())
            .err()
            .unwrap_or_default();
    }
    if sources
        .files()
        .any(|(_, path, _)| path == import::LOCK_FILE)
    {
        return import::Lock::parse(sources).err().unwrap_or_default();
    }
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
        .map(|diagnostic| diagnostic.code.id())
        .collect()
}

/// The rendered report for a spec; an error if it has other codes than `id`, or lacks a location or a help line.
fn report_of(id: &str, fixture: &str) -> Result<String, String> {
    let sources = split(fixture);
    let report = check_spec(&sources);
    let text = report.render(&sources);
    if ids(&report) != BTreeSet::from([id]) {
        return Err(format!(
            "reports {:?} instead of {id} only:\n{text}",
            ids(&report)
        ));
    }
    check_rendered(&report.diagnostics(), &text, &sources)?;
    Ok(text)
}

/// Expects each diagnostic with its location and a help line in a rendered report.
fn check_rendered(
    diagnostics: &[&Diagnostic],
    text: &str,
    sources: &Sources,
) -> Result<(), String> {
    for diagnostic in diagnostics {
        let (line, column) = sources.line_column(diagnostic.span);
        let location = format!(
            "--> {}:{line}:{column}\n",
            sources.display_path(diagnostic.span.file)
        );
        let shown = text
            .split("\n\n")
            .find(|shown| shown.contains(&diagnostic.message) && shown.contains(&location));
        if !shown.is_some_and(|shown| shown.contains("= help: ")) {
            return Err(format!("lacks `{location}` or a help line in:\n{text}"));
        }
    }
    Ok(())
}

/// The rendered warnings about a valid spec.
fn warnings_of(fixture: &str) -> Result<String, String> {
    let sources = split(fixture);
    let checked = load(&sources).and_then(|spec| check(&spec));
    let (_, report) = checked.map_err(|report| report.render(&sources))?;
    let text = report.render(&sources);
    check_rendered(&report.warnings(), &text, &sources)?;
    Ok(text)
}

/// The files with an extension in a folder, by stem.
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
    compare(&report_of(id, &fixture)?, path)
}

/// Compares a report with the expected one next to its fixture.
fn compare(found: &str, path: &Path) -> Result<(), String> {
    let expected = path.with_extension("stderr");
    if std::env::var_os("BLESS").is_some() {
        assert!(
            std::env::var_os("CI").is_none(),
            "BLESS must not be set in CI"
        );
        return fs::write(expected, found).map_err(|error| error.to_string());
    }
    let wanted = fs::read_to_string(&expected)
        .unwrap_or_else(|_| "(missing; BLESS=1 writes it)\n".to_owned());
    if wanted == found {
        return Ok(());
    }
    Err(format!(
        "has a different report.\n--- expected\n{wanted}--- found\n{found}"
    ))
}

/// An explain page has a title, an example that violates its rule only, and a valid example.
fn check_page(id: &str, page: &str) -> Result<(), String> {
    if !page.starts_with(&format!("# {id}: ")) {
        return Err(format!("does not start with `# {id}: `"));
    }
    let examples: Vec<_> = page
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    let [wrong, fixed] = examples[..] else {
        return Err("does not have exactly a wrong and a fixed example".to_owned());
    };
    report_of(id, wrong).map_err(|error| format!("has a wrong example that {error}"))?;
    let sources = split(fixed);
    let report = check_spec(&sources);
    if report.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "has a fixed example with errors:\n{}",
            report.render(&sources)
        ))
    }
}

#[test]
fn the_base_of_a_comparison_may_use_renamed_keys() {
    let fixture = include_str!("diagnostics/E0016_every_key.yaml");
    let base = split(fixture).as_base();
    assert_eq!(check_spec(&base), Report::default());
    assert_eq!(ledger(&base).map(|it| it.removed.len()), Ok(1));
    // Other errors of a base are reported all the same.
    let wrong = split(&fixture.replace("min: 1", "mim: 1")).as_base();
    assert_eq!(ids(&check_spec(&wrong)), BTreeSet::from(["E0003"]));
}

#[test]
fn a_misplaced_file_is_checked_too() {
    let misplaced = "#--- resource/Things.yml\noperation: {list: {http: GET /things}}\n";
    let found = check_spec(&split(misplaced));
    assert_eq!(ids(&found), BTreeSet::from(["E0003", "E0009"]));
}

#[test]
fn every_fixture_has_its_report() {
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
fn accepted_specs_have_no_findings() {
    for (stem, path) in stems("diagnostics/accepted", "yaml") {
        let fixture = fs::read_to_string(path).expect("a fixture");
        assert_eq!(warnings_of(&fixture), Ok(String::new()), "{stem}");
    }
}

#[test]
fn warned_specs_have_their_warnings() {
    for (stem, path) in stems("diagnostics/warned", "yaml") {
        let fixture = fs::read_to_string(&path).expect("a fixture");
        let compared = warnings_of(&fixture).and_then(|found| compare(&found, &path));
        compared.unwrap_or_else(|error| panic!("{stem} {error}"));
    }
}

#[test]
fn every_lint_has_a_warning() {
    let fixture = include_str!("diagnostics/warned/all_lints.yaml");
    let (_, report) = load(&split(fixture))
        .and_then(|spec| check(&spec))
        .expect("a valid spec");
    let found: BTreeSet<_> = report.warnings().iter().map(|it| it.code).collect();
    assert_eq!(found, LINTS.iter().map(|lint| lint.code).collect());
}

#[test]
fn ignored_elements_are_not_part_of_the_api() {
    let fixture = include_str!("diagnostics/warned/all_lints.yaml");
    let (api, _) = load(&split(fixture))
        .and_then(|spec| check(&spec))
        .expect("a valid spec");
    let types: Vec<_> = api.types.iter().map(|ty| ty.name.as_str()).collect();
    assert_eq!(types, ["Thing", "Owner", "Named"]);
    assert_eq!(api.types[0].example, None);
    assert!(api.paginations.is_empty());
    let [order, limit] = &api.resources[0].operations[0].parameters[..] else {
        panic!("two parameters");
    };
    assert_eq!(order.field.constraints, Constraints::default());
    assert_eq!(order.field.default, None);
    assert_eq!(limit.field.example, None);
    assert!(limit.field.deprecated.is_some());
}

#[test]
fn findings_of_lints_are_ignored_in_the_base_of_a_comparison() {
    let fixture = include_str!("diagnostics/warned/all_lints.yaml");
    let (before, rest) = fixture.split_once("lints:").expect("levels");
    let (_, after) = rest.split_once("#---").expect("another file");
    let strict = format!("{before}#---{after}");
    assert_eq!(ids(&check_spec(&split(&strict))).len(), 5, "errors");
    let base = split(&strict).as_base();
    let (_, report) = load(&base)
        .and_then(|spec| check(&spec))
        .expect("a valid base");
    assert!(report.warnings().is_empty());
}

#[test]
fn every_code_and_every_report_has_a_fixture() {
    let fixtures = stems("diagnostics", "yaml");
    for code in CODES {
        assert!(
            fixtures.keys().any(|stem| stem.starts_with(code.id())),
            "no fixture violates {}",
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
