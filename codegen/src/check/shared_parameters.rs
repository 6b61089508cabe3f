//! Parameters that `api.yaml` shares.

use super::fields::Position;
use super::index::Index;
use super::parameter;
use crate::diag::{Code, Report};
use crate::ir::{Api, Field, Parameter, ParameterLocation};
use crate::spec::{self, Spec};
use crate::yaml::Key;
use std::collections::BTreeMap;

/// The shared parameters by name; `None` for one with errors.
pub(super) struct SharedParameters<'a>(BTreeMap<&'a str, Option<Parameter>>);

impl<'a> SharedParameters<'a> {
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
        let Some(location) = &field.location else {
            report.error(
                Code::MissingKey,
                key.span,
                format!("the shared parameter `{}` has no `in`", key.text),
                "add `in: query`, `in: header`, `in: cookie` or `in: path`",
            );
            report.omit(&key.text);
            return None;
        };
        parameter::resolve(
            key,
            field,
            location.value,
            Position::Shared,
            index,
            api,
            report,
        )
    }

    /// Looks up a shared parameter; `Some(None)` if it has errors.
    pub(super) fn get(&self, name: &str) -> Option<&Option<Parameter>> {
        self.0.get(name)
    }

    /// Whether a shared parameter has this name, even if it has errors.
    pub(super) fn declares(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The shared path parameters.
    pub(super) fn in_path(&self) -> impl Iterator<Item = (&'a str, &Field)> {
        let resolved = self
            .0
            .iter()
            .filter_map(|(name, parameter)| Some((*name, parameter.as_ref()?)));
        let in_path =
            resolved.filter(|(_, parameter)| parameter.location == ParameterLocation::Path);
        in_path.map(|(name, parameter)| (name, &parameter.field))
    }
}
