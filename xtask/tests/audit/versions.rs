//! Which version the changes of one pull request after the other need.

use super::repository::Repository;

/// What one pull request does to the API.
#[derive(Debug, Clone, Copy)]
enum Edit {
    Nothing,
    Addition,
    Break,
}

impl Edit {
    /// Edits the spec; each time anew, so that `number` tells the edits apart.
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

/// Puts what there is into `main`.
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
fn a_version_covers_what_it_was_made_for_and_no_more() {
    use Edit::{Addition, Break, Nothing};
    // From a version, an edit: the version that the branch has, and the one that it needs, where that is another one.
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
            let told = format!(
                "{version} → {head}, {edit:?}, step {number}: {}",
                report["version"]
            );
            assert_eq!(report["version"]["sufficient"], needed.is_none(), "{told}");
            let mut changes = report["changes"].as_array().unwrap().iter();
            let fault = changes.find(|change| change["rule"] == "version-bump-insufficient");
            assert!(fault.is_none_or(|it| it["kind"] == "version"), "{told}");
            let advice = fault.map(|fault| fault["migration"].as_str().unwrap().to_owned());
            let expected = needed.map(|needed| {
                format!(
                    "Set `version: {needed}` in line 2 of `spec/api.yaml`, or `{needed}-dev` between releases, and run \
                     `cargo xtask generate`."
                )
            });
            assert_eq!(advice, expected, "{told}");
            if needed.is_some() {
                // It does not go in.
                repository.git(&["checkout", "--", "spec", "generated"]);
            } else {
                version = (*head).to_owned();
                land(&repository);
            }
        }
    }
}

#[test]
fn a_version_that_goes_back_is_told_where_to_write_which() {
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
