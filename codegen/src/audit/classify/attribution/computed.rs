//! Causes that depend on more than the aspects of a related element. Each function finds the cause of a delta.

use super::super::contained::contained;
use super::super::type_cycle::cycle_through;
use super::super::types::compares_constraints;
use super::index::Index;
use crate::audit::delta::Delta;
use crate::audit::facts::{Aspect, Element, Facts, Kind, Value};
use crate::audit::subject::Subject;
use crate::ir::Access;

/// The type changed its kind, so it has other aspects and children.
pub(super) fn kind_of_type(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    let root = delta.subject().root();
    let kind = index.at(&root, |it| matches!(it, Delta::Kind { .. }))?;
    if matches!(delta, Delta::Kind { .. } | Delta::Renamed { .. }) && *delta.subject() == root {
        return None;
    }
    // A union has the same variants with and without a discriminator.
    let is_union = |kind: &Kind| matches!(kind, Kind::TaggedUnion | Kind::Union);
    let stays_union = matches!(
        index.delta(kind),
        Some(Delta::Kind { old, new, .. }) if is_union(old) && is_union(new)
    );
    let is_about_kind = matches!(
        delta,
        Delta::Changed {
            aspect: Aspect::Discriminator | Aspect::Order,
            ..
        }
    );
    (!stays_union || is_about_kind).then_some(kind)
}

/// A parent was added.
pub(super) fn added_parent(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    index.above(delta.subject(), |it| matches!(it, Delta::Added { .. }))
}

/// A parent was removed.
pub(super) fn removed_parent(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    index.above(delta.subject(), |it| matches!(it, Delta::Removed { .. }))
}

/// The resource whose file declares a type was added or removed.
pub(super) fn declaring_resource(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    let (Delta::Added { subject, element } | Delta::Removed { subject, element }) = delta else {
        return None;
    };
    let module = element.text(Aspect::Module).filter(|_| subject.is_type())?;
    index.resource(matches!(delta, Delta::Added { .. }), module)
}

/// The security requirements of the API name a scheme, or no longer do.
pub(super) fn requirements_of_scheme(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    let (Delta::Added { element, .. } | Delta::Removed { element, .. }) = delta else {
        return None;
    };
    let service = Subject::reserved("service");
    let accept = index.changed(&service, &[Aspect::Security]);
    accept.filter(|_| element.kind == Kind::Scheme)
}

/// The first user of a type was added.
pub(super) fn first_user(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    index.first_user(delta.subject())
}

/// The last user of a type was removed.
pub(super) fn last_user(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    index.last_user(delta.subject())
}

/// The same delta of the model that a body takes its fields from.
pub(super) fn field_of_model(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    let subject = delta.subject();
    let body = subject.parent()?;
    let of = |facts: &Facts| {
        let body = facts.get(&body).filter(|it| it.kind == Kind::Body)?;
        Some(Subject::named_type(body.ty(Aspect::Of)?.name()))
    };
    let model = of(index.sides.head).or_else(|| of(index.sides.base))?;
    let is_same = |it: &Delta| match (delta, it) {
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
        // Bodies have no read-only fields.
        (Delta::Removed { .. }, Delta::Changed { new, .. }) => {
            *new == Some(Value::Access(Access::ReadOnly))
        }
        (Delta::Renamed { from, .. }, Delta::Renamed { from: other, .. }) => {
            from.name() == other.name()
        }
        _ => false,
    };
    index.at(&model.child(subject.name()), is_same)
}

/// The element has a type with constraints instead of another type, or the reverse.
pub(super) fn constrained_type(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    let sides = index.sides;
    index.at(delta.subject(), |it| match it {
        Delta::Changed {
            aspect: Aspect::Type,
            old: Some(Value::Type(old)),
            new: Some(Value::Type(new)),
            ..
        } => compares_constraints((sides.base, old), (sides.head, new)),
        _ => false,
    })
}

/// The element gained or lost its content.
pub(super) fn content(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    index.at(delta.subject(), |it| {
        matches!(
            it,
            Delta::Changed { aspect: Aspect::Type, old, new, .. } if old.is_none() || new.is_none()
        )
    })
}

/// A response gained or lost its content.
pub(super) fn content_of_response(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    delta.subject().parent()?;
    content(index, delta)
}

/// The module of a resource was renamed, and with it the module of the types that it declares.
pub(super) fn renamed_module(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    match delta {
        Delta::Changed {
            old: Some(Value::Text(old)),
            new: Some(Value::Text(new)),
            ..
        } => index.module(old, new),
        _ => None,
    }
}

/// The API gained or lost its envelope, and with it all responses.
pub(super) fn envelope_of_service(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    let gained = matches!(
        delta,
        Delta::Changed {
            new: Some(Value::Flag(true)),
            ..
        }
    );
    index.at(&Subject::reserved("service"), |it| match it {
        Delta::Changed {
            aspect: Aspect::EnvelopeResult,
            old,
            new,
            ..
        } => if gained { old } else { new }.is_none(),
        _ => false,
    })
}

/// The API gained or lost the header of idempotency keys.
pub(super) fn idempotency_key_header(index: &Index<'_>, _: &Delta) -> Option<usize> {
    let service = Subject::reserved("service");
    index.changed(&service, &[Aspect::IdempotencyKeyHeader])
}

/// A response of the operation was added or removed, or has another type or media type.
pub(super) fn response(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    index.below(delta.subject(), |it| {
        let parent = it.subject().parent();
        let matters = match it {
            Delta::Changed { aspect, .. } => matches!(aspect, Aspect::Type | Aspect::Media),
            _ => true,
        };
        matters && parent.is_some_and(|parent| parent.name() == "response")
    })
}

/// The variant of a union was renamed, and with it the value of its discriminator.
pub(super) fn renamed_variant(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    let Delta::Changed {
        subject,
        old: Some(Value::Json(old)),
        new: Some(Value::Json(new)),
        ..
    } = delta
    else {
        return None;
    };
    index.variant(subject.name(), old.as_str()?, new.as_str()?)
}

/// The cycle of types that a boxed member is part of was made or broken.
pub(super) fn type_cycle(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    let Delta::Changed { subject, new, .. } = delta else {
        return None;
    };
    let facts = if new.is_some() {
        index.sides.head
    } else {
        index.sides.base
    };
    let matters = |it: &Delta| match it {
        Delta::Changed { aspect, .. } => *aspect == Aspect::Type,
        _ => !matches!(it, Delta::Renamed { .. }),
    };
    let cycle = cycle_through(facts, subject).into_iter();
    let elements = cycle.flat_map(|element| [element.root(), element]);
    elements
        .filter(|element| element != subject)
        .find_map(|element| index.at(&element, matters))
}

/// A member of the type of a boxed variant, which made the type large or small enough.
pub(super) fn size_of_variant(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    let Delta::Changed { subject, new, .. } = delta else {
        return None;
    };
    let facts = if new.is_some() {
        index.sides.head
    } else {
        index.sides.base
    };
    let types = contained(facts, subject).into_iter();
    let mut changes = types.filter_map(|ty| changed_member(index, &ty));
    changes.next()
}

/// A field of the model of a variant, which therefore holds a value or no longer does.
pub(super) fn field_of_variant(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    let subject = delta.subject();
    let facts = [index.sides.head, index.sides.base];
    let mut types = facts.into_iter().flat_map(|it| contained(it, subject));
    types.find_map(|ty| changed_member(index, &ty))
}

/// A change of a type that its Rust form depends on: its members, or how the struct has them.
fn changed_member(index: &Index<'_>, ty: &Subject) -> Option<usize> {
    let matters = |it: &Delta| match it {
        Delta::Changed { aspect, .. } => matches!(
            aspect,
            Aspect::Type | Aspect::Nullable | Aspect::Presence | Aspect::AdditionalProperties
        ),
        Delta::Renamed { .. } => false,
        _ => true,
    };
    index.below(ty, matters).or_else(|| index.at(ty, matters))
}

/// A variant of the model, or another use of it. Only a model that is always a variant with the same value of the
/// discriminator implies the value.
pub(super) fn use_of_model(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    let model = delta.subject().parent()?;
    let names = |value: &Value| matches!(value, Value::Type(ty) if ty.name() == model.name());
    let uses = |element: &Element| element.aspects.values().any(names);
    let holds_model = |subject: &Subject| {
        let facts = [index.sides.head, index.sides.base];
        let mut elements = facts.into_iter().filter_map(|it| it.get(subject));
        elements.any(uses)
    };
    let is_of_variant = |subject: &Subject| {
        let facts = [index.sides.head, index.sides.base];
        let mut variants = facts.into_iter().flat_map(|it| it.under(subject));
        variants.any(|(_, element)| element.kind == Kind::Variant && uses(element))
    };
    index.first(|it| match it {
        Delta::Added { element, .. } | Delta::Removed { element, .. } => uses(element),
        Delta::Renamed { to, .. } => {
            let head = index.sides.head.get(to);
            head.is_some_and(|it| it.kind == Kind::Variant && uses(it))
        }
        Delta::Kind { subject, .. } => is_of_variant(subject),
        Delta::Changed {
            subject,
            aspect,
            old,
            new,
        } => match aspect {
            Aspect::Tags => holds_model(subject),
            Aspect::Discriminator => is_of_variant(subject),
            _ => old.iter().chain(new).any(names),
        },
    })
}

/// The model gained or lost its constructor because requests contain it, or no longer do.
pub(super) fn direction_of_model(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    let Delta::Changed { old, new, .. } = delta else {
        return None;
    };
    let comes_or_goes = old.is_none() || new.is_none();
    let sent = index.changed(delta.subject(), &[Aspect::Sent]);
    sent.filter(|_| comes_or_goes)
}

/// A field became, or ceased to be, an argument of the constructor.
pub(super) fn constructor_argument(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    let Delta::Changed {
        subject,
        old: Some(Value::List(old)),
        new: Some(Value::List(new)),
        ..
    } = delta
    else {
        return None;
    };
    index.below(subject, |it| match it {
        // The old list contains the old name.
        Delta::Renamed { .. } => true,
        _ => {
            let has = |names: &[String]| names.iter().any(|name| name == it.subject().name());
            has(old) != has(new)
        }
    })
}

/// A read-only value of the enum was added or removed, or a value became read-only or ceased to be.
pub(super) fn read_only_value(index: &Index<'_>, delta: &Delta) -> Option<usize> {
    let is_read_only = |element: &Element| element.is(Aspect::ReadOnly);
    index.below(delta.subject(), |it| match it {
        Delta::Added { element, .. } | Delta::Removed { element, .. } => is_read_only(element),
        Delta::Changed { aspect, .. } => *aspect == Aspect::ReadOnly,
        _ => false,
    })
}
