//! Queries on a resolved API.

use super::{
    Api, Content, Field, Media, Model, Operation, Pagination, ResourceId, Response, Scalar, Server,
    Signature, Ty, Type, TypeId, TypeKind, Variant,
};
use crate::builtin::Expression;
use crate::naming;
use serde_json::Value as Json;
use std::collections::BTreeSet;

impl Api {
    /// Name of the crate in code, in snake_case.
    pub fn crate_name(&self) -> String {
        naming::snake(&self.package)
    }

    /// The type with an id.
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.0]
    }

    /// Rust module of the types of a resource, or of shared types.
    pub fn module_of(&self, owner: Option<ResourceId>) -> &str {
        owner.map_or("types", |owner| self.resources[owner.0].rust.as_str())
    }

    /// The type that a use refers to, with aliases resolved.
    pub fn resolved<'a>(&'a self, mut ty: &'a Ty) -> &'a Ty {
        // Terminates: `check` rejects cycles of aliases.
        while let Ty::Named(id) = ty
            && let TypeKind::Alias(target) = &self.ty(*id).kind
        {
            ty = target;
        }
        ty
    }

    /// The type inside any lists, maps and aliases; `None` for a scalar.
    pub fn innermost(&self, ty: &Ty) -> Option<TypeId> {
        let mut id = ty.named()?;
        // Terminates: `check` rejects cycles of aliases.
        while let TypeKind::Alias(target) = &self.ty(id).kind {
            id = target.named()?;
        }
        Some(id)
    }

    /// The type at a path of fields of models, with aliases resolved.
    pub fn member<'a>(&'a self, ty: &'a Ty, path: &[String]) -> Option<&'a Ty> {
        path.iter().try_fold(self.resolved(ty), |ty, name| {
            let Ty::Named(id) = ty else { return None };
            let TypeKind::Model(model) = &self.ty(*id).kind else {
                return None;
            };
            let field = model.fields.iter().find(|field| field.wire == *name)?;
            Some(self.resolved(&field.ty))
        })
    }

    /// Whether values of a type are serialized as a single string: scalars, enums, ids and unions of these.
    pub fn is_plain(&self, ty: &Ty) -> bool {
        let (mut seen, mut waiting) = (BTreeSet::new(), vec![ty]);
        while let Some(ty) = waiting.pop() {
            let is_plain = match self.resolved(ty) {
                Ty::Scalar(scalar) => scalar.is_in_parameters(),
                Ty::Named(id) => match &self.ty(*id).kind {
                    TypeKind::Union(variants) => {
                        if seen.insert(*id) {
                            waiting.extend(variants.iter().map(|it| &it.ty));
                        }
                        true
                    }
                    TypeKind::StringEnum(_)
                    | TypeKind::IntEnum(_)
                    | TypeKind::Id(_)
                    | TypeKind::Constrained(..) => true,
                    _ => false,
                },
                Ty::List(_) | Ty::Map(_) | Ty::Nullable(_) => false,
            };
            if !is_plain {
                return false;
            }
        }
        true
    }

    /// Whether a field has a constant that a Rust literal expresses exactly.
    pub fn has_literal(&self, field: &Field) -> bool {
        let is_literal =
            |scalar: Scalar| matches!(scalar.expression(), Expression::Literal | Expression::Into);
        match (&field.constant, self.resolved(&field.ty)) {
            (Some(Json::String(_) | Json::Number(_) | Json::Bool(_)), Ty::Scalar(scalar)) => {
                is_literal(*scalar)
            }
            (Some(Json::String(_) | Json::Number(_)), Ty::Named(id)) => match self.ty(*id).kind {
                TypeKind::StringEnum(_) | TypeKind::IntEnum(_) => true,
                TypeKind::Id(scalar) => is_literal(scalar),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether values of a type are objects, or can be.
    pub fn is_object(&self, ty: &Ty) -> bool {
        let (mut seen, mut waiting) = (BTreeSet::new(), vec![ty]);
        while let Some(ty) = waiting.pop() {
            match self.resolved(ty) {
                Ty::Map(_) => return true,
                Ty::Named(id) => match &self.ty(*id).kind {
                    TypeKind::Model(_) | TypeKind::TaggedUnion { .. } => return true,
                    TypeKind::Union(variants) if seen.insert(*id) => {
                        waiting.extend(variants.iter().map(|it| &it.ty));
                    }
                    _ => {}
                },
                Ty::Scalar(_) | Ty::List(_) | Ty::Nullable(_) => {}
            }
        }
        false
    }

    /// Whether every value of a type is an object.
    pub fn is_always_object(&self, ty: &Ty) -> bool {
        let (mut seen, mut waiting) = (BTreeSet::new(), vec![ty]);
        while let Some(ty) = waiting.pop() {
            match self.resolved(ty) {
                Ty::Map(_) => {}
                Ty::Named(id) => match &self.ty(*id).kind {
                    TypeKind::Model(_) | TypeKind::TaggedUnion { .. } => {}
                    TypeKind::Union(variants) => {
                        if seen.insert(*id) {
                            waiting.extend(variants.iter().map(|it| &it.ty));
                        }
                    }
                    _ => return false,
                },
                Ty::Scalar(_) | Ty::List(_) | Ty::Nullable(_) => return false,
            }
        }
        true
    }

    /// The model behind a type.
    pub fn model<'a>(&'a self, ty: &'a Ty) -> Option<&'a Model> {
        match self.resolved(ty) {
            Ty::Named(id) => match &self.ty(*id).kind {
                TypeKind::Model(model) => Some(model),
                _ => None,
            },
            _ => None,
        }
    }

    /// The default servers of operations that have their own, without duplicates.
    pub fn operation_servers(&self) -> Vec<&Server> {
        let operations = self.resources.iter().flat_map(|it| &it.operations);
        let mut servers: Vec<&Server> = Vec::new();
        for server in operations.filter_map(|it| it.servers.first()) {
            if servers.iter().all(|other| other.url != server.url) {
                servers.push(server);
            }
        }
        servers
    }

    /// The values of an enum; `None` for other types.
    pub fn enum_values(&self, id: TypeId) -> Option<&[Variant]> {
        match &self.ty(id).kind {
            TypeKind::StringEnum(values) | TypeKind::IntEnum(values) => Some(values),
            _ => None,
        }
    }

    /// The signature of webhooks, if they have one.
    pub fn webhook_signature(&self) -> Option<&Signature> {
        self.webhooks.as_ref()?.signature.as_ref()
    }

    /// Whether a type has a pattern, which the client checks.
    pub fn has_patterns(&self) -> bool {
        let has_pattern =
            |kind: &TypeKind| matches!(kind, TypeKind::Constrained(_, it) if it.pattern.is_some());
        self.types.iter().any(|ty| has_pattern(&ty.kind))
    }

    /// Whether a field keeps malformed values.
    pub fn has_lenient_fields(&self) -> bool {
        self.types.iter().any(|ty| match &ty.kind {
            TypeKind::Model(model) => model.fields.iter().any(|field| field.lenient),
            _ => false,
        })
    }

    /// Whether a type, parameter, body or response has the scalar.
    pub fn uses(&self, scalar: Scalar) -> bool {
        let holds = |ty: &Ty| {
            let mut ty = ty;
            while let Ty::List(item) | Ty::Map(item) | Ty::Nullable(item) = ty {
                ty = item;
            }
            *ty == Ty::Scalar(scalar)
        };
        let operations = || {
            self.resources
                .iter()
                .flat_map(|resource| &resource.operations)
        };
        let mut headers = self.response_headers.iter();
        headers.any(|it| it.scalar == scalar)
            || self.types.iter().any(|ty| match &ty.kind {
                TypeKind::Model(model) => model
                    .fields
                    .iter()
                    .map(|field| &field.ty)
                    .chain(&model.additional_properties)
                    .any(holds),
                TypeKind::Id(own) | TypeKind::Constrained(own, _) => *own == scalar,
                TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => {
                    variants.iter().any(|it| holds(&it.ty))
                }
                TypeKind::Alias(target) => holds(target),
                TypeKind::StringEnum(_) | TypeKind::IntEnum(_) => false,
            })
            || operations().any(|it| {
                let parameters = it
                    .path_parameters
                    .iter()
                    .chain(it.parameters.iter().map(|it| &it.field));
                let body = it.body.iter().flat_map(|body| match &body.content {
                    Content::Fields { fields, .. } => {
                        fields.iter().map(|field| &field.ty).collect::<Vec<_>>()
                    }
                    Content::Whole(ty) => vec![ty],
                });
                let returned = it.responses.iter().filter_map(|it| it.ty.as_ref());
                parameters
                    .map(|field| &field.ty)
                    .chain(body)
                    .chain(returned)
                    .any(holds)
            })
    }

    /// The permissions of an operation that are scopes of a security scheme.
    pub fn scopes<'a>(&self, operation: &'a Operation) -> Vec<&'a str> {
        let oauth = self.schemes.iter().filter_map(|it| it.oauth.as_ref());
        let scopes: Vec<_> = oauth.flat_map(|it| &it.scopes).collect();
        let permissions = operation.permissions.iter().map(String::as_str);
        permissions
            .filter(|name| scopes.iter().any(|it| it.name == **name))
            .collect()
    }

    /// The header with the idempotency key of an operation, if it has one.
    pub fn idempotency_key(&self, operation: &Operation) -> Option<&str> {
        let header = self.idempotency_key_header.as_deref();
        header.filter(|_| operation.idempotency_key)
    }

    /// Like [`resolved`](Self::resolved), but also resolves aliases inside lists and maps.
    pub fn fully_resolved(&self, ty: &Ty) -> Ty {
        ty.fully_resolved(&|ty| self.resolved(ty))
    }
}

impl Operation {
    /// The pagination scheme, and the path of the list in the returned value.
    pub fn pagination<'a>(&'a self, api: &'a Api) -> Option<(&'a Pagination, &'a [String])> {
        let paginated = self.pagination.as_ref()?;
        let scheme = api.paginations.get(paginated.scheme)?;
        Some((scheme, paginated.items.as_ref().unwrap_or(&scheme.items)))
    }

    /// Type of the items, if the operation is paginated.
    pub fn item_type<'a>(&'a self, api: &'a Api) -> Option<&'a Ty> {
        let (_, items) = self.pagination(api)?;
        let [
            Response {
                ty: Some(returned), ..
            },
        ] = self.responses.as_slice()
        else {
            return None;
        };
        match api.member(returned, items)? {
            Ty::List(item) => Some(item),
            _ => None,
        }
    }

    /// The response that a call returns the value of, and whether there can be a response without content instead; `None` if
    /// a call returns one of several responses.
    pub fn result(&self) -> Option<(&Response, bool)> {
        match self.responses.as_slice() {
            [only] => Some((only, false)),
            [one, other] => {
                let (value, nothing) = if one.ty.is_some() {
                    (one, other)
                } else {
                    (other, one)
                };
                let is_json = value.ty.is_some() && value.media == Media::Json;
                (is_json && nothing.status == 204).then_some((value, true))
            }
            _ => None,
        }
    }

    /// Content type of request bodies; `None` if requests have no body.
    pub fn content_type(&self) -> Option<&str> {
        let body = self.body.as_ref()?;
        let usual = body.media.content_type();
        Some(body.content_type.as_deref().unwrap_or(usual))
    }

    /// Content type of responses that requests accept: that of the first response with content.
    pub fn accept(&self) -> &str {
        let with_content = self.responses.iter().find(|it| it.ty.is_some());
        let accepted = with_content.and_then(|it| it.content_type.as_deref().or(it.media.accept()));
        accepted.unwrap_or(Media::Json.content_type())
    }

    /// Whether another operation has the same method and path, and differs in the content types.
    pub fn is_alternative(&self, other: &Self) -> bool {
        self.id != other.id
            && self.method == other.method
            && path_shape(&self.path) == path_shape(&other.path)
    }

    /// A variable name that no path parameter has: `name`, with underscores appended if necessary.
    pub fn free_name(&self, name: &str) -> String {
        let mut free = name.to_owned();
        while self.path_parameters.iter().any(|field| field.rust == free) {
            free.push('_');
        }
        free
    }
}

impl Response {
    /// Content type of the body.
    pub fn content_type(&self) -> &str {
        let usual = self.media.content_type();
        self.content_type.as_deref().unwrap_or(usual)
    }
}

/// A path with unnamed placeholders, such as `/{}/x:stop` for `/{name}/x:stop`. Servers do not distinguish paths with the
/// same shape.
pub fn path_shape(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |shape, part| {
        let (_, literal) = part.split_once('}').unwrap_or((part, ""));
        shape + "{}" + literal
    })
}

impl Field {
    /// The content type of the part, unless callers choose it.
    pub fn content_type(&self) -> Option<&str> {
        match self.content_types.as_slice() {
            [only] if !only.contains('*') => Some(only),
            _ => None,
        }
    }

    /// Whether the field is always returned, so that it is not optional in Rust. A field with an end of life is not, because
    /// decoding has to work after its removal.
    pub fn always_returned(&self) -> bool {
        self.required
            && self
                .deprecated
                .as_ref()
                .is_none_or(|it| it.end_of_life.is_none())
    }
}

/// Maximum nesting of a resolved type. Chains of aliases of lists can exceed the nesting of a single type.
const MAX_DEPTH: usize = 64;

impl Ty {
    /// Replaces each type in a type by `resolve` of it.
    pub(crate) fn fully_resolved<'a>(&'a self, resolve: &dyn Fn(&'a Self) -> &'a Self) -> Self {
        self.resolve_within(resolve, MAX_DEPTH)
    }

    fn resolve_within<'a>(&'a self, resolve: &dyn Fn(&'a Self) -> &'a Self, left: usize) -> Self {
        // The limit bounds the recursion.
        match (resolve(self), left.checked_sub(1)) {
            (Self::List(item), Some(left)) => {
                Self::List(Box::new(item.resolve_within(resolve, left)))
            }
            (Self::Map(item), Some(left)) => {
                Self::Map(Box::new(item.resolve_within(resolve, left)))
            }
            (Self::Nullable(value), Some(left)) => {
                Self::Nullable(Box::new(value.resolve_within(resolve, left)))
            }
            (other, _) => other.clone(),
        }
    }

    /// The type of the values other than `null`.
    pub fn present(&self) -> &Self {
        match self {
            Self::Nullable(value) => value,
            other => other,
        }
    }

    /// The named type inside lists and maps.
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Scalar(_) => None,
            Self::Named(id) => Some(*id),
            Self::List(item) | Self::Map(item) | Self::Nullable(item) => item.named(),
        }
    }
}
