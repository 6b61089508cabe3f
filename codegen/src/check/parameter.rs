//! A single parameter.

use super::fields::{self, Position};
use super::index::Index;
use super::{grammar, sendable, serialization};
use crate::diag::Report;
use crate::ir::{Api, Parameter, ParameterLocation};
use crate::spec::{self, ListStyle};
use crate::yaml::Key;

/// Resolves a parameter. `position` is [`Position::Parameter`] or [`Position::Shared`].
pub(super) fn resolve(
    key: &Key,
    field: &spec::Field,
    location: ParameterLocation,
    position: fn(ParameterLocation) -> Position,
    index: &Index<'_>,
    api: &Api,
    report: &mut Report,
) -> Option<Parameter> {
    grammar::parameter_name(location, &key.text, key.span, report);
    let style = field.style.as_ref().map(|style| style.value);
    let style = style.unwrap_or_else(|| ListStyle::default_in(location));
    let field = fields::resolve(key, field, position(location), index, report)?;
    serialization::check(&field, location, api, report);
    sendable::check_parameter(&field, position(location).noun(), api, report);
    Some(Parameter {
        location,
        style,
        field,
    })
}
