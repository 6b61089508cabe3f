//! The API after all names are resolved and all rules are met: what is emitted, exported and compared.
//!
//! No YAML and no tokens. Only [`crate::check`] builds it, so whoever reads it needs no error path.

mod operation;
mod queries;

use crate::source::Span;
pub use crate::spec::{ListStyle, Media, PaginationStyle, Place, Scalar, SchemeKind};
use jiff::civil::Date;
pub use operation::{Body, Content, ErrorResponse, Method, Operation, Parameter, Response};
use serde_json::{Number, Value as Json};

/// An API.
#[derive(Debug, Clone)]
pub struct Api {
    /// Name of the package.
    pub package: String,
    /// Version of the package.
    pub version: String,
    /// What the API is called.
    pub title: String,
    /// What it is for, in Markdown.
    pub docs: String,
    /// Where it is documented.
    pub documentation: Option<String>,
    /// Where the package's source lives.
    pub repository: Option<String>,
    /// Its addresses; the first is the default.
    pub servers: Vec<Server>,
    /// Environment variable that replaces the address.
    pub base_url_env: Option<String>,
    /// The parts of credentials.
    pub schemes: Vec<Scheme>,
    /// Security requirements in order of precedence, each a list of indexes into `schemes`.
    pub security: Vec<Vec<usize>>,
    /// What wraps JSON responses.
    pub envelope: Option<Envelope>,
    /// Response header that names a request.
    pub request_id_header: Option<String>,
    /// Schemes of pagination.
    pub paginations: Vec<Pagination>,
    /// The steps of the client's chain; each after the one it stands in.
    pub namespaces: Vec<Namespace>,
    /// All types; a [`TypeId`] is an index.
    pub types: Vec<Type>,
    /// All resources; a [`ResourceId`] is an index.
    pub resources: Vec<Resource>,
    /// Where it is described.
    pub span: Span,
    /// Where its version stands.
    pub version_span: Span,
    /// Where `security` is declared.
    pub security_span: Option<Span>,
}

/// Index into [`Api::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// Index into [`Api::resources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId(pub usize);

/// An address.
#[derive(Debug, Clone)]
pub struct Server {
    /// The address, with its `{variables}`.
    pub url: String,
    /// What it is for.
    pub docs: String,
    /// Its variables.
    pub variables: Vec<ServerVariable>,
    /// Where it is declared.
    pub span: Span,
}

/// A variable of an address.
#[derive(Debug, Clone)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// Its value when none is set.
    pub default: String,
    /// The values it may have; any, when empty.
    pub values: Vec<String>,
    /// What it chooses.
    pub docs: String,
    /// Where it is declared.
    pub span: Span,
}

/// A part of a credential.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Its name.
    pub name: String,
    /// Its name in Rust.
    pub rust: String,
    /// Where it travels.
    pub kind: SchemeKind,
    /// Name of the header, parameter or cookie; empty where the kind has none.
    pub carrier: String,
    /// Environment variable that holds it.
    pub env: Option<String>,
    /// What it is.
    pub docs: String,
    /// Where it is declared.
    pub span: Span,
}

/// The members of the object that wraps JSON responses.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// Holds the value.
    pub result: String,
    /// Is `false` when the call failed.
    pub success: Option<String>,
    /// Holds the errors.
    pub errors: Option<String>,
    /// Holds the remarks.
    pub messages: Option<String>,
    /// Holds the facts on pages.
    pub page_info: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// How a list is cut into pages.
#[derive(Debug, Clone)]
pub struct Pagination {
    /// Its name.
    pub name: String,
    /// What says where a page starts.
    pub style: PaginationStyle,
    /// Query parameter that says where the page starts.
    pub start: String,
    /// Query parameter that says how many items it holds.
    pub size: Option<String>,
    /// Number of the first page.
    pub first: u64,
    /// Members on the way to the items; none, when the returned value itself is the list.
    pub items: Vec<String>,
    /// Members on the way to the next cursor.
    pub next: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

/// A step of the client's chain.
#[derive(Debug, Clone)]
pub struct Namespace {
    /// The steps up to it.
    pub path: Vec<String>,
    /// Its method.
    pub rust: String,
    /// Its type.
    pub rust_type: String,
    /// What the resources below it have in common.
    pub docs: String,
    /// Where it is declared.
    pub span: Span,
}

/// A type.
#[derive(Debug, Clone)]
pub struct Type {
    /// Its name in the spec.
    pub name: String,
    /// Its name in Rust.
    pub rust: String,
    /// The resource whose file declares it; shared, when none does.
    pub owner: Option<ResourceId>,
    /// What values of it are.
    pub docs: String,
    /// Other names to find it by.
    pub doc_aliases: Vec<String>,
    /// Its deprecation.
    pub deprecated: Option<Deprecation>,
    /// A value for examples.
    pub example: Option<Json>,
    /// What it is.
    pub kind: TypeKind,
    /// Whether it is part of a request.
    pub sent: bool,
    /// Whether a body names it, so that its read-only values may not be chosen.
    pub stored: bool,
    /// Whether it is part of a response.
    pub received: bool,
    /// Where it is declared.
    pub span: Span,
}

/// What a type is.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// An object with named members.
    Model(Model),
    /// An open set of words.
    StringEnum(Vec<Variant>),
    /// An open set of numbers.
    IntEnum(Vec<Variant>),
    /// An identifier.
    Id(Scalar),
    /// One of several objects, told apart by the member `discriminator`.
    TaggedUnion {
        /// The member that tells them apart.
        discriminator: String,
        /// The objects, by value of the discriminator.
        variants: Vec<UnionVariant>,
    },
    /// One of several values; the first that fits is taken.
    Union(Vec<UnionVariant>),
    /// Another name.
    Alias(Ty),
}

/// An object with named members.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// The members that are declared.
    pub fields: Vec<Field>,
    /// The type of members that are not.
    pub additional_properties: Option<Ty>,
}

/// A use of a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ty {
    /// A type that the format knows.
    Scalar(Scalar),
    /// A type of the spec.
    Named(TypeId),
    /// A list.
    List(Box<Ty>),
    /// A map from strings.
    Map(Box<Ty>),
}

/// A field of a model or body, or a parameter.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name on the wire.
    pub wire: String,
    /// Its name in Rust.
    pub rust: String,
    /// Its type.
    pub ty: Ty,
    /// Whether it must be indirect for its owner to have a finite size.
    pub boxed: bool,
    /// Whether it is always there.
    pub required: bool,
    /// Whether `null` is a value of it.
    pub nullable: bool,
    /// Who may write it.
    pub access: Access,
    /// Its value when it is left out.
    pub default: Option<Json>,
    /// The one value it has.
    pub constant: Option<Json>,
    /// A value for examples.
    pub example: Option<Json>,
    /// What its values must meet.
    pub constraints: Constraints,
    /// What it is for.
    pub docs: String,
    /// Its deprecation.
    pub deprecated: Option<Deprecation>,
    /// Where it is declared.
    pub span: Span,
}

/// Who may write a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Both sides.
    Both,
    /// The server; it is never sent.
    ReadOnly,
    /// The caller; it is never returned.
    WriteOnly,
}

/// What values must meet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Constraints {
    /// Least length of a string, in characters.
    pub min_length: Option<u64>,
    /// Greatest length of a string, in characters.
    pub max_length: Option<u64>,
    /// Regular expression that it matches.
    pub pattern: Option<String>,
    /// Least number.
    pub minimum: Option<Number>,
    /// Greatest number.
    pub maximum: Option<Number>,
    /// Number that all values are greater than.
    pub exclusive_minimum: Option<Number>,
    /// Number that all values are less than.
    pub exclusive_maximum: Option<Number>,
    /// Number that divides all values.
    pub multiple_of: Option<Number>,
    /// Least number of items.
    pub min_items: Option<u64>,
    /// Greatest number of items.
    pub max_items: Option<u64>,
    /// Whether no item stands twice.
    pub unique_items: bool,
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct Variant {
    /// What stands on the wire.
    pub wire: String,
    /// Its name in Rust.
    pub rust: String,
    /// What it means.
    pub docs: String,
    /// Whether no body may hold it.
    pub read_only: bool,
    /// Its deprecation.
    pub deprecated: Option<Deprecation>,
    /// Where it is declared.
    pub span: Span,
}

/// A variant of a union.
#[derive(Debug, Clone)]
pub struct UnionVariant {
    /// The value of the tag, or the variant's name.
    pub name: String,
    /// Its name in Rust.
    pub rust: String,
    /// The type of its value.
    pub ty: Ty,
    /// What it is.
    pub docs: String,
    /// Whether it must be indirect for the union to have a finite size.
    pub boxed: bool,
    /// Where it is declared.
    pub span: Span,
}

/// Since when, until when and in favour of what something is deprecated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecation {
    /// First day on which it was deprecated.
    pub since: Option<Date>,
    /// Day from which it may be gone.
    pub end_of_life: Option<Date>,
    /// What to use instead, by its name in the spec.
    pub replacement: Option<String>,
    /// What to use instead, by its name in Rust.
    pub rust_replacement: Option<String>,
    /// More on how to move.
    pub note: Option<String>,
    /// Where the replacement is named; where the deprecation stands, when it names none.
    pub span: Span,
}

/// A resource.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Its id.
    pub id: String,
    /// Its module and method.
    pub rust: String,
    /// The type of its client.
    pub rust_type: String,
    /// What one item of it is called, as the name of a variable.
    pub item: String,
    /// The steps of the client's chain before it.
    pub namespace: Vec<String>,
    /// What it is.
    pub docs: String,
    /// Its operations.
    pub operations: Vec<Operation>,
    /// Where it says what all its paths start with; none, where it does not.
    pub path_span: Option<Span>,
    /// Where it is declared.
    pub span: Span,
}
