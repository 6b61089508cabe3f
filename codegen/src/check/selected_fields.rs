//! Fields that request bodies and types take from a model, and their own.

use super::fields::{self, Position, docs, texts};
use super::index::Index;
use super::lenient;
use super::selection::Selection;
use super::valued::Valued;
use super::values;
use crate::diag::{Code, Report, suggest, suggest_or};
use crate::ir::{Access, Field, Model};
use crate::source::Span;
use crate::spec;
use crate::spec::decode::{Spanned, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Resolves the fields of a body or type: those of the model first.
pub(super) fn resolve(
    selection: &Selection<'_>,
    model: Option<&Model>,
    index: &Index<'_>,
    report: &mut Report,
) -> Vec<Field> {
    let position = if selection.is_body {
        Position::Body
    } else {
        Position::Model
    };
    let mut taken = Fields::default();
    if let Some(model) = model {
        let inherited = ModelFields::new(selection, model, index);
        for (name, required) in selection.listed() {
            if taken.claim(&name.value, name.span, selection.noun(), report) {
                taken.fields.extend(inherited.field(name, required, report));
            }
        }
        inherited.check_overrides(report);
    }
    for field in fields::resolve_all(selection.own, position, index, report) {
        if taken.claim(&field.wire, field.span, selection.noun(), report) {
            taken.fields.push(field);
        }
    }
    taken.fields
}

/// The fields so far.
#[derive(Default)]
struct Fields {
    fields: Vec<Field>,
    seen: BTreeMap<String, Span>,
}

impl Fields {
    /// Claims a name; reports it and returns `false` if it is taken.
    fn claim(&mut self, wire: &str, span: Span, noun: &str, report: &mut Report) -> bool {
        let first = self.seen.get(wire).copied();
        match first {
            Some(first) => report.error_between(
                Code::DuplicateParameter,
                span,
                format!("duplicate field `{wire}` in the {noun}"),
                (first, "first listed here"),
                "remove one of them",
            ),
            None => {
                self.seen.insert(wire.to_owned(), span);
            }
        }
        first.is_none()
    }
}

/// The fields of a model for use in a selection.
struct ModelFields<'a> {
    selection: &'a Selection<'a>,
    index: &'a Index<'a>,
    fields: BTreeMap<&'a str, &'a Field>,
    overrides: BTreeMap<&'a str, &'a spec::FieldOverride>,
}

impl<'a> ModelFields<'a> {
    fn new(selection: &'a Selection<'a>, model: &'a Model, index: &'a Index<'a>) -> Self {
        let fields = model
            .fields
            .iter()
            .map(|field| (field.wire.as_str(), field));
        Self {
            selection,
            index,
            fields: fields.collect(),
            overrides: selection.overrides_by_field(),
        }
    }

    /// The selected field for a field of the model.
    fn field(&self, name: &Text, required: bool, report: &mut Report) -> Option<Field> {
        let wire = name.value.as_str();
        let noun = self.selection.noun();
        let Some(field) = self.fields.get(wire) else {
            if report.is_omitted(wire) {
                return None;
            }
            report.error(
                Code::UnknownBodyField,
                name.span,
                format!("the model has no field `{wire}`"),
                suggest_or(
                    wire,
                    self.selectable(),
                    &format!("describe it under `fields` of the {noun}"),
                ),
            );
            return None;
        };
        let mut field = Field {
            required,
            span: name.span,
            ..(*field).clone()
        };
        if self.selection.is_body {
            self.send(&mut field, report);
        }
        match self.overrides.get(wire) {
            Some(over) => self.overridden(field, over, report),
            None => Some(field),
        }
    }

    /// Turns a field of a model into one that is only sent.
    fn send(&self, field: &mut Field, report: &mut Report) {
        let wire = field.wire.as_str();
        if field.access == Access::ReadOnly
            && let Some(declared) = self.fields.get(wire)
        {
            report.error_between(
                Code::ReadOnlyInBody,
                field.span,
                format!("`{wire}` is read-only, so it cannot be sent"),
                (declared.span, "declared here"),
                "remove it from the body, or remove `read_only` from the field",
            );
        }
        field.access = Access::Both;
        field.lenient = false;
    }

    /// Names of the fields that can be selected and are not yet.
    fn selectable(&self) -> impl Iterator<Item = &'a str> + Clone {
        let taken: BTreeSet<_> = self
            .selection
            .listed()
            .map(|(name, _)| name.value.as_str())
            .collect();
        let is_body = self.selection.is_body;
        let fields = self.fields.iter().map(|(wire, field)| (*wire, *field));
        fields
            .filter(move |(wire, field)| {
                let is_sent = field.access != Access::ReadOnly || !is_body;
                is_sent && !taken.contains(wire)
            })
            .map(|(wire, _)| wire)
            .collect::<Vec<_>>()
            .into_iter()
    }

    fn overridden(
        &self,
        mut field: Field,
        over: &spec::FieldOverride,
        report: &mut Report,
    ) -> Option<Field> {
        if let Some(ty) = &over.ty {
            field.ty = self.index.ty(ty, report)?;
            field.lenient &= lenient::applies_to(&field.ty, self.index);
        }
        if let Some(text) = &over.docs {
            field.docs = docs(Some(text));
        }
        if let Some(nullable) = &over.nullable {
            field.nullable = nullable.value;
        }
        let is_body = self.selection.is_body;
        let mut valid = |what: Valued, value: &Option<Spanned<serde_json::Value>>| {
            let value = value.as_ref()?;
            let (ty, constraints) = (&field.ty, &field.constraints);
            let index = self.index;
            values::one(what, value, ty, field.nullable, constraints, index, report)
                .then(|| value.clone())
        };
        let default = valid(Valued::Default, &over.default);
        let example = valid(Valued::Example, &over.example);
        if let Some(default) = default {
            if field.required && is_body {
                fields::required_default(&field.wire, default.span, report);
            } else {
                field.default = Some(default.value);
            }
        }
        match &over.style {
            Some(style) if is_body => field.style = style.value,
            Some(style) => fields::report_json_style(&field.wire, style.span, report),
            None => {}
        }
        match &over.content_type {
            Some(types) if is_body => field.content_types = texts(&types.types),
            Some(types) => fields::report_no_part(&field.wire, types.span, report),
            None => {}
        }
        field.example = example.map(|it| it.value).or(field.example);
        if let Some(deprecated) = &over.deprecated {
            field.deprecated = Some(fields::deprecation(deprecated, report));
        }
        Some(field)
    }

    /// Reports overrides of fields that are not selected.
    fn check_overrides(&self, report: &mut Report) {
        let listed: BTreeSet<_> = self
            .selection
            .listed()
            .map(|(name, _)| name.value.as_str())
            .collect();
        let noun = self.selection.noun();
        for (key, _) in self.selection.overrides {
            let name = key.text.as_str();
            if listed.contains(name) {
                continue;
            }
            report.error(
                Code::UnknownBodyField,
                key.span,
                format!("`{name}` is overridden but is not part of the {noun}"),
                if self.fields.contains_key(name) {
                    format!("list `{name}` under `required` or `optional`, or remove the override")
                } else {
                    suggest(name, listed.iter().copied())
                },
            );
        }
    }
}
