//! The description of an API that its fake is derived from. Generated code contains it; tests do not need it.

use crate::{ListStyle, Operation, Service};

/// A client whose API can be faked. Implemented by generated code.
pub trait Described: From<crate::Client> {
    /// Returns the description of the API.
    fn api() -> &'static Api;
}

/// An API and the behavior of its operations.
#[derive(Debug)]
pub struct Api {
    /// Service of the client.
    pub service: &'static Service,
    /// Resources of the API.
    pub resources: &'static [&'static Resource],
}

/// A resource.
#[derive(Debug)]
pub struct Resource {
    /// ID of the resource, e.g. `allow_policies`.
    pub id: &'static str,
    /// Operations of the resource.
    pub endpoints: &'static [Endpoint],
}

/// An operation from the server's point of view.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint {
    /// Description of the operation for the client.
    pub operation: &'static Operation,
    /// Effect on a collection; `None` if it cannot be derived from the path and the types.
    pub role: Option<Role>,
    /// Parameters in the path, query, headers and cookies.
    pub parameters: &'static [Parameter],
    /// Type of a JSON request body; `None` if there is no body or it is not JSON.
    pub body: Option<Type>,
    /// Status of a success response.
    pub status: u16,
    /// Type of a JSON response; `None` if there is no body or it is not JSON.
    pub response: Option<Type>,
    /// Whether responses are wrapped in the envelope of the service.
    pub enveloped: bool,
    /// Query parameter that sets the page size.
    pub page_size: Option<&'static str>,
}

impl Endpoint {
    /// Creates an operation without parameters that returns 200 and an empty body.
    #[must_use]
    pub const fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            role: None,
            parameters: &[],
            body: None,
            status: 200,
            response: None,
            enveloped: true,
            page_size: None,
        }
    }

    /// Sets the effect on a collection.
    #[must_use]
    pub const fn role(self, role: Role) -> Self {
        Self {
            role: Some(role),
            ..self
        }
    }

    /// Sets the parameters.
    #[must_use]
    pub const fn parameters(self, parameters: &'static [Parameter]) -> Self {
        Self { parameters, ..self }
    }

    /// Sets the type of the JSON request body.
    #[must_use]
    pub const fn body(self, ty: Type) -> Self {
        Self {
            body: Some(ty),
            ..self
        }
    }

    /// Sets the status of a success response.
    #[must_use]
    pub const fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// Sets the type of the result inside the envelope.
    #[must_use]
    pub const fn response(self, ty: Type) -> Self {
        Self {
            response: Some(ty),
            ..self
        }
    }

    /// Marks responses as not wrapped in an envelope.
    #[must_use]
    pub const fn bare(self) -> Self {
        Self {
            enveloped: false,
            ..self
        }
    }

    /// Sets the query parameter for the page size.
    #[must_use]
    pub const fn page_size(self, name: &'static str) -> Self {
        Self {
            page_size: Some(name),
            ..self
        }
    }
}

/// The effect of an operation on a collection.
#[derive(Debug, Clone, Copy)]
pub enum Role {
    /// Lists the items.
    List(&'static Collection),
    /// Creates an item.
    Create(&'static Collection),
    /// Returns an item.
    Get(&'static Collection),
    /// Checks whether an item exists.
    Exists(&'static Collection),
    /// Changes members of an item.
    Edit(&'static Collection),
    /// Replaces an item.
    Replace(&'static Collection),
    /// Deletes an item.
    Delete(&'static Collection),
    /// Deletes several items: all of them, or none if one does not exist.
    DeleteMany(&'static Collection, Ids),
}

/// Where a request lists the identifiers of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ids {
    /// The body is the list.
    Body,
    /// This member of the body.
    Member(&'static str),
    /// This query parameter.
    Query(&'static str),
}

impl Role {
    /// Collection the operation works on.
    #[must_use]
    pub const fn collection(&self) -> &'static Collection {
        match self {
            Self::List(collection)
            | Self::Create(collection)
            | Self::Get(collection)
            | Self::Exists(collection)
            | Self::Edit(collection)
            | Self::Replace(collection)
            | Self::Delete(collection)
            | Self::DeleteMany(collection, _) => collection,
        }
    }
}

/// A collection of items, or a singleton.
#[derive(Debug)]
pub struct Collection {
    /// Path with `{parameters}`. Each combination of values is a separate collection.
    pub path: &'static str,
    /// Member that identifies an item, if there is one.
    pub id: Option<&'static str>,
    /// Type of an item.
    pub item: Type,
    /// Whether the path addresses a singleton rather than many items.
    pub singleton: bool,
    /// Where the items come from.
    pub origin: Origin,
}

/// Where the items of a collection come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Operations create them.
    Operations,
    /// Only the test inserts them. No operation creates one.
    Test,
    /// They exist from the start. Operations only change them.
    Initial,
}

impl Collection {
    /// Number of parameters in the path.
    pub(super) fn parameter_count(&self) -> usize {
        self.path.matches('{').count()
    }
}

/// The type of a value.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    /// Any value.
    Any,
    /// A string.
    String,
    /// A boolean.
    Bool,
    /// A 32-bit integer.
    Int32,
    /// A 64-bit integer.
    Int64,
    /// A number.
    Number,
    /// A date and time (RFC 3339).
    DateTime,
    /// A date (RFC 3339).
    Date,
    /// A UUID (RFC 9562).
    Uuid,
    /// A URI. Any string is accepted.
    Uri,
    /// An IP address.
    Ip,
    /// An IP network. Any string is accepted.
    Cidr,
    /// Binary data in base64 (RFC 4648).
    Bytes,
    /// One of these strings.
    StringEnum(&'static [&'static str]),
    /// One of these integers.
    IntEnum(&'static [i64]),
    /// An object with named members.
    Object(&'static Object),
    /// A list of values of this type.
    List(&'static Type),
    /// An object whose members all have this type.
    Map(&'static Type),
    /// One of several types.
    Union(&'static Union),
}

/// A union of several types.
#[derive(Debug)]
pub struct Union {
    /// Name of the discriminator; `None` if the first matching variant is used.
    pub discriminator: Option<&'static str>,
    /// Variants, each with the value of the discriminator.
    pub variants: &'static [(&'static str, Type)],
}

/// An object with named members.
#[derive(Debug)]
pub struct Object {
    /// Known members.
    pub fields: &'static [Field],
    /// Whether additional members are allowed.
    pub additional_properties: bool,
}

impl Object {
    /// Creates an object type without additional members.
    #[must_use]
    pub const fn new(fields: &'static [Field]) -> Self {
        Self {
            fields,
            additional_properties: false,
        }
    }

    /// Allows additional members.
    #[must_use]
    pub const fn additional_properties(self) -> Self {
        Self {
            additional_properties: true,
            ..self
        }
    }

    /// The member with this name.
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// A member of an object, or a parameter.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Wire name, e.g. `created_at`.
    pub name: &'static str,
    /// Type of the value.
    pub ty: Type,
    /// Whether it must be present.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether only the server writes it.
    pub read_only: bool,
    /// Whether the server never returns it.
    pub write_only: bool,
    /// Default value, as JSON.
    pub default: Option<&'static str>,
    /// Example that the fake uses when it has to make up a value, as JSON.
    pub example: Option<&'static str>,
}

impl Field {
    /// Creates an optional, non-nullable member.
    #[must_use]
    pub const fn new(name: &'static str, ty: Type) -> Self {
        Self {
            name,
            ty,
            required: false,
            nullable: false,
            read_only: false,
            write_only: false,
            default: None,
            example: None,
        }
    }

    /// Marks the member as required.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// Marks the member as nullable.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self {
            nullable: true,
            ..self
        }
    }

    /// Marks the member as written by the server only.
    #[must_use]
    pub const fn read_only(self) -> Self {
        Self {
            read_only: true,
            ..self
        }
    }

    /// Marks the member as never returned by the server.
    #[must_use]
    pub const fn write_only(self) -> Self {
        Self {
            write_only: true,
            ..self
        }
    }

    /// Sets the default value, as JSON.
    #[must_use]
    pub const fn default(self, json: &'static str) -> Self {
        Self {
            default: Some(json),
            ..self
        }
    }

    /// Sets the example, as JSON.
    #[must_use]
    pub const fn example(self, json: &'static str) -> Self {
        Self {
            example: Some(json),
            ..self
        }
    }
}

/// A parameter of an operation.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Where the parameter is sent.
    pub location: Location,
    /// Serialization style, if it is a list.
    pub style: ListStyle,
    /// Name and type.
    pub field: Field,
}

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

impl Parameter {
    const fn new(location: Location, field: Field) -> Self {
        Self {
            location,
            style: ListStyle::Repeat,
            field,
        }
    }

    /// Creates a path parameter.
    #[must_use]
    pub const fn path(field: Field) -> Self {
        Self::new(Location::Path, field)
    }

    /// Creates a query parameter.
    #[must_use]
    pub const fn query(field: Field) -> Self {
        Self::new(Location::Query, field)
    }

    /// Creates a header parameter.
    #[must_use]
    pub const fn header(field: Field) -> Self {
        Self::new(Location::Header, field)
    }

    /// Creates a cookie parameter.
    #[must_use]
    pub const fn cookie(field: Field) -> Self {
        Self::new(Location::Cookie, field)
    }

    /// Sets the serialization style of a list.
    #[must_use]
    pub const fn style(self, style: ListStyle) -> Self {
        Self { style, ..self }
    }
}
