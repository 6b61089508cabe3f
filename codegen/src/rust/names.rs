//! Names that spec elements cannot have, because generated code uses them.

use super::path::REEXPORTS;
use super::requests::OPTIONS;
use crate::builtin::Scalar;

/// Names of types that generated modules import, declare or find in the prelude, in addition to those of scalars.
const TYPES: &[&str] = &[
    "AsRef",
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
    "Default",
    "Display",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "From",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "Part",
    "PartialEq",
    "Result",
    "SecretString",
    "Self_",
    "Send",
    "Some",
    "Sync",
    "ToString",
    "TryFrom",
    "Vec",
];

/// Items of the runtime whose names types of the API can have too. Generated modules then refer to the item by its path.
pub const SHARED: &[&str] = &[
    "Api",
    "ApiError",
    "ApiMessage",
    "BodyFormat",
    "ConstraintError",
    "DecodeError",
    "DecodeFailure",
    "Download",
    "Envelope",
    "Error",
    "ErrorKind",
    "Event",
    "EventStream",
    "Items",
    "JsonLines",
    "Lenient",
    "ListStyle",
    "ObjectStyle",
    "Operation",
    "OptionalBody",
    "Page",
    "PageInfo",
    "PageStyle",
    "Pages",
    "Pagination",
    "ParseEnumError",
    "RawResponse",
    "Request",
    "Response",
    "Scheme",
    "SchemeKind",
    "ServerVariable",
    "Service",
    "UnrecognizedValue",
    "Upload",
];

/// Names that examples of the guide import or declare, unless they are reserved.
pub const GUIDE_NAMES: &[&str] = &[
    "Body",
    "BoxFuture",
    "Duration",
    "ErrorKind",
    "Fake",
    "Fault",
    "Never",
    "NotFound",
    "Timer",
    "Transport",
    "TransportError",
];

/// Whether generated modules use a type of this name.
pub fn is_type(name: &str) -> bool {
    TYPES.contains(&name) || Scalar::ALL.iter().any(|it| it.rust_name() == name)
}

/// Whether the root of the crate has an item of this name, so that it cannot re-export a namespace of this name.
pub fn is_root_type(name: &str) -> bool {
    is_type(name) || REEXPORTS.contains(&name)
}

/// Statics of the client's module.
pub const STATICS: &[&str] = &["SERVICE"];

/// Associated functions of the client. Its trait methods, such as `clone`, cannot clash with a namespace or resource.
pub const CLIENT_METHODS: &[&str] = &["builder", "from_env", "new"];

/// Methods that every type has and that take the value itself. Rust chooses them over methods that take a reference.
pub const METHODS_OF_ALL: &[&str] = &["into", "try_into"];

/// The field of a model that holds the members that it does not declare.
pub const ADDITIONAL_PROPERTIES: &str = "additional_properties";

/// Modules that every generated crate has or may name, or whose files Cargo reads as the root of a crate.
pub const MODULES: &[&str] = &[
    "alloc",
    "bin",
    "client",
    "core",
    "lib",
    "main",
    "response_headers",
    "runtime",
    "std",
    "testing",
    "types",
];

/// Crates that a generated crate uses by these names, and packages that it is built with.
const CRATES: &[&str] = &[
    "alloc",
    "clientwright_runtime",
    "core",
    "proc_macro",
    "runtime",
    "std",
    "test",
    "tokio",
];

/// Whether a generated crate cannot have this name: another crate or a primitive type has it.
pub fn is_crate(name: &str) -> bool {
    let is_scalar = |scalar: &Scalar| scalar.is_primitive() && scalar.rust_name() == name;
    CRATES.contains(&name) || name == "str" || Scalar::ALL.iter().any(is_scalar)
}

/// Methods that every request has or could get, apart from its options.
const REQUEST_METHODS: &[&str] = &[
    "send",
    "download",
    "pages",
    "items",
    "if_some",
    "send_blocking",
    "into_future",
    "clone",
    "new",
];

/// The setter of the idempotency key, in requests that have one.
pub const IDEMPOTENCY_KEY: &str = "idempotency_key";

/// The setter of a body that can be omitted, in requests whose body is a single value.
pub const BODY: &str = "body";

/// The setter of a field of a request. It never shadows a method that every request has.
pub fn setter(rust: &str) -> String {
    if REQUEST_METHODS.contains(&rust) || OPTIONS.contains(&rust) {
        format!("{rust}_")
    } else {
        rust.to_owned()
    }
}
