//! Types that are removed with their last user, because specs cannot declare unused types.

use super::Sides;
use crate::audit::delta::Delta;
use crate::audit::facts::Aspect;
use crate::audit::subject::Subject;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Removed elements and the users of removed types.
struct Gone<'a> {
    sides: &'a Sides<'a>,
    /// Removed elements, with their deltas.
    removed: BTreeMap<&'a Subject, usize>,
    /// Users of each removed type, removed or not.
    users: BTreeMap<Subject, Vec<&'a Subject>>,
}

/// For each type that was removed because all its users were, the delta that it follows from.
pub(super) fn last_users(sides: &Sides<'_>) -> BTreeMap<Subject, usize> {
    let deltas = sides.deltas.iter().enumerate();
    let removed: BTreeMap<_, _> = deltas
        .filter(|(_, delta)| matches!(delta, Delta::Removed { .. }))
        .map(|(index, delta)| (delta.subject(), index))
        .collect();
    let mut users: BTreeMap<Subject, Vec<&Subject>> = BTreeMap::new();
    for (subject, element) in &sides.base.elements {
        let uses = [Aspect::Type, Aspect::AdditionalProperties, Aspect::Of];
        let types = uses.into_iter().filter_map(|aspect| element.ty(aspect));
        for ty in types.map(|ty| Subject::named_type(ty.name())) {
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

    /// Whether a type is removed for a reason of its own: it was deprecated, or users remain.
    fn is_by_itself(&self, ty: &Subject) -> bool {
        let element = self.sides.base.get(ty);
        element.is_some_and(|it| it.is(Aspect::Deprecated))
            || self.users(ty).is_empty()
            || self
                .users(ty)
                .iter()
                .any(|it| !self.removed.contains_key(it))
    }

    /// The user with the latest end of life, among direct users and users of removed types in between.
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
            // No end of life is later than any date.
            Reverse((end.is_none(), end))
        });
        self.removed.get(longest?).copied()
    }

    /// Earliest end of life of an element and its removed parents.
    fn end(&self, user: &Subject) -> Option<Date> {
        let mut ends = Vec::new();
        let mut at = Some(user.clone());
        while let Some(part) = at.filter(|it| self.removed.contains_key(it)) {
            let element = self.sides.base.get(&part);
            ends.extend(element.and_then(|it| it.date(Aspect::EndOfLife)));
            at = part.parent();
        }
        ends.into_iter().min()
    }
}
