//! Lookup of deltas by the path of their element, and by what computed causes ask for.

use super::super::users::{first_users, last_users};
use super::Sides;
use crate::audit::delta::Delta;
use crate::audit::facts::{Aspect, Kind, Value};
use crate::audit::subject::Subject;
use std::collections::BTreeMap;

/// Deltas of a comparison, with their positions in the list.
pub(super) struct Index<'a> {
    pub(super) sides: &'a Sides<'a>,
    by_subject: BTreeMap<Subject, Vec<usize>>,
    /// Resources that were added (`true`) or removed, by module.
    resources: BTreeMap<(bool, &'a str), usize>,
    /// Resources whose module was renamed, by old and new module.
    modules: BTreeMap<(&'a str, &'a str), usize>,
    /// Renamed variants of tagged unions, by discriminator, old and new name.
    variants: BTreeMap<(&'a str, &'a str, &'a str), usize>,
    /// Types that were removed because nothing uses them, with the delta that they follow from.
    unused: BTreeMap<Subject, usize>,
    /// Types that were added for new users, with the delta that they follow from.
    newly_used: BTreeMap<Subject, usize>,
}

impl<'a> Index<'a> {
    pub(super) fn of(sides: &'a Sides<'a>) -> Self {
        let mut index = Self {
            sides,
            by_subject: BTreeMap::new(),
            resources: BTreeMap::new(),
            modules: BTreeMap::new(),
            variants: BTreeMap::new(),
            unused: last_users(sides),
            newly_used: first_users(sides),
        };
        for (position, delta) in sides.deltas.iter().enumerate() {
            index.insert(position, delta);
        }
        index
    }

    fn insert(&mut self, position: usize, delta: &'a Delta) {
        let subject = delta.subject();
        match delta {
            Delta::Added { element, .. } | Delta::Removed { element, .. }
                if element.kind == Kind::Resource =>
            {
                let added = matches!(delta, Delta::Added { .. });
                let module = element.text(Aspect::Rust).unwrap_or_default();
                self.resources.insert((added, module), position);
            }
            Delta::Changed {
                aspect: Aspect::Rust,
                old: Some(Value::Text(old)),
                new: Some(Value::Text(new)),
                ..
            } if self.kind(subject) == Some(Kind::Resource) => {
                self.modules.entry((old, new)).or_insert(position);
            }
            Delta::Renamed { from, to } => {
                let head: &'a _ = self.sides.head;
                let union = to.parent().and_then(|union| head.get(&union));
                if let Some(tag) = union.and_then(|union| union.text(Aspect::Discriminator)) {
                    let key = (tag, from.name(), to.name());
                    self.variants.entry(key).or_insert(position);
                }
            }
            _ => {}
        }
        let deltas = self.by_subject.entry(subject.clone()).or_default();
        deltas.push(position);
    }

    fn kind(&self, subject: &Subject) -> Option<Kind> {
        self.sides.head.get(subject).map(|it| it.kind)
    }

    /// The delta at a position.
    pub(super) fn delta(&self, position: usize) -> Option<&'a Delta> {
        self.sides.deltas.get(position)
    }

    /// A delta of an element that meets a condition.
    pub(super) fn at(&self, subject: &Subject, wanted: impl Fn(&Delta) -> bool) -> Option<usize> {
        let mut found = self.by_subject.get(subject)?.iter().copied();
        found.find(|position| self.delta(*position).is_some_and(&wanted))
    }

    /// The first delta that meets a condition.
    pub(super) fn first(&self, wanted: impl Fn(&Delta) -> bool) -> Option<usize> {
        self.sides.deltas.iter().position(wanted)
    }

    /// The first delta below an element that meets a condition.
    pub(super) fn below(
        &self,
        subject: &Subject,
        wanted: impl Fn(&Delta) -> bool,
    ) -> Option<usize> {
        self.by_subject
            .range(subject..)
            .skip_while(|(other, _)| *other == subject)
            .take_while(|(other, _)| other.is_under(subject))
            .flat_map(|(_, positions)| positions.iter().copied())
            .find(|position| self.delta(*position).is_some_and(&wanted))
    }

    /// A delta of the nearest parent that meets a condition.
    pub(super) fn above(
        &self,
        subject: &Subject,
        wanted: impl Fn(&Delta) -> bool,
    ) -> Option<usize> {
        let mut above = subject.parent();
        while let Some(at) = above {
            if let Some(position) = self.at(&at, &wanted) {
                return Some(position);
            }
            above = at.parent();
        }
        None
    }

    /// The change of one of some aspects of an element, in order of preference.
    pub(super) fn changed(&self, subject: &Subject, aspects: &[Aspect]) -> Option<usize> {
        aspects.iter().find_map(|wanted| {
            self.at(
                subject,
                |delta| matches!(delta, Delta::Changed { aspect, .. } if aspect == wanted),
            )
        })
    }

    /// The rename of an element.
    pub(super) fn renamed(&self, subject: &Subject) -> Option<usize> {
        self.at(subject, |delta| matches!(delta, Delta::Renamed { .. }))
    }

    /// The resource with this module that was added or removed.
    pub(super) fn resource(&self, added: bool, module: &str) -> Option<usize> {
        self.resources.get(&(added, module)).copied()
    }

    /// The resource whose module was renamed.
    pub(super) fn module(&self, old: &str, new: &str) -> Option<usize> {
        self.modules.get(&(old, new)).copied()
    }

    /// The renamed variant of a union with this discriminator.
    pub(super) fn variant(&self, discriminator: &str, old: &str, new: &str) -> Option<usize> {
        self.variants.get(&(discriminator, old, new)).copied()
    }

    /// The delta that the addition of a type follows from.
    pub(super) fn first_user(&self, ty: &Subject) -> Option<usize> {
        self.newly_used.get(ty).copied()
    }

    /// The delta that the removal of an unused type follows from.
    pub(super) fn last_user(&self, ty: &Subject) -> Option<usize> {
        self.unused.get(ty).copied()
    }
}
