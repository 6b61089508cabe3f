//! Definitions of types: what kind each is, and models, ids and aliases.

use super::fields::{self, Role};
use super::index::{self, Declared, Index};
use super::names::{self, CrateNames, Owner, Scope};
use super::{enums, unions, values};
use crate::diag::{Code, Report};
use crate::ir::{Model, Ty, Type, TypeId, TypeKind};
use crate::naming;
use crate::spec::record::Entries;
use crate::spec::{Scalar, TypeDef, TypeExpr};

/// Resolves all types, in the order of the index.
pub(super) fn resolve(index: &Index<'_>, names: &mut CrateNames, report: &mut Report) -> Vec<Type> {
    let ids = (0..index.declared.len()).map(TypeId);
    ids.map(|id| one(id, index, names, report)).collect()
}

/// Resolves one type. A type that breaks a rule still takes its place, so that ids stay positions.
fn one(id: TypeId, index: &Index<'_>, names: &mut CrateNames, report: &mut Report) -> Type {
    let declared = &index.declared[id.0];
    let Declared { key, def, owner } = *declared;
    let kind = kind(id, declared, index, report);
    if let Some(example) = &def.example {
        values::of_type("example", example, &Ty::Named(id), index, report);
    }
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
        example: def.example.as_ref().map(|it| it.value.clone()),
        kind,
        sent: false,
        stored: false,
        received: false,
        span: key.span,
    }
}

/// The name in Rust; empty when it has none that could be used.
fn rust_name(
    declared: &Declared<'_>,
    kind: &TypeKind,
    names: &mut CrateNames,
    report: &mut Report,
) -> String {
    let Declared { key, def, .. } = *declared;
    if !index::referable(key, report) {
        return String::new();
    }
    let owner = Owner::new("type", &key.text, key.span).pinned_beside();
    let Some(rust) = names::type_name(&key.text, def.rust_name.as_ref(), &owner, report) else {
        return String::new();
    };
    let free =
        names::reserve_type(&rust, &owner, report) && names.types.claim(&rust, &owner, report);
    if free
        && let TypeKind::StringEnum(variants) | TypeKind::IntEnum(variants) = kind
        && variants.iter().any(|variant| variant.read_only)
    {
        names.types.claim(
            &naming::input(&rust),
            &owner.part("what may be sent of"),
            report,
        );
    }
    rust
}

fn kind(id: TypeId, declared: &Declared<'_>, index: &Index<'_>, report: &mut Report) -> TypeKind {
    let def = declared.def;
    if !is_one_kind(declared, report) {
        return TypeKind::Model(Model::default());
    }
    misplaced_keys(declared, report);
    if let Some(values) = &def.values {
        enums::resolve(declared, values, report)
    } else if let Some(scalar) = &def.id {
        TypeKind::Id(id_scalar(declared, scalar, report))
    } else if let Some(variants) = &def.one_of {
        unions::resolve(declared, variants, index, report)
    } else if def.alias().is_some() {
        let meaning = index.alias(id).cloned();
        meaning.map_or_else(|| TypeKind::Model(Model::default()), TypeKind::Alias)
    } else {
        model(def, index, report)
    }
}

/// Exactly one key says what kind of type it is.
fn is_one_kind(declared: &Declared<'_>, report: &mut Report) -> bool {
    let Declared { key, def, .. } = *declared;
    let given = [
        ("`fields`", def.fields.is_some()),
        (
            "`additional_properties`",
            def.additional_properties.is_some() && def.fields.is_none(),
        ),
        ("`enum`", def.values.is_some()),
        ("`id`", def.id.is_some()),
        ("`one_of`", def.one_of.is_some()),
        ("`type`", def.alias().is_some()),
    ];
    let given: Vec<_> = given
        .iter()
        .filter(|(_, given)| *given)
        .map(|(name, _)| *name)
        .collect();
    let name = &key.text;
    let message = match given.as_slice() {
        [_] => return true,
        [] => format!("nothing says what kind of type `{name}` is"),
        several => format!(
            "`{name}` is said to be several kinds of type: {}",
            several.join(" and ")
        ),
    };
    report.error(
        Code::AmbiguousDefinition,
        key.span,
        message,
        "give it exactly one of `fields` or `additional_properties` or both (a model), `enum`, `id`, `one_of` (a \
         union) and `type` (another name)",
    );
    false
}

/// `discriminator` belongs to unions.
fn misplaced_keys(declared: &Declared<'_>, report: &mut Report) {
    let Declared { key, def, .. } = *declared;
    if let Some(discriminator) = &def.discriminator
        && def.one_of.is_none()
    {
        report.error(
            Code::AmbiguousDefinition,
            discriminator.span,
            format!(
                "`discriminator` belongs to unions, and says nothing of `{}`",
                key.text
            ),
            "remove `discriminator`",
        );
    }
}

fn model(def: &TypeDef, index: &Index<'_>, report: &mut Report) -> TypeKind {
    let none = Entries::new();
    let declared = def.fields.as_ref().unwrap_or(&none);
    let fields = fields::resolve_all(declared, Role::Model, index, report);
    let mut scope = Scope::default();
    // A model that is sent has methods that set its fields, and that clear what may be `null`.
    let members = fields
        .iter()
        .map(|field| (field, fields::owner(Role::Model, &field.wire, field.span)));
    fields::claim(members, |field| field.rust.clone(), &mut scope, report);
    let others = def.additional_properties.as_ref();
    let additional_properties = others.and_then(|it| index.ty(it, report));
    if additional_properties.is_some() {
        let what = "the map of all other members".to_owned();
        scope.claim(
            "rest",
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
    })
}

fn id_scalar(declared: &Declared<'_>, id: &TypeExpr, report: &mut Report) -> Scalar {
    match id {
        TypeExpr::Scalar(scalar @ (Scalar::String | Scalar::I64 | Scalar::Uuid)) => *scalar,
        other => {
            report.error(
                Code::UnusableType,
                declared.key.span,
                format!("an id cannot be `{other}`"),
                "make it `id: string`, `id: i64` or `id: uuid`",
            );
            Scalar::String
        }
    }
}
