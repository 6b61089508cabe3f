//! Which operations reach a type, in requests and in responses.

use super::facts::{Aspect, Element, Facts, Kind, TypeExpr};
use super::subject::Subject;
use crate::ir::Access;
use std::collections::{BTreeMap, BTreeSet};

/// Ids of operations.
pub type Operations = BTreeSet<String>;

/// Operations that reach each type.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    requests: BTreeMap<String, Operations>,
    responses: BTreeMap<String, Operations>,
    all: Operations,
}

/// Direction in which a type travels.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Request,
    Response,
}

impl Way {
    /// Access of fields that do not travel this way.
    fn without(self) -> Access {
        match self {
            Self::Request => Access::ReadOnly,
            Self::Response => Access::WriteOnly,
        }
    }
}

impl Reach {
    /// Follows the types of all operations.
    pub fn of(facts: &Facts) -> Self {
        let requests = edges(facts, Way::Request);
        let responses = edges(facts, Way::Response);
        let mut reach = Self::default();
        for (subject, element) in &facts.elements {
            if element.kind != Kind::Operation {
                continue;
            }
            let id = subject.to_string();
            let (mut sent, mut received) = (Vec::new(), Vec::new());
            for (_, part) in facts.under(subject) {
                match part.kind {
                    Kind::Response | Kind::ErrorResponse => received.extend(named(part)),
                    // `Of` does not count: a body that takes fields from a model does not send the model.
                    _ => sent.extend(named(part)),
                }
            }
            spread(&id, sent, &requests, &mut reach.requests);
            spread(&id, received, &responses, &mut reach.responses);
            reach.all.insert(id);
        }
        reach
    }

    /// Operations that send, and operations that receive, a type or a child of one.
    pub fn of_type(&self, subject: &Subject, element: &Element) -> (Operations, Operations) {
        let name = subject.root_name();
        let get = |all: &BTreeMap<String, Operations>, way: Way| {
            let travels = element.access() != Some(way.without());
            let found = all.get(name).filter(|_| travels);
            found.cloned().unwrap_or_default()
        };
        (
            get(&self.requests, Way::Request),
            get(&self.responses, Way::Response),
        )
    }

    /// All operations.
    pub fn all(&self) -> &Operations {
        &self.all
    }
}

/// Types that each type refers to.
fn edges(facts: &Facts, way: Way) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut edges: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (subject, element) in &facts.elements {
        let in_type = element.kind.is_type() || matches!(element.kind, Kind::Field | Kind::Variant);
        if in_type && element.access() != Some(way.without()) {
            edges
                .entry(subject.root_name())
                .or_default()
                .extend(named(element));
        }
    }
    edges
}

fn spread<'a>(
    operation: &str,
    mut waiting: Vec<&'a str>,
    edges: &BTreeMap<&str, BTreeSet<&'a str>>,
    reached: &mut BTreeMap<String, Operations>,
) {
    let mut seen = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if !seen.insert(name) {
            continue;
        }
        reached
            .entry(name.to_owned())
            .or_default()
            .insert(operation.to_owned());
        waiting.extend(edges.get(name).into_iter().flatten());
    }
}

/// Names in the types of an element. Scalars lead nowhere.
fn named(element: &Element) -> impl Iterator<Item = &str> {
    [Aspect::Type, Aspect::AdditionalProperties]
        .into_iter()
        .filter_map(|aspect| element.ty(aspect))
        .map(TypeExpr::name)
}
