//! The definitions of types: one for each named schema, and one for identical inline schemas.

use super::super::draft::{Definition, DefinitionId, InlinePlace, Kind, Origin, Ty, Variant};
use super::{Place, Schemas, finish};
use crate::builtin::Scalar;

impl Schemas<'_, '_> {
    /// A union that is no schema of the document.
    pub(in crate::import) fn union(
        &mut self,
        variants: Vec<Variant>,
        place: &Place,
        docs: &str,
    ) -> DefinitionId {
        let union = Kind::Union {
            discriminator: None,
            variants,
        };
        self.intern(union, place, Some(docs), false)
    }

    /// The definition with this content. Docs are not part of it, since identical types with different docs are one type.
    pub(super) fn intern(
        &mut self,
        kind: Kind,
        place: &Place,
        docs: Option<&str>,
        deprecated: bool,
    ) -> DefinitionId {
        let place = InlinePlace {
            names: place.0.clone(),
            earlier: self.places.get(&place.0).map_or(0, Vec::len),
        };
        if let Some(id) = self.identical(&kind, &place) {
            return id;
        }
        let ids = self.places.entry(place.names.clone()).or_default();
        ids.push(DefinitionId(self.definitions.len()));
        let id = self.reserve(Origin::Inline(vec![place]));
        self.inline.entry(kind.clone()).or_default().push(id);
        let docs = docs.map(str::to_owned);
        self.fill(
            id,
            Definition {
                origin: Origin::Inline(Vec::new()),
                docs,
                deprecated,
                kind,
                span: None,
            },
        );
        id
    }

    /// The definition of an earlier inline schema with this content, unless the lock file has another name for it.
    fn identical(&mut self, kind: &Kind, place: &InlinePlace) -> Option<DefinitionId> {
        let known = self.inline.get(kind)?;
        let at_place = self.places.entry(place.names.clone()).or_default();
        if let Some(id) = known.iter().find(|id| at_place.contains(id)) {
            return Some(*id);
        }
        let name = self.lock.inline(place);
        for id in known {
            let Some((origin, _)) = self.definitions.get_mut(id.0) else {
                continue;
            };
            let other = self.lock.type_name(origin);
            if let Origin::Inline(places) = origin
                && (name.is_none() || other.is_none() || name == other)
            {
                places.push(place.clone());
                at_place.push(*id);
                return Some(*id);
            }
        }
        None
    }

    pub(super) fn reserve(&mut self, origin: Origin) -> DefinitionId {
        self.definitions.push((origin, None));
        DefinitionId(self.definitions.len() - 1)
    }

    pub(super) fn fill(&mut self, id: DefinitionId, definition: Definition) {
        if let Some((_, slot)) = self.definitions.get_mut(id.0) {
            *slot = Some(definition);
        }
    }

    /// All definitions, after the checks that need all of them. `events` is the union of the events of webhooks.
    pub(in crate::import) fn finish(self, events: Option<DefinitionId>) -> Vec<Definition> {
        let definitions =
            self.definitions
                .into_iter()
                .map(|(origin, definition)| match definition {
                    Some(definition) => Definition {
                        origin,
                        ..definition
                    },
                    None => Definition {
                        origin,
                        docs: None,
                        deprecated: false,
                        kind: Kind::Alias {
                            ty: Ty::Scalar(Scalar::Json),
                            constraints: Vec::new(),
                        },
                        span: None,
                    },
                });
        finish::finish(definitions.collect(), events)
    }
}
