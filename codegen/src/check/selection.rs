//! The keys with which request bodies and types take fields from a model.

use crate::diag::{Code, Report};
use crate::spec;
use crate::spec::decode::Text;
use crate::yaml::Key;
use std::collections::BTreeMap;

/// The keys of a request body or type definition that declare its fields.
#[derive(Clone, Copy)]
pub(super) struct Selection<'a> {
    of: Option<&'a Text>,
    required: &'a [Text],
    optional: &'a [Text],
    /// Differences from the model, by field.
    pub overrides: &'a [(Key, spec::FieldOverride)],
    /// Fields that the model does not have.
    pub own: &'a [(Key, spec::Field)],
    /// Whether this is a request body, whose fields are only sent.
    pub is_body: bool,
}

impl<'a> Selection<'a> {
    /// The fields of a request body.
    pub(super) fn of_body(body: &'a spec::Body) -> Self {
        Self {
            of: body.of.as_ref(),
            required: &body.required,
            optional: &body.optional,
            overrides: &body.overrides,
            own: &body.fields,
            is_body: true,
        }
    }

    /// The fields of a type.
    pub(super) fn of_type(def: &'a spec::TypeDef) -> Self {
        Self {
            of: def.of.as_ref(),
            required: &def.required,
            optional: &def.optional,
            overrides: &def.overrides,
            own: def.fields.as_deref().unwrap_or_default(),
            is_body: false,
        }
    }

    /// The fields that are taken from the model, and whether each is required.
    pub(super) fn listed(&self) -> impl Iterator<Item = (&'a Text, bool)> + use<'a> {
        let required = self.required.iter().map(|name| (name, true));
        required.chain(self.optional.iter().map(|name| (name, false)))
    }

    /// The differences from the model by the wire name of the field.
    pub(super) fn overrides_by_field(&self) -> BTreeMap<&'a str, &'a spec::FieldOverride> {
        let overrides = self.overrides.iter();
        overrides
            .map(|(key, over)| (key.text.as_str(), over))
            .collect()
    }

    /// Noun for the owner of the fields in messages.
    pub(super) fn noun(&self) -> &'static str {
        if self.is_body { "body" } else { "type" }
    }

    /// Code of errors about the keys.
    pub(super) fn code(&self) -> Code {
        match self.is_body {
            true => Code::ContradictoryBody,
            false => Code::AmbiguousDefinition,
        }
    }

    /// Reports an `of` that does not name a model.
    pub(super) fn report_not_a_model(&self, name: &Text, report: &mut Report) {
        report.error(
            self.code(),
            name.span,
            format!("`{}` is not a model, so it has no fields", name.value),
            match self.is_body {
                true => format!("send it as a whole with `type: {}`", name.value),
                false => "name a type with `fields`, or remove `of`".to_owned(),
            },
        );
    }

    /// `required`, `optional` and `override` need `of`, and `of` needs `required` or `optional`.
    pub(super) fn check_keys(&self, report: &mut Report) {
        let first = self.listed().next();
        let overridden = self.overrides.first().map(|(key, _)| key.span);
        let noun = self.noun();
        match (self.of, first.map(|(name, _)| name.span).or(overridden)) {
            (Some(of), _) if first.is_none() => report.error(
                self.code(),
                of.span,
                format!("the {noun} lists no fields of the model"),
                match self.is_body {
                    true => "list the fields to send under `required` and `optional`",
                    false => "list the fields of the type under `required` and `optional`",
                },
            ),
            (None, Some(span)) => report.error(
                self.code(),
                span,
                "`required`, `optional` and `override` need a model",
                match self.is_body {
                    true => {
                        "name the model with `of: …`, or describe the fields under `fields`"
                    }
                    false => {
                        "name the model with `of: …`; or, for a field under `fields`, set `required: true` there"
                    }
                },
            ),
            _ => {}
        }
    }
}
