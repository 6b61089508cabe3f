//! Names that spec elements cannot have, because generated code uses them.

use super::requests::OPTIONS;
use crate::builtin::Scalar;

/// Names of types that generated modules import or find in the prelude, in addition to those of scalars.
const TYPES: &[&str] = &[
    "Api",
    "ApiError",
    "ApiMessage",
    "AsRef",
    "BodyFormat",
    "Bool",
    "Box",
    "BTreeMap",
    "Bytes",
    "Call",
    "Client",
    "ClientBuilder",
    "Clone",
    "Copy",
    "Credentials",
    "Debug",
    "DecodeFailure",
    "Default",
    "Display",
    "Drop",
    "Envelope",
    "Eq",
    "Err",
    "Error",
    "ErrorKind",
    "Fn",
    "From",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Items",
    "Iterator",
    "ListStyle",
    "None",
    "ObjectStyle",
    "Ok",
    "Operation",
    "Option",
    "Ord",
    "Page",
    "PageInfo",
    "Pages",
    "PageStyle",
    "Pagination",
    "Part",
    "PartialEq",
    "RawResponse",
    "Request",
    "Response",
    "Result",
    "Scheme",
    "SchemeKind",
    "SecretString",
    "Self_",
    "Send",
    "ServerVariable",
    "Service",
    "Some",
    "Sync",
    "ToString",
    "TryFrom",
    "UnrecognizedValue",
    "Vec",
];

/// Whether generated modules use a type of this name.
pub fn is_type(name: &str) -> bool {
    TYPES.contains(&name) || Scalar::ALL.iter().any(|it| it.rust_name() == name)
}

/// Statics of the client's module.
pub const STATICS: &[&str] = &["SERVICE"];

/// Associated functions of the client. Its trait methods, such as `clone`, cannot clash with a namespace or resource.
pub const CLIENT_METHODS: &[&str] = &["builder", "from_env", "new"];

/// The field of a model that holds the members that it does not declare.
pub const ADDITIONAL_PROPERTIES: &str = "additional_properties";

/// Modules that every generated crate has or may name.
pub const MODULES: &[&str] = &[
    "alloc", "client", "core", "runtime", "std", "testing", "types",
];

/// Methods that every request has or could get, apart from its options.
const REQUEST_METHODS: &[&str] = &[
    "send",
    "pages",
    "items",
    "if_some",
    "send_blocking",
    "into_future",
    "clone",
    "new",
];

/// The setter of a field of a request. It never shadows a method that every request has.
pub fn setter(rust: &str) -> String {
    if REQUEST_METHODS.contains(&rust) || OPTIONS.contains(&rust) {
        format!("{rust}_")
    } else {
        rust.to_owned()
    }
}
