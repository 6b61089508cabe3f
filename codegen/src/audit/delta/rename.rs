//! Renames, and how they are done to a set of facts.

use super::Delta;
use crate::audit::facts::{Aspect, Element, Facts};
use crate::audit::subject::Subject;
use std::collections::BTreeMap;

/// Renames that are done at once. No new path is an old one of the same facts.
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

    /// Those of them that stand a second look.
    pub(super) fn filter(mut self, keep: impl Fn(&Subject, &Subject) -> bool) -> Self {
        self.0.retain(|from, to| keep(from, to));
        self
    }

    pub(super) fn into_deltas(self) -> impl Iterator<Item = Delta> {
        self.0
            .into_iter()
            .map(|(from, to)| Delta::Renamed { from, to })
    }

    /// The facts under their new names.
    pub(super) fn apply(&self, facts: &Facts) -> Facts {
        let words = self.words();
        let elements = facts.elements.iter().map(|(subject, element)| {
            (
                self.subject(subject),
                self.element(subject, element, &words),
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
        Facts {
            elements: elements.collect(),
            places: places.collect(),
            aspect_places: aspect_places.collect(),
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

    /// Renamed types, by their old names.
    fn words(&self) -> BTreeMap<&str, &str> {
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
        words: &BTreeMap<&str, &str>,
    ) -> Element {
        let aspects = element.aspects.iter().map(|(aspect, value)| {
            let value = match aspect {
                Aspect::Path => self.path(subject, value),
                Aspect::Replacement => self.replacement(subject, value),
                Aspect::Pagination => {
                    let to = self.0.get(&Subject::reserved("pagination").child(value));
                    to.map_or_else(|| value.clone(), |to| to.name().to_owned())
                }
                Aspect::Namespace => self.namespace(value),
                _ if aspect.names_types() => replace_words(value, words),
                _ => value.clone(),
            };
            (*aspect, value)
        });
        Element {
            kind: element.kind,
            aspects: aspects.collect(),
        }
    }

    /// A chain of steps, some of which were renamed.
    fn namespace(&self, value: &str) -> String {
        let steps = value.split('.');
        let chain = steps.fold(Subject::reserved("namespaces"), |at, step| at.child(step));
        let chain = self.subject(&chain);
        chain.steps().get(1..).unwrap_or_default().join(".")
    }

    /// A path whose placeholders were renamed.
    fn path(&self, operation: &Subject, path: &str) -> String {
        let parameters = operation.child("path");
        map_placeholders(path, |name| {
            let to = self.0.get(&parameters.child(name));
            to.map_or_else(|| name.to_owned(), |to| to.name().to_owned())
        })
    }

    /// What is to be used instead, by the name that it has now.
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

/// The path as a server sees it, whose placeholders have no names.
pub fn shape(path: &str) -> String {
    map_placeholders(path, |_| String::new())
}

/// The names of a path's placeholders, in order.
pub fn placeholders(path: &str) -> Vec<&str> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

fn map_placeholders(path: &str, map: impl Fn(&str) -> String) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |done, part| {
        let (name, literal) = part.split_once('}').unwrap_or((part, ""));
        done + "{" + &map(name) + "}" + literal
    })
}

/// Replaces whole words, so that `Zone` does not touch `ZoneId`.
pub(super) fn replace_words(text: &str, words: &BTreeMap<&str, &str>) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut done = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        done.push_str(words.get(word).copied().unwrap_or(word));
        let next = after.find(is_word).unwrap_or(after.len());
        let (between, after) = after.split_at(next);
        done.push_str(between);
        rest = after;
    }
    done
}
