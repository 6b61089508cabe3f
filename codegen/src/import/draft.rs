//! The spec that an import writes, before its types have names and files.

use super::text::Yaml;
use crate::builtin::{Media, Scalar};
use crate::source::Span;

/// A type definition of a [`Draft`], by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct DefinitionId(pub usize);

/// Type of a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Ty {
    /// A built-in type.
    Scalar(Scalar),
    /// A list of items.
    List(Box<Ty>),
    /// A map with string keys.
    Map(Box<Ty>),
    /// A value or `null`, where no key can say so.
    Nullable(Box<Ty>),
    /// A type definition.
    Named(DefinitionId),
}

/// Constraints by their keys in the spec, in the order of the format.
pub(super) type Constraints = Vec<(&'static str, Yaml)>;

/// The values at one place, as a schema describes them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Value {
    /// Type of the values.
    pub ty: Ty,
    /// Whether `null` is a value.
    pub nullable: bool,
    /// Description in Markdown.
    pub docs: Option<String>,
    /// Whether only the server sets it.
    pub read_only: bool,
    /// Whether it is never returned.
    pub write_only: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Value that the server uses if there is none.
    pub default: Option<Yaml>,
    /// Example value.
    pub example: Option<Yaml>,
    /// The only value.
    pub constant: Option<Yaml>,
    /// Constraints of the value.
    pub constraints: Constraints,
    /// Constraints of each item or map value.
    pub items: Constraints,
}

/// A field of a model or body, or a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Field {
    /// Name on the wire.
    pub wire: String,
    /// Whether it is always returned, or has to be set.
    pub required: bool,
    /// Its values.
    pub value: Value,
    /// How lists are serialized, if not in the usual way.
    pub style: Option<&'static str>,
    /// Whether the members of an object are parameters of their own.
    pub explode: bool,
    /// Whether the value of a parameter is a JSON document.
    pub is_json: bool,
}

/// The element that a type definition gets its name from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// A named schema of the document.
    Component(String),
    /// Identical inline schemas. The first one gives the name.
    Inline(Vec<InlinePlace>),
}

/// The place of an inline schema.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct InlinePlace {
    /// The names from the enclosing named element to the schema.
    pub names: Vec<String>,
    /// Number of earlier schemas with these names that differ from it, such as other variants of a union.
    pub earlier: usize,
}

/// A type definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Definition {
    /// Source of its name.
    pub origin: Origin,
    /// Description in Markdown.
    pub docs: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its content.
    pub kind: Kind,
    /// Place of a named schema in the document.
    pub span: Option<Span>,
}

/// Content of a type definition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Another type, possibly with constraints.
    Alias {
        /// The other type.
        ty: Ty,
        /// Constraints of strings and numbers.
        constraints: Constraints,
    },
    /// An object.
    Model {
        /// Its members.
        fields: Vec<Field>,
        /// Type of other members.
        additional: Option<Ty>,
    },
    /// Known values.
    Enum {
        /// Whether the values are integers.
        is_integer: bool,
        /// The values as strings, with their descriptions.
        values: Vec<(String, Option<String>)>,
    },
    /// One of several types.
    Union {
        /// Member that names the variant.
        discriminator: Option<String>,
        /// The alternatives.
        variants: Vec<Variant>,
    },
}

/// A variant of a union.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Variant {
    /// Name in the spec, unique in the union.
    pub name: String,
    /// Type of the value.
    pub ty: Ty,
    /// Values of the discriminator, if not only the name.
    pub tags: Vec<String>,
}

/// An operation.
#[derive(Debug, Clone)]
pub(super) struct Operation {
    /// Operation ID of the document.
    pub id: Option<String>,
    /// Words that distinguish it from the operation with the same ID and another media type, in snake_case.
    pub suffix: Option<String>,
    /// Name in the spec, once it is chosen.
    pub name: String,
    /// Its names in the lock file.
    pub locked: Option<LockedOperation>,
    /// HTTP method in uppercase.
    pub method: String,
    /// Path, with its parameters in braces.
    pub path: String,
    /// Tag that groups operations.
    pub tag: Option<String>,
    /// Description in Markdown.
    pub docs: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its own servers.
    pub servers: Vec<Server>,
    /// Path parameters, in the order of the path.
    pub path_parameters: Vec<Field>,
    /// Other parameters with their key: `query`, `headers` or `cookies`.
    pub parameters: Vec<(&'static str, Field)>,
    /// Request body.
    pub body: Option<Body>,
    /// Success responses.
    pub returns: Vec<Response>,
    /// Error responses by status.
    pub errors: Vec<(String, Response)>,
    /// Security requirements, if not those of the API.
    pub security: Option<Vec<Vec<String>>>,
    /// Scopes and roles.
    pub permissions: Vec<String>,
    /// Place in the document.
    pub span: Span,
}

/// The names of an operation in a lock file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LockedOperation {
    /// ID of its resource.
    pub resource: String,
    /// Name in the resource.
    pub name: String,
    /// Names of the path parameters.
    pub parameters: Vec<String>,
}

/// A request body.
#[derive(Debug, Clone)]
pub(super) struct Body {
    /// Description in Markdown.
    pub docs: Option<String>,
    /// How it is encoded.
    pub media: Media,
    /// Content type, if not the usual one.
    pub content_type: Option<String>,
    /// Whether requests can be sent without it.
    pub omittable: bool,
    /// Its content.
    pub content: Content,
}

/// Content of a request body.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// A single value.
    Whole(Ty),
    /// Fields.
    Fields(Vec<Field>),
}

/// A response.
#[derive(Debug, Clone)]
pub(super) struct Response {
    /// Status; 0 for that of an error, which is its key.
    pub status: u16,
    /// Type of the body.
    pub ty: Option<Ty>,
    /// How it is encoded.
    pub media: Media,
    /// Content type, if not the usual one.
    pub content_type: Option<String>,
    /// Description in Markdown.
    pub docs: Option<String>,
    /// Names of its headers.
    pub headers: Vec<String>,
}

/// A server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Server {
    /// URL with variables in braces.
    pub url: String,
    /// Description.
    pub docs: Option<String>,
    /// Variables: name, default, allowed values, description.
    pub variables: Vec<(String, String, Vec<String>, Option<String>)>,
}

/// A security scheme of the spec.
#[derive(Debug, Clone)]
pub(super) struct Scheme {
    /// Name in the spec.
    pub name: String,
    /// Its keys.
    pub keys: Vec<(String, Yaml)>,
}

/// A resource: operations that callers find in one place.
#[derive(Debug, Clone)]
pub(super) struct Resource {
    /// Name of its file.
    pub id: String,
    /// Name of an item, if not the ID.
    pub item: Option<String>,
    /// Description in Markdown.
    pub docs: Option<String>,
    /// Its operations, in the order of the document.
    pub operations: Vec<Operation>,
}

/// The whole API.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// Name of the package.
    pub package: String,
    /// Keys of `api.yaml` between the name and the servers.
    pub head: Vec<(String, Yaml)>,
    /// Servers.
    pub servers: Vec<Server>,
    /// Security schemes.
    pub schemes: Vec<Scheme>,
    /// Security requirements.
    pub requirements: Vec<Vec<String>>,
    /// Response headers: name, type and description.
    pub response_headers: Vec<(String, Ty, Option<String>)>,
    /// Union of the events that the API sends.
    pub webhooks: Option<DefinitionId>,
    /// Resources.
    pub resources: Vec<Resource>,
    /// Type definitions, by [`DefinitionId`].
    pub definitions: Vec<Definition>,
}

impl Value {
    /// A value of a type about which nothing else is known.
    pub(super) fn of(ty: Ty) -> Self {
        Self {
            ty,
            nullable: false,
            docs: None,
            read_only: false,
            write_only: false,
            deprecated: false,
            default: None,
            example: None,
            constant: None,
            constraints: Vec::new(),
            items: Vec::new(),
        }
    }

    /// The type, with `null` as a part of it where no key can say so.
    pub(super) fn with_null(&self) -> Ty {
        if self.nullable && self.ty != Ty::Scalar(Scalar::Json) {
            Ty::Nullable(Box::new(self.ty.clone()))
        } else {
            self.ty.clone()
        }
    }
}

impl Ty {
    /// Calls `visit` for each type definition that the type refers to.
    pub(super) fn for_each_definition(&self, visit: &mut impl FnMut(DefinitionId)) {
        match self {
            Self::Scalar(_) => {}
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => {
                inner.for_each_definition(visit);
            }
            Self::Named(id) => visit(*id),
        }
    }
}

impl Kind {
    /// Calls `visit` for each type definition that the type refers to.
    pub(super) fn for_each_definition(&self, visit: &mut impl FnMut(DefinitionId)) {
        match self {
            Self::Alias { ty, .. } => ty.for_each_definition(visit),
            Self::Model { fields, additional } => {
                for field in fields {
                    field.value.ty.for_each_definition(visit);
                }
                if let Some(ty) = additional {
                    ty.for_each_definition(visit);
                }
            }
            Self::Enum { .. } => {}
            Self::Union { variants, .. } => {
                for variant in variants {
                    variant.ty.for_each_definition(visit);
                }
            }
        }
    }
}

impl Operation {
    /// Calls `visit` for each type definition that the operation refers to.
    pub(super) fn for_each_definition(&self, visit: &mut impl FnMut(DefinitionId)) {
        let parameters = self.parameters.iter().map(|(_, field)| field);
        for field in self.path_parameters.iter().chain(parameters) {
            field.value.ty.for_each_definition(visit);
        }
        match self.body.as_ref().map(|body| &body.content) {
            Some(Content::Whole(ty)) => ty.for_each_definition(visit),
            Some(Content::Fields(fields)) => {
                for field in fields {
                    field.value.ty.for_each_definition(visit);
                }
            }
            None => {}
        }
        let errors = self.errors.iter().map(|(_, response)| response);
        for response in self.returns.iter().chain(errors) {
            if let Some(ty) = &response.ty {
                ty.for_each_definition(visit);
            }
        }
    }
}
