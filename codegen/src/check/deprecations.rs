//! Replacements of deprecated elements: they exist, are not deprecated themselves, and are compatible.

use super::index::Index;
use super::selection::Selection;
use crate::diag::{Code, Report, suggest_or};
use crate::ir::{
    Access, Api, Content, Deprecation, Field, Operation, Resource, Ty, Type, TypeId, TypeKind,
};
use crate::naming;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Maximum number of deprecated replacements to follow to the final one.
const MAX_CHAIN: usize = 16;

/// An element that can be deprecated, and that `use` of a sibling can name.
struct Element<'a> {
    name: String,
    rust: String,
    deprecation: Option<&'a mut Deprecation>,
    traits: Traits,
}

/// Properties that must be compatible between an element and its replacement.
#[derive(Clone)]
enum Traits {
    /// Types and operations, which any other can replace.
    None,
    /// A value of an enum.
    Value { read_only: bool },
    /// A field or parameter.
    Field { ty: Ty, access: Access },
}

/// An element that `use` can name.
#[derive(Clone)]
struct Candidate {
    rust: String,
    /// If the element is deprecated itself, its own replacement.
    deprecated: Option<Option<String>>,
    traits: Traits,
}

/// The elements that `use` of some siblings can name.
struct Candidates<'a> {
    siblings: BTreeMap<String, Candidate>,
    /// Elements with a qualified name, such as `resource.operation`.
    qualified: &'a BTreeMap<String, Candidate>,
    /// Deprecations that are checked where they are declared.
    checked: &'a BTreeSet<Span>,
    /// Help on how to define a missing name.
    define: &'a str,
}

/// Checks every replacement, and looks up its Rust name.
pub(super) fn resolve(api: &mut Api, index: &Index<'_>, report: &mut Report) {
    let aliases = aliases(api);
    let (no_qualified, unchecked) = (BTreeMap::new(), BTreeSet::new());
    let inherited = inherited(api, index);
    let mut resolve = |elements: Vec<Element<'_>>, checked: &BTreeSet<Span>, define: &str| {
        resolve_all(elements, &no_qualified, checked, define, report);
    };
    resolve(
        api.types.iter_mut().map(of_type).collect(),
        &unchecked,
        "define it under `types`",
    );
    for (ty, inherited) in api.types.iter_mut().zip(&inherited) {
        match &mut ty.kind {
            TypeKind::Model(model) => {
                let fields = model
                    .fields
                    .iter_mut()
                    .map(|field| of_field(field, &aliases));
                let define = "add it to the `fields` of the model";
                resolve(fields.collect(), inherited, define);
            }
            TypeKind::StringEnum(values) | TypeKind::IntEnum(values) => {
                resolve(
                    values.iter_mut().map(of_value).collect(),
                    &unchecked,
                    "add it to the `enum` values",
                );
            }
            TypeKind::Id(_)
            | TypeKind::Constrained(..)
            | TypeKind::TaggedUnion { .. }
            | TypeKind::Union(_)
            | TypeKind::Alias(_) => {}
        }
    }
    let checked = checked_with_models(api);
    let operations = operations_by_id(api);
    for resource in &mut api.resources {
        let elements = resource.operations.iter_mut().map(of_operation).collect();
        let define = "add it under `operations`, or write `resource.operation` for an operation of another resource";
        resolve_all(elements, &operations, &unchecked, define, report);
        for operation in &mut resource.operations {
            let elements = of_parameters(operation, &aliases);
            resolve_all(
                elements,
                &no_qualified,
                &checked,
                "add it to the operation",
                report,
            );
        }
    }
}

/// The type behind each alias.
fn aliases(api: &Api) -> BTreeMap<TypeId, Ty> {
    let ids = (0..api.types.len()).map(TypeId);
    let aliases = ids.filter(|id| matches!(api.ty(*id).kind, TypeKind::Alias(_)));
    aliases
        .map(|id| (id, api.resolved(&Ty::Named(id)).clone()))
        .collect()
}

/// Deprecations of the fields of models. A body that takes such a field need not take its replacement.
fn checked_with_models(api: &Api) -> BTreeSet<Span> {
    let fields = api.types.iter().flat_map(fields);
    fields
        .filter_map(|field| Some(field.deprecated.as_ref()?.span))
        .collect()
}

/// For each type, the deprecations of the fields that it takes from a model, which are checked with that model.
fn inherited(api: &Api, index: &Index<'_>) -> Vec<BTreeSet<Span>> {
    let of_type = |(position, ty): (usize, &Type)| {
        let selection = Selection::of_type(index.declared[position].def);
        let listed: BTreeSet<_> = selection.listed().map(|(name, _)| name.span).collect();
        let overrides = selection.overrides_by_field();
        let is_own = |field: &&Field| {
            let over = overrides.get(field.wire.as_str());
            !listed.contains(&field.span) || over.is_some_and(|it| it.deprecated.is_some())
        };
        let fields = fields(ty).iter().filter(|field| !is_own(field));
        fields
            .filter_map(|field| Some(field.deprecated.as_ref()?.span))
            .collect()
    };
    api.types.iter().enumerate().map(of_type).collect()
}

/// The fields of a model; none for other types.
fn fields(ty: &Type) -> &[Field] {
    match &ty.kind {
        TypeKind::Model(model) => &model.fields,
        _ => &[],
    }
}

fn operations_by_id(api: &Api) -> BTreeMap<String, Candidate> {
    let named = |resource: &Resource, operation: &Operation| {
        let method = naming::plain(&operation.rust);
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
                traits: Traits::None,
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

fn of_type(ty: &mut Type) -> Element<'_> {
    let (name, rust) = (ty.name.clone(), ty.rust.clone());
    Element {
        name,
        rust,
        deprecation: ty.deprecated.as_mut(),
        traits: Traits::None,
    }
}

fn of_operation(operation: &mut Operation) -> Element<'_> {
    let (name, rust) = (operation.name.clone(), operation.rust.clone());
    Element {
        name,
        rust,
        deprecation: operation.deprecated.as_mut(),
        traits: Traits::None,
    }
}

fn of_value(value: &mut crate::ir::Variant) -> Element<'_> {
    let traits = Traits::Value {
        read_only: value.read_only,
    };
    let (name, rust) = (value.wire.clone(), value.rust.clone());
    Element {
        name,
        rust,
        deprecation: value.deprecated.as_mut(),
        traits,
    }
}

fn of_field<'a>(field: &'a mut Field, aliases: &BTreeMap<TypeId, Ty>) -> Element<'a> {
    let meaning = field.ty.named().and_then(|id| aliases.get(&id));
    let ty = match (&field.ty, meaning) {
        (Ty::Named(_), Some(meaning)) => meaning.clone(),
        (ty, _) => ty.clone(),
    };
    let (name, rust) = (field.wire.clone(), field.rust.clone());
    let traits = Traits::Field {
        ty,
        access: field.access,
    };
    Element {
        name,
        rust,
        deprecation: field.deprecated.as_mut(),
        traits,
    }
}

/// Parameters and fields of the body are siblings.
fn of_parameters<'a>(
    operation: &'a mut Operation,
    aliases: &BTreeMap<TypeId, Ty>,
) -> Vec<Element<'a>> {
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

fn resolve_all(
    elements: Vec<Element<'_>>,
    qualified: &BTreeMap<String, Candidate>,
    checked: &BTreeSet<Span>,
    define: &str,
    report: &mut Report,
) {
    let has_replacement = |element: &Element<'_>| {
        let deprecation = element.deprecation.as_ref();
        deprecation.is_some_and(|it| it.replacement.is_some())
    };
    if !elements.iter().any(has_replacement) {
        return;
    }
    let mut siblings = BTreeMap::new();
    for element in &elements {
        let deprecation = element.deprecation.as_ref();
        siblings
            .entry(element.name.clone())
            .or_insert_with(|| Candidate {
                rust: element.rust.clone(),
                deprecated: deprecation.map(|it| it.replacement.clone()),
                traits: element.traits.clone(),
            });
    }
    let candidates = Candidates {
        siblings,
        qualified,
        checked,
        define,
    };
    for element in elements {
        candidates.resolve(element, report);
    }
}

impl Candidates<'_> {
    fn find(&self, name: &str) -> Option<&Candidate> {
        self.siblings.get(name).or_else(|| self.qualified.get(name))
    }

    /// Checks the replacement of one element, and looks up its Rust name.
    fn resolve(&self, element: Element<'_>, report: &mut Report) {
        let Some(deprecation) = element.deprecation else {
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
        const REPLACE: &str = "name a replacement that is not deprecated, or remove `use`";
        let old = &element.name;
        let (code, message, help) = match found {
            None if report.is_omitted(name.rsplit('.').next().unwrap_or(name)) => return,
            None => (
                Code::UndefinedReplacement,
                format!("the replacement `{name}` of `{old}` is not defined"),
                self.suggest(old, name),
            ),
            Some(_) if name == old => (
                Code::DeprecatedReplacement,
                format!("`{old}` names itself as its replacement"),
                REPLACE.to_owned(),
            ),
            Some(Candidate {
                deprecated: Some(_),
                ..
            }) => (
                Code::DeprecatedReplacement,
                format!("the replacement `{name}` of `{old}` is itself deprecated"),
                match self.end_of_chain(name) {
                    Some(end) => format!("use the final replacement `{end}`"),
                    None => REPLACE.to_owned(),
                },
            ),
            Some(found) => match incompatibility(&element.traits, &found.traits) {
                None => return,
                Some(why) => (
                    Code::IncompatibleReplacement,
                    format!("`{name}` cannot replace `{old}`: {why}"),
                    "name a compatible replacement, or describe the migration in `note`".to_owned(),
                ),
            },
        };
        report.error(code, deprecation.span, message, help);
    }

    /// Help line for an undefined replacement.
    fn suggest(&self, of: &str, name: &str) -> String {
        let siblings = self.siblings.keys().map(String::as_str);
        let siblings = siblings.filter(|other| *other != of);
        // Qualified names are suggested only instead of another qualified name.
        let qualified = self.qualified.keys().map(String::as_str);
        let qualified = qualified.filter(|_| name.contains('.'));
        suggest_or(name, siblings.chain(qualified), self.define)
    }

    /// The end of a chain of replacements, if that is not deprecated.
    fn end_of_chain<'n>(&'n self, name: &'n str) -> Option<&'n str> {
        let mut name = name;
        for _ in 0..MAX_CHAIN {
            match &self.find(name)?.deprecated {
                None => return Some(name),
                Some(next) => name = next.as_deref()?,
            }
        }
        None
    }
}

/// The reason why one element cannot replace another.
fn incompatibility(old: &Traits, new: &Traits) -> Option<&'static str> {
    match (old, new) {
        (Traits::Value { read_only: false }, Traits::Value { read_only: true }) => {
            Some("it is read-only, so it cannot be sent")
        }
        (
            Traits::Field { ty, access },
            Traits::Field {
                ty: new_ty,
                access: new_access,
            },
        ) => {
            if ty != new_ty {
                Some("it has a different type")
            } else if access == new_access {
                None
            } else {
                match new_access {
                    Access::ReadOnly => Some("it is read-only, so it cannot be sent"),
                    Access::WriteOnly => Some("it is write-only, so it is never returned"),
                    Access::Both => None,
                }
            }
        }
        _ => None,
    }
}
