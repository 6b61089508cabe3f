//! Types that are added with their first user and removed with their last one, because specs cannot declare unused types.

use super::Sides;
use crate::audit::delta::Delta;
use crate::audit::facts::{Aspect, Facts, Kind};
use crate::audit::subject::Subject;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// For each type that was removed because all its users were, the delta that it follows from: the removal of the user with
/// the latest end of life.
pub(super) fn last_users(sides: &Sides<'_>) -> BTreeMap<Subject, usize> {
    let removed = sides.deltas.iter().enumerate();
    let removed = removed.filter(|(_, delta)| matches!(delta, Delta::Removed { .. }));
    let uses = Uses::of(sides.base, removed);
    uses.causes(|uses, users| {
        users.iter().min_by_key(|user| {
            let end = uses.end(user);
            // No end of life is later than any date.
            Reverse((end.is_none(), end))
        })
    })
}

/// For each type that was added for users that were too, the delta that it follows from: the addition of the first user,
/// preferably as a part of an operation that was added too.
pub(super) fn first_users(sides: &Sides<'_>) -> BTreeMap<Subject, usize> {
    let added = sides.deltas.iter().enumerate();
    let added = added.filter(|(_, delta)| matches!(delta, Delta::Added { .. }));
    let uses = Uses::of(sides.head, added);
    uses.causes(|uses, users| {
        users
            .iter()
            .min_by_key(|user| (!uses.is_in_operation(user), user.root().is_type()))
    })
}

/// Uses of the types that only one side has.
struct Uses<'a> {
    facts: &'a Facts,
    /// Elements that only this side has, with their deltas.
    own: BTreeMap<&'a Subject, usize>,
    /// Users of each type that only this side has, on this side.
    users: BTreeMap<Subject, Vec<&'a Subject>>,
}

impl<'a> Uses<'a> {
    fn of(facts: &'a Facts, own: impl Iterator<Item = (usize, &'a Delta)>) -> Self {
        let own: BTreeMap<_, _> = own.map(|(index, delta)| (delta.subject(), index)).collect();
        let mut users: BTreeMap<Subject, Vec<&Subject>> = BTreeMap::new();
        for (subject, element) in &facts.elements {
            let uses = [Aspect::Type, Aspect::AdditionalProperties, Aspect::Of];
            let types = uses.into_iter().filter_map(|aspect| element.ty(aspect));
            for ty in types.map(|ty| Subject::named_type(ty.name())) {
                if own.contains_key(&ty) && subject.root() != ty {
                    users.entry(ty).or_default().push(subject);
                }
            }
        }
        Self { facts, own, users }
    }

    /// For each type that comes or goes with its users, the delta of the user that a function chooses.
    fn causes(
        &self,
        choose: impl for<'u> Fn(&Self, &'u [Subject]) -> Option<&'u Subject>,
    ) -> BTreeMap<Subject, usize> {
        let types = self.users.keys().filter(|ty| !self.is_by_itself(ty));
        let causes = types.filter_map(|ty| {
            let users = self.users_outside(ty);
            let cause = self.own.get(choose(self, &users)?)?;
            Some((ty.clone(), *cause))
        });
        causes.collect()
    }

    fn users(&self, ty: &Subject) -> &[&Subject] {
        self.users.get(ty).map_or(&[], Vec::as_slice)
    }

    /// Whether a type comes or goes for a reason of its own: it is deprecated, or the other side has some of its users.
    fn is_by_itself(&self, ty: &Subject) -> bool {
        let element = self.facts.get(ty);
        element.is_some_and(|it| it.is(Aspect::Deprecated))
            || self.users(ty).is_empty()
            || self.users(ty).iter().any(|it| !self.own.contains_key(it))
    }

    /// The users of a type, among direct users and users of types in between that come or go with it. Sorted.
    fn users_outside(&self, ty: &Subject) -> Vec<Subject> {
        let mut outside = Vec::new();
        let (mut waiting, mut seen) = (vec![ty.clone()], BTreeSet::new());
        while let Some(ty) = waiting.pop() {
            for user in self.users(&ty) {
                let root = user.root();
                let is_type = root.is_type() && self.own.contains_key(&root);
                if !is_type {
                    outside.push((*user).clone());
                } else if self.is_by_itself(&root) {
                    outside.push(root);
                } else if seen.insert(root.clone()) {
                    waiting.push(root);
                }
            }
        }
        outside.sort();
        outside
    }

    /// Whether a user belongs to an operation that only this side has.
    fn is_in_operation(&self, user: &Subject) -> bool {
        let operations = [user.parent(), user.parent().and_then(|it| it.parent())];
        let mut operations = operations.iter().flatten();
        operations.any(|at| {
            let element = self.facts.get(at).filter(|_| self.own.contains_key(at));
            element.is_some_and(|it| it.kind == Kind::Operation)
        })
    }

    /// Earliest end of life of an element and its parents, as far as only this side has them.
    fn end(&self, user: &Subject) -> Option<Date> {
        let mut ends = Vec::new();
        let mut at = Some(user.clone());
        while let Some(part) = at.filter(|it| self.own.contains_key(it)) {
            let element = self.facts.get(&part);
            ends.extend(element.and_then(|it| it.date(Aspect::EndOfLife)));
            at = part.parent();
        }
        ends.into_iter().min()
    }
}
