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
