//! JSON reports conform to their schema.

#[path = "../../../codegen/tests/report/schema.rs"]
#[expect(
    dead_code,
    reason = "only the tests of codegen check that the schema has no unused parts"
)]
mod schema;

use super::repository::Repository;
use schema::Schema;
use serde_json::Value;
use std::sync::OnceLock;

/// Asserts that a report conforms to the schema.
pub fn assert_conforms(report: &Value) {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    let schema = SCHEMA.get_or_init(|| {
        let text = include_str!("../../../codegen/src/audit/report.schema.json");
        serde_json::from_str(text).unwrap()
    });
    let result = Schema::new(schema).validate(report);
    assert_eq!(result, Ok(()), "{report:#}");
}

#[test]
fn reports_conform_to_the_schema() {
    let repository = Repository::new();
    let report = |arguments: &[&str]| {
        let outcome = repository.diff(&[&["--format", "json"], arguments].concat());
        let report: Value = serde_json::from_str(&outcome.stdout).expect(&outcome.stderr);
        assert_conforms(&report);
        report
    };
    assert_eq!(report(&[])["changes"], Value::Array(Vec::new()));
    // A date past an end of life, an approved breaking change, and a filtered report.
    let later = report(&["--as-of", "2026-08-01"]);
    assert_eq!(later["changes"][0]["rule"], "eol-passed-still-present");
    repository.break_something();
    let id = repository.id_of("param-became-required");
    repository.diff(&[
        "--approve",
        &id,
        "--reason",
        "r",
        "--owner",
        "o",
        "--issue",
        "A-1",
        "--expires",
        "2026-03-01",
    ]);
    let approved = report(&["--only", "domains"]);
    assert_eq!(approved["changes"][0]["approval"]["issue"], "A-1");
    assert_eq!(report(&["--as-of", "2026-04-01"])["verdict"], "violation");
    // A folder has no commit.
    let folder = repository.spec();
    assert_eq!(
        report(&["--base", &folder.to_string_lossy()])["base"]["sha"],
        Value::Null
    );
    // A base with an invalid spec is compared by its listing.
    repository.git(&["stash", "--include-untracked"]);
    repository.git(&["checkout", "--quiet", "main"]);
    repository.edit("api.yaml", "title: Mail", "title: [Mail");
    repository.commit("Break the spec");
    repository.git(&["checkout", "--quiet", "-B", "feature"]);
    repository.edit("api.yaml", "title: [Mail", "title: Mail");
    assert_eq!(report(&[])["version"]["base"], "");
}
