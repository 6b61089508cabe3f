//! Query, header and cookie parameters, and body fields of a request.

use crate::ir::{Field, Media, ParameterLocation, Serialization};

/// The part of a request that holds a value.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    /// A parameter.
    Parameter(ParameterLocation, Serialization),
    /// A field of the body.
    Body(Media),
}

/// A value of a request.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The parameter, or the field of the body.
    pub field: &'a Field,
    /// The part of the request that holds it.
    pub target: Target,
    /// Whether every request has it. A required field of a body that can be omitted is not.
    pub required: bool,
}

impl Input<'_> {
    /// Whether `null` is distinct from a missing value: in bodies, and in parameters that are JSON documents.
    pub fn has_null(&self) -> bool {
        let is_parameter = match self.target {
            Target::Parameter(_, serialization) => serialization != Serialization::Json,
            Target::Body(_) => false,
        };
        self.field.nullable && !is_parameter
    }
}
