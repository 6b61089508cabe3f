//! Schemas of the built-in types.

use super::object::Object;
use crate::ir::Scalar;

/// The schema of a built-in type.
pub(super) fn scalar(scalar: Scalar) -> Object {
    let string = || Object::new().with("type", "string");
    let format = |schema: Object, name: &str| schema.with("format", name);
    let integer = || Object::new().with("type", "integer");
    match scalar {
        Scalar::String => string(),
        Scalar::Bool => Object::new().with("type", "boolean"),
        Scalar::I32 => format(integer(), "int32"),
        Scalar::I64 => format(integer(), "int64"),
        Scalar::F64 => format(Object::new().with("type", "number"), "double"),
        Scalar::DateTime => format(string(), "date-time"),
        Scalar::Date => format(string(), "date"),
        Scalar::Uuid => format(string(), "uuid"),
        Scalar::Uri => format(string(), "uri"),
        Scalar::Ip => format(string(), "ip"),
        Scalar::Cidr => format(string(), "cidr"),
        Scalar::Bytes => string().with("contentEncoding", "base64"),
        Scalar::Json => Object::new(),
    }
}
