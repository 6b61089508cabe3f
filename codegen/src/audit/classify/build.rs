//! From a cause to its entry in the report.

use super::advice;
use super::affected::affected;
use super::entry::{id, kind_of};
use super::group::{Cause, ways};
use super::lifecycle::{AFTER, findings, lifecycle, reused};
use super::message::{Words, kind};
use super::prefix;
use super::rust_path::rust_path;
use super::severity::Severity;
use super::{Context, Sides};
use crate::audit::delta::Delta;
use crate::audit::facts::{Aspect, Facts, Kind, Value};
use crate::audit::identity::canonical;
use crate::audit::report::{
    Cause as MadeBy, Change, Class, Direction, Locations, Member, Policy, Rust, RustSeverity, Wire,
    WireSeverity,
};
use crate::audit::rules::Rule;
use crate::audit::subject::Subject;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::mem::discriminant;

/// The entry of a cause. None, where other entries say all of it.
pub(super) fn change(
    sides: &Sides<'_>,
    context: &Context<'_>,
    cause: &Cause<'_>,
) -> Option<Change> {
    let first = cause.deltas.first()?;
    let stated = cause.rules.iter().map(|(rule, subject)| (*rule, subject));
    let stated = stated.filter(|(rule, _)| !rule.hidden);
    let consequences = cause
        .consequences
        .iter()
        .filter(|(rule, _)| !rule.hidden)
        .copied();
    let following = consequences.clone().map(|(rule, it)| (rule, it.subject()));
    // The same difference elsewhere may be the worse one: of the body that takes its field from a model.
    let elsewhere = consequences.clone().filter(|(_, it)| is_same(first, it));
    let elsewhere = elsewhere.map(|(rule, it)| (rule, it.subject()));
    let unclaimed = cause.rules.is_empty();
    let rule = match worst(sides, stated.clone().chain(elsewhere)) {
        Some(rule) => rule,
        None if unclaimed => context.rules.get("unclassified-change")?,
        // Hidden, unless what follows from it is not.
        None => worst(sides, following.clone())?,
    };
    let severities = stated.clone().chain(following.clone());
    let severities = severities.map(|(rule, subject)| Severity::of(rule, sides, subject));
    // What is silent stays so next to what the compiler finds.
    let is_silent = |it: &Severity| it.class() == Class::Silent;
    let urgent = if severities.clone().any(|it| is_silent(&it)) {
        Class::Silent
    } else {
        Class::Docs
    };
    let mut severity = severities.fold(Severity::default(), Severity::or);
    if unclaimed {
        severity = severity.or(Severity::stated(rule));
    }
    let mut also: BTreeSet<&str> = stated
        .chain(following)
        .map(|(rule, _)| rule.id.as_str())
        .collect();
    // A new name that Rust does not see asks nothing of callers.
    let is_seen = rule.rust_follows.is_none() || severity.rust >= RustSeverity::Silent;
    let mut holding = Vec::new();
    for finding in cause
        .deltas
        .iter()
        .flat_map(|it| findings(sides, context, it))
        .chain(cause.parts.iter().filter_map(|it| reused(context, it)))
    {
        let Some(policy) = context.rules.get(finding.rule) else {
            continue;
        };
        severity = severity.or(Severity::stated(policy));
        if finding.rule == AFTER {
            // The promise was kept: what is left of the break is the crate's.
            severity.wire = WireSeverity::Lifecycle;
        }
        if also.insert(finding.rule) && policy.policy != Policy::None {
            holding.push(finding);
        }
    }
    also.remove(rule.id.as_str());
    let (old, new) = (cause.old.clone(), cause.new.clone());
    // Where several differ, the values name them.
    let of_one = aspect(first).filter(|one| cause.deltas.iter().all(|it| aspect(it) == Some(*one)));
    let was = rust_path(sides.base, &cause.subject);
    let is = rust_path(sides.head, &cause.subject);
    let words = Words {
        subject: &cause.subject,
        kind: kind(kind_of(sides, &cause.subject).or_else(|| kind_of(sides, first.subject()))),
        aspect: of_one,
        old: old.as_deref(),
        new: new.as_deref(),
        rust: (was.as_deref(), is.as_deref()),
    };
    let mut message = words.fill(&rule.message);
    let remarks = holding.iter().filter_map(|finding| {
        let value = finding.value.as_deref();
        let words = Words {
            old: value,
            new: value,
            ..words
        };
        let policy = context.rules.get(finding.rule)?;
        Some(words.fill(&policy.message))
    });
    let remarks: Vec<_> = remarks.collect();
    for remark in &remarks {
        message.push_str("; ");
        message.push_str(remark);
    }
    let mut migration = words.fill(if is_seen { &rule.migration } else { "" });
    // What travels both ways is gone for senders and for readers, and each has something to do.
    for other in twins(rule, &cause.rules) {
        if !migration.is_empty() {
            add_sentence(&mut migration, &words.fill(&other.migration));
        }
    }
    // What follows may be worse than its cause: an `Option` comes with a deprecation, a box with a new field. One of a
    // sort is told; the members name all.
    let stated = Severity::stated(rule).class();
    let mut told = BTreeSet::new();
    for (rule, it) in consequences.filter(|(_, it)| !is_same(first, it)) {
        let text = |value: &Option<Value>| value.as_ref().map(ToString::to_string);
        let (old, new) = match it {
            Delta::Changed { old, new, .. } => (text(old), text(new)),
            Delta::Removed { .. } => (None, None),
            _ => continue,
        };
        if Severity::of(rule, sides, it.subject()).class() < stated && told.insert(&rule.id) {
            let subject = it.subject();
            let was = rust_path(sides.base, subject);
            let is = rust_path(sides.head, subject);
            let words = Words {
                subject,
                aspect: aspect(it),
                rust: (was.as_deref(), is.as_deref()),
                old: old.as_deref(),
                new: new.as_deref(),
                ..words
            };
            message.push_str("; ");
            message.push_str(&words.fill(&rule.message));
            add_sentence(&mut migration, &words.fill(&rule.migration));
        }
    }
    add_sentence(&mut migration, &advice::of_deprecation(sides, first));
    // Of several differences that are told as one, each is approved.
    let merged = if cause.deltas.len() > 1 {
        &*cause.deltas
    } else {
        &[]
    };
    let values = canonical(
        (old.as_deref(), new.as_deref()),
        cause.parts.iter().chain(merged).copied(),
    );
    Some(Change {
        id: id(&rule.id, &cause.subject, values),
        rule: rule.id.clone(),
        also: also.into_iter().map(str::to_owned).collect(),
        class: severity.class().min(urgent),
        policy: severity.policy,
        bump: severity.bump,
        subject: cause.subject.to_string(),
        kind: words.kind.to_owned(),
        direction: direction(sides, cause, rule),
        wire: Wire {
            severity: severity.wire,
            aspect: of_one.map(|aspect| aspect.word().to_owned()),
            old,
            new,
        },
        rust: Rust {
            severity: severity.rust,
            items: Vec::new(),
        },
        cause: MadeBy::Spec,
        affected_operations: affected(sides, cause).into_iter().collect(),
        location: locations(sides, first),
        lifecycle: lifecycle(sides, first.subject()),
        approval: None,
        message,
        remarks,
        migration,
        members: cause
            .members
            .iter()
            .map(|member| Member {
                subject: member.to_string(),
                kind: kind(kind_of(sides, member)).to_owned(),
            })
            .collect(),
    })
}

/// Adds what is not said yet.
fn add_sentence(text: &mut String, sentence: &str) {
    if text.contains(sentence) {
        return;
    }
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(sentence);
}

/// The rule that speaks for a change: the one that makes it as urgent as it is; of two that are as bad, the first.
fn worst<'a>(
    sides: &Sides<'_>,
    claims: impl Iterator<Item = (&'a Rule, &'a Subject)>,
) -> Option<&'a Rule> {
    let worst = claims.min_by_key(|(rule, subject)| {
        let severity = Severity::of(rule, sides, subject);
        (severity.class(), Reverse(severity))
    });
    worst.map(|(rule, _)| rule)
}

/// Whether two differences are the same one of two parts.
fn is_same(one: &Delta, other: &Delta) -> bool {
    match (one, other) {
        (Delta::Changed { aspect, .. }, Delta::Changed { aspect: other, .. }) => aspect == other,
        // A type that goes with what used it is no other part of the same sort.
        _ => {
            discriminant(one) == discriminant(other)
                && one.subject().is_type() == other.subject().is_type()
        }
    }
}

/// The rules that say of the other direction what a rule says of one.
fn twins<'a>(rule: &'a Rule, claims: &'a [(&Rule, Subject)]) -> impl Iterator<Item = &'a Rule> {
    let rules = claims.iter().map(|(other, _)| *other);
    rules.filter(|other| {
        !other.hidden && other.rust == rule.rust && other.direction != rule.direction
    })
}

/// What of its subject differs.
fn aspect(delta: &Delta) -> Option<Aspect> {
    match delta {
        Delta::Changed { aspect, .. } => Some(*aspect),
        _ => None,
    }
}

fn direction(sides: &Sides<'_>, cause: &Cause<'_>, rule: &Rule) -> Direction {
    if rule.direction == Direction::None {
        return Direction::None;
    }
    let deltas = cause.deltas.iter().chain(&cause.touched);
    let ways: BTreeSet<_> = deltas.flat_map(|delta| ways(sides, delta)).collect();
    let both = ways.contains(&Direction::Request) && ways.contains(&Direction::Response);
    // A part of the service or of an operation travels as its rule says.
    let typed = kind_of(sides, &cause.subject).is_some_and(|kind| {
        kind.is_type() || matches!(kind, Kind::Field | Kind::Value | Kind::Variant)
    });
    match rule.direction {
        _ if typed && both => Direction::Both,
        Direction::Both if ways.len() == 1 => ways.first().copied().unwrap_or_default(),
        stated => stated,
    }
}

fn locations(sides: &Sides<'_>, delta: &Delta) -> Locations {
    let subject = delta.subject();
    if let Some(start) = prefix::place(sides, delta) {
        return start;
    }
    let place = |facts: &Facts, sources| {
        facts.get(subject)?;
        match delta {
            Delta::Changed { aspect, .. } => {
                Sides::aspect_place(facts, sources, (subject, *aspect))
            }
            _ => Sides::place(facts, sources, subject),
        }
    };
    Locations {
        base: place(sides.base, sides.base_sources),
        head: place(sides.head, sides.head_sources),
    }
}
