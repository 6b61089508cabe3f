//! Versions required by successive pull requests.

use super::repository::Repository;
use std::fs;

/// The change of a pull request.
#[derive(Debug, Clone, Copy)]
enum Edit {
    Nothing,
    Addition,
    Break,
}

impl Edit {
    /// Edits the spec. `number` makes each edit unique.
    fn apply(self, repository: &Repository, number: usize) {
        let field = format!("f{number}: {{type: string, docs: New.}}");
        match self {
            Self::Nothing => {}
            Self::Addition => repository.edit(
                "resources/senders.yaml",
                "      comments: {",
                &format!("      {field}\n      comments: {{"),
            ),
            Self::Break => repository.edit(
                "resources/domains.yaml",
                "    query:\n",
                &format!("    query:\n      r{field}\n").replace("{type", "{required: true, type"),
            ),
        }
    }
}

/// Commits the working tree to `main`.
fn land(repository: &Repository) {
    repository.git(&["add", "--all"]);
    repository.git(&[
        "commit",
        "--quiet",
        "--allow-empty",
        "--message",
        "A pull request",
    ]);
    repository.git(&["branch", "--force", "main"]);
}

#[test]
fn versions_cover_the_changes_they_were_raised_for() {
    use Edit::{Addition, Break, Nothing};
    // An edit, the version of the branch, and the required version if it differs.
    type Step<'a> = (Edit, &'a str, Option<&'a str>);
    let stories: &[(&str, &[Step<'_>])] = &[
        (
            "1.2.0",
            &[
                (Addition, "1.2.0", Some("1.3.0")),
                (Addition, "1.3.0-dev", None),
                (Addition, "1.3.0-dev", None),
                (Break, "1.3.0-dev", Some("2.0.0")),
                (Break, "2.0.0-dev", None),
                (Break, "2.0.0-dev", None),
                (Addition, "2.0.0-dev", None),
                (Nothing, "2.0.0", None),
                (Addition, "2.0.0", Some("2.1.0")),
                (Addition, "2.1.0", None),
            ],
        ),
        (
            "1.3.0-dev",
            &[
                (Addition, "1.3.0-dev", None),
                (Nothing, "1.3.0", None),
                (Nothing, "1.3.0", None),
                (Break, "1.3.0", Some("2.0.0")),
                (Break, "1.4.0-dev", Some("2.0.0")),
                (Break, "2.0.0", None),
            ],
        ),
        (
            "0.1.0",
            &[
                (Addition, "0.1.0", Some("0.1.1")),
                (Addition, "0.1.1-dev", None),
                (Addition, "0.1.1-dev", None),
                (Break, "0.1.1-dev", Some("0.2.0")),
                (Break, "0.2.0-dev", None),
                (Break, "0.2.0-dev", None),
                (Nothing, "0.2.0", None),
                (Break, "0.2.0", Some("0.3.0")),
                (Break, "0.3.0", None),
            ],
        ),
    ];
    for (first, steps) in stories {
        let repository = Repository::new();
        repository.edit("api.yaml", "version: 0.1.0", &format!("version: {first}"));
        repository.generate();
        land(&repository);
        let mut version = (*first).to_owned();
        for (number, (edit, head, needed)) in steps.iter().enumerate() {
            edit.apply(&repository, number);
            repository.edit(
                "api.yaml",
                &format!("version: {version}\n"),
                &format!("version: {head}\n"),
            );
            repository.generate();
            let json = repository.diff(&["--format", "json"]).stdout;
            let report: serde_json::Value = serde_json::from_str(&json).unwrap();
            let context = format!(
                "{version} → {head}, {edit:?}, step {number}: {}",
                report["version"]
            );
            assert_eq!(
                report["version"]["sufficient"],
                needed.is_none(),
                "{context}"
            );
            let mut changes = report["changes"].as_array().unwrap().iter();
            let fault = changes.find(|change| change["rule"] == "version-bump-insufficient");
            assert!(fault.is_none_or(|it| it["kind"] == "version"), "{context}");
            let advice = fault.map(|fault| fault["migration"].as_str().unwrap().to_owned());
            let expected = needed.map(|needed| {
                format!(
                    "Set `version: {needed}` in line 2 of `spec/api.yaml`, or `{needed}-dev` between releases, and run \
                     `cargo xtask generate`."
                )
            });
            assert_eq!(advice, expected, "{context}");
            if needed.is_some() {
                // The pull request is not merged.
                repository.git(&["checkout", "--", "spec", "generated"]);
            } else {
                version = (*head).to_owned();
                land(&repository);
            }
        }
    }
}

#[test]
fn decreased_versions_get_the_line_to_fix() {
    let repository = Repository::new();
    repository.edit("api.yaml", "version: 0.1.0", "version: 0.1.0-rc.1");
    repository.generate();
    let text = repository.diff(&[]).stdout;
    assert!(text.contains("(version-decreased)"), "{text}");
    assert!(
        text.contains(
            "    fix: Set `version: 0.1.0` in line 2 of `spec/api.yaml`, and run `cargo xtask generate`.\n"
        ),
        "{text}"
    );
}

/// A change of the generator can require a higher version than the spec, and elements are removed in that version.
#[test]
fn changes_of_the_generator_count_for_tombstones() {
    let repository = Repository::new();
    let listing = repository.folder().join("generated/api/rust/senders.txt");
    let text = fs::read_to_string(&listing).unwrap();
    fs::write(&listing, format!("{text}const  senders::FORMER: u8 = 1\n")).unwrap();
    land(&repository);
    repository.edit(
        "resources/senders.yaml",
        "      comments: {",
        "      remarks: {rust_name: comments, ",
    );
    repository.generate();
    let report = repository.diff(&[]).stdout;
    assert!(report.contains("next version must be 0.2.0"), "{report}");
    let tombstone =
        "- name: Sender.comments\n           kind: field\n           removed_in: 0.2.0\n";
    assert!(report.contains(tombstone), "{report}");
}
