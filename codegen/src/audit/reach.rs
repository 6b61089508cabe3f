//! Which operations reach an element.

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
    /// By success responses; errors are separate because callers may not read them.
    successes: BTreeMap<String, Operations>,
    /// By error responses.
    errors: BTreeMap<String, Operations>,
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
            let (mut sent, mut received, mut failed) = (Vec::new(), Vec::new(), Vec::new());
            for (_, part) in facts.under(subject) {
                match part.kind {
                    Kind::Response => received.extend(named(part)),
                    Kind::ErrorResponse => failed.extend(named(part)),
                    // `Of` does not count: a body that takes fields from a model does not send the model.
                    _ => sent.extend(named(part)),
                }
            }
            spread(&id, sent, &requests, &mut reach.requests);
            spread(&id, received, &responses, &mut reach.successes);
            spread(&id, failed, &responses, &mut reach.errors);
            reach.all.insert(id);
        }
        reach
    }

    /// Operations that send, and operations that receive, a type or a child of one.
    pub fn of_type(&self, subject: &Subject, element: &Element) -> (Operations, Operations) {
        let name = subject.root_name();
        let get = |way: Way, maps: &[&BTreeMap<String, Operations>]| {
            let travels = element.access() != Some(way.without());
            let maps = maps.iter().filter(|_| travels);
            maps.filter_map(|all| all.get(name))
                .flatten()
                .cloned()
                .collect()
        };
        (
            get(Way::Request, &[&self.requests]),
            get(Way::Response, &[&self.successes, &self.errors]),
        )
    }

    /// Operations that reach an element: all of them for an element of the service.
    pub fn of_element(&self, facts: &Facts, subject: &Subject) -> Operations {
        let Some(element) = facts.get(subject) else {
            return Operations::new();
        };
        if element.kind.is_in_type() {
            let (requests, responses) = self.of_type(subject, element);
            return requests.union(&responses).cloned().collect();
        }
        let mut above = Some(subject.clone());
        while let Some(at) = above {
            match facts.get(&at).map(|it| it.kind) {
                Some(Kind::Operation) => return Operations::from([at.to_string()]),
                Some(Kind::Resource) => return operations_of(facts, &at).collect(),
                Some(Kind::Pagination) => return paginated(facts, at.name()).collect(),
                Some(Kind::Namespace) => return in_namespace(facts, &at),
                _ => above = at.parent(),
            }
        }
        self.all.clone()
    }

    /// Operations that reach an element only by error responses, among those of [`Reach::of_element`].
    pub fn by_errors(&self, facts: &Facts, subject: &Subject) -> Operations {
        match facts.get(subject).map(|it| it.kind) {
            Some(Kind::ErrorResponse) => self.of_element(facts, subject),
            Some(kind) if kind.is_in_type() => {
                let name = subject.root_name();
                let is_regular = |id: &String| {
                    let maps = [&self.requests, &self.successes];
                    let mut all = maps.iter().filter_map(|all| all.get(name));
                    all.any(|operations| operations.contains(id))
                };
                let mut all = self.of_element(facts, subject);
                all.retain(|id| !is_regular(id));
                all
            }
            _ => Operations::new(),
        }
    }
}

/// Operations of a resource.
fn operations_of<'a>(facts: &'a Facts, resource: &'a Subject) -> impl Iterator<Item = String> + 'a {
    let operations = facts
        .under(resource)
        .filter(|(_, it)| it.kind == Kind::Operation);
    operations.map(|(subject, _)| subject.to_string())
}

/// Operations that use a pagination style.
fn paginated(facts: &Facts, name: &str) -> impl Iterator<Item = String> {
    let operations = facts.elements.iter().filter(move |(_, it)| {
        it.kind == Kind::Operation && it.text(Aspect::Pagination) == Some(name)
    });
    operations.map(|(subject, _)| subject.to_string())
}

/// Operations of all resources in a namespace, nested ones included.
fn in_namespace(facts: &Facts, namespace: &Subject) -> Operations {
    let path = namespace.steps().get(1..).unwrap_or_default();
    let resources = facts
        .elements
        .iter()
        .filter(|(_, it)| it.kind == Kind::Resource && it.namespace().starts_with(path));
    resources
        .flat_map(|(resource, _)| operations_of(facts, resource))
        .collect()
}

/// Types that each type refers to.
fn edges(facts: &Facts, way: Way) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut edges: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (subject, element) in &facts.elements {
        if element.kind.is_in_type() && element.access() != Some(way.without()) {
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
