//! The description of an API that its fake is derived from. Generated code contains it; tests do not need it.

mod annotations;
mod macros;
mod responses;
#[cfg(test)]
mod tests;
mod ty;
mod typed;

use crate::{ListStyle, Operation, Service};

pub use crate::model::Constraints;

pub use annotations::Annotations;
#[doc(hidden)]
pub use annotations::NotAnnotated;
pub use responses::{ResponseHeader, Stream};
#[doc(hidden)]
pub use ty::Typed;
pub use ty::{Field, Object, Type, Union};
#[doc(hidden)]
pub use typed::of_variant;

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
    /// Headers that every response has.
    pub headers: &'static [ResponseHeader],
}

impl Api {
    /// Creates an API whose responses have no headers in common.
    #[must_use]
    pub const fn new(service: &'static Service, resources: &'static [&'static Resource]) -> Self {
        Self {
            service,
            resources,
            headers: &[],
        }
    }

    /// Sets the headers that every response has.
    #[must_use]
    pub const fn headers(self, headers: &'static [ResponseHeader]) -> Self {
        Self { headers, ..self }
    }
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
    /// Content of a JSON request body; `None` if there is no body or it is not JSON.
    pub body: Option<Body>,
    /// Status of a success response.
    pub status: u16,
    /// Type of a JSON response; `None` if there is no body or it is not JSON.
    pub response: Option<Type>,
    /// Statuses of the success responses, if there are several.
    pub statuses: &'static [u16],
    /// Stream that the operation returns.
    pub stream: Option<Stream>,
    /// Headers of responses, by status: `200`, `4xx` or `default`.
    pub headers: &'static [(&'static str, &'static [ResponseHeader])],
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
            statuses: &[],
            stream: None,
            headers: &[],
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
    pub const fn body<T: Typed>(self) -> Self {
        Self {
            body: Some(Body::Value(T::TYPE)),
            ..self
        }
    }

    /// Sets the members of the JSON request body.
    #[must_use]
    pub const fn body_fields(self, fields: &'static Object) -> Self {
        Self {
            body: Some(Body::Fields(fields)),
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
    pub const fn response<T: Typed>(self) -> Self {
        Self {
            response: Some(T::TYPE),
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

/// The content of a JSON request body.
#[derive(Debug, Clone, Copy)]
pub enum Body {
    /// A value of a type.
    Value(Type),
    /// An object with the fields that the operation declares.
    Fields(&'static Object),
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
    /// Creates a collection of items of any type, without identifiers, that operations create.
    #[must_use]
    pub const fn new(path: &'static str) -> Self {
        Self {
            path,
            id: None,
            item: Type::Any,
            singleton: false,
            origin: Origin::Operations,
        }
    }

    /// Sets the type of an item.
    #[must_use]
    pub const fn item<T: Typed>(self) -> Self {
        Self {
            item: T::TYPE,
            ..self
        }
    }

    /// Sets the member that identifies an item.
    #[must_use]
    pub const fn id(self, name: &'static str) -> Self {
        Self {
            id: Some(name),
            ..self
        }
    }

    /// Marks the collection as a singleton.
    #[must_use]
    pub const fn singleton(self) -> Self {
        Self {
            singleton: true,
            ..self
        }
    }

    /// Sets where the items come from.
    #[must_use]
    pub const fn origin(self, origin: Origin) -> Self {
        Self { origin, ..self }
    }

    /// Number of parameters in the path.
    pub(super) fn parameter_count(&self) -> usize {
        self.path.matches('{').count()
    }
}

/// A parameter of an operation.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Where the parameter is sent.
    pub location: Location,
    /// Serialization style, if it is a list.
    pub style: ListStyle,
    /// Whether its members are parameters of their own.
    pub exploded: bool,
    /// Whether the value is a JSON document.
    pub json: bool,
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
    const fn new<T: Typed>(location: Location, name: &'static str) -> Self {
        Self {
            location,
            style: ListStyle::Repeat,
            exploded: false,
            json: false,
            field: Field::new::<T>(name),
        }
    }

    /// Creates a path parameter.
    #[must_use]
    pub const fn path<T: Typed>(name: &'static str) -> Self {
        Self::new::<T>(Location::Path, name)
    }

    /// Creates a query parameter.
    #[must_use]
    pub const fn query<T: Typed>(name: &'static str) -> Self {
        Self::new::<T>(Location::Query, name)
    }

    /// Creates a header parameter.
    #[must_use]
    pub const fn header<T: Typed>(name: &'static str) -> Self {
        Self::new::<T>(Location::Header, name)
    }

    /// Creates a cookie parameter.
    #[must_use]
    pub const fn cookie<T: Typed>(name: &'static str) -> Self {
        Self::new::<T>(Location::Cookie, name)
    }

    /// Marks the parameter as required.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            field: self.field.required(),
            ..self
        }
    }

    /// Marks the parameter as nullable.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self {
            field: self.field.nullable(),
            ..self
        }
    }

    /// Sets the default value, as JSON.
    #[must_use]
    pub const fn default(self, json: &'static str) -> Self {
        Self {
            field: Field {
                default: Some(json),
                ..self.field
            },
            ..self
        }
    }

    /// Sets the constraints of the value.
    #[must_use]
    pub const fn constraints(self, constraints: Constraints) -> Self {
        Self {
            field: self.field.constraints(constraints),
            ..self
        }
    }

    /// Sets the serialization style of a list.
    #[must_use]
    pub const fn style(self, style: ListStyle) -> Self {
        Self { style, ..self }
    }

    /// Makes the members of an object parameters of their own.
    #[must_use]
    pub const fn exploded(self) -> Self {
        Self {
            exploded: true,
            ..self
        }
    }

    /// Makes the value a JSON document.
    #[must_use]
    pub const fn json(self) -> Self {
        Self { json: true, ..self }
    }
}
