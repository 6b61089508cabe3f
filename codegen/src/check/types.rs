//! Type definitions: their kind, and models, ids and aliases.

use super::fields::{self, Position};
use super::index::{self, Declared, Index};
use super::names::{self, CrateNames, Owner, Scope};
use super::selection::Selection;
use super::{any_of, constraints, enums, selected_fields, unions, values};
use crate::diag::{Code, Report, one_of};
use crate::ir::{Model, Ty, Type, TypeId, TypeKind};
use crate::naming;
use crate::rust::names::ADDITIONAL_PROPERTIES;
use crate::spec::{Scalar, TypeDef, TypeExpr};

/// Resolves all types in the order of the index.
pub(super) fn resolve(index: &Index<'_>, names: &mut CrateNames, report: &mut Report) -> Vec<Type> {
    let mut kinds = vec![TypeKind::Model(Model::default()); index.declared.len()];
    for id in index.order() {
        let base = match index.base(*id).map(|base| &kinds[base.0]) {
            Some(TypeKind::Model(model)) => Some(model),
            _ => None,
        };
        kinds[id.0] = kind(*id, base, index, report);
    }
    let kinds = kinds.into_iter().enumerate();
    kinds
        .map(|(position, kind)| one(TypeId(position), kind, index, names, report))
        .collect()
}

/// Resolves a type of a known kind. A type with errors keeps its position, so that ids stay valid.
fn one(
    id: TypeId,
    kind: TypeKind,
    index: &Index<'_>,
    names: &mut CrateNames,
    report: &mut Report,
) -> Type {
    let declared = &index.declared[id.0];
    let Declared { key, def, owner } = *declared;
    let example = def.example.as_ref();
    let example = example.and_then(|it| values::of_type(it, &Ty::Named(id), index, report));
    Type {
        name: key.text.clone(),
        rust: rust_name(declared, &kind, names, report),
        owner,
        docs: fields::docs(def.docs.as_ref()),
        doc_aliases: fields::texts(&def.doc_aliases),
        deprecated: def
            .deprecated
            .as_ref()
            .map(|it| fields::deprecation(it, report)),
        example,
        kind,
        sent: false,
        stored: false,
        received: false,
        span: key.span,
    }
}

/// Rust name of a type; empty if it has no valid one.
fn rust_name(
    declared: &Declared<'_>,
    kind: &TypeKind,
    names: &mut CrateNames,
    report: &mut Report,
) -> String {
    let Declared { key, def, .. } = *declared;
    if !index::is_valid_name(key, report) {
        return String::new();
    }
    let owner = Owner::new("type", &key.text, key.span).pinned_beside();
    let Some(rust) = names::type_name(&key.text, def.rust_name.as_ref(), &owner, report) else {
        return String::new();
    };
    let is_free =
        names::reserve_type(&rust, &owner, report) && names.types.claim(&rust, &owner, report);
    if is_free
        && let TypeKind::StringEnum(variants) | TypeKind::IntEnum(variants) = kind
        && variants.iter().any(|variant| variant.read_only)
    {
        names.types.claim(
            &naming::input(&rust),
            &owner.part("the input type of"),
            report,
        );
    }
    rust
}

/// Resolves the kind of a type. `base` is the model that it takes fields from.
fn kind(id: TypeId, base: Option<&Model>, index: &Index<'_>, report: &mut Report) -> TypeKind {
    let declared = &index.declared[id.0];
    let def = declared.def;
    if !has_one_kind(declared, report) {
        return TypeKind::Model(Model::default());
    }
    misplaced_keys(declared, report);
    if let Some(values) = &def.values {
        enums::resolve(declared, values, report)
    } else if let Some(scalar) = &def.id {
        TypeKind::Id(id_scalar(declared, scalar, report))
    } else if let Some(variants) = &def.one_of {
        unions::resolve(declared, variants, index, report)
    } else if let Some(scalar) = def.constrained() {
        let constraints = constraints::of_type(&declared.key.text, scalar, def, index, report);
        TypeKind::Constrained(scalar, Box::new(constraints))
    } else if def.alias().is_some() {
        let meaning = index.alias(id).cloned();
        meaning.map_or_else(|| TypeKind::Model(Model::default()), TypeKind::Alias)
    } else {
        model(def, base, index, report)
    }
}

/// Exactly one key sets the kind of the type.
fn has_one_kind(declared: &Declared<'_>, report: &mut Report) -> bool {
    let Declared { key, def, .. } = *declared;
    let given = [
        ("`of`", def.of.is_some()),
        ("`fields`", def.fields.is_some() && def.of.is_none()),
        (
            "`additional_properties`",
            def.additional_properties.is_some() && !def.has_fields(),
        ),
        ("`enum`", def.values.is_some()),
        ("`id`", def.id.is_some()),
        ("`one_of`", def.one_of.is_some()),
        ("`type`", def.ty.is_some() && def.values.is_none()),
    ];
    let given: Vec<_> = given
        .iter()
        .filter(|(_, given)| *given)
        .map(|(name, _)| *name)
        .collect();
    let name = &key.text;
    let message = match given.as_slice() {
        [_] => return true,
        [] => format!("the type `{name}` has no kind"),
        several => format!(
            "the type `{name}` has several kinds: {}",
            several.join(" and ")
        ),
    };
    report.error(
        Code::AmbiguousDefinition,
        key.span,
        message,
        "use exactly one of `fields` (a model; also `of` and `additional_properties`), `enum`, `id`, `one_of` (a union) \
         and `type` (an alias)",
    );
    false
}

/// `discriminator` belongs to unions, `any_of` to models, the keys that list fields to models with `of`, and constraints to aliases.
fn misplaced_keys(declared: &Declared<'_>, report: &mut Report) {
    let Declared { key, def, .. } = *declared;
    Selection::of_type(def).check_keys(report);
    if let Some(discriminator) = &def.discriminator
        && def.one_of.is_none()
    {
        report.error(
            Code::AmbiguousDefinition,
            discriminator.span,
            format!(
                "`discriminator` applies only to unions, and has no effect on `{}`",
                key.text
            ),
            "remove `discriminator`",
        );
    }
    if !def.any_of.is_empty() && !def.is_model() {
        let first = def.any_of.iter().flatten().next();
        report.error(
            Code::AmbiguousDefinition,
            first.map_or(key.span, |name| name.span),
            format!(
                "`any_of` applies only to models, and has no effect on `{}`",
                key.text
            ),
            "remove `any_of`; the variants of a union are listed under `one_of`",
        );
    }
    if def.constrained().is_none() {
        constraints::check_none(&key.text, &def.constraints, report);
    }
}

fn model(def: &TypeDef, base: Option<&Model>, index: &Index<'_>, report: &mut Report) -> TypeKind {
    let selection = Selection::of_type(def);
    let fields = selected_fields::resolve(&selection, base, index, report);
    let any_of = any_of::resolve(&def.any_of, def.span, &selection, &fields, report);
    let mut scope = Scope::default();
    // A model that is sent has methods that set its fields and clear nullable ones.
    let members = fields.iter().map(|field| {
        (
            field,
            fields::owner(Position::Model, &field.wire, field.span),
        )
    });
    fields::claim(members, |field| field.rust.clone(), &mut scope, report);
    let additional_properties = def
        .additional_properties
        .as_ref()
        .and_then(|it| index.nullable_ty(it, report));
    if additional_properties.is_some() {
        let what = "the map of additional properties".to_owned();
        scope.claim(
            ADDITIONAL_PROPERTIES,
            &Owner {
                what,
                span: def.span,
                pin: None,
            },
            report,
        );
    }
    TypeKind::Model(Model {
        fields,
        additional_properties,
        any_of,
    })
}

fn id_scalar(declared: &Declared<'_>, id: &TypeExpr, report: &mut Report) -> Scalar {
    match id {
        TypeExpr::Scalar(scalar) if scalar.is_id() => *scalar,
        other => {
            let ids = Scalar::ALL.iter().filter(|it| it.is_id());
            let keys: Vec<_> = ids.map(|it| format!("id: {}", it.name())).collect();
            report.error(
                Code::UnusableType,
                declared.key.span,
                format!("`{other}` is not a valid type for an id"),
                one_of(keys.iter().map(String::as_str)),
            );
            Scalar::String
        }
    }
}
