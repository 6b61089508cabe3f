//! How values are serialized in parameters and forms.

use super::super::draft::{DefinitionId, Kind, Ty};
use super::Schemas;
use std::collections::BTreeSet;

/// How values of a type are serialized in a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Serialized {
    /// As one string.
    Plain,
    /// As a list of strings or objects.
    List,
    /// As an object with members.
    Object,
    /// Not at all: the type has `json` or `bytes`.
    Unsupported,
}

impl Schemas<'_, '_> {
    /// How values of a type are serialized.
    pub(in crate::import) fn serialized(&self, ty: &Ty) -> Serialized {
        if !self.is_serializable(ty, &mut BTreeSet::new()) {
            return Serialized::Unsupported;
        }
        match ty {
            Ty::Scalar(_) => Serialized::Plain,
            Ty::Nullable(inner) => self.serialized(inner),
            Ty::List(_) => Serialized::List,
            Ty::Map(_) => Serialized::Object,
            Ty::Named(id) => match self.kind(*id) {
                Some(Kind::Alias { ty, .. }) if *ty != Ty::Named(*id) => self.serialized(ty),
                Some(Kind::Enum { .. }) => Serialized::Plain,
                Some(Kind::Union { variants, .. }) => {
                    let is_plain = variants
                        .iter()
                        .all(|it| self.serialized(&it.ty) == Serialized::Plain);
                    if is_plain {
                        Serialized::Plain
                    } else {
                        Serialized::Object
                    }
                }
                _ => Serialized::Object,
            },
        }
    }

    fn kind(&self, id: DefinitionId) -> Option<&Kind> {
        let (_, definition) = self.definitions.get(id.0)?;
        definition.as_ref().map(|it| &it.kind)
    }

    /// Whether a type has neither `json` nor `bytes` at any depth.
    fn is_serializable(&self, ty: &Ty, seen: &mut BTreeSet<DefinitionId>) -> bool {
        match ty {
            Ty::Scalar(scalar) => scalar.is_in_parameters(),
            Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => {
                self.is_serializable(inner, seen)
            }
            Ty::Named(id) if !seen.insert(*id) => true,
            Ty::Named(id) => {
                let mut types = Vec::new();
                match self.kind(*id) {
                    Some(Kind::Alias { ty, .. }) => types.push(ty),
                    Some(Kind::Model { fields, additional }) => {
                        types.extend(fields.iter().map(|it| &it.value.ty));
                        types.extend(additional);
                    }
                    Some(Kind::Union { variants, .. }) => {
                        types.extend(variants.iter().map(|it| &it.ty))
                    }
                    Some(Kind::Enum { .. }) | None => {}
                }
                types.into_iter().all(|it| self.is_serializable(it, seen))
            }
        }
    }
}
