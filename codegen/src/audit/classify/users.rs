//! Types that go with the last thing that used them: the spec has no place for one that nothing uses.

use super::Sides;
use crate::audit::delta::Delta;
use crate::audit::facts::Aspect;
use crate::audit::reach::words;
use crate::audit::subject::Subject;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What is gone, and what of that used which type.
struct Gone<'a> {
    sides: &'a Sides<'a>,
    /// All that is gone, by its path.
    removed: BTreeMap<&'a Subject, usize>,
    /// What used a type that is gone, whether or not it is gone itself.
    users: BTreeMap<Subject, Vec<&'a Subject>>,
}

/// For each type that is gone since all that used it is, the difference that it goes with.
pub(super) fn last_users(sides: &Sides<'_>) -> BTreeMap<Subject, usize> {
    let deltas = sides.deltas.iter().enumerate();
    let removed: BTreeMap<_, _> = deltas
        .filter(|(_, delta)| matches!(delta, Delta::Removed { .. }))
        .map(|(index, delta)| (delta.subject(), index))
        .collect();
    let mut users: BTreeMap<Subject, Vec<&Subject>> = BTreeMap::new();
    for (subject, element) in &sides.base.elements {
        let uses = [Aspect::Type, Aspect::AdditionalProperties, Aspect::Of];
        let named = uses.into_iter().filter_map(|aspect| element.get(aspect));
        for ty in named.flat_map(words).map(Subject::named_type) {
            if removed.contains_key(&ty) && subject.root() != ty {
                users.entry(ty).or_default().push(subject);
            }
        }
    }
    let gone = Gone {
        sides,
        removed,
        users,
    };
    let types = gone.users.keys().filter(|ty| !gone.is_by_itself(ty));
    types
        .filter_map(|ty| Some((ty.clone(), gone.last_user(ty)?)))
        .collect()
}

impl Gone<'_> {
    fn users(&self, ty: &Subject) -> &[&Subject] {
        self.users.get(ty).map_or(&[], Vec::as_slice)
    }

    /// Whether a type goes for a reason of its own: it had an end of life to itself, or something that used it is left.
    fn is_by_itself(&self, ty: &Subject) -> bool {
        let promised = self.sides.base.get(ty);
        promised.is_some_and(|it| it.is(Aspect::Deprecated))
            || self.users(ty).is_empty()
            || self
                .users(ty)
                .iter()
                .any(|it| !self.removed.contains_key(it))
    }

    /// The one among all that used it, in other types that go too, which would have stayed longest.
    fn last_user(&self, ty: &Subject) -> Option<usize> {
        let mut last = Vec::new();
        let (mut waiting, mut seen) = (vec![ty.clone()], BTreeSet::new());
        while let Some(ty) = waiting.pop() {
            for user in self.users(&ty) {
                let root = user.root();
                let is_type = root.is_type() && self.removed.contains_key(&root);
                if !is_type {
                    last.push((*user).clone());
                } else if self.is_by_itself(&root) {
                    last.push(root);
                } else if seen.insert(root.clone()) {
                    waiting.push(root);
                }
            }
        }
        last.sort();
        let longest = last.iter().min_by_key(|it| {
            let end = self.end(it);
            // What has no end outlives all that has one.
            Reverse((end.is_none(), end))
        });
        self.removed.get(longest?).copied()
    }

    /// When the first of what is gone around it, or itself, was to end.
    fn end(&self, user: &Subject) -> Option<&str> {
        let mut ends = Vec::new();
        let mut at = Some(user.clone());
        while let Some(part) = at.filter(|it| self.removed.contains_key(it)) {
            let element = self.sides.base.get(&part);
            ends.extend(element.and_then(|it| it.get(Aspect::EndOfLife)));
            at = part.parent();
        }
        // Days are written so that they sort as text.
        ends.into_iter().min()
    }
}
