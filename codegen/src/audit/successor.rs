//! Replacements of deprecated and removed elements.

use super::delta::{Delta, Deltas, between};
use super::facts::{Aspect, Element, Facts, Kind, TypeExpr};
use super::subject::Subject;
use crate::diag::did_you_mean;
use crate::ir::Access;

/// Limit of a chain of aliases.
const LONGEST_CHAIN: usize = 16;

/// Resolves the replacement that a deprecation names: a sibling, or an element by its full path.
pub(super) fn named(facts: &Facts, of: &Subject, name: &str) -> Option<Subject> {
    let sibling = of.parent().map(|parent| parent.child(name));
    // A parameter can be replaced by one in another location of the operation.
    let operation = of.parent().and_then(|place| place.parent());
    let inputs = operation
        .iter()
        .flat_map(|operation| facts.under(operation));
    let input = inputs.filter(|(it, element)| element.kind.is_input() && it.name() == name);
    let elsewhere = input.map(|(it, _)| it.clone()).next();
    let whole = [Subject::parse(name), Some(Subject::named_type(name))];
    let all = sibling
        .into_iter()
        .chain(elsewhere)
        .chain(whole.into_iter().flatten());
    all.into_iter().find(|it| facts.get(it).is_some())
}

/// Successors of the elements of an older API.
pub(super) struct Successors<'a> {
    deltas: Deltas,
    head: &'a Facts,
}

impl<'a> Successors<'a> {
    pub(super) fn between(base: &Facts, head: &'a Facts) -> Self {
        Self {
            deltas: between(base, head),
            head,
        }
    }

    /// Replacement that the tombstone of a removed element can name: that of its deprecation, or its new name.
    pub(super) fn of(&self, removed: &Subject) -> Option<String> {
        let now = self.renamed(removed);
        let element = self.deltas.renamed.get(&now)?;
        let used = element.text(Aspect::Replacement).map(str::to_owned);
        let called = self.head.get(&now).map(|_| {
            let stays = removed.parent().map(|it| self.renamed(&it)) == now.parent();
            if stays {
                now.name().to_owned()
            } else {
                now.to_string()
            }
        });
        let mut names = used.into_iter().chain(called);
        names.find(|name| self.mismatch(removed, name).is_none())
    }

    /// Why the named element cannot replace a removed one. The checks are those for `use` of a deprecation.
    pub(super) fn mismatch(&self, removed: &Subject, name: &str) -> Option<String> {
        let now = self.renamed(removed);
        let was = self.deltas.renamed.get(&now);
        let Some((found, is)) = named(self.head, &now, name)
            .and_then(|found| self.head.get(&found).map(|element| (found, element)))
        else {
            let near = self.nearest(&now, was, name);
            let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            return Some(format!("its replacement `{name}` does not exist{near}"));
        };
        if is.is(Aspect::Deprecated) {
            return Some(format!("its replacement `{name}` is deprecated too"));
        }
        let why = self.differs(was?, (&found, is))?;
        Some(format!("`{name}` cannot replace it: {why}"))
    }

    /// Path of an element of the base after all renames.
    fn renamed(&self, subject: &Subject) -> Subject {
        let renames = self.deltas.list.iter().filter_map(|delta| match delta {
            Delta::Renamed { from, to } => Some((from, to)),
            _ => None,
        });
        // Renames are in order, outermost first.
        renames.fold(subject.clone(), |at, (from, to)| {
            at.rebased(from, to).unwrap_or(at)
        })
    }

    fn nearest(&self, now: &Subject, was: Option<&Element>, name: &str) -> Option<String> {
        let fits =
            |element: &&Element| was.is_none_or(|was| family(was.kind) == family(element.kind));
        let parts = self.head.elements.iter();
        let names = parts.filter(|(_, element)| fits(element)).map(|(it, _)| {
            if it.parent() == now.parent() {
                it.name().to_owned()
            } else {
                it.to_string()
            }
        });
        let names: Vec<_> = names.collect();
        did_you_mean(name, names.iter().map(String::as_str)).map(str::to_owned)
    }

    /// Difference that prevents one element from replacing another.
    fn differs(&self, was: &Element, (found, is): (&Subject, &Element)) -> Option<String> {
        if family(was.kind) != family(is.kind) {
            return Some(format!("`{found}` is of a different kind, `{}`", is.kind));
        }
        let has_type = was.kind == Kind::Field || was.kind.is_input();
        if has_type && resolved_type(&self.deltas.renamed, was) != resolved_type(self.head, is) {
            return Some("it has a different type".to_owned());
        }
        let access = is.access();
        let narrows = was.kind == Kind::Field && access != was.access();
        match access.filter(|_| narrows) {
            Some(Access::ReadOnly) => Some("it is read-only, so it cannot be sent".to_owned()),
            Some(Access::WriteOnly) => Some("it is write-only, so it is not returned".to_owned()),
            _ if is.is(Aspect::ReadOnly) && !was.is(Aspect::ReadOnly) => {
                Some("it is read-only, so it cannot be sent".to_owned())
            }
            _ => None,
        }
    }
}

/// Family of a kind, represented by one of its kinds. Elements of a family can replace each other.
fn family(kind: Kind) -> Kind {
    match kind {
        _ if kind.is_type() => Kind::Model,
        _ if kind.is_input() => Kind::QueryParameter,
        _ => kind,
    }
}

/// Type of an element, with aliases resolved.
fn resolved_type<'a>(facts: &'a Facts, element: &'a Element) -> Option<&'a TypeExpr> {
    let mut ty = element.ty(Aspect::Type)?;
    for _ in 0..LONGEST_CHAIN {
        let TypeExpr::Name(name) = ty else { break };
        let alias = facts.get(&Subject::named_type(name));
        match alias.filter(|it| it.kind == Kind::Alias) {
            Some(alias) => ty = alias.ty(Aspect::Type)?,
            None => break,
        }
    }
    Some(ty)
}
