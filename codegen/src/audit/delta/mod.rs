//! What has to be done to the facts of one API to get those of another.
//!
//! Renames come first and are applied before the rest is compared, so that one new name is one difference and not as
//! many as there are uses of it.

mod detect;
mod rename;

pub use rename::{placeholders, shape};

use super::facts::{Aspect, Element, Facts, Kind};
use super::subject::Subject;
use rename::Renames;
use std::collections::BTreeMap;

/// One difference between two sets of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delta {
    /// A part has another path; so has all below it, and whatever names it names it anew.
    Renamed {
        /// The old path.
        from: Subject,
        /// The new path.
        to: Subject,
    },
    /// A part is new.
    Added {
        /// Its path.
        subject: Subject,
        /// The part.
        element: Element,
    },
    /// A part is gone.
    Removed {
        /// Its path, with renames done.
        subject: Subject,
        /// The part.
        element: Element,
    },
    /// A part is of another kind.
    Kind {
        /// Its path.
        subject: Subject,
        /// What it was.
        old: Kind,
        /// What it is.
        new: Kind,
    },
    /// Something else is true of a part.
    Changed {
        /// Its path.
        subject: Subject,
        /// What it is about.
        aspect: Aspect,
        /// What was true; none, when nothing was said.
        old: Option<String>,
        /// What is true; none, when nothing is said.
        new: Option<String>,
    },
}

impl Delta {
    /// The path of what differs, as the newer API calls it.
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

/// Differences, and the older facts after the renames among them.
#[derive(Debug, Clone)]
pub struct Deltas {
    /// The differences: renames first, then by path.
    pub list: Vec<Delta>,
    /// The older facts under new names.
    pub(super) renamed: Facts,
}

/// What leads from `base` to `head`.
pub fn between(base: &Facts, head: &Facts) -> Deltas {
    let mut renamed = base.clone();
    let mut list = Vec::new();
    // Each step sees the names of those before it.
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
    for aspect in Aspect::ALL {
        if old.get(*aspect) != new.get(*aspect) {
            list.push(Delta::Changed {
                subject: subject.clone(),
                aspect: *aspect,
                old: old.get(*aspect).map(str::to_owned),
                new: new.get(*aspect).map(str::to_owned),
            });
        }
    }
    list
}

/// The parts after the differences are done to them. A difference that does not fit is passed over.
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
