//! Changes for Rust items that are not linked to a change of the spec, grouped by cause.

use super::Matched;
use super::matching::RuleMatch;
use crate::audit::identity::change_id;
use crate::audit::report::{
    Bump, Change, Class, Direction, Elements, ItemChange, Locations, Origin, Policy, Rust,
    RustItem, RustSeverity, Wire,
};
use crate::audit::rules::Rules;
use crate::surface::{Item, ItemKind};
use std::collections::{BTreeMap, BTreeSet};

/// Common properties of the items of one change.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    rule_match: RuleMatch,
    kind: ItemKind,
    /// Last segment of the path, so that the same method of many types is one change; none for traits.
    name: Option<String>,
    change: ItemChange,
}

/// One change per group.
pub(super) fn entries(items: &[Matched], origin: Origin, rules: &Rules) -> Vec<Change> {
    let containers = Containers::of(items);
    let mut groups: BTreeMap<Group, Vec<&RustItem>> = BTreeMap::new();
    let mut contents: BTreeMap<(ItemChange, &str), Vec<&RustItem>> = BTreeMap::new();
    for (item, matches) in items {
        if let Some(container) = containers.around(item) {
            contents.entry(container).or_default().push(item);
            continue;
        }
        for rule_match in matches {
            let is_about_item = rule_match.trait_name.is_none();
            let group = Group {
                rule_match: rule_match.clone(),
                kind: item.kind(),
                name: is_about_item.then(|| item.item().name().to_owned()),
                change: item.change(),
            };
            groups.entry(group).or_default().push(item);
        }
    }
    let changes = groups.into_iter().map(|(group, items)| {
        let inside = items
            .iter()
            .filter_map(|item| contents.get(&(group.change, item.path())));
        let inside: Vec<_> = inside.flatten().copied().collect();
        entry(&group, &items, &inside, origin, rules)
    });
    changes.collect()
}

/// Added and removed items that can contain others, which then need no change of their own.
struct Containers<'a>(BTreeSet<(ItemChange, &'a str)>);

impl<'a> Containers<'a> {
    fn of(items: &'a [Matched]) -> Self {
        let containers = items.iter().filter(|(item, _)| {
            let can_contain = item.kind() == ItemKind::Module || item.kind().is_type();
            can_contain && item.change() != ItemChange::Changed
        });
        let keys = containers.map(|(item, _)| (item.change(), item.path()));
        Self(keys.collect())
    }

    /// The outermost container of an item.
    fn around(&self, item: &'a RustItem) -> Option<(ItemChange, &'a str)> {
        // The traits of a type have the path of the type.
        let own = (item.kind() == ItemKind::Impl).then_some(item.path());
        let mut paths = item.item().ancestors().chain(own);
        paths.find_map(|path| self.0.get(&(item.change(), path)).copied())
    }
}

/// The change of a group. `inside` are the contents of its items.
fn entry(
    group: &Group,
    items: &[&RustItem],
    inside: &[&RustItem],
    origin: Origin,
    rules: &Rules,
) -> Change {
    let all: Vec<_> = items.iter().chain(inside).copied().collect();
    let id = group.rule_match.rule;
    let rule = rules.get(id);
    // A rule without a file counts as breaking.
    let severity = rule.map_or(RustSeverity::Major, |rule| rule.rust);
    let bump = rule.map_or(Bump::Major, |rule| rule.bump);
    let policy = rule.map_or(Policy::Error, |rule| rule.policy);
    let what = rule.map_or(id, |rule| rule.what.as_str());
    let migration = rule.map_or_else(String::new, |rule| rule.migration.clone());
    let subject = subject(group, items);
    let texts = |side: fn(&RustItem) -> Option<&Item>| {
        let lines: Vec<_> = all
            .iter()
            .filter_map(|it| side(it))
            .map(Item::text)
            .collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    };
    let (old, new) = (texts(RustItem::before), texts(RustItem::after));
    let trait_name = match &group.rule_match.trait_name {
        Some(name) => format!(" `{name}`"),
        None => String::new(),
    };
    let many = match items.len() {
        1 => String::new(),
        count => format!(", {count} items"),
    };
    Change {
        id: change_id(id, &subject, old.as_deref(), new.as_deref()),
        rule: id.to_owned(),
        also: Vec::new(),
        class: class(severity),
        policy,
        bump,
        message: format!("{what}:{trait_name} `{subject}`{many}"),
        subject,
        kind: kind(group.kind).to_owned(),
        direction: Direction::None,
        wire: Wire::default(),
        rust: Rust {
            severity,
            items: all.into_iter().cloned().collect(),
        },
        origin,
        affected_operations: Vec::new(),
        affected_by_errors: Vec::new(),
        location: Locations::default(),
        lifecycle: None,
        approval: None,
        remarks: Vec::new(),
        migration,
        members: Vec::new(),
        elements: Elements::default(),
    }
}

/// Path of the item, or a pattern of the paths. Its prefix distinguishes it from paths of the spec.
fn subject(group: &Group, items: &[&RustItem]) -> String {
    let mut paths = items.iter().map(|it| it.path());
    let first = paths.next().unwrap_or_default();
    match (group.kind, &group.name) {
        (ItemKind::Feature, _) => format!("feature:{first}"),
        (ItemKind::Package, _) => format!("package:{first}"),
        // An item can differ under several features.
        _ if paths.all(|path| path == first) => format!("crate::{first}"),
        (_, None) => "crate::*".to_owned(),
        (_, Some(name)) => format!("crate::*::{name}"),
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

/// Name of a kind in reports.
fn kind(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Function => "function",
        ItemKind::Module => "module",
        ItemKind::Use => "re-export",
        ItemKind::Alias => "type alias",
        ItemKind::Constant => "constant",
        ItemKind::Impl => "trait implementation",
        ItemKind::Package => "package",
        ItemKind::Feature
        | ItemKind::Struct
        | ItemKind::Enum
        | ItemKind::Field
        | ItemKind::Variant
        | ItemKind::Static => kind.word(),
    }
}
