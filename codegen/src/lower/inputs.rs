//! Query, header and cookie parameters, and body fields of a request.

use super::shape::is_constant;
use super::types::Side;
use crate::ir::{Api, Content, Operation, Parameter, Scalar, Ty};
use crate::rust::{Input, Target};

/// The usage of types in this part of a request.
pub(super) fn side(target: Target) -> Side {
    match target {
        Target::Parameter(..) => Side::Any,
        Target::Body(_) => Side::Stored,
    }
}

/// The values that callers set: all but constants.
pub fn inputs<'a>(api: &Api, operation: &'a Operation) -> Vec<Input<'a>> {
    let mut values = values(operation);
    values.retain(|input| !has_constant(api, input));
    values
}

/// All values.
pub fn values(operation: &Operation) -> Vec<Input<'_>> {
    let parameters = operation.parameters.iter().map(|it| {
        let Parameter {
            location,
            serialization,
            field,
        } = it;
        Input {
            field,
            target: Target::Parameter(*location, *serialization),
            required: field.required,
        }
    });
    let body = operation.body.iter().flat_map(|body| {
        let fields = match &body.content {
            Content::Fields { fields, .. } => fields.as_slice(),
            Content::Whole(_) => &[],
        };
        fields.iter().map(|field| Input {
            field,
            target: Target::Body(body.media),
            required: field.required && !body.omittable,
        })
    });
    parameters.chain(body).collect()
}

/// Whether the request fills in the value.
pub fn has_constant(api: &Api, input: &Input<'_>) -> bool {
    !is_part(api, input) && input.field.constant.as_ref().is_some_and(is_constant)
}

/// Whether the value is a file of a multipart body.
pub fn is_part(api: &Api, input: &Input<'_>) -> bool {
    matches!(input.target, Target::Body(media) if media.has_files())
        && *api.resolved(&input.field.ty) == Ty::Scalar(Scalar::Bytes)
}
