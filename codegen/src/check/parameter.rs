//! A single parameter.

use super::fields::{self, Position};
use super::index::Index;
use super::{grammar, serialization};
use crate::diag::Report;
use crate::ir::{Api, Parameter, Place};
use crate::spec::{self, ListStyle};
use crate::yaml::Key;

/// Resolves a parameter.
pub(super) fn resolve(
    key: &Key,
    field: &spec::Field,
    position: Position,
    place: Place,
    index: &Index<'_>,
    api: &Api,
    report: &mut Report,
) -> Option<Parameter> {
    grammar::parameter_name(place, &key.text, key.span, report);
    let default_style = if place == Place::Query {
        ListStyle::Repeat
    } else {
        ListStyle::Comma
    };
    let style = field
        .style
        .as_ref()
        .map_or(default_style, |style| style.value);
    let field = fields::resolve(key, field, position, index, report)?;
    serialization::check(&field, position, place, api, report);
    Some(Parameter {
        place,
        style,
        field,
    })
}
