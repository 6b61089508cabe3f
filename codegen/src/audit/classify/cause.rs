//! Which differences are causes, and which only follow from another one.

use super::Sides;
use super::ring::way_back;
use super::users::last_users;
use crate::audit::delta::Delta;
use crate::audit::facts::{Aspect, Kind};
use crate::audit::subject::Subject;
use std::collections::BTreeMap;

/// What a difference is to the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A cause of its own.
    Cause,
    /// Part of another difference, and named there.
    Member(usize),
    /// Part of another difference that says it all.
    Said(usize),
    /// It follows from another difference, and makes that as severe as itself.
    Consequence(usize),
}

impl Role {
    /// The difference that it belongs to.
    fn of(self) -> Option<usize> {
        match self {
            Self::Cause => None,
            Self::Member(of) | Self::Said(of) | Self::Consequence(of) => Some(of),
        }
    }
}

/// Looks differences up by their paths.
struct Index<'a> {
    sides: &'a Sides<'a>,
    by_subject: BTreeMap<Subject, Vec<usize>>,
    /// Resources that come (`true`) or go, by their modules.
    resources: BTreeMap<(bool, &'a str), usize>,
    /// Types that go since nothing uses them any more, and what they go with.
    unused: BTreeMap<Subject, usize>,
}

/// The role of each difference, with chains of causes followed to their start.
pub(super) fn roles(sides: &Sides<'_>) -> Vec<(Role, usize)> {
    let mut by_subject: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut resources = BTreeMap::new();
    for (index, delta) in sides.deltas.iter().enumerate() {
        if let Delta::Added { element, .. } | Delta::Removed { element, .. } = delta
            && element.kind == Kind::Resource
        {
            let added = matches!(delta, Delta::Added { .. });
            let module = element.get(Aspect::Rust).unwrap_or_default();
            resources.insert((added, module), index);
        }
        by_subject
            .entry(delta.subject().clone())
            .or_default()
            .push(index);
    }
    let index = Index {
        sides,
        by_subject,
        resources,
        unused: last_users(sides),
    };
    let roles: Vec<_> = sides.deltas.iter().map(|delta| index.role(delta)).collect();
    let start = |index: usize| {
        let mut at = index;
        // No chain is longer than the list; a ring would be one.
        for _ in 0..roles.len() {
            match roles.get(at).and_then(|role| role.of()) {
                Some(of) => at = of,
                None => break,
            }
        }
        at
    };
    let settled = |index: usize, role: Role| match role {
        // What a body inherits is said where its model's is. A type that is gone is gone wherever it was used.
        Role::Consequence(of)
            if matches!(roles.get(of), Some(Role::Said(_)))
                && sides
                    .deltas
                    .get(index)
                    .is_some_and(|it| is_stated(it) && !it.subject().is_type()) =>
        {
            Role::Said(of)
        }
        role => role,
    };
    roles
        .iter()
        .enumerate()
        .map(|(index, role)| (settled(index, *role), start(index)))
        .collect()
}

impl Index<'_> {
    fn delta(&self, index: usize) -> Option<&Delta> {
        self.sides.deltas.get(index)
    }

    /// A difference of exactly this path.
    fn at(&self, subject: &Subject, wanted: impl Fn(&Delta) -> bool) -> Option<usize> {
        let found = self.by_subject.get(subject)?.iter().copied();
        found
            .into_iter()
            .find(|index| self.delta(*index).is_some_and(&wanted))
    }

    /// The first difference below this path.
    fn below(&self, subject: &Subject, wanted: impl Fn(&Delta) -> bool) -> Option<usize> {
        self.by_subject
            .range(subject..)
            .skip_while(|(other, _)| *other == subject)
            .take_while(|(other, _)| other.is_under(subject))
            .flat_map(|(_, indexes)| indexes.iter().copied())
            .find(|index| self.delta(*index).is_some_and(&wanted))
    }

    /// The same aspects of the same path.
    fn aspect(&self, subject: &Subject, aspects: &[Aspect]) -> Option<usize> {
        aspects.iter().find_map(|wanted| {
            self.at(
                subject,
                |delta| matches!(delta, Delta::Changed { aspect, .. } if aspect == wanted),
            )
        })
    }

    fn above(&self, subject: &Subject, wanted: impl Fn(&Delta) -> bool) -> Option<usize> {
        let mut above = subject.parent();
        while let Some(at) = above {
            if let Some(index) = self.at(&at, &wanted) {
                return Some(index);
            }
            above = at.parent();
        }
        None
    }

    fn role(&self, delta: &Delta) -> Role {
        let subject = delta.subject();
        if let Some(kind) = self.of_another_kind(delta) {
            return kind;
        }
        match delta {
            Delta::Added { element, .. } => self
                .above(subject, |it| matches!(it, Delta::Added { .. }))
                .or_else(|| self.with_its_resource(subject, element.get(Aspect::Module), true))
                .map_or_else(|| self.scheme(element.kind), Role::Member),
            Delta::Removed { element, .. } => self
                .above(subject, |it| matches!(it, Delta::Removed { .. }))
                .or_else(|| self.with_its_resource(subject, element.get(Aspect::Module), false))
                .map(Role::Member)
                .or_else(|| self.unused.get(subject).copied().map(Role::Consequence))
                .or_else(|| self.in_its_model(delta))
                .unwrap_or_else(|| self.scheme(element.kind)),
            Delta::Renamed { .. } => self
                .in_its_model(delta)
                .or_else(|| {
                    // Content came or went with the status.
                    let content = self.at(subject, is_content);
                    content
                        .filter(|_| subject.parent().is_some())
                        .map(Role::Said)
                })
                .unwrap_or(Role::Cause),
            Delta::Kind { .. } => self
                .at(subject, |it| matches!(it, Delta::Renamed { .. }))
                .map_or(Role::Cause, Role::Said),
            Delta::Changed { aspect, .. } => self
                .in_its_model(delta)
                .or_else(|| self.follows(subject, *aspect, delta))
                .unwrap_or(Role::Cause),
        }
    }

    /// What differs in a type or body of another kind says nothing by itself.
    fn of_another_kind(&self, delta: &Delta) -> Option<Role> {
        let subject = delta.subject();
        let root = subject.root();
        let kind = self.at(&root, |it| matches!(it, Delta::Kind { .. }));
        let is_kind =
            matches!(delta, Delta::Kind { .. } | Delta::Renamed { .. }) && *subject == root;
        if let Some(kind) = kind.filter(|_| !is_kind) {
            // Whether a union has a tag leaves its variants what they are.
            let same = |index: usize| {
                let Some(Delta::Kind { old, new, .. }) = self.delta(index) else {
                    return false;
                };
                [old, new]
                    .iter()
                    .all(|kind| matches!(kind, Kind::TaggedUnion | Kind::Union))
            };
            let own = matches!(
                delta,
                Delta::Changed {
                    aspect: Aspect::Discriminator | Aspect::Order,
                    ..
                }
            );
            if !same(kind) || own {
                return Some(Role::Said(kind));
            }
        }
        let content = |body: &Subject| self.aspect(body, &[Aspect::Content]);
        match delta {
            Delta::Changed {
                aspect: Aspect::Type | Aspect::Of | Aspect::Needed,
                ..
            } => content(subject).map(Role::Said),
            Delta::Added { .. } | Delta::Removed { .. } => {
                content(&subject.parent()?).map(Role::Member)
            }
            _ => None,
        }
    }

    /// A type that comes or goes with the resource whose file declares it.
    fn with_its_resource(
        &self,
        subject: &Subject,
        module: Option<&str>,
        added: bool,
    ) -> Option<usize> {
        let module = module.filter(|_| subject.is_type())?;
        self.resources.get(&(added, module)).copied()
    }

    /// Parts of credentials come and go with the alternatives that need them.
    fn scheme(&self, kind: Kind) -> Role {
        let accept = || self.aspect(&Subject::reserved("service"), &[Aspect::Security]);
        match kind {
            Kind::Scheme => accept().map_or(Role::Cause, Role::Member),
            _ => Role::Cause,
        }
    }

    /// The same difference of the field of the model that a body takes its own from.
    fn in_its_model(&self, delta: &Delta) -> Option<Role> {
        let subject = delta.subject();
        let body = subject.parent()?;
        let of = |facts: &crate::audit::facts::Facts| {
            let body = facts.get(&body).filter(|it| it.kind == Kind::Body)?;
            body.get(Aspect::Of).map(Subject::named_type)
        };
        let model = of(self.sides.head).or_else(|| of(self.sides.base))?;
        let same = |it: &Delta| match (delta, it) {
            (
                Delta::Changed {
                    aspect, old, new, ..
                },
                Delta::Changed {
                    aspect: other,
                    old: before,
                    new: after,
                    ..
                },
            ) => aspect == other && old == before && new == after,
            (Delta::Removed { .. }, Delta::Removed { .. }) => true,
            // No body can take what is only read.
            (
                Delta::Removed { .. },
                Delta::Changed {
                    aspect: Aspect::Access,
                    new,
                    ..
                },
            ) => new.as_deref() == Some("read-only"),
            (Delta::Renamed { from, .. }, Delta::Renamed { from: other, .. }) => {
                from.name() == other.name()
            }
            _ => false,
        };
        self.at(&model.child(subject.name()), same)
            .map(Role::Consequence)
    }

    fn follows(&self, subject: &Subject, aspect: Aspect, delta: &Delta) -> Option<Role> {
        let here = |aspects: &[Aspect]| self.aspect(subject, aspects);
        let renamed = || self.at(subject, |it| matches!(it, Delta::Renamed { .. }));
        match aspect {
            Aspect::Since
            | Aspect::EndOfLife
            | Aspect::Replacement
            | Aspect::Note
            | Aspect::RustReplacement => here(&[Aspect::Deprecated]).map(Role::Said),
            Aspect::Rust | Aspect::RustType => renamed().map(Role::Said),
            Aspect::Item => renamed().map(Role::Said),
            Aspect::RustRequest => renamed()
                .or_else(|| here(&[Aspect::Rust]))
                .map(Role::Said)
                .or_else(|| self.of_resource(subject).map(Role::Member)),
            Aspect::RustParams | Aspect::RustResponse => renamed()
                .or_else(|| here(&[Aspect::Rust, Aspect::RustRequest]))
                .map(Role::Said)
                .or_else(|| self.of_resource(subject).map(Role::Member)),
            Aspect::Module => self.module(delta).map(Role::Said),
            Aspect::Access => renamed().map(Role::Said),
            // Only content has a medium and an envelope.
            Aspect::Media => self.at(subject, is_content).map(Role::Said),
            Aspect::Enveloped => self.at(subject, is_content).map(Role::Said).or_else(|| {
                here(&[Aspect::Media])
                    .or_else(|| self.envelope(delta))
                    .map(Role::Consequence)
            }),
            Aspect::Constant => self.tag(subject, delta).map(Role::Said),
            Aspect::Presence => here(&[
                Aspect::Required,
                Aspect::Nullable,
                Aspect::Access,
                Aspect::Deprecated,
                Aspect::EndOfLife,
            ])
            .or_else(|| self.aspect(&subject.parent()?, &[Aspect::Sent, Aspect::Received]))
            .map(Role::Consequence),
            Aspect::Boxed => here(&[Aspect::Type])
                .or_else(|| self.ring(subject, delta))
                .map(Role::Consequence),
            Aspect::Constructor => self.constructor(subject, delta),
            Aspect::Input => self.below(subject, is_about_writing).map(Role::Consequence),
            Aspect::Returns => here(&[Aspect::Pagination])
                .or_else(|| self.below(subject, is_about_results))
                .map(Role::Consequence),
            _ => None,
        }
    }

    /// The name of a resource, or of one item of it, which its requests are called after.
    fn of_resource(&self, operation: &Subject) -> Option<usize> {
        let resource = operation.root();
        self.aspect(&resource, &[Aspect::Item])
            .or_else(|| self.at(&resource, |it| matches!(it, Delta::Renamed { .. })))
    }

    /// The envelope of the service that comes, and takes in what is returned, or goes.
    fn envelope(&self, enveloped: &Delta) -> Option<usize> {
        let is_in =
            |it: &Delta| matches!(it, Delta::Changed { new, .. } if new.as_deref() == Some("true"));
        let comes = is_in(enveloped);
        self.at(&Subject::reserved("service"), |it| match it {
            Delta::Changed {
                aspect: Aspect::EnvelopeResult,
                old,
                new,
                ..
            } => if comes { old } else { new }.is_none(),
            _ => false,
        })
    }

    /// A module that is called otherwise since its resource is.
    fn module(&self, delta: &Delta) -> Option<usize> {
        let Delta::Changed { old, new, .. } = delta else {
            return None;
        };
        self.sides.deltas.iter().position(|it| {
            matches!(
                it,
                Delta::Changed { aspect: Aspect::Rust, old: before, new: after, subject }
                    if before == old && after == new
                        && self.sides.head.get(subject).is_some_and(|it| it.kind == Kind::Resource)
            )
        })
    }

    /// The variant that is announced by another word, which the member that tells variants apart then holds.
    fn tag(&self, field: &Subject, delta: &Delta) -> Option<usize> {
        let Delta::Changed {
            old: Some(old),
            new: Some(new),
            ..
        } = delta
        else {
            return None;
        };
        let is = |json: &str, word: &str| {
            serde_json::from_str(json).is_ok_and(|json: String| json == word)
        };
        self.sides.deltas.iter().position(|it| {
            let Delta::Renamed { from, to } = it else {
                return false;
            };
            let union = to.parent().and_then(|union| self.sides.head.get(&union));
            let tag = union.and_then(|union| union.get(Aspect::Discriminator));
            tag == Some(field.name()) && is(old, from.name()) && is(new, to.name())
        })
    }

    /// What closed, or opened, the ring of types that a boxed member is part of.
    fn ring(&self, member: &Subject, delta: &Delta) -> Option<usize> {
        let Delta::Changed { new, .. } = delta else {
            return None;
        };
        let facts = if new.is_some() {
            self.sides.head
        } else {
            self.sides.base
        };
        let leads = |it: &Delta| match it {
            Delta::Changed { aspect, .. } => *aspect == Aspect::Type,
            _ => !matches!(it, Delta::Renamed { .. }),
        };
        let parts = way_back(facts, member)
            .into_iter()
            .flat_map(|part| [part.root(), part]);
        parts
            .into_iter()
            .filter(|part| part != member)
            .find_map(|part| self.at(&part, leads))
    }

    /// The field that comes to, or leaves, the arguments of `new`.
    fn constructor(&self, model: &Subject, delta: &Delta) -> Option<Role> {
        let Delta::Changed { old, new, .. } = delta else {
            return None;
        };
        if old.is_none() || new.is_none() {
            return self.aspect(model, &[Aspect::Sent]).map(Role::Said);
        }
        let names = |list: &Option<String>| -> Vec<String> {
            let list = list.as_deref().unwrap_or_default();
            list.split(", ").map(str::to_owned).collect()
        };
        let (old, new) = (names(old), names(new));
        let moved = |it: &Delta| {
            let name = match it {
                // Its old name is in the old list.
                Delta::Renamed { .. } => return true,
                _ => it.subject().name().to_owned(),
            };
            old.contains(&name) != new.contains(&name)
        };
        self.below(model, moved).map(Role::Consequence)
    }
}

/// Whether the spec says it, rather than that it follows.
fn is_stated(delta: &Delta) -> bool {
    !matches!(delta, Delta::Changed { aspect, .. } if aspect.is_derived())
}

fn is_content(delta: &Delta) -> bool {
    matches!(
        delta,
        Delta::Changed { aspect: Aspect::Type, old, new, .. } if old.is_none() || new.is_none()
    )
}

fn is_about_writing(delta: &Delta) -> bool {
    match delta {
        Delta::Added { element, .. } | Delta::Removed { element, .. } => {
            element.is(Aspect::ReadOnly)
        }
        Delta::Changed { aspect, .. } => *aspect == Aspect::ReadOnly,
        _ => false,
    }
}

fn is_about_results(delta: &Delta) -> bool {
    let is_response = delta
        .subject()
        .parent()
        .is_some_and(|parent| parent.name() == "response");
    let plain = match delta {
        Delta::Changed { aspect, .. } => matches!(aspect, Aspect::Type | Aspect::Media),
        _ => true,
    };
    is_response && plain
}
