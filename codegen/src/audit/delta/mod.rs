//! Deltas: the steps that turn the facts of one API into those of another.
//!
//! Renames are detected and applied before other facts are compared, so a new name is one delta, however often it is
//! used.

mod detect;
mod rename;

use super::facts::{Aspect, Element, Facts, Kind, Value};
use super::subject::Subject;
use rename::Renames;
use std::collections::BTreeMap;

/// One difference between two sets of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delta {
    /// An element has a new path. So has everything below it, and references to it are updated.
    Renamed {
        /// The old path.
        from: Subject,
        /// The new path.
        to: Subject,
    },
    /// An element was added.
    Added {
        /// Path of the element.
        subject: Subject,
        /// The element.
        element: Element,
    },
    /// An element was removed.
    Removed {
        /// Its path, after renames.
        subject: Subject,
        /// The element.
        element: Element,
    },
    /// The kind of an element changed.
    Kind {
        /// Path of the element.
        subject: Subject,
        /// Old kind.
        old: Kind,
        /// New kind.
        new: Kind,
    },
    /// An aspect of an element changed.
    Changed {
        /// Path of the element.
        subject: Subject,
        /// The aspect.
        aspect: Aspect,
        /// Old value; none if it was not set.
        old: Option<Value>,
        /// New value; none if it is not set.
        new: Option<Value>,
    },
}

impl Delta {
    /// Path of the element in the newer API.
    pub fn subject(&self) -> &Subject {
        match self {
            Self::Renamed { to, .. } => to,
            Self::Added { subject, .. }
            | Self::Removed { subject, .. }
            | Self::Kind { subject, .. }
            | Self::Changed { subject, .. } => subject,
        }
    }
}

/// Deltas, with the older facts after renames.
#[derive(Debug, Clone)]
pub struct Deltas {
    /// The deltas: renames first, then by path.
    pub list: Vec<Delta>,
    /// The older facts after renames.
    pub(super) renamed: Facts,
}

/// Compares two sets of facts.
pub fn between(base: &Facts, head: &Facts) -> Deltas {
    let mut renamed = base.clone();
    let mut list = Vec::new();
    // Each step sees the names that earlier steps assigned.
    for detect in detect::STEPS {
        let renames = detect(&renamed, head);
        if !renames.is_empty() {
            renamed = renames.apply(&renamed);
            list.extend(renames.into_deltas());
        }
    }
    for (subject, element) in &renamed.elements {
        match head.get(subject) {
            None => list.push(Delta::Removed {
                subject: subject.clone(),
                element: element.clone(),
            }),
            Some(new) => list.extend(compare(subject, element, new)),
        }
    }
    for (subject, element) in &head.elements {
        if renamed.get(subject).is_none() {
            list.push(Delta::Added {
                subject: subject.clone(),
                element: element.clone(),
            });
        }
    }
    Deltas { list, renamed }
}

fn compare(subject: &Subject, old: &Element, new: &Element) -> Vec<Delta> {
    let mut list = Vec::new();
    if old.kind != new.kind {
        list.push(Delta::Kind {
            subject: subject.clone(),
            old: old.kind,
            new: new.kind,
        });
    }
    // Most elements are equal, and comparing each aspect is slow.
    if old.aspects == new.aspects {
        return list;
    }
    for aspect in Aspect::ALL {
        if old.get(*aspect) != new.get(*aspect) {
            list.push(Delta::Changed {
                subject: subject.clone(),
                aspect: *aspect,
                old: old.get(*aspect).cloned(),
                new: new.get(*aspect).cloned(),
            });
        }
    }
    list
}

/// Applies deltas. A delta of an element that does not exist has no effect.
pub fn apply(
    deltas: &[Delta],
    elements: &BTreeMap<Subject, Element>,
) -> BTreeMap<Subject, Element> {
    let mut facts = Facts {
        elements: elements.clone(),
        ..Facts::default()
    };
    for delta in deltas {
        match delta {
            Delta::Renamed { from, to } => {
                facts = Renames::one(from.clone(), to.clone()).apply(&facts);
            }
            Delta::Added { subject, element } => {
                facts.elements.insert(subject.clone(), element.clone());
            }
            Delta::Removed { subject, .. } => {
                facts.elements.remove(subject);
            }
            Delta::Kind { subject, new, .. } => {
                if let Some(element) = facts.elements.get_mut(subject) {
                    element.kind = *new;
                }
            }
            Delta::Changed {
                subject,
                aspect,
                new,
                ..
            } => {
                if let Some(element) = facts.elements.get_mut(subject) {
                    match new {
                        Some(new) => element.aspects.insert(*aspect, new.clone()),
                        None => element.aspects.remove(aspect),
                    };
                }
            }
        }
    }
    facts.elements
}
