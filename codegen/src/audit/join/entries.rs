//! Items that differ although no change of the spec says why, as changes of their own: one entry for each cause.

use super::difference::Difference;
use super::meaning::Meaning;
use crate::audit::identity::change_id;
use crate::audit::report::{
    Bump, Cause, Change, Class, Direction, ItemChange, Locations, Policy, Rust, RustSeverity, Wire,
};
use crate::audit::rules::Rules;
use crate::surface::{Item, ItemKind};
use std::collections::{BTreeMap, BTreeSet};

/// What items must have in common to be one entry.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    meaning: Meaning,
    kind: &'static str,
    /// The last step of the path; the same method of many types is one thing. Empty where a trait is what they share.
    name: String,
    change: ItemChange,
}

/// The entries for some differences, each with what it means.
pub(super) fn entries(
    differences: &[(Difference, Vec<Meaning>)],
    cause: Cause,
    rules: &Rules,
) -> Vec<Change> {
    let wholes = Wholes::of(differences);
    let mut groups: BTreeMap<Group, Vec<&Difference>> = BTreeMap::new();
    let mut parts: BTreeMap<(ItemChange, &str), Vec<&Difference>> = BTreeMap::new();
    for (difference, meanings) in differences {
        let Some(line) = difference.line() else {
            continue;
        };
        if let Some(whole) = wholes.around(difference) {
            parts.entry(whole).or_default().push(difference);
            continue;
        }
        for meaning in meanings {
            let name = if meaning.about.is_empty() {
                line.name()
            } else {
                ""
            };
            let group = Group {
                meaning: meaning.clone(),
                kind: line.kind.word(),
                name: name.to_owned(),
                change: difference.change(),
            };
            groups.entry(group).or_default().push(difference);
        }
    }
    let with_parts = groups.into_iter().map(|(group, heads)| {
        let inside = heads.iter().filter_map(|it| it.line());
        let inside = inside.filter_map(|line| parts.get(&(group.change, line.path.as_str())));
        let inside: Vec<_> = inside.flatten().copied().collect();
        entry(&group, &heads, &inside, cause, rules)
    });
    with_parts.collect()
}

/// What came or went and may have parts: the parts need no entries of their own.
struct Wholes<'a>(BTreeSet<(ItemChange, &'a str)>);

impl<'a> Wholes<'a> {
    fn of(differences: &'a [(Difference, Vec<Meaning>)]) -> Self {
        let all = differences.iter().filter_map(|(difference, _)| {
            let line = difference.line()?;
            let can_hold = matches!(
                line.kind,
                ItemKind::Module | ItemKind::Struct | ItemKind::Enum | ItemKind::Alias
            );
            let change = difference.change();
            (can_hold && change != ItemChange::Changed).then_some((change, line.path.as_str()))
        });
        Self(all.collect())
    }

    /// The outermost one that a difference is part of.
    fn around(&self, difference: &'a Difference) -> Option<(ItemChange, &'a str)> {
        let line = difference.line()?;
        let path = line.path.as_str();
        let steps = path
            .match_indices("::")
            .filter_map(|(end, _)| path.get(..end));
        // The traits of a type stand under the type's own path.
        let own = (line.kind == ItemKind::Impl).then_some(path);
        let mut outer = steps.chain(own);
        outer.find_map(|step| self.0.get(&(difference.change(), step)).copied())
    }
}

/// One entry; `inside` is what came or went with the items it is about.
fn entry(
    group: &Group,
    heads: &[&Difference],
    inside: &[&Difference],
    cause: Cause,
    rules: &Rules,
) -> Change {
    let differences: Vec<_> = heads.iter().chain(inside).copied().collect();
    let rule = rules.get(group.meaning.rule);
    // A rule without a file would be one that nobody thought through, so the worst is assumed.
    let severity = rule.map_or(RustSeverity::Major, |rule| rule.rust);
    let bump = rule.map_or(Bump::Major, |rule| rule.bump);
    let policy = rule.map_or(Policy::Error, |rule| rule.policy);
    let what = rule.map_or(group.meaning.rule, |rule| rule.what.as_str());
    let migration = rule.map_or_else(String::new, |rule| rule.migration.clone());
    let subject = subject(group, heads);
    let side = |of: fn(&Difference) -> Option<&Item>| {
        let lines: Vec<_> = differences
            .iter()
            .filter_map(|it| of(it))
            .map(Item::text)
            .collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    };
    let (old, new) = (side(|it| it.old.as_ref()), side(|it| it.new.as_ref()));
    let about = match group.meaning.about.as_str() {
        "" => String::new(),
        about => format!(" `{about}`"),
    };
    let many = match heads.len() {
        1 => String::new(),
        count => format!(", {count} items"),
    };
    Change {
        id: change_id(group.meaning.rule, &subject, old.as_deref(), new.as_deref()),
        rule: group.meaning.rule.to_owned(),
        also: Vec::new(),
        class: class(severity),
        policy,
        bump,
        message: format!("{}:{about} `{subject}`{many}", what.trim_end_matches('.')),
        subject,
        kind: kind(group.kind).to_owned(),
        direction: Direction::None,
        wire: Wire::default(),
        rust: Rust {
            severity,
            items: differences.iter().map(|it| it.item()).collect(),
        },
        cause,
        affected_operations: Vec::new(),
        location: Locations::default(),
        lifecycle: None,
        approval: None,
        remarks: Vec::new(),
        migration,
        members: Vec::new(),
    }
}

/// The path of an item, or of what several have in common. It starts as no path of the spec does.
fn subject(group: &Group, heads: &[&Difference]) -> String {
    let mut paths = heads
        .iter()
        .filter_map(|it| it.line())
        .map(|line| line.path.as_str());
    let first = paths.next().unwrap_or_default();
    let start = match group.kind {
        "feature" => return format!("feature:{first}"),
        "crate" => return format!("package:{first}"),
        _ => "crate::",
    };
    // An item may differ in several variants, one for each feature.
    if paths.all(|path| path == first) {
        format!("{start}{first}")
    } else if group.name.is_empty() {
        format!("{start}*")
    } else {
        format!("{start}*::{}", group.name)
    }
}

fn class(severity: RustSeverity) -> Class {
    match severity {
        RustSeverity::Major => Class::Breaking,
        RustSeverity::Silent => Class::Silent,
        RustSeverity::Warning => Class::Deprecation,
        RustSeverity::Minor => Class::Additive,
        RustSeverity::Docs | RustSeverity::None => Class::Docs,
    }
}

/// What a reader calls an item of this kind.
fn kind(word: &str) -> &str {
    match word {
        "fn" => "function",
        "mod" => "module",
        "use" => "re-export",
        "type" => "type alias",
        "const" => "constant",
        "impl" => "trait implementation",
        "crate" => "package",
        other => other,
    }
}
