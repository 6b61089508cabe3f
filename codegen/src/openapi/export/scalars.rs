//! Schemas of the built-in types.

use super::object::Object;
use crate::ir::Scalar;

/// The schema of a built-in type.
pub(super) fn scalar(scalar: Scalar) -> Object {
    let keywords = scalar.schema().iter();
    keywords.fold(Object::new(), |schema, (keyword, value)| {
        schema.with(*keyword, *value)
    })
}
