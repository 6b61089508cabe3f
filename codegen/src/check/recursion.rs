//! Recursive types: which members are boxed, and which types have no finite value.

use super::cycles;
use crate::diag::{Code, Report};
use crate::ir::{Api, Ty, TypeId, TypeKind};
use crate::source::Span;

/// A member of a type. Its type is set only if it is stored inline, not behind a list or map.
struct Member {
    ty: Option<TypeId>,
    /// Whether every value of the owner has the member.
    required: bool,
    span: Span,
}

/// The members of a type in source order.
struct Members {
    members: Vec<Member>,
    /// Whether a value has only one of the members.
    is_union: bool,
}

/// Boxes every member that is part of a cycle of types, and reports types without a finite value.
pub(super) fn mark_boxed(api: &mut Api, report: &mut Report) {
    let types: Vec<_> = (0..api.types.len())
        .map(|index| members(api, TypeId(index)))
        .collect();
    report_infinite(api, &types, report);
    let targets = types.iter().map(|it| targets(&it.members).collect());
    let components = cycles::components(&targets.collect::<Vec<_>>());
    for (index, (ty, members)) in api.types.iter_mut().zip(&types).enumerate() {
        let is_in_cycle = |member: &Member| {
            member
                .ty
                .is_some_and(|target| components.get(target.0) == components.get(index))
        };
        let marks = members.members.iter().map(is_in_cycle);
        match &mut ty.kind {
            TypeKind::Model(model) => {
                model
                    .fields
                    .iter_mut()
                    .zip(marks)
                    .for_each(|(field, boxed)| field.boxed = boxed);
            }
            TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => {
                variants
                    .iter_mut()
                    .zip(marks)
                    .for_each(|(variant, boxed)| variant.boxed = boxed);
            }
            TypeKind::StringEnum(_)
            | TypeKind::IntEnum(_)
            | TypeKind::Id(_)
            | TypeKind::Constrained(..)
            | TypeKind::Alias(_) => {}
        }
    }
}

fn members(api: &Api, id: TypeId) -> Members {
    let direct = |ty: &Ty| match api.resolved(ty) {
        Ty::Named(target) => Some(*target),
        _ => None,
    };
    match &api.ty(id).kind {
        TypeKind::Model(model) => {
            let members = model.fields.iter().map(|field| Member {
                ty: direct(&field.ty),
                required: field.always_returned() && !field.nullable,
                span: field.span,
            });
            Members {
                members: members.collect(),
                is_union: false,
            }
        }
        TypeKind::TaggedUnion { variants, .. } | TypeKind::Union(variants) => {
            let members = variants.iter().map(|variant| Member {
                ty: direct(&variant.ty),
                required: true,
                span: variant.span,
            });
            Members {
                members: members.collect(),
                is_union: true,
            }
        }
        TypeKind::StringEnum(_)
        | TypeKind::IntEnum(_)
        | TypeKind::Id(_)
        | TypeKind::Constrained(..)
        | TypeKind::Alias(_) => Members {
            members: Vec::new(),
            is_union: false,
        },
    }
}

fn targets<'a>(members: impl IntoIterator<Item = &'a Member>) -> impl Iterator<Item = usize> {
    members
        .into_iter()
        .filter_map(|member| member.ty)
        .map(|id| id.0)
}

/// Reports types without a finite value that are part of a cycle. Types that merely contain one of them are not reported.
fn report_infinite(api: &Api, types: &[Members], report: &mut Report) {
    let finite = finite(types);
    let is_infinite = |id: TypeId| finite.get(id.0) == Some(&false);
    // The members that keep each infinite type from having a value.
    let blocking: Vec<Vec<&Member>> = types
        .iter()
        .enumerate()
        .map(|(index, it)| {
            let infinite = is_infinite(TypeId(index));
            let required = it
                .members
                .iter()
                .filter(|member| infinite && member.required);
            required
                .filter(|member| member.ty.is_some_and(is_infinite))
                .collect()
        })
        .collect();
    let edges: Vec<_> = blocking
        .iter()
        .map(|members| targets(members.iter().copied()).collect())
        .collect();
    let components = cycles::components(&edges);
    for (index, members) in blocking.iter().enumerate() {
        let is_in_cycle = |member: &&&Member| {
            member
                .ty
                .is_some_and(|target| components.get(target.0) == components.get(index))
        };
        let (Some(member), Some(it)) = (members.iter().find(is_in_cycle), types.get(index)) else {
            continue;
        };
        infinite(api, TypeId(index), it.is_union, member.span, report);
    }
}

fn infinite(api: &Api, id: TypeId, union: bool, member: Span, report: &mut Report) {
    let ty = api.ty(id);
    let (label, help) = if union {
        (
            "this variant contains the union",
            "add a variant that does not contain the union",
        )
    } else {
        (
            "required here",
            "make one field of the cycle optional, or a list",
        )
    };
    report.error_between(
        Code::InfiniteType,
        ty.span,
        format!(
            "the type `{}` requires itself, so it has no finite value",
            ty.name
        ),
        (member, label),
        help,
    );
}

/// Which types have a finite value: those that require no other type, and repeatedly those that require only such types.
fn finite(types: &[Members]) -> Vec<bool> {
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    // Number of members of each type that are not known to be finite yet.
    let mut waiting: Vec<usize> = Vec::new();
    let mut settled: Vec<usize> = Vec::new();
    for (index, it) in types.iter().enumerate() {
        let required = || it.members.iter().filter(|member| member.required);
        let open = targets(required()).count();
        let ends = it.is_union && required().any(|member| member.ty.is_none());
        waiting.push(match (it.is_union, open) {
            (true, 1..) if ends => 0,
            (true, 1..) => 1,
            _ => open,
        });
        for target in targets(required()) {
            if let Some(needed_by) = needed_by.get_mut(target) {
                needed_by.push(index);
            }
        }
    }
    settled.extend((0..types.len()).filter(|index| waiting.get(*index) == Some(&0)));
    let mut finite = vec![false; types.len()];
    while let Some(index) = settled.pop() {
        if std::mem::replace(&mut finite[index], true) {
            continue;
        }
        for owner in std::mem::take(&mut needed_by[index]) {
            waiting[owner] = waiting[owner].saturating_sub(1);
            if waiting[owner] == 0 {
                settled.push(owner);
            }
        }
    }
    finite
}
