//! Expressions for example values.

use crate::builtin::Expression;
use crate::ir::{Api, Field, Model, Scalar, Ty, Type, TypeId, TypeKind, UnionVariant, Variant};
use crate::lower::{has_input, presence};
use crate::naming;
use crate::rust::names::GUIDE_NAMES;
use crate::rust::{Presence, string_literal};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// Maximum nesting of models in an example. Deeper values become parameters of the example.
const MAX_DEPTH: usize = 4;

/// The width up to which a call stays on one line.
const WIDTH: usize = 70;

/// Writes expressions, and collects the imports and parameters that they need.
pub(super) struct Writer<'a> {
    pub(super) api: &'a Api,
    /// Types that the expressions name, by their paths in the crate.
    pub(super) uses: BTreeSet<String>,
    /// Parameters of the example function, with their types.
    pub(super) parameters: BTreeMap<String, String>,
    depth: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self {
            api,
            uses: BTreeSet::new(),
            parameters: BTreeMap::new(),
            depth: 0,
        }
    }

    /// An argument for a parameter that accepts `impl Into<T>`.
    pub(super) fn argument(&mut self, field: &Field) -> String {
        if field.boxed {
            // The called function boxes the value.
            return self.value(&field.ty, field.example.as_ref(), false);
        }
        let example = field.example.as_ref().or(field.default.as_ref());
        self.convertible(&field.ty, example, &field.wire)
    }

    fn convertible(&mut self, ty: &Ty, example: Option<&Json>, otherwise: &str) -> String {
        let api = self.api;
        if let Ty::List(item) = ty {
            return format!(
                "[{}]",
                self.convertible(item, example.and_then(|list| list.get(0)), otherwise)
            );
        }
        match api.resolved(ty) {
            Ty::Scalar(scalar) if scalar.expression() == Expression::Into => {
                text(example, otherwise)
            }
            Ty::Named(id) => match &api.ty(*id).kind {
                TypeKind::Id(scalar) => {
                    let example = example.or(api.ty(*id).example.as_ref());
                    match scalar.expression() {
                        Expression::Into => text(example, otherwise),
                        Expression::Parse => {
                            let name = self.import(api.ty(*id), &api.ty(*id).rust);
                            format!("{}.parse::<{name}>()?", parsed_text(*scalar, example))
                        }
                        Expression::Literal | Expression::Fixed(_) => {
                            scalar_value(*scalar, example)
                        }
                    }
                }
                _ => self.value(ty, example, false),
            },
            _ => self.value(ty, example, false),
        }
    }

    /// The value of a field.
    pub(super) fn field(&mut self, field: &Field, stored: bool) -> String {
        let value = self.value(
            &field.ty,
            field.example.as_ref().or(field.default.as_ref()),
            stored,
        );
        if field.boxed {
            format!("Box::new({value})")
        } else {
            value
        }
    }

    /// The value of a field that may be `null`. Returns `None` for models and unions, which are often recursive.
    pub(super) fn nullable(&mut self, field: &Field, stored: bool) -> String {
        match self.api.resolved(&field.ty) {
            Ty::Named(id) if self.is_composed(*id) => "None".to_owned(),
            _ => format!("Some({})", self.field(field, stored)),
        }
    }

    /// A value of a type.
    pub(super) fn value(&mut self, ty: &Ty, example: Option<&Json>, stored: bool) -> String {
        match ty {
            Ty::Scalar(scalar) => scalar_value(*scalar, example),
            Ty::List(item) => format!(
                "vec![{}]",
                self.value(item, example.and_then(|list| list.get(0)), stored)
            ),
            Ty::Map(_) => "Default::default()".to_owned(),
            Ty::Nullable(value) => format!("Some({})", self.value(value, example, stored)),
            Ty::Named(id) => self.named(*id, example, stored),
        }
    }

    fn is_composed(&self, id: TypeId) -> bool {
        matches!(
            self.api.ty(id).kind,
            TypeKind::Model(_) | TypeKind::TaggedUnion { .. } | TypeKind::Union(_)
        )
    }

    /// The name of a type in an expression. Types with the name of an item that the guide imports keep their path.
    fn import(&mut self, ty: &Type, name: &str) -> String {
        let path = format!("{}::{name}", self.api.module_of(ty.owner));
        if GUIDE_NAMES.contains(&name) {
            return format!("{}::{path}", self.api.crate_name());
        }
        self.uses.insert(path);
        name.to_owned()
    }

    fn named(&mut self, id: TypeId, example: Option<&Json>, stored: bool) -> String {
        let ty = self.api.ty(id);
        let example = example.or(ty.example.as_ref());
        // An example may violate the constraints, whose pattern the generator cannot check.
        let is_constrained = matches!(ty.kind, TypeKind::Constrained(..));
        if is_constrained || self.is_composed(id) && self.depth == MAX_DEPTH {
            let name = naming::value(&ty.rust).unwrap_or_default();
            let path = format!(
                "{}::{}::{}",
                self.api.crate_name(),
                self.api.module_of(ty.owner),
                ty.rust
            );
            self.parameters.insert(name.clone(), path);
            return format!("{name}.clone()");
        }
        self.depth += 1;
        let value = match &ty.kind {
            TypeKind::Id(scalar) if scalar.is_primitive() => {
                let name = self.import(ty, &ty.rust);
                format!("{name}::from({})", scalar_value(*scalar, example))
            }
            TypeKind::Id(scalar) => scalar_value(*scalar, example),
            TypeKind::StringEnum(variants) => {
                self.chosen(id, variants, example, "from(\"text\")", stored)
            }
            TypeKind::IntEnum(variants) => self.chosen(id, variants, example, "from(0)", stored),
            TypeKind::Model(model) => self.model(ty, model, example),
            TypeKind::TaggedUnion {
                discriminator: tag,
                variants,
            } => {
                let chosen = self.first_non_recursive(id, variants);
                let tagged = chosen.map(|it| json!({tag: it.tags.first()}));
                self.union(ty, chosen, tagged.as_ref())
            }
            TypeKind::Union(variants) => {
                self.union(ty, self.first_non_recursive(id, variants), None)
            }
            TypeKind::Constrained(scalar, _) => scalar_value(*scalar, example),
            TypeKind::Alias(target) => self.value(target, example, stored),
        };
        self.depth -= 1;
        value
    }

    /// The enum value from the example, or the first one that can be sent and is not deprecated.
    fn chosen(
        &mut self,
        id: TypeId,
        variants: &[Variant],
        example: Option<&Json>,
        otherwise: &str,
        stored: bool,
    ) -> String {
        let ty = self.api.ty(id);
        let input = stored && has_input(self.api, id);
        let name = if input {
            self.import(ty, &naming::input(&ty.rust))
        } else {
            self.import(ty, &ty.rust)
        };
        let wanted = example.map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned));
        let mut allowed = variants
            .iter()
            .filter(|it| it.deprecated.is_none() && !(input && it.read_only));
        let first = allowed.clone().next();
        let chosen = allowed
            .find(|it| Some(&it.wire) == wanted.as_ref())
            .or(first)
            .or(variants.iter().find(|it| !(input && it.read_only)));
        format!("{name}::{}", chosen.map_or(otherwise, |it| &it.rust))
    }

    fn model(&mut self, ty: &Type, model: &Model, example: Option<&Json>) -> String {
        let name = self.import(ty, &ty.rust);
        let arguments: Vec<_> = model
            .fields
            .iter()
            .filter_map(|field| match presence(field, ty) {
                Presence::Implied => None,
                _ if self.api.has_literal(field) => None,
                Presence::Nullable => Some(self.nullable(field, false)),
                Presence::Required => Some(match example.and_then(|it| it.get(&field.wire)) {
                    Some(example) => self.argument(&Field {
                        example: Some(example.clone()),
                        ..field.clone()
                    }),
                    None => self.argument(field),
                }),
                Presence::Optional | Presence::OptionalNullable => None,
            })
            .collect();
        let alternative = model.any_of.first().into_iter().flatten();
        let fields = alternative.filter_map(|name| model.fields.iter().find(|it| it.wire == *name));
        let setters = fields.map(|field| {
            let setter = naming::model_setter(&field.rust);
            call(&format!(".{setter}"), &[self.argument(field)])
        });
        let setters: String = setters.collect();
        call(&format!("{name}::new"), &arguments) + &setters
    }

    /// The first variant that does not contain the union itself.
    fn first_non_recursive<'v>(
        &self,
        id: TypeId,
        variants: &'v [UnionVariant],
    ) -> Option<&'v UnionVariant> {
        let plain = variants.iter().find(|it| {
            it.ty
                .named()
                .is_none_or(|inner| !requires(self.api, inner, id))
        });
        plain.or(variants.first())
    }

    fn union(
        &mut self,
        ty: &Type,
        chosen: Option<&UnionVariant>,
        example: Option<&Json>,
    ) -> String {
        let name = self.import(ty, &ty.rust);
        let Some(chosen) = chosen else {
            return format!("{name}::Unrecognized(Default::default())");
        };
        if chosen.is_unit {
            return format!("{name}::{}", chosen.rust);
        }
        let value = self.value(&chosen.ty, example, false);
        let value = if chosen.boxed {
            format!("Box::new({value})")
        } else {
            value
        };
        format!("{name}::{}({value})", chosen.rust)
    }
}

/// A call, with one argument per line if it does not fit on one line.
pub(super) fn call(function: &str, arguments: &[String]) -> String {
    let line = format!("{function}({})", arguments.join(", "));
    let Some((last, others)) = arguments.split_last() else {
        return line;
    };
    let first_line = line.lines().next().map_or(0, str::len);
    let others_fit = others.iter().all(|it| !it.contains('\n'));
    // The last argument may span several lines, such as a struct literal.
    if first_line <= WIDTH
        && others_fit
        && (!line.contains('\n') || last.ends_with(['}', ')']) && arguments.len() < 3)
    {
        return line;
    }
    let arguments: String = arguments
        .iter()
        .map(|it| format!("    {},\n", it.replace('\n', "\n    ")))
        .collect();
    format!("{function}(\n{arguments})")
}

/// Whether every value of `from` contains a value of `goal`.
fn requires(api: &Api, from: TypeId, goal: TypeId) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some(id) = waiting.pop() {
        if id == goal {
            return true;
        }
        if !seen.insert(id) {
            continue;
        }
        let ty = api.ty(id);
        match &ty.kind {
            TypeKind::Model(model) => {
                let required = model
                    .fields
                    .iter()
                    .filter(|field| presence(field, ty) == Presence::Required);
                waiting.extend(required.filter_map(|field| field.ty.named()));
            }
            TypeKind::Alias(target) => waiting.extend(target.named()),
            _ => {}
        }
    }
    false
}

fn text(example: Option<&Json>, otherwise: &str) -> String {
    string_literal(example.and_then(Json::as_str).unwrap_or(otherwise))
}

/// The string literal that a value of the scalar is parsed from.
fn parsed_text(scalar: Scalar, example: Option<&Json>) -> String {
    match example.filter(|it| it.is_number() && scalar.is_integer()) {
        Some(number) => string_literal(&number.to_string()),
        None => text(example, scalar.sample()),
    }
}

fn scalar_value(scalar: Scalar, example: Option<&Json>) -> String {
    let sample = scalar.sample();
    match scalar.expression() {
        Expression::Literal => {
            let example = example.filter(|it| scalar.accepts(it));
            example.map_or_else(|| sample.to_owned(), |it| literal(scalar, it))
        }
        Expression::Into => format!("{}.into()", text(example, sample)),
        Expression::Parse => format!("{}.parse()?", parsed_text(scalar, example)),
        Expression::Fixed(source) => source.to_owned(),
    }
}

/// A number or boolean of the scalar. An integer is not a literal of a floating-point type.
fn literal(scalar: Scalar, value: &Json) -> String {
    match value.as_f64() {
        Some(number) if !scalar.is_integer() => Json::from(number).to_string(),
        _ => value.to_string(),
    }
}
