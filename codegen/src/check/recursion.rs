//! Types that hold themselves: where a box makes their size finite, and where nothing can.

use super::rings;
use crate::diag::{Code, Report};
use crate::ir::{Api, Ty, TypeId, TypeKind};
use crate::source::Span;

/// A member that stands in its owner itself, not behind a list or map.
struct Member {
    ty: Option<TypeId>,
    /// Whether a value of the owner cannot do without it.
    required: bool,
    span: Span,
}

/// The members of a type, in order.
struct Members {
    members: Vec<Member>,
    /// Whether one of them is enough for a value, as of a union.
    one_is_enough: bool,
}

/// Marks every member that leads back to its own type as boxed, and reports types without finite values.
pub(super) fn mark_boxed(api: &mut Api, report: &mut Report) {
    let types: Vec<_> = (0..api.types.len())
        .map(|index| members(api, TypeId(index)))
        .collect();
    report_infinite(api, &types, report);
    let targets = types.iter().map(|it| targets(&it.members).collect());
    let components = rings::components(&targets.collect::<Vec<_>>());
    for (index, (ty, members)) in api.types.iter_mut().zip(&types).enumerate() {
        let leads_back = |member: &Member| {
            member
                .ty
                .is_some_and(|target| components.get(target.0) == components.get(index))
        };
        let marks = members.members.iter().map(leads_back);
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
                one_is_enough: false,
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
                one_is_enough: true,
            }
        }
        TypeKind::StringEnum(_) | TypeKind::IntEnum(_) | TypeKind::Id(_) | TypeKind::Alias(_) => {
            Members {
                members: Vec::new(),
                one_is_enough: false,
            }
        }
    }
}

fn targets<'a>(members: impl IntoIterator<Item = &'a Member>) -> impl Iterator<Item = usize> {
    members
        .into_iter()
        .filter_map(|member| member.ty)
        .map(|id| id.0)
}

/// Reports types that have no finite value because they are part of a ring; what merely holds one is not to blame.
fn report_infinite(api: &Api, types: &[Members], report: &mut Report) {
    let finite = finite(types);
    let is_infinite = |id: TypeId| finite.get(id.0) == Some(&false);
    // What keeps each infinite type from having a value.
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
    let components = rings::components(&edges);
    for (index, members) in blocking.iter().enumerate() {
        let leads_back = |member: &&&Member| {
            member
                .ty
                .is_some_and(|target| components.get(target.0) == components.get(index))
        };
        let (Some(member), Some(it)) = (members.iter().find(leads_back), types.get(index)) else {
            continue;
        };
        infinite(api, TypeId(index), it.one_is_enough, member.span, report);
    }
}

fn infinite(api: &Api, id: TypeId, union: bool, member: Span, report: &mut Report) {
    let ty = api.ty(id);
    let (label, help) = if union {
        (
            "this variant leads back",
            "add a variant that comes to an end",
        )
    } else {
        (
            "required here",
            "make one field of the ring optional, or a list",
        )
    };
    report.error_between(
        Code::InfiniteType,
        ty.span,
        format!(
            "a value of `{}` would need another one inside, without end",
            ty.name
        ),
        (member, label),
        help,
    );
}

/// Which types have a finite value: those that need none of another type, and from there on those that need only such.
fn finite(types: &[Members]) -> Vec<bool> {
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    // How many members each type still waits for.
    let mut waiting: Vec<usize> = Vec::new();
    let mut settled: Vec<usize> = Vec::new();
    for (index, it) in types.iter().enumerate() {
        let required = || it.members.iter().filter(|member| member.required);
        let open = targets(required()).count();
        let ends = it.one_is_enough && required().any(|member| member.ty.is_none());
        waiting.push(match (it.one_is_enough, open) {
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
