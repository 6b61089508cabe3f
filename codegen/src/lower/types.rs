//! Uses of types as Rust types.

use super::shape::has_input;
use crate::builtin::Expression;
use crate::ir::{self, Api, ResourceId, Scalar, Ty, TypeId, TypeKind};
use crate::naming;
use crate::rust::{Path, TraitRef, Type};

/// Where a type is used, which decides between an enum and its input enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// In a request body: read-only enum values are not allowed.
    Stored,
    /// In a field that keeps malformed values.
    Lenient,
    /// Everywhere else.
    Any,
}

/// A type of the spec that items are made for.
pub(super) struct Declared<'a> {
    pub(super) ty: &'a ir::Type,
    /// Path of its Rust type.
    pub(super) path: Path,
    /// Stable path in the spec.
    pub(super) subject: String,
}

/// Turns uses of types into Rust types.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) api: &'a Api,
}

impl<'a> Types<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self { api }
    }

    /// The path of a type in the module of a resource, or in that of shared types.
    pub(super) fn own(&self, owner: Option<ResourceId>, name: String) -> Path {
        Path::own(self.api.module_of(owner), name)
    }

    /// The type of a value.
    pub(super) fn ty(&self, ty: &Ty, side: Side) -> Type {
        match ty {
            Ty::Scalar(scalar) if side == Side::Lenient => {
                Type::Path(Path::runtime("Lenient"), vec![self::scalar(*scalar)])
            }
            Ty::Scalar(scalar) => self::scalar(*scalar),
            Ty::Named(id) => match &self.api.ty(*id).kind {
                // The alias names the enum with read-only values.
                TypeKind::Alias(target)
                    if side == Side::Stored && holds_input(self.api, target) =>
                {
                    self.ty(target, side)
                }
                // The alias names the type without malformed values.
                TypeKind::Alias(target) if side == Side::Lenient => self.ty(target, side),
                _ => Type::named(self.named(*id, side)),
            },
            Ty::List(item) => Type::generic("Vec", self.ty(item, side)),
            Ty::Map(value) => map(self.ty(value, side)),
            Ty::Nullable(value) => self.ty(value, side).option(),
        }
    }

    /// The path of a type of the spec, or of the enum that requests use instead.
    fn named(&self, id: TypeId, side: Side) -> Path {
        let ty = self.api.ty(id);
        let name = if side == Side::Stored && has_input(self.api, id) {
            naming::input(&ty.rust)
        } else {
            ty.rust.clone()
        };
        self.own(ty.owner, name)
    }

    /// The type of an argument for a field of a model.
    pub(super) fn model_argument(&self, ty: &Ty) -> Type {
        match ty {
            Ty::List(item) => self.list_argument(item, Side::Any),
            _ if converts(self.api, ty) => self.ty(ty, Side::Any).into_impl(),
            _ => self.ty(ty, Side::Any),
        }
    }

    /// The type of an argument for a parameter or for a field of a body.
    pub(super) fn request_argument(&self, ty: &Ty, side: Side) -> Type {
        match ty {
            Ty::List(item) => self.list_argument(item, side),
            _ if *self.api.resolved(ty) == Ty::Scalar(Scalar::String) => as_ref_str(),
            _ if converts(self.api, ty) => self.ty(ty, side).into_impl(),
            _ => self.ty(ty, side),
        }
    }

    /// `impl IntoIterator<Item = T>`
    fn list_argument(&self, item: &Ty, side: Side) -> Type {
        let ty = self.ty(item, side);
        let element = if converts(self.api, item) {
            ty.into_impl()
        } else {
            ty
        };
        let iterator = TraitRef::plain(Path::plain("IntoIterator"));
        Type::Impl(vec![iterator.with("Item", element)])
    }
}

/// `BTreeMap<String, T>`
pub(super) fn map(value: Type) -> Type {
    let map = Path::of("std::collections", "BTreeMap");
    Type::Path(map, vec![Type::plain("String"), value])
}

/// `impl AsRef<str>`
pub(super) fn as_ref_str() -> Type {
    Type::Impl(vec![TraitRef::of(Path::plain("AsRef"), Type::plain("str"))])
}

/// `runtime::Client`, the private field of resource clients and namespaces.
pub(super) fn runtime_client() -> Type {
    Type::runtime("Client")
}

/// The type of a scalar.
pub(super) fn scalar(scalar: Scalar) -> Type {
    Type::named(Path::of(scalar.rust_module(), scalar.rust_name()))
}

/// Whether the type is an enum with a second type for requests, inside any lists, maps and aliases.
pub fn holds_input(api: &Api, ty: &Ty) -> bool {
    api.innermost(ty).is_some_and(|id| has_input(api, id))
}

/// Whether an argument of the type is `impl Into<T>`: strings, JSON values and ids.
pub fn converts(api: &Api, ty: &Ty) -> bool {
    match ty {
        Ty::Scalar(scalar) => scalar.expression() == Expression::Into,
        Ty::Named(id) => match &api.ty(*id).kind {
            TypeKind::Id(_) => true,
            TypeKind::Alias(target) => converts(api, target),
            _ => false,
        },
        Ty::List(_) | Ty::Map(_) | Ty::Nullable(_) => false,
    }
}
