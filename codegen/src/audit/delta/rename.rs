//! Applies renames to a set of facts.

use super::Delta;
use crate::audit::facts::{Aspect, Element, Facts, PathTemplate, Value};
use crate::audit::subject::Subject;
use std::collections::BTreeMap;

/// Renames that are applied together, by old path. No new path is an old path of the same facts.
#[derive(Debug, Clone, Default)]
pub(super) struct Renames(BTreeMap<Subject, Subject>);

impl Renames {
    pub(super) fn one(from: Subject, to: Subject) -> Self {
        Self(BTreeMap::from([(from, to)]))
    }

    pub(super) fn add(&mut self, from: Subject, to: Subject) {
        self.0.insert(from, to);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps the renames that meet a condition.
    pub(super) fn filter(mut self, keep: impl Fn(&Subject, &Subject) -> bool) -> Self {
        self.0.retain(|from, to| keep(from, to));
        self
    }

    pub(super) fn into_deltas(self) -> impl Iterator<Item = Delta> {
        self.0
            .into_iter()
            .map(|(from, to)| Delta::Renamed { from, to })
    }

    /// Applies the renames.
    pub(super) fn apply(&self, facts: &Facts) -> Facts {
        let types = self.types();
        let elements = facts.elements.iter().map(|(subject, element)| {
            (
                self.subject(subject),
                self.element(subject, element, &types),
            )
        });
        let places = facts
            .places
            .iter()
            .map(|(subject, place)| (self.subject(subject), *place));
        let aspect_places = facts
            .aspect_places
            .iter()
            .map(|((subject, aspect), place)| ((self.subject(subject), *aspect), *place));
        let deprecations = facts
            .deprecations
            .iter()
            .map(|(subject, place)| (self.subject(subject), *place));
        Facts {
            elements: elements.collect(),
            places: places.collect(),
            aspect_places: aspect_places.collect(),
            deprecations: deprecations.collect(),
        }
    }

    fn subject(&self, subject: &Subject) -> Subject {
        let mut above = Some(subject.clone());
        while let Some(from) = above {
            if let Some(to) = self.0.get(&from) {
                return subject
                    .rebased(&from, to)
                    .unwrap_or_else(|| subject.clone());
            }
            above = from.parent();
        }
        subject.clone()
    }

    /// New names of renamed types, by old name.
    fn types(&self) -> BTreeMap<&str, &str> {
        self.0
            .iter()
            .filter(|(from, to)| from.is_type() && to.is_type())
            .map(|(from, to)| (from.root_name(), to.root_name()))
            .collect()
    }

    fn element(
        &self,
        subject: &Subject,
        element: &Element,
        types: &BTreeMap<&str, &str>,
    ) -> Element {
        let aspects = element.aspects.iter().map(|(aspect, value)| {
            let value = match (aspect, value) {
                (_, Value::Path(path)) => Value::Path(self.path(subject, path)),
                (_, Value::Type(ty)) => Value::Type(match types.get(ty.name()) {
                    Some(name) => ty.with_name(name),
                    None => ty.clone(),
                }),
                (_, Value::Steps(steps)) => Value::Steps(self.namespace(steps)),
                (Aspect::Replacement, Value::Text(name)) => {
                    Value::Text(self.replacement(subject, name))
                }
                (Aspect::Pagination, Value::Text(name)) => {
                    let to = self.0.get(&Subject::reserved("pagination").child(name));
                    Value::Text(to.map_or(name.as_str(), Subject::name).to_owned())
                }
                _ => value.clone(),
            };
            (*aspect, value)
        });
        Element {
            kind: element.kind,
            aspects: aspects.collect(),
        }
    }

    /// A chain of namespaces after renames.
    fn namespace(&self, steps: &[String]) -> Vec<String> {
        let steps = steps.iter();
        let chain = steps.fold(Subject::reserved("namespaces"), |at, step| at.child(step));
        let chain = self.subject(&chain);
        chain.steps().get(1..).unwrap_or_default().to_vec()
    }

    /// A path after renames of its placeholders.
    fn path(&self, operation: &Subject, path: &PathTemplate) -> PathTemplate {
        let parameters = operation.child("path");
        path.renamed(|name| {
            let to = self.0.get(&parameters.child(name));
            to.map_or(name, Subject::name).to_owned()
        })
    }

    /// Name of a replacement after renames.
    fn replacement(&self, subject: &Subject, value: &str) -> String {
        let beside = subject.parent().map(|parent| parent.child(value));
        let top = Subject::named_type(value);
        if let Some(to) = beside
            .or(Some(top).filter(|_| subject.parent().is_none()))
            .and_then(|from| self.0.get(&from))
        {
            return to.name().to_owned();
        }
        match Subject::parse(value) {
            Some(from) if value.contains('.') => self.subject(&from).to_string(),
            _ => value.to_owned(),
        }
    }
}
