//! One parameter, and those that `api.yaml` shares.

use super::fields::{self, Role};
use super::index::Index;
use super::{grammar, places};
use crate::diag::{Code, Report};
use crate::ir::{Api, Field, Parameter, Place};
use crate::spec::{self, ListStyle, Spec};
use crate::yaml::Key;
use std::collections::BTreeMap;

/// The parameters of `api.yaml`, by name; nothing for one that breaks a rule.
pub(super) struct Shared<'a>(BTreeMap<&'a str, Option<Parameter>>);

impl<'a> Shared<'a> {
    /// Resolves the shared parameters.
    pub(super) fn resolve(
        spec: &'a Spec,
        index: &Index<'_>,
        api: &Api,
        report: &mut Report,
    ) -> Self {
        let declared = spec.api.parameters.iter();
        let resolved = declared
            .map(|(key, field)| (key.text.as_str(), Self::one(key, field, index, api, report)));
        Self(resolved.collect())
    }

    fn one(
        key: &Key,
        field: &spec::Field,
        index: &Index<'_>,
        api: &Api,
        report: &mut Report,
    ) -> Option<Parameter> {
        let Some(place) = &field.place else {
            report.error(
                Code::MissingKey,
                key.span,
                format!(
                    "the shared parameter `{}` does not say where it travels",
                    key.text
                ),
                "add `in: query`, `in: header`, `in: cookie` or `in: path`",
            );
            report.leave_out(&key.text);
            return None;
        };
        parameter(
            key,
            field,
            Role::Shared(place.value),
            place.value,
            index,
            api,
            report,
        )
    }

    /// What `api.yaml` shares under a name: none, or one that may break a rule.
    pub(super) fn get(&self, name: &str) -> Option<&Option<Parameter>> {
        self.0.get(name)
    }

    /// Whether `api.yaml` shares a parameter of this name.
    pub(super) fn declares(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Those that travel in the path.
    pub(super) fn in_path(&self) -> impl Iterator<Item = (&'a str, &Field)> {
        let resolved = self
            .0
            .iter()
            .filter_map(|(name, parameter)| Some((*name, parameter.as_ref()?)));
        let in_path = resolved.filter(|(_, parameter)| parameter.place == Place::Path);
        in_path.map(|(name, parameter)| (name, &parameter.field))
    }
}

/// Resolves a parameter.
pub(super) fn parameter(
    key: &Key,
    field: &spec::Field,
    role: Role,
    place: Place,
    index: &Index<'_>,
    api: &Api,
    report: &mut Report,
) -> Option<Parameter> {
    grammar::parameter_name(place, &key.text, key.span, report);
    let fallback = if place == Place::Query {
        ListStyle::Repeat
    } else {
        ListStyle::Comma
    };
    let style = field.style.as_ref().map_or(fallback, |style| style.value);
    let field = fields::resolve(key, field, role, index, report)?;
    places::carriable(&field, role, place, api, report);
    Some(Parameter {
        place,
        style,
        field,
    })
}
