//! Types that the value of a variant contains.

use crate::audit::facts::{Aspect, Facts, TypeExpr};
use crate::audit::subject::Subject;
use std::collections::VecDeque;

/// The types that the value of a variant contains other than behind a pointer, outermost first.
pub(super) fn contained(facts: &Facts, variant: &Subject) -> Vec<Subject> {
    let mut found = Vec::new();
    let mut waiting = VecDeque::from([variant.clone()]);
    while let Some(member) = waiting.pop_front() {
        let Some(TypeExpr::Name(name)) = facts.get(&member).and_then(|it| it.ty(Aspect::Type))
        else {
            continue;
        };
        let ty = Subject::named_type(name);
        if facts.get(&ty).is_none() || found.contains(&ty) {
            continue;
        }
        // An alias has its target as its own type.
        waiting.push_back(ty.clone());
        let members = facts.under(&ty).filter(|(_, it)| !it.is(Aspect::Boxed));
        waiting.extend(members.map(|(member, _)| member.clone()));
        found.push(ty);
    }
    found
}
