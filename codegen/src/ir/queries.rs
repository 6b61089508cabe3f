//! What can be asked of a resolved API: types behind names, the shape of a path, what a list holds.

use super::{Api, Field, Method, Operation, Response, Ty, Type, TypeId, TypeKind};
use crate::naming;

impl Api {
    /// The name of the crate as code writes it.
    pub fn crate_name(&self) -> String {
        naming::snake(&self.package)
    }

    /// The type behind an id.
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.0]
    }

    /// The type behind a use, with aliases followed.
    pub fn resolved<'a>(&'a self, mut ty: &'a Ty) -> &'a Ty {
        // Aliases may form a long chain, but never a ring.
        while let Ty::Named(id) = ty
            && let TypeKind::Alias(target) = &self.ty(*id).kind
        {
            ty = target;
        }
        ty
    }

    /// The type behind a use, with aliases followed inside of lists and maps too.
    pub fn deep(&self, ty: &Ty) -> Ty {
        ty.deep(&|ty| self.resolved(ty))
    }
}

impl Method {
    /// Whether repeating a request usually does no more than making it once, RFC 9110 section 9.2.2.
    pub fn is_idempotent(self) -> bool {
        !matches!(self, Self::Post | Self::Patch)
    }
}

impl Operation {
    /// The type of the items, when the operation is cut into pages.
    pub fn item_type<'a>(&'a self, api: &'a Api) -> Option<&'a Ty> {
        let pagination = api.paginations.get(self.pagination?)?;
        let [
            Response {
                ty: Some(returned), ..
            },
        ] = self.responses.as_slice()
        else {
            return None;
        };
        let mut ty = api.resolved(returned);
        for member in &pagination.items {
            let Ty::Named(id) = ty else { return None };
            let TypeKind::Model(model) = &api.ty(*id).kind else {
                return None;
            };
            ty = api.resolved(&model.fields.iter().find(|field| field.wire == *member)?.ty);
        }
        match ty {
            Ty::List(item) => Some(item),
            _ => None,
        }
    }

    /// The path as a server sees it, whose placeholders have no names: `/{}/x:stop` for `/{name}/x:stop`.
    pub fn shape(&self) -> String {
        let mut parts = self.path.split('{');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |shape, part| {
            let (_, literal) = part.split_once('}').unwrap_or((part, ""));
            shape + "{}" + literal
        })
    }
}

impl Method {
    /// The method as it stands in a request.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl Field {
    /// Whether Rust can rely on its being returned. What has an end of life will be gone one day, and decoding must
    /// survive that day, so such a field is optional whatever the spec says of today.
    pub fn always_returned(&self) -> bool {
        self.required
            && self
                .deprecated
                .as_ref()
                .is_none_or(|it| it.end_of_life.is_none())
    }
}

/// Aliases of lists of aliases add up; deeper than this no type that a program could hold differs from another.
const DEEP: usize = 64;

impl Ty {
    /// The type with `resolved` done to each type in it.
    pub(crate) fn deep<'a>(&'a self, resolved: &dyn Fn(&'a Self) -> &'a Self) -> Self {
        self.deep_within(resolved, DEEP)
    }

    fn deep_within<'a>(&'a self, resolved: &dyn Fn(&'a Self) -> &'a Self, left: usize) -> Self {
        // The limit keeps a chain of aliases from running out of stack.
        match (resolved(self), left.checked_sub(1)) {
            (Self::List(item), Some(left)) => {
                Self::List(Box::new(item.deep_within(resolved, left)))
            }
            (Self::Map(item), Some(left)) => Self::Map(Box::new(item.deep_within(resolved, left))),
            (other, _) => other.clone(),
        }
    }

    /// The named type in it, whatever lists and maps are around.
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Scalar(_) => None,
            Self::Named(id) => Some(*id),
            Self::List(item) | Self::Map(item) => item.named(),
        }
    }
}
