//! A single parameter.

use super::fields::{self, Position};
use super::index::Index;
use super::{grammar, sendable, serialization, styles};
use crate::diag::Report;
use crate::ir::{Api, Parameter, ParameterLocation, Serialization};
use crate::spec;
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
    let declared = field;
    let mut field = fields::resolve(key, declared, position(location), index, report)?;
    // A path parameter is required whether or not the spec repeats it, so that adding the key is no change.
    field.required &= location != ParameterLocation::Path;
    if let Some(style) = &declared.style {
        styles::check_parameter(&mut field, location, style, api, report);
    }
    let serialization = styles::serialization(&mut field, declared, location, api, report);
    if serialization != Serialization::Json {
        serialization::check(&field, location, api, report);
    }
    sendable::check_parameter(&field, position(location).noun(), api, report);
    Some(Parameter {
        location,
        serialization,
        field,
    })
}
