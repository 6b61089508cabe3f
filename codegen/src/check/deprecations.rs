//! Replacements of what is deprecated: they exist, are not deprecated themselves, and can stand in.

use crate::diag::{Code, Report, suggest_or};
use crate::ir::{
    Access, Api, Content, Deprecation, Field, Operation, Resource, Ty, TypeId, TypeKind,
};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// How many deprecated replacements are followed to find the one to stay with.
const LONGEST_CHAIN: usize = 16;

/// Something that may be deprecated, and may be named in the `use` of what stands beside it.
struct Thing<'a> {
    name: String,
    rust: String,
    deprecation: Option<&'a mut Deprecation>,
    role: Role,
}

/// What decides whether one thing can stand in for another.
#[derive(Clone)]
enum Role {
    /// Any can.
    Any,
    /// A value of an enum.
    Value { read_only: bool },
    /// A field or parameter.
    Field { ty: Ty, access: Access },
}

/// What a name in `use` leads to.
#[derive(Clone)]
struct Candidate {
    rust: String,
    /// Its own deprecation, with what that names.
    deprecated: Option<Option<String>>,
    role: Role,
}

/// What can be named from one place.
struct Place<'a> {
    beside: BTreeMap<String, Candidate>,
    /// By a longer name, from anywhere.
    elsewhere: &'a BTreeMap<String, Candidate>,
    /// Deprecations that were checked where they are declared.
    checked: &'a BTreeSet<Span>,
    /// How to make a name exist.
    define: &'a str,
}

/// Looks up every replacement and gives it its Rust name.
pub(super) fn resolve(api: &mut Api, report: &mut Report) {
    let aliases = aliases(api);
    let (nowhere, unchecked) = (BTreeMap::new(), BTreeSet::new());
    let mut settle = |things: Vec<Thing<'_>>, define: &str| {
        settle_all(things, &nowhere, &unchecked, define, report);
    };
    settle(
        api.types.iter_mut().map(of_type).collect(),
        "define it under `types`",
    );
    for ty in &mut api.types {
        match &mut ty.kind {
            TypeKind::Model(model) => {
                let fields = model
                    .fields
                    .iter_mut()
                    .map(|field| of_field(field, &aliases));
                settle(fields.collect(), "add it to the `fields` of the model");
            }
            TypeKind::StringEnum(values) | TypeKind::IntEnum(values) => {
                settle(
                    values.iter_mut().map(of_value).collect(),
                    "add it to the `enum`",
                );
            }
            TypeKind::Id(_)
            | TypeKind::TaggedUnion { .. }
            | TypeKind::Union(_)
            | TypeKind::Alias(_) => {}
        }
    }
    let checked = checked_with_models(api);
    let operations = operations_by_id(api);
    for resource in &mut api.resources {
        let things = resource.operations.iter_mut().map(of_operation).collect();
        let define = "describe it under `operations`; one of another resource is named as `resource.operation`";
        settle_all(things, &operations, &unchecked, define, report);
        for operation in &mut resource.operations {
            let things = of_parameters(operation, &aliases);
            settle_all(
                things,
                &nowhere,
                &checked,
                "let the operation take it too",
                report,
            );
        }
    }
}

/// What each alias means in the end.
fn aliases(api: &Api) -> BTreeMap<TypeId, Ty> {
    let ids = (0..api.types.len()).map(TypeId);
    let aliases = ids.filter(|id| matches!(api.ty(*id).kind, TypeKind::Alias(_)));
    aliases
        .map(|id| (id, api.resolved(&Ty::Named(id)).clone()))
        .collect()
}

/// Deprecations of models' fields: a body that takes the field need not take its replacement.
fn checked_with_models(api: &Api) -> BTreeSet<Span> {
    let models = api.types.iter().filter_map(|ty| match &ty.kind {
        TypeKind::Model(model) => Some(&model.fields),
        _ => None,
    });
    models
        .flatten()
        .filter_map(|field| Some(field.deprecated.as_ref()?.span))
        .collect()
}

fn operations_by_id(api: &Api) -> BTreeMap<String, Candidate> {
    let named = |resource: &Resource, operation: &Operation| {
        let method = operation.rust.trim_start_matches("r#");
        let rust = format!("{}::{method}", resource.rust_type);
        let deprecated = operation
            .deprecated
            .as_ref()
            .map(|it| it.replacement.clone());
        (
            operation.id.clone(),
            Candidate {
                rust,
                deprecated,
                role: Role::Any,
            },
        )
    };
    let resources = api.resources.iter();
    resources
        .flat_map(|resource| {
            resource
                .operations
                .iter()
                .map(move |it| named(resource, it))
        })
        .collect()
}

fn of_type(ty: &mut crate::ir::Type) -> Thing<'_> {
    let (name, rust) = (ty.name.clone(), ty.rust.clone());
    Thing {
        name,
        rust,
        deprecation: ty.deprecated.as_mut(),
        role: Role::Any,
    }
}

fn of_operation(operation: &mut Operation) -> Thing<'_> {
    let (name, rust) = (operation.name.clone(), operation.rust.clone());
    Thing {
        name,
        rust,
        deprecation: operation.deprecated.as_mut(),
        role: Role::Any,
    }
}

fn of_value(value: &mut crate::ir::Variant) -> Thing<'_> {
    let role = Role::Value {
        read_only: value.read_only,
    };
    let (name, rust) = (value.wire.clone(), value.rust.clone());
    Thing {
        name,
        rust,
        deprecation: value.deprecated.as_mut(),
        role,
    }
}

fn of_field<'a>(field: &'a mut Field, aliases: &BTreeMap<TypeId, Ty>) -> Thing<'a> {
    let meaning = field.ty.named().and_then(|id| aliases.get(&id));
    let ty = match (&field.ty, meaning) {
        (Ty::Named(_), Some(meaning)) => meaning.clone(),
        (ty, _) => ty.clone(),
    };
    let (name, rust) = (field.wire.clone(), field.rust.clone());
    let role = Role::Field {
        ty,
        access: field.access,
    };
    Thing {
        name,
        rust,
        deprecation: field.deprecated.as_mut(),
        role,
    }
}

/// Parameters and fields of the body stand beside each other.
fn of_parameters<'a>(
    operation: &'a mut Operation,
    aliases: &BTreeMap<TypeId, Ty>,
) -> Vec<Thing<'a>> {
    let body = match operation.body.as_mut().map(|body| &mut body.content) {
        Some(Content::Fields { fields, .. }) => fields.as_mut_slice(),
        Some(Content::Whole(_)) | None => &mut [],
    };
    let parameters = operation
        .parameters
        .iter_mut()
        .map(|parameter| &mut parameter.field);
    parameters
        .chain(body)
        .map(|field| of_field(field, aliases))
        .collect()
}

fn settle_all(
    things: Vec<Thing<'_>>,
    elsewhere: &BTreeMap<String, Candidate>,
    checked: &BTreeSet<Span>,
    define: &str,
    report: &mut Report,
) {
    let names_one = |thing: &Thing<'_>| {
        thing
            .deprecation
            .as_ref()
            .is_some_and(|it| it.replacement.is_some())
    };
    if !things.iter().any(names_one) {
        return;
    }
    let mut beside = BTreeMap::new();
    for thing in &things {
        beside
            .entry(thing.name.clone())
            .or_insert_with(|| Candidate {
                rust: thing.rust.clone(),
                deprecated: thing.deprecation.as_ref().map(|it| it.replacement.clone()),
                role: thing.role.clone(),
            });
    }
    let place = Place {
        beside,
        elsewhere,
        checked,
        define,
    };
    for thing in things {
        place.settle(thing, report);
    }
}

impl Place<'_> {
    fn find(&self, name: &str) -> Option<&Candidate> {
        self.beside.get(name).or_else(|| self.elsewhere.get(name))
    }

    /// Checks one deprecation and gives its replacement the Rust name.
    fn settle(&self, thing: Thing<'_>, report: &mut Report) {
        let Some(deprecation) = thing.deprecation else {
            return;
        };
        let Some(name) = &deprecation.replacement else {
            return;
        };
        let found = self.find(name);
        deprecation.rust_replacement = found.map(|found| found.rust.clone());
        if self.checked.contains(&deprecation.span) {
            return;
        }
        let (code, why, help) = match found {
            None if report.is_left_out(name.rsplit('.').next().unwrap_or(name)) => return,
            None => (
                Code::UndefinedReplacement,
                "which does not exist".to_owned(),
                self.nearest(&thing.name, name),
            ),
            Some(_) if *name == thing.name => (
                Code::DeprecatedReplacement,
                "that is, of itself".to_owned(),
                "name what is to be used in the end, or remove `use`".to_owned(),
            ),
            Some(Candidate {
                deprecated: Some(_),
                ..
            }) => (
                Code::DeprecatedReplacement,
                "which is deprecated too".to_owned(),
                match self.end_of_chain(name) {
                    Some(end) => format!("name `{end}`, to which that leads"),
                    None => "name what is to be used in the end, or remove `use`".to_owned(),
                },
            ),
            Some(found) => match unfit(&thing.role, &found.role) {
                None => return,
                Some(why) => (
                    Code::UnfitReplacement,
                    format!("but {why}"),
                    "name one that can stand in, or say how to move in `note`".to_owned(),
                ),
            },
        };
        let message = format!(
            "`{}` is deprecated in favour of `{name}`, {why}",
            thing.name
        );
        report.error(code, deprecation.span, message, help);
    }

    /// What else could be named instead of a name that does not exist.
    fn nearest(&self, of: &str, name: &str) -> String {
        let beside = self
            .beside
            .keys()
            .map(String::as_str)
            .filter(|other| *other != of);
        // Names of other places are offered to who tried to write one.
        let elsewhere = self
            .elsewhere
            .keys()
            .map(String::as_str)
            .filter(|_| name.contains('.'));
        suggest_or(name, beside.chain(elsewhere), self.define)
    }

    /// What a chain of replacements leads to, if that can stay.
    fn end_of_chain<'n>(&'n self, name: &'n str) -> Option<&'n str> {
        let mut name = name;
        for _ in 0..LONGEST_CHAIN {
            match &self.find(name)?.deprecated {
                None => return Some(name),
                Some(next) => name = next.as_deref()?,
            }
        }
        None
    }
}

/// Why the second cannot stand in for the first.
fn unfit(old: &Role, new: &Role) -> Option<&'static str> {
    match (old, new) {
        (Role::Value { read_only: false }, Role::Value { read_only: true }) => {
            Some("it is read-only, so it cannot be sent instead")
        }
        (
            Role::Field { ty, access },
            Role::Field {
                ty: new_ty,
                access: new_access,
            },
        ) => {
            if ty != new_ty {
                Some("it has another type")
            } else if access == new_access {
                None
            } else {
                match new_access {
                    Access::ReadOnly => Some("it is read-only, so it cannot be sent instead"),
                    Access::WriteOnly => Some("it is write-only, so it is not returned instead"),
                    Access::Both => None,
                }
            }
        }
        _ => None,
    }
}
