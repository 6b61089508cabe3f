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
        // Types can refer to themselves, and chains of them can be longer than a stack is deep.
        let mut seen = BTreeSet::new();
        let mut waiting = vec![ty];
        let mut is_list = false;
        let mut is_plain = true;
        while let Some(ty) = waiting.pop() {
            match ty {
                Ty::Scalar(scalar) if !scalar.is_in_parameters() => return Serialized::Unsupported,
                Ty::Scalar(_) => {}
                Ty::Nullable(inner) => waiting.push(inner),
                Ty::List(inner) => {
                    // Only the outermost type is a list; a list in another value makes that an object.
                    is_list |= is_plain && seen.is_empty() && waiting.is_empty();
                    is_plain = false;
                    waiting.push(inner);
                }
                Ty::Map(inner) => {
                    is_plain = false;
                    waiting.push(inner);
                }
                Ty::Named(id) if !seen.insert(*id) => {}
                Ty::Named(id) => match self.kind(*id) {
                    Some(Kind::Alias { ty, .. }) => waiting.push(ty),
                    Some(Kind::Model { fields, additional }) => {
                        is_plain = false;
                        waiting.extend(fields.iter().map(|it| &it.value.ty));
                        waiting.extend(additional);
                    }
                    Some(Kind::Union { variants, .. }) => {
                        waiting.extend(variants.iter().map(|it| &it.ty));
                    }
                    Some(Kind::Enum { .. }) | None => {}
                },
            }
        }
        match (is_list, is_plain) {
            (true, _) => Serialized::List,
            (false, true) => Serialized::Plain,
            (false, false) => Serialized::Object,
        }
    }

    fn kind(&self, id: DefinitionId) -> Option<&Kind> {
        let (_, definition) = self.definitions.get(id.0)?;
        definition.as_ref().map(|it| &it.kind)
    }
}
