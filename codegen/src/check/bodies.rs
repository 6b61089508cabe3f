//! Request bodies.

use super::context::Context;
use super::fields::{self, Position, docs};
use super::{sendable, serialization, values};
use crate::builtin::Holds;
use crate::diag::{Code, Report, suggest, suggest_or};
use crate::ir::{Access, Body, Content, Field, Media, Model, Scalar, Ty, TypeId, TypeKind};
use crate::source::Span;
use crate::spec;
use crate::spec::decode::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Resolves a request body.
pub(super) fn resolve(
    body: &spec::Body,
    context: &Context<'_>,
    report: &mut Report,
) -> Option<Body> {
    let has_fields = body.of.is_some() || !body.fields.is_empty();
    let contradiction = match (has_fields, body.ty.is_some()) {
        (true, true) => Some("the body has both `type` and fields"),
        (false, false) => Some("the body has neither `type` nor fields"),
        (true, false) | (false, true) => None,
    };
    if let Some(message) = contradiction {
        report.error(
            Code::ContradictoryBody,
            body.span,
            message,
            "use `type` alone; or `of` with `required` and `optional`, `fields`, or both",
        );
        return None;
    }
    let media = body.media.as_ref().map_or(Media::Json, |media| media.value);
    let content = match &body.ty {
        Some(ty) => {
            let resolved = context.index.ty(ty, report)?;
            sendable::check((&resolved, body.span), "the body", context.api, report);
            Content::Whole(resolved)
        }
        None => body_fields(body, context, report)?,
    };
    check_media(body, media, &content, context, report);
    Some(Body {
        media,
        content_type: body.content_type.as_ref().map(|it| it.value.clone()),
        content,
        docs: docs(body.docs.as_ref()),
    })
}

/// The fields that a body takes from its model, and whether each is required.
fn listed(body: &spec::Body) -> impl Iterator<Item = (&Text, bool)> {
    let required = body.required.iter().map(|name| (name, true));
    required.chain(body.optional.iter().map(|name| (name, false)))
}

/// The fields of a body so far.
#[derive(Default)]
struct Fields {
    fields: Vec<Field>,
    seen: BTreeMap<String, Span>,
}

impl Fields {
    /// Claims a name; reports it and returns `false` if it is taken.
    fn claim(&mut self, wire: &str, span: Span, report: &mut Report) -> bool {
        let first = self.seen.get(wire).copied();
        match first {
            Some(first) => report.error_between(
                Code::DuplicateParameter,
                span,
                format!("duplicate field `{wire}` in the body"),
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

fn body_fields(body: &spec::Body, context: &Context<'_>, report: &mut Report) -> Option<Content> {
    let of = match &body.of {
        Some(name) => Some(model(name, context, report)?),
        None => None,
    };
    check_listed_fields(body, report);
    let mut taken = Fields::default();
    if let Some((_, model)) = of {
        let inherited = ModelFields::new(body, model, context);
        for (name, required) in listed(body) {
            if taken.claim(&name.value, name.span, report) {
                taken.fields.extend(inherited.field(name, required, report));
            }
        }
        inherited.check_overrides(report);
    }
    for field in fields::resolve_all(&body.fields, Position::Body, context.index, report) {
        if taken.claim(&field.wire, field.span, report) {
            taken.fields.push(field);
        }
    }
    for field in &taken.fields {
        let part = format!("the field `{}`", field.wire);
        if sendable::check((&field.ty, field.span), &part, context.api, report) {
            sendable::check_default(field, context.api, report);
        }
    }
    Some(Content::Fields {
        of: of.map(|(id, _)| id),
        fields: taken.fields,
    })
}

fn model<'a>(
    name: &Text,
    context: &Context<'a>,
    report: &mut Report,
) -> Option<(TypeId, &'a Model)> {
    let named = Ty::Named(context.index.named(&name.value, name.span, report)?);
    let api = context.api;
    if let Ty::Named(id) = context.index.resolved(&named)
        && let TypeKind::Model(model) = &api.ty(*id).kind
    {
        return Some((*id, model));
    }
    report.error(
        Code::ContradictoryBody,
        name.span,
        format!("`{}` is not a model, so it has no fields", name.value),
        format!("send it as a whole with `type: {}`", name.value),
    );
    None
}

/// `required`, `optional` and `override` need `of`, and `of` needs `required` or `optional`.
fn check_listed_fields(body: &spec::Body, report: &mut Report) {
    let first = listed(body).next();
    let overridden = body.overrides.first().map(|(key, _)| key.span);
    match (&body.of, first.map(|(name, _)| name.span).or(overridden)) {
        (Some(of), _) if first.is_none() => report.error(
            Code::ContradictoryBody,
            of.span,
            "the body lists no fields of the model",
            "list the fields to send under `required` and `optional`",
        ),
        (None, Some(span)) => report.error(
            Code::ContradictoryBody,
            span,
            "`required`, `optional` and `override` need a model",
            "name the model with `of: …`, or describe the fields under `fields`",
        ),
        _ => {}
    }
}

/// The fields of a model for use in a body.
struct ModelFields<'a> {
    body: &'a spec::Body,
    context: &'a Context<'a>,
    fields: BTreeMap<&'a str, &'a Field>,
    overrides: BTreeMap<&'a str, &'a spec::FieldOverride>,
}

impl<'a> ModelFields<'a> {
    fn new(body: &'a spec::Body, model: &'a Model, context: &'a Context<'a>) -> Self {
        let fields = model
            .fields
            .iter()
            .map(|field| (field.wire.as_str(), field));
        let overrides = body
            .overrides
            .iter()
            .map(|(key, over)| (key.text.as_str(), over));
        Self {
            body,
            context,
            fields: fields.collect(),
            overrides: overrides.collect(),
        }
    }

    /// The field of the body for a field of the model.
    fn field(&self, name: &Text, required: bool, report: &mut Report) -> Option<Field> {
        let wire = name.value.as_str();
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
                    self.sendable(),
                    "describe it under `fields` of the body",
                ),
            );
            return None;
        };
        if field.access == Access::ReadOnly {
            report.error_between(
                Code::ReadOnlyInBody,
                name.span,
                format!("`{wire}` is read-only, so it cannot be sent"),
                (field.span, "declared here"),
                "remove it from the body, or remove `read_only` from the field",
            );
        }
        let field = Field {
            required,
            span: name.span,
            access: Access::Both,
            ..(*field).clone()
        };
        match self.overrides.get(wire) {
            Some(over) => self.overridden(field, over, report),
            None => Some(field),
        }
    }

    /// Names of the fields that can be sent and are not part of the body yet.
    fn sendable(&self) -> impl Iterator<Item = &'a str> + Clone {
        let taken: BTreeSet<_> = listed(self.body)
            .map(|(name, _)| name.value.as_str())
            .collect();
        let fields = self.fields.iter().map(|(wire, field)| (*wire, *field));
        fields
            .filter(move |(wire, field)| field.access != Access::ReadOnly && !taken.contains(wire))
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
            field.ty = self.context.index.ty(ty, report)?;
        }
        if let Some(text) = &over.docs {
            field.docs = docs(Some(text));
        }
        if let Some(nullable) = &over.nullable {
            field.nullable = nullable.value;
        }
        let index = self.context.index;
        for (what, value) in [("default", &over.default), ("example", &over.example)] {
            if let Some(value) = value {
                let (ty, nullable) = (&field.ty, field.nullable);
                let fits =
                    values::one(what, value, ty, nullable, &field.constraints, index, report);
                if fits && what == "default" && field.required {
                    fields::required_default(&field.wire, value.span, report);
                }
            }
        }
        let json = |value: &Option<spec::decode::Spanned<serde_json::Value>>| {
            value.as_ref().map(|value| value.value.clone())
        };
        field.default = json(&over.default).or(field.default);
        field.example = json(&over.example).or(field.example);
        if let Some(deprecated) = &over.deprecated {
            field.deprecated = Some(fields::deprecation(deprecated, report));
        }
        Some(field)
    }

    /// Reports overrides of fields that are not part of the body.
    fn check_overrides(&self, report: &mut Report) {
        let sent: BTreeMap<_, _> = listed(self.body)
            .map(|(name, required)| (name.value.as_str(), required))
            .collect();
        for (key, _) in self
            .body
            .overrides
            .iter()
            .filter(|(key, _)| !sent.contains_key(key.text.as_str()))
        {
            let name = key.text.as_str();
            report.error(
                Code::UnknownBodyField,
                key.span,
                format!("`{name}` is overridden but is not part of the body"),
                if self.fields.contains_key(name) {
                    format!("list `{name}` under `required` or `optional`, or remove the override")
                } else {
                    suggest(name, sent.keys().copied())
                },
            );
        }
    }
}

/// Each media type supports only some types of content.
fn check_media(
    body: &spec::Body,
    media: Media,
    content: &Content,
    context: &Context<'_>,
    report: &mut Report,
) {
    let api = context.api;
    let is_single_value =
        |ty: &Ty| matches!(api.resolved(ty), Ty::Scalar(_)) || serialization::is_plain(ty, api);
    let is_value_or_list = |field: &Field| match api.resolved(&field.ty) {
        Ty::List(item) => is_single_value(item),
        ty => is_single_value(ty),
    };
    let name = media.name();
    let (fits, help) = match (media.holds(), content) {
        (Holds::Value, _) => return,
        (Holds::Raw(raw), _) => (
            matches!(content, Content::Whole(ty) if *api.resolved(ty) == Ty::Scalar(raw.scalar)),
            format!("use `type: {}` for a `{name}` body", raw.scalar.name()),
        ),
        (Holds::PlainFields | Holds::Parts, Content::Whole(_)) => (
            false,
            format!("use `fields`, or `of` with fields of a model, for a `{name}` body"),
        ),
        (Holds::PlainFields, Content::Fields { fields, .. }) => (
            fields.iter().all(is_value_or_list),
            format!("use only scalars, enums, ids and lists of these in a `{name}` body"),
        ),
        // A list of files would be sent as base64 strings, which no server accepts as files.
        (Holds::Parts, Content::Fields { fields, .. }) => (
            fields
                .iter()
                .all(|field| match api.fully_resolved(&field.ty) {
                    Ty::List(item) | Ty::Map(item) => *item != Ty::Scalar(Scalar::Bytes),
                    _ => true,
                }),
            "use a field of its own for each file".to_owned(),
        ),
    };
    if !fits {
        report.error(
            Code::ContradictoryBody,
            body.media.as_ref().map_or(body.span, |media| media.span),
            "the `media` of the body does not support its content",
            help,
        );
    }
}
