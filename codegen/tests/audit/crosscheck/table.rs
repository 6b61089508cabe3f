//! What the tools do not notice, as a page of the docs.

use super::tools::Found;
use crate::case::rules;
use clientwright_codegen::audit::report::RustSeverity;
use std::collections::BTreeMap;

/// Whether the tools said anything at all of a change that is about a rule.
pub struct Row {
    rule: String,
    api: bool,
    semver: bool,
}

impl Row {
    pub fn new(rule: &str, found: &Found) -> Self {
        Self {
            rule: rule.to_owned(),
            api: !found.items.is_empty(),
            semver: !found.failures.is_empty(),
        }
    }
}

const HEAD: &str = "\
# Beside two other tools

Every case of the audit, in both directions, and every edit of a crate among its witnesses was also given to
cargo-public-api 0.52 and cargo-semver-checks 0.51, as rustdoc's JSON of the two generated crates. They found nothing that
the report lacks. The table has what they do not find: rules that callers notice, where a tool said nothing of any change
that is about the rule. A mark says that it noticed something, not that it told what; cargo-semver-checks was asked for
whatever a patch must not bring. Removed items are told by all three, and are not here.

`BLESS=1 cargo test -p clientwright-codegen --test audit -- --ignored other_tools` writes this page.

| rule | Rust | cargo-public-api | cargo-semver-checks |
|---|---|:-:|:-:|
";

/// The page.
pub fn table(rows: &[Row]) -> String {
    let mut seen: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for row in rows {
        let it = seen.entry(&row.rule).or_default();
        *it = (it.0 || row.api, it.1 || row.semver);
    }
    let mut lines = Vec::new();
    for (id, (api, semver)) in seen {
        let Some(rule) = rules().get(id) else {
            continue;
        };
        let severity = match rule.rust {
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
            std::cmp::Reverse(rule.rust),
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
