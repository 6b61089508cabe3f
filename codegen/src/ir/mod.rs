//! The resolved API: all names are resolved, and all rules hold.
//!
//! It has neither YAML nor tokens. Only [`crate::check`] builds it, so code that uses it needs no error path.

mod allowed;
mod operation;
mod queries;

pub use crate::builtin::{Media, Method, PaginationStyle, Scalar};
use crate::source::Span;
pub use crate::spec::{
    ListStyle, ParameterLocation, SchemeKind, SignatureEncoding, SignatureScheme,
};
pub use allowed::{Allowed, compare_numbers, integer, is_multiple};
use jiff::civil::Date;
pub use operation::{
    Body, Content, ErrorResponse, Operation, Paginated, Parameter, Response, Serialization,
};
pub use queries::path_shape;
use serde_json::{Number, Value as Json};

/// An API.
#[derive(Debug, Clone)]
pub struct Api {
    /// Name of the generated package, in kebab-case.
    pub package: String,
    /// Version of the generated package.
    pub version: String,
    /// Name of the API.
    pub title: String,
    /// Description of the API, in Markdown.
    pub docs: String,
    /// URL of the provider's documentation.
    pub documentation: Option<String>,
    /// URL of the repository of the generated crate.
    pub repository: Option<String>,
    /// The servers. At least one; the first is the default.
    pub servers: Vec<Server>,
    /// Environment variable that overrides the base URL.
    pub base_url_env: Option<String>,
    /// The security schemes.
    pub schemes: Vec<Scheme>,
    /// Security requirements in order of precedence, each a list of indexes into `schemes`.
    pub security: Vec<Vec<usize>>,
    /// Object that wraps JSON responses.
    pub envelope: Option<Envelope>,
    /// Response header with the id of the request.
    pub request_id_header: Option<String>,
    /// Request header with the idempotency key of a call.
    pub idempotency_key_header: Option<String>,
    /// Typed headers of responses.
    pub response_headers: Vec<ResponseHeader>,
    /// The pagination schemes.
    pub paginations: Vec<Pagination>,
    /// The namespaces of the client's method chain, parents first.
    pub namespaces: Vec<Namespace>,
    /// Events that the API sends.
    pub webhooks: Option<Webhooks>,
    /// The types. A [`TypeId`] is an index.
    pub types: Vec<Type>,
    /// The resources. A [`ResourceId`] is an index.
    pub resources: Vec<Resource>,
    /// Location of `api.yaml`.
    pub span: Span,
    /// Location of the version.
    pub version_span: Span,
    /// Location of `security`.
    pub security_span: Option<Span>,
}

/// Index into [`Api::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// Index into [`Api::resources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId(pub usize);

/// A server.
#[derive(Debug, Clone)]
pub struct Server {
    /// Base URL, with `{variables}`.
    pub url: String,
    /// Description of the server.
    pub docs: String,
    /// Variables of the URL.
    pub variables: Vec<ServerVariable>,
    /// Location of the declaration.
    pub span: Span,
}

/// A variable of a server URL.
#[derive(Debug, Clone)]
pub struct ServerVariable {
    /// Name in the URL, without braces.
    pub name: String,
    /// Value used if the caller sets none.
    pub default: String,
    /// Allowed values; any if empty.
    pub values: Vec<String>,
    /// Description of the variable.
    pub docs: String,
    /// Location of the declaration.
    pub span: Span,
}

/// A security scheme: a secret, and how it is sent.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Name in the spec.
    pub name: String,
    /// Name in Rust, in snake_case.
    pub rust: String,
    /// How the secret is sent.
    pub kind: SchemeKind,
    /// Name of the header, query parameter or cookie; empty for other kinds.
    pub parameter: String,
    /// Environment variable with the secret.
    pub env: Option<String>,
    /// Token endpoint and scopes; only for OAuth 2.
    pub oauth: Option<OAuth>,
    /// Description of the secret.
    pub docs: String,
    /// Location of the declaration.
    pub span: Span,
}

/// The token endpoint and the scopes of a security scheme.
#[derive(Debug, Clone)]
pub struct OAuth {
    /// URL of the token endpoint, or its path on the host of the API.
    pub token_url: String,
    /// Scopes that tokens can have.
    pub scopes: Vec<Scope>,
    /// Environment variable with the client ID.
    pub client_id_env: Option<String>,
    /// Environment variable with the client secret.
    pub client_secret_env: Option<String>,
}

/// A scope of OAuth 2.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Name of the scope.
    pub name: String,
    /// Description of the scope.
    pub docs: String,
}

/// Members of the object that wraps JSON responses.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// Member with the returned value.
    pub result: String,
    /// Boolean member that is `false` if the call failed.
    pub success: Option<String>,
    /// Member with the list of errors.
    pub errors: Option<String>,
    /// Member with the list of messages.
    pub messages: Option<String>,
    /// Member with the numbers of pages and items.
    pub page_info: Option<String>,
    /// Location of the declaration.
    pub span: Span,
}

/// A header of responses.
#[derive(Debug, Clone)]
pub struct ResponseHeader {
    /// Name on the wire, such as `RateLimit-Remaining`.
    pub name: String,
    /// Name of the constant in Rust.
    pub rust: String,
    /// Type of the value.
    pub scalar: Scalar,
    /// Whether every response has the header.
    pub all: bool,
    /// Description of the header.
    pub docs: String,
    /// Location of the declaration.
    pub span: Span,
}

/// Events that the API sends, in requests to its users.
#[derive(Debug, Clone)]
pub struct Webhooks {
    /// Union of all events.
    pub event: TypeId,
    /// How the requests are signed.
    pub signature: Option<Signature>,
    /// Location of the declaration.
    pub span: Span,
}

/// How webhooks are signed.
#[derive(Debug, Clone)]
pub struct Signature {
    /// The signed content, and how the signature is sent.
    pub scheme: SignatureScheme,
    /// Header with the signature; empty for [`SignatureScheme::Standard`].
    pub header: String,
    /// Prefix of the signature; empty if it has none.
    pub prefix: String,
    /// Encoding of the signature.
    pub encoding: SignatureEncoding,
}

/// A pagination scheme.
#[derive(Debug, Clone)]
pub struct Pagination {
    /// Name in the spec.
    pub name: String,
    /// How pages are addressed.
    pub style: PaginationStyle,
    /// Whether `start` and `size` are members of the request body instead of query parameters.
    pub in_body: bool,
    /// Parameter for the page number, offset or cursor; `None` for styles without one.
    pub start: Option<String>,
    /// Parameter for the page size.
    pub size: Option<String>,
    /// Number of the first page.
    pub first: u64,
    /// Path of the list in the returned value; empty if the value is the list.
    pub items: Vec<String>,
    /// Path of the next cursor or URL in the response body; empty if it is elsewhere.
    pub next: Vec<String>,
    /// Path of the cursor in each item; empty if items have none.
    pub item_cursor: Vec<String>,
    /// Path, in the response body, of a boolean that is true if there is another page; empty if there is none.
    pub has_more: Vec<String>,
    /// Location of the declaration.
    pub span: Span,
}

/// A namespace in the client's method chain.
#[derive(Debug, Clone)]
pub struct Namespace {
    /// Names from the outermost namespace to this one.
    pub path: Vec<String>,
    /// Rust method that returns the namespace.
    pub rust: String,
    /// Rust type of the namespace.
    pub rust_type: String,
    /// Description of the namespace.
    pub docs: String,
    /// Location of the declaration.
    pub span: Span,
}

/// A type.
#[derive(Debug, Clone)]
pub struct Type {
    /// Name in the spec.
    pub name: String,
    /// Name in Rust.
    pub rust: String,
    /// Resource whose file defines the type; `None` for a shared type.
    pub owner: Option<ResourceId>,
    /// Description of the type.
    pub docs: String,
    /// Other names that the search of the docs finds the type by.
    pub doc_aliases: Vec<String>,
    /// Deprecation of the type.
    pub deprecated: Option<Deprecation>,
    /// Example value for the docs.
    pub example: Option<Json>,
    /// Kind and content of the type.
    pub kind: TypeKind,
    /// Whether requests contain the type.
    pub sent: bool,
    /// Whether fields of request bodies have the type. They cannot be set to its read-only values.
    pub stored: bool,
    /// Whether responses contain the type.
    pub received: bool,
    /// Location of the definition.
    pub span: Span,
}

/// Kind and content of a type.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// An object with known fields.
    Model(Model),
    /// An open set of strings.
    StringEnum(Vec<Variant>),
    /// An open set of integers.
    IntEnum(Vec<Variant>),
    /// An id with this scalar on the wire.
    Id(Scalar),
    /// A string or number with constraints.
    Constrained(Scalar, Box<Constraints>),
    /// A union of models with a discriminator.
    TaggedUnion {
        /// Field with the name of the variant.
        discriminator: String,
        /// Variants, each with at least one value of the discriminator.
        variants: Vec<UnionVariant>,
    },
    /// A union without a discriminator. The first variant whose constants, required fields and types match is used.
    Union(Vec<UnionVariant>),
    /// Another name for a type.
    Alias(Ty),
}

/// The content of a model.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Declared fields.
    pub fields: Vec<Field>,
    /// Type of undeclared members; `None` if they are ignored.
    pub additional_properties: Option<Ty>,
    /// Alternatives of optional fields, by wire name: in requests, those of at least one must be set. Empty without such a
    /// constraint.
    pub any_of: Vec<Vec<String>>,
}

/// A use of a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ty {
    /// A built-in type.
    Scalar(Scalar),
    /// A type defined in the spec.
    Named(TypeId),
    /// A list.
    List(Box<Ty>),
    /// A map from strings.
    Map(Box<Ty>),
    /// A value or `null`: an item of a list, a value of a map, or a response.
    Nullable(Box<Ty>),
}

/// A field of a model or request body, or a parameter.
#[derive(Debug, Clone)]
pub struct Field {
    /// Wire name, such as `created_at`.
    pub wire: String,
    /// Name in Rust, in snake_case.
    pub rust: String,
    /// Type of the value.
    pub ty: Ty,
    /// Whether the value is boxed because its type contains the owner of the field.
    pub boxed: bool,
    /// Model: whether the field is always returned. Request body or parameter: whether the caller has to set it.
    pub required: bool,
    /// Whether `null` is allowed, which is distinct from a missing value.
    pub nullable: bool,
    /// Whether the field is sent, returned or both.
    pub access: Access,
    /// Whether malformed values are kept: the field is received, and its innermost type is `Lenient<T>`.
    pub lenient: bool,
    /// Value that the server uses if the field is missing.
    pub default: Option<Json>,
    /// The only allowed value, which the client sends.
    pub constant: Option<Json>,
    /// The only value, if the model implies it: the struct encodes and checks the value and does not have the field.
    pub implied: Option<Json>,
    /// Example value for the docs.
    pub example: Option<Json>,
    /// Serialization of lists in parameters and forms.
    pub style: ListStyle,
    /// Field of a multipart body: content types of the part, of which callers choose one; empty for the default.
    pub content_types: Vec<String>,
    /// Constraints of the value.
    pub constraints: Constraints,
    /// Description of the field.
    pub docs: String,
    /// Deprecation of the field.
    pub deprecated: Option<Deprecation>,
    /// Location of the declaration.
    pub span: Span,
}

/// Whether a field is sent, returned or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Sent and returned.
    Both,
    /// Only returned.
    ReadOnly,
    /// Only sent.
    WriteOnly,
}

/// Constraints of a value.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Constraints {
    /// Minimum length of a string, in characters.
    pub min_length: Option<u64>,
    /// Maximum length of a string, in characters.
    pub max_length: Option<u64>,
    /// Regular expression that a string must match.
    pub pattern: Option<String>,
    /// Format of a string that clients do not check.
    pub format: Option<String>,
    /// Minimum, inclusive.
    pub minimum: Option<Number>,
    /// Maximum, inclusive.
    pub maximum: Option<Number>,
    /// Minimum, exclusive.
    pub exclusive_minimum: Option<Number>,
    /// Maximum, exclusive.
    pub exclusive_maximum: Option<Number>,
    /// Number that the value must be a multiple of.
    pub multiple_of: Option<Number>,
    /// Minimum number of items of a list or members of a map.
    pub min_items: Option<u64>,
    /// Maximum number of items of a list or members of a map.
    pub max_items: Option<u64>,
    /// Whether the items of a list must be unique.
    pub unique_items: bool,
    /// Constraints of each item of a list, or of each value of a map.
    pub items: Option<Box<Constraints>>,
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Value on the wire.
    pub wire: String,
    /// Name in Rust, in UpperCamelCase.
    pub rust: String,
    /// Description of the value.
    pub docs: String,
    /// Whether fields of request bodies cannot be set to the value.
    pub read_only: bool,
    /// Deprecation of the value.
    pub deprecated: Option<Deprecation>,
    /// Location of the declaration.
    pub span: Span,
}

/// A variant of a union.
#[derive(Debug, Clone)]
pub struct UnionVariant {
    /// Name in the spec.
    pub name: String,
    /// Name in Rust, in UpperCamelCase.
    pub rust: String,
    /// Values of the discriminator; empty in an untagged union.
    pub tags: Vec<String>,
    /// Type of the value.
    pub ty: Ty,
    /// Description of the variant.
    pub docs: String,
    /// Whether the value is boxed because its type contains the union or is large.
    pub boxed: bool,
    /// Whether the variant has no value, because the model implies all of its fields.
    pub is_unit: bool,
    /// Location of the declaration.
    pub span: Span,
}

/// A deprecation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecation {
    /// Date of the deprecation.
    pub since: Option<Date>,
    /// Date from which the element can be removed.
    pub end_of_life: Option<Date>,
    /// Replacement, named as in the spec.
    pub replacement: Option<String>,
    /// Rust name of the replacement.
    pub rust_replacement: Option<String>,
    /// Notes on the migration.
    pub note: Option<String>,
    /// Location of `use`, or of the deprecation if it has none.
    pub span: Span,
}

/// A resource.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Name of the file without extension, such as `allow_policies`.
    pub id: String,
    /// Rust name of the module and method.
    pub rust: String,
    /// Rust type that has the operations.
    pub rust_type: String,
    /// Name of a single item, in snake_case.
    pub item: String,
    /// Namespaces in the client's method chain, outermost first.
    pub namespace: Vec<String>,
    /// Description of the resource.
    pub docs: String,
    /// Operations of the resource.
    pub operations: Vec<Operation>,
    /// Location of `path`.
    pub path_span: Option<Span>,
    /// Location of the file.
    pub span: Span,
}
