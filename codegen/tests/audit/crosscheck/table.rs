//! The page with what the tools miss.

use super::tools::Found;
use crate::case::rules;
use clientwright_codegen::audit::report::{Change, RustSeverity};
use std::collections::BTreeMap;

/// Whether the tools reported anything for a change about a rule.
pub struct Row {
    rule: String,
    severity: RustSeverity,
    api: bool,
    semver: bool,
}

impl Row {
    pub fn new(rule: &str, changes: &[Change], found: &Found) -> Self {
        // What the rule means here; a rule that only stands beside another one means what it always does.
        let here = changes.iter().find(|change| change.rule == rule);
        let always = rules().get(rule).map(|rule| rule.rust);
        let severity = here.map(|change| change.rust.severity).or(always);
        Self {
            rule: rule.to_owned(),
            severity: severity.unwrap_or_default(),
            api: !found.items.is_empty(),
            semver: !found.failures.is_empty(),
        }
    }
}

const HEAD: &str = "\
# Comparison with other tools

All audit cases, in both directions, and all crate edits of the witnesses were also compared with cargo-public-api 0.52 and
cargo-semver-checks 0.51. Both read the rustdoc JSON of the two generated crates. They found nothing that the report lacks.

The table lists the rules that affect callers and that at least one of the tools misses. \"yes\" means that the tool reported
some change in a case of the rule, not that it named the change. cargo-semver-checks checked for a patch release, its
strictest setting. Rules that both tools detect, such as removed items, are not listed.

`BLESS=1 cargo test -p clientwright-codegen --test audit -- --ignored other_tools` rewrites this page.

| rule | Rust | cargo-public-api | cargo-semver-checks |
|---|---|:-:|:-:|
";

/// The page.
pub fn table(rows: &[Row]) -> String {
    let mut seen: BTreeMap<(RustSeverity, &str), (bool, bool)> = BTreeMap::new();
    // All crates were compared under the same name.
    for row in rows.iter().filter(|row| row.rule != "package-renamed") {
        let it = seen.entry((row.severity, &row.rule)).or_default();
        *it = (it.0 || row.api, it.1 || row.semver);
    }
    let mut lines = Vec::new();
    for ((rust, id), (api, semver)) in seen {
        let severity = match rust {
            RustSeverity::Major => "major",
            RustSeverity::Silent => "silent",
            RustSeverity::Warning => "warning",
            // What is new breaks nobody, so a tool that checks for breaks need not say it.
            RustSeverity::Minor | RustSeverity::Docs | RustSeverity::None => continue,
        };
        if api && semver {
            continue;
        }
        let mark = |seen: bool| if seen { "yes" } else { "—" };
        lines.push((
            std::cmp::Reverse(rust),
            format!(
                "| `{id}` | {severity} | {} | {} |\n",
                mark(api),
                mark(semver)
            ),
        ));
    }
    lines.sort();
    HEAD.to_owned() + &lines.into_iter().map(|(_, line)| line).collect::<String>()
}
