//! The table of causes: for each kind of delta, the deltas that it can follow from.
//!
//! Rows are tried in order. The first one that finds a cause determines the attribution of a delta; a delta without a row
//! is a cause itself. A test fails if a row is never used.

use super::Attribution;
use super::computed as by;
use super::index::Index;
use crate::audit::delta::Delta;
use crate::audit::facts::Aspect;
use crate::audit::subject::Subject;
use std::fmt;

/// One way in which a delta can follow from another one.
#[derive(Debug)]
pub(super) struct Row {
    effect: Effect,
    cause: Cause,
    attribution: fn(usize) -> Attribution,
}

/// Deltas that a row is about.
#[derive(Debug)]
enum Effect {
    Any,
    Added,
    Removed,
    Renamed,
    Kind,
    /// A change of any aspect.
    Changed,
    /// A change of one of these aspects.
    Aspects(&'static [Aspect]),
}

/// Where a row looks for the cause.
#[derive(Debug)]
enum Cause {
    /// A change of one of these aspects, in order of preference.
    Aspect(Scope, &'static [Aspect]),
    /// A rename.
    Renamed(Scope),
    /// A delta that a function finds.
    Computed(fn(&Index<'_>, &Delta) -> Option<usize>),
}

/// Element whose deltas can be the cause.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scope {
    /// The same element.
    Element,
    /// Its parent.
    Parent,
    /// Its outermost parent, e.g. the resource of an operation.
    Root,
}

use Attribution::{Consequence, Implied, Member};
use Cause::{Aspect as Of, Computed, Renamed};
use Effect::{Added, Any, Aspects, Changed, Removed};
use Scope::{Element, Parent, Root};

const fn row(effect: Effect, cause: Cause, attribution: fn(usize) -> Attribution) -> Row {
    Row {
        effect,
        cause,
        attribution,
    }
}

/// Aspects of a deprecation.
const DEPRECATION: &[Aspect] = &[
    Aspect::Since,
    Aspect::EndOfLife,
    Aspect::Replacement,
    Aspect::Note,
    Aspect::RustReplacement,
];

/// Aspects whose value follows from the name of the element.
const NAMED: &[Aspect] = &[
    Aspect::Rust,
    Aspect::RustType,
    Aspect::Item,
    Aspect::RustRequest,
    Aspect::RustParams,
    Aspect::RustResponse,
    Aspect::Access,
];

/// Rust names of the types of an operation.
const TYPES_OF_OPERATION: &[Aspect] = &[
    Aspect::RustRequest,
    Aspect::RustParams,
    Aspect::RustResponse,
];

/// Aspects that decide how the struct has a field.
const PRESENCE: &[Aspect] = &[
    Aspect::Constant,
    Aspect::Required,
    Aspect::Nullable,
    Aspect::Access,
    Aspect::Deprecated,
    Aspect::EndOfLife,
    Aspect::Type,
];

/// Constraints that types of strings and numbers can have, also as items.
const CONSTRAINTS: &[Aspect] = &[
    Aspect::MinLength,
    Aspect::MaxLength,
    Aspect::Pattern,
    Aspect::Minimum,
    Aspect::Maximum,
    Aspect::ExclusiveMinimum,
    Aspect::ExclusiveMaximum,
    Aspect::MultipleOf,
    Aspect::ItemConstraints,
];

pub(super) const TABLE: &[Row] = &[
    // A type of another kind has other children, and a body with other content other fields.
    row(Any, Computed(by::kind_of_type), Implied),
    row(
        Aspects(&[Aspect::Type, Aspect::Of, Aspect::Needed]),
        Of(Element, &[Aspect::Content]),
        Implied,
    ),
    row(Added, Of(Parent, &[Aspect::Content]), Member),
    row(Removed, Of(Parent, &[Aspect::Content]), Member),
    // Children come and go with their parents, types with the resource that declares them
    // or with their users.
    row(Added, Computed(by::added_parent), Member),
    row(Added, Computed(by::declaring_resource), Member),
    row(Added, Computed(by::first_user), Consequence),
    row(Added, Computed(by::requirements_of_scheme), Member),
    row(Removed, Computed(by::removed_parent), Member),
    row(Removed, Computed(by::declaring_resource), Member),
    row(Removed, Computed(by::last_user), Consequence),
    row(Removed, Computed(by::field_of_model), Consequence),
    row(Removed, Computed(by::requirements_of_scheme), Member),
    // A body field follows the field of its model.
    row(Effect::Renamed, Computed(by::field_of_model), Consequence),
    row(Changed, Computed(by::field_of_model), Consequence),
    // A response has another status because it gained or lost its content.
    row(Effect::Renamed, Computed(by::content_of_response), Implied),
    row(Effect::Kind, Renamed(Element), Implied),
    // A type with constraints is compared together with those of the element.
    row(
        Aspects(CONSTRAINTS),
        Computed(by::constrained_type),
        Implied,
    ),
    // Deprecations, names and modules.
    row(
        Aspects(DEPRECATION),
        Of(Element, &[Aspect::Deprecated]),
        Implied,
    ),
    row(Aspects(NAMED), Renamed(Element), Implied),
    row(
        Aspects(TYPES_OF_OPERATION),
        Of(Element, &[Aspect::Rust]),
        Implied,
    ),
    row(
        Aspects(&[Aspect::RustParams, Aspect::RustResponse]),
        Of(Element, &[Aspect::RustRequest]),
        Implied,
    ),
    // A resource can be renamed under the same Rust name, but the types of its operations have names of their own.
    row(Aspects(TYPES_OF_OPERATION), Renamed(Root), Consequence),
    row(
        Aspects(TYPES_OF_OPERATION),
        Of(Root, &[Aspect::Item]),
        Member,
    ),
    row(
        Aspects(&[Aspect::Module]),
        Computed(by::renamed_module),
        Implied,
    ),
    // Responses: no content has no media type and no envelope.
    row(
        Aspects(&[Aspect::Media, Aspect::Enveloped]),
        Computed(by::content),
        Implied,
    ),
    row(
        Aspects(&[Aspect::Enveloped]),
        Of(Element, &[Aspect::Media]),
        Consequence,
    ),
    row(
        Aspects(&[Aspect::Enveloped]),
        Computed(by::envelope_of_service),
        Consequence,
    ),
    row(
        Aspects(&[Aspect::Returns]),
        Of(Element, &[Aspect::Pagination]),
        Consequence,
    ),
    row(
        Aspects(&[Aspect::Returns]),
        Computed(by::response),
        Consequence,
    ),
    // Only schemes of OAuth 2 have a token endpoint.
    row(
        Aspects(&[
            Aspect::TokenUrl,
            Aspect::Scopes,
            Aspect::ClientIdEnv,
            Aspect::ClientSecretEnv,
        ]),
        Of(Element, &[Aspect::Place]),
        Implied,
    ),
    // By default, operations have idempotency keys unless they are idempotent.
    row(
        Aspects(&[Aspect::IdempotencyKey]),
        Computed(by::idempotency_key_header),
        Consequence,
    ),
    row(
        Aspects(&[Aspect::IdempotencyKey]),
        Of(Element, &[Aspect::Idempotent]),
        Consequence,
    ),
    // Fields, constructors and enums in Rust.
    row(
        Aspects(&[Aspect::Constant]),
        Computed(by::renamed_variant),
        Implied,
    ),
    row(
        Aspects(&[Aspect::Presence]),
        Of(Element, PRESENCE),
        Consequence,
    ),
    row(
        Aspects(&[Aspect::Presence]),
        Of(Parent, &[Aspect::Sent, Aspect::Received]),
        Consequence,
    ),
    row(
        Aspects(&[Aspect::Presence]),
        Computed(by::use_of_model),
        Consequence,
    ),
    row(
        Aspects(&[Aspect::Boxed, Aspect::Unit]),
        Of(Element, &[Aspect::Type]),
        Consequence,
    ),
    row(
        Aspects(&[Aspect::Unit]),
        Computed(by::field_of_variant),
        Consequence,
    ),
    row(
        Aspects(&[Aspect::Boxed]),
        Computed(by::type_cycle),
        Consequence,
    ),
    row(
        Aspects(&[Aspect::Boxed]),
        Computed(by::size_of_variant),
        Consequence,
    ),
    row(
        Aspects(&[Aspect::Constructor]),
        Computed(by::direction_of_model),
        Implied,
    ),
    row(
        Aspects(&[Aspect::Constructor]),
        Computed(by::constructor_argument),
        Consequence,
    ),
    row(
        Aspects(&[Aspect::Input]),
        Computed(by::read_only_value),
        Consequence,
    ),
];

impl Row {
    /// How the row attributes a delta; none if the row is not about it or finds no cause.
    pub(super) fn attribution(&self, index: &Index<'_>, delta: &Delta) -> Option<Attribution> {
        if !self.effect.matches(delta) {
            return None;
        }
        let cause = match self.cause {
            Cause::Aspect(scope, aspects) => index.changed(&scope.of(delta)?, aspects),
            Cause::Renamed(scope) => index.renamed(&scope.of(delta)?),
            Cause::Computed(find) => find(index, delta),
        };
        cause.map(self.attribution)
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attribution = (self.attribution)(0);
        write!(f, "{:?} <- {:?}: {attribution:?}", self.effect, self.cause)
    }
}

impl Effect {
    fn matches(&self, delta: &Delta) -> bool {
        match (self, delta) {
            (Self::Any, _)
            | (Self::Added, Delta::Added { .. })
            | (Self::Removed, Delta::Removed { .. })
            | (Self::Renamed, Delta::Renamed { .. })
            | (Self::Kind, Delta::Kind { .. })
            | (Self::Changed, Delta::Changed { .. }) => true,
            (Self::Aspects(aspects), Delta::Changed { aspect, .. }) => aspects.contains(aspect),
            _ => false,
        }
    }
}

impl Scope {
    fn of(self, delta: &Delta) -> Option<Subject> {
        let subject = delta.subject();
        match self {
            Self::Element => Some(subject.clone()),
            Self::Parent => subject.parent(),
            Self::Root => Some(subject.root()),
        }
    }
}
