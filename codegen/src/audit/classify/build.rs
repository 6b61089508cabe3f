//! Builds the change of a cause.

use super::cause::Cause;
use super::direction::directions;
use super::entry::{existing, id, kind_of};
use super::lifecycle::{AFTER, Finding, findings, lifecycle, reused};
use super::severity::Severity;
use super::template::kind_word;
use super::texts::{Texts, kind_of_cause};
use super::{Context, Sides, prefix};
use crate::audit::approvals::UNCLASSIFIED;
use crate::audit::delta::Delta;
use crate::audit::facts::{Aspect, Facts, Kind};
use crate::audit::identity::canonical;
use crate::audit::reach::Operations;
use crate::audit::report::{
    Change, Class, Direction, Elements, Extent, Locations, Member, Origin, Policy, Rust, Wire,
    WireSeverity,
};
use crate::audit::rules::Rule;
use crate::audit::subject::Subject;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The change of a cause; none if other changes report all of it.
pub(super) fn change(
    sides: &Sides<'_>,
    context: &Context<'_>,
    cause: &Cause<'_>,
) -> Option<Change> {
    let first = cause.deltas.first()?;
    let (rule, claimed) = main_rule(sides, context, cause, first)?;
    let claims = cause.shown_claims().chain(cause.shown_consequences());
    let severities: Vec<_> = claims
        .map(|(rule, subject)| (rule.direction, Severity::of(rule, sides, subject)))
        .collect();
    // A silent effect makes the change silent even if another effect does not compile.
    let is_silent = severities.iter().any(|(_, it)| it.class() == Class::Silent);
    let mut severity = severities
        .iter()
        .fold(Severity::default(), |worst, (_, it)| worst.or(*it));
    if cause.rules.is_empty() {
        severity = severity.or(Severity::stated(rule));
    }
    let direction = direction(sides, cause, rule);
    let mut wire = wire(direction, &severities, severity.wire);
    let claims = cause.shown_claims().chain(cause.shown_consequences());
    let mut also: BTreeSet<&str> = claims.map(|(rule, _)| rule.id.as_str()).collect();
    let mut policies = Vec::new();
    for finding in lifecycle_findings(sides, context, cause) {
        let Some(policy) = context.rules.get(finding.rule) else {
            continue;
        };
        severity = severity.or(Severity::stated(policy));
        wire = under_policy(wire, policy, direction);
        severity.wire = wire.severity;
        if also.insert(finding.rule) && policy.policy != Policy::None {
            policies.push((policy, finding));
        }
    }
    also.remove(rule.id.as_str());
    let class = severity.class();
    let class = if is_silent {
        class.min(Class::Silent)
    } else {
        class
    };
    let aspect = common_aspect(cause);
    let texts = Texts::of(
        sides,
        cause,
        (first, aspect),
        ((rule, claimed), severity.rust, direction),
        &policies,
    );
    let (old, new) = (cause.old.clone(), cause.new.clone());
    // An approval covers all parts of the change.
    let merged = if cause.deltas.len() > 1 {
        &*cause.deltas
    } else {
        &[]
    };
    let values = canonical(
        (old.as_deref(), new.as_deref()),
        cause.parts.iter().chain(merged).copied(),
    );
    let (operations, by_errors) = affected_operations(sides, cause);
    Some(Change {
        id: id(&rule.id, &cause.subject, values),
        rule: rule.id.clone(),
        also: also.into_iter().map(str::to_owned).collect(),
        class,
        policy: severity.policy,
        bump: severity.bump,
        subject: cause.subject.to_string(),
        kind: kind_of_cause(sides, cause, first).to_owned(),
        direction,
        wire: Wire {
            aspect: aspect.map(|aspect| aspect.word().to_owned()),
            old,
            new,
            ..wire
        },
        rust: Rust {
            severity: severity.rust,
            items: Vec::new(),
        },
        origin: Origin::Spec,
        affected_operations: existing(sides, operations),
        affected_by_errors: existing(sides, by_errors),
        location: locations(sides, first),
        lifecycle: lifecycle(sides, first.subject()),
        approval: None,
        message: texts.message,
        remarks: texts.remarks,
        migration: texts.migration,
        members: cause
            .members
            .iter()
            .map(|member| Member {
                subject: member.to_string(),
                kind: kind_word(kind_of(sides, member)).to_owned(),
            })
            .collect(),
        elements: elements(cause, first),
    })
}

/// The rule that determines the change, with the element that it claims: the most severe rule.
fn main_rule<'a>(
    sides: &Sides<'_>,
    context: &'a Context<'_>,
    cause: &'a Cause<'_>,
    first: &'a Delta,
) -> Option<(&'a Rule, &'a Subject)> {
    let same = cause.same_consequences(first);
    match most_severe(sides, cause.shown_claims().chain(same)) {
        Some(claim) => Some(claim),
        None if cause.rules.is_empty() => {
            let rule = context.rules.get(UNCLASSIFIED)?;
            Some((rule, &cause.subject))
        }
        // A hidden delta is reported only if a consequence is shown.
        None => most_severe(sides, cause.shown_consequences()),
    }
}

/// The most severe rule, or the first of several.
fn most_severe<'a>(
    sides: &Sides<'_>,
    claims: impl Iterator<Item = (&'a Rule, &'a Subject)>,
) -> Option<(&'a Rule, &'a Subject)> {
    claims.min_by_key(|(rule, subject)| {
        let severity = Severity::of(rule, sides, subject);
        (severity.class(), Reverse(severity))
    })
}

/// Lifecycle rules that apply to a cause.
fn lifecycle_findings(sides: &Sides<'_>, context: &Context<'_>, cause: &Cause<'_>) -> Vec<Finding> {
    let of_deltas = cause
        .deltas
        .iter()
        .flat_map(|delta| findings(sides, context, delta));
    let of_parts = cause
        .parts
        .iter()
        .filter_map(|delta| reused(context, delta));
    of_deltas.chain(of_parts).collect()
}

/// The aspect that differs, if it is the only one.
fn common_aspect(cause: &Cause<'_>) -> Option<Aspect> {
    let mut aspects = cause.deltas.iter().map(|delta| match delta {
        Delta::Changed { aspect, .. } => Some(*aspect),
        _ => None,
    });
    let first = aspects.next()?;
    first.filter(|_| aspects.all(|other| other == first))
}

/// The effect on released clients, by direction.
fn wire(direction: Direction, claims: &[(Direction, Severity)], worst: WireSeverity) -> Wire {
    let of = |way| {
        let claims = claims
            .iter()
            .filter(|(direction, _)| *direction == way || *direction == Direction::Both);
        claims.map(|(_, severity)| severity.wire).max()
    };
    let (request, response) = (of(Direction::Request), of(Direction::Response));
    if direction == Direction::Both && request.max(response) == Some(worst) {
        return Wire {
            severity: worst,
            request,
            response,
            ..Wire::default()
        };
    }
    Wire::uniform(worst, direction)
}

/// The effect of a change to which a policy applies.
fn under_policy(wire: Wire, policy: &Rule, direction: Direction) -> Wire {
    // The removal was announced, so only the effect on the crate remains.
    if policy.id == AFTER {
        return Wire::uniform(WireSeverity::Lifecycle, direction);
    }
    let severity = wire.severity.max(policy.wire);
    // A policy makes a change worse where it can have an effect, such as in requests but not in responses.
    let raised = |way: Option<WireSeverity>| {
        way.map(|it| match it > WireSeverity::Compatible {
            true => it.max(policy.wire),
            false => it,
        })
    };
    let (request, response) = (raised(wire.request), raised(wire.response));
    if request.max(response) == Some(severity) {
        return Wire {
            severity,
            request,
            response,
            ..Wire::default()
        };
    }
    Wire::uniform(severity, direction)
}

fn direction(sides: &Sides<'_>, cause: &Cause<'_>, rule: &Rule) -> Direction {
    if rule.direction == Direction::None {
        return Direction::None;
    }
    let deltas = cause.deltas.iter().chain(&cause.affected);
    let found: BTreeSet<_> = deltas.flat_map(|delta| directions(sides, delta)).collect();
    let both = found.contains(&Direction::Request) && found.contains(&Direction::Response);
    // Elements of the service and of operations have the direction of their rule.
    let is_in_type = kind_of(sides, &cause.subject).is_some_and(Kind::is_in_type);
    match rule.direction {
        _ if is_in_type && both => Direction::Both,
        Direction::Both if found.len() == 1 => found.first().copied().unwrap_or_default(),
        stated => stated,
    }
}

/// Operations that a cause affects on either side, and those of them that it affects only by error responses.
fn affected_operations(sides: &Sides<'_>, cause: &Cause<'_>) -> (Operations, Operations) {
    let (mut all, mut regularly) = (Operations::new(), Operations::new());
    for delta in cause.deltas.iter().chain(&cause.affected) {
        let subject = delta.subject();
        for (reach, facts) in [
            (&sides.base_reach, sides.base),
            (&sides.head_reach, sides.head),
        ] {
            let operations = reach.of_element(facts, subject);
            let by_errors = reach.by_errors(facts, subject);
            regularly.extend(operations.difference(&by_errors).cloned());
            all.extend(operations);
        }
    }
    let by_errors = all.difference(&regularly).cloned().collect();
    (all, by_errors)
}

fn locations(sides: &Sides<'_>, delta: &Delta) -> Locations {
    if let Some(of_prefix) = prefix::location(sides, delta) {
        return of_prefix;
    }
    let subject = delta.subject();
    let location = |facts: &Facts, sources| {
        facts.get(subject)?;
        match delta {
            Delta::Changed { aspect, .. } => {
                Sides::aspect_location(facts, sources, (subject, *aspect))
            }
            _ => Sides::location(facts, sources, subject),
        }
    };
    Locations {
        base: location(sides.base, sides.base_sources),
        head: location(sides.head, sides.head_sources),
    }
}

/// Elements that the change is about.
fn elements(cause: &Cause<'_>, first: &Delta) -> Elements {
    let old_paths = cause.deltas.iter().filter_map(|delta| match delta {
        Delta::Renamed { from, .. } => Some(from),
        _ => None,
    });
    let is_path_of_item = |aspect: Aspect| {
        matches!(
            aspect,
            Aspect::Rust | Aspect::RustType | Aspect::Module | Aspect::Namespace
        )
    };
    let extent = match first {
        Delta::Renamed { .. } => Extent::Path,
        Delta::Changed { aspect, .. } if is_path_of_item(*aspect) => Extent::Path,
        _ if cause.old.is_none() || cause.new.is_none() => Extent::Whole,
        _ => Extent::Aspects,
    };
    Elements {
        subject: Some(cause.subject.clone()),
        others: cause.members.iter().chain(old_paths).cloned().collect(),
        extent,
    }
}
