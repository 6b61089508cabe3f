//! What the fake must know of an API: plain static values that generated code writes down.

use crate::{ListStyle, Operation, Service};

/// A client that can be given a fake of its API. Implemented by generated code.
pub trait Described: From<crate::Client> {
    /// The API that the client speaks to.
    fn api() -> &'static Api;
}

/// An API: the service, and what its operations do.
#[derive(Debug)]
pub struct Api {
    /// The service that the client is built for.
    pub service: &'static Service,
    /// The resources.
    pub resources: &'static [&'static Resource],
}

/// A resource.
#[derive(Debug)]
pub struct Resource {
    /// Its id, such as `allow_policies`.
    pub id: &'static str,
    /// Its operations.
    pub endpoints: &'static [Endpoint],
}

/// An operation as its server sees it.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint {
    /// What the client knows of it.
    pub operation: &'static Operation,
    /// What it does to a collection; `None` where that does not follow from its path and types.
    pub role: Option<Role>,
    /// What the path, the query, the headers and the cookies hold.
    pub parameters: &'static [Parameter],
    /// What a JSON body holds; `None` where there is none, or one that is not JSON.
    pub body: Option<Kind>,
    /// The status of success.
    pub status: u16,
    /// What a JSON answer holds; `None` where there is no content, or some that is not JSON.
    pub answer: Option<Kind>,
    /// Whether the answer is wrapped in the envelope of the service, if it has one.
    pub enveloped: bool,
    /// Query parameter that says how many items a page holds.
    pub page_size: Option<&'static str>,
}

impl Endpoint {
    /// An operation without parameters, which answers 200 with an empty body, to be told more of.
    #[must_use]
    pub const fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            role: None,
            parameters: &[],
            body: None,
            status: 200,
            answer: None,
            enveloped: true,
            page_size: None,
        }
    }

    /// Says what it does to a collection.
    #[must_use]
    pub const fn role(self, role: Role) -> Self {
        Self {
            role: Some(role),
            ..self
        }
    }

    /// Says what it takes beside a body.
    #[must_use]
    pub const fn parameters(self, parameters: &'static [Parameter]) -> Self {
        Self { parameters, ..self }
    }

    /// Says what its JSON body holds.
    #[must_use]
    pub const fn body(self, kind: Kind) -> Self {
        Self {
            body: Some(kind),
            ..self
        }
    }

    /// Says what status it succeeds with.
    #[must_use]
    pub const fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// Says what its answer holds, inside of the envelope.
    #[must_use]
    pub const fn answer(self, kind: Kind) -> Self {
        Self {
            answer: Some(kind),
            ..self
        }
    }

    /// Says that no envelope wraps its answer.
    #[must_use]
    pub const fn bare(self) -> Self {
        Self {
            enveloped: false,
            ..self
        }
    }

    /// Says which query parameter tells how many items a page holds.
    #[must_use]
    pub const fn page_size(self, name: &'static str) -> Self {
        Self {
            page_size: Some(name),
            ..self
        }
    }
}

/// What an operation does to a collection.
#[derive(Debug, Clone, Copy)]
pub enum Role {
    /// Returns the items.
    List(&'static Collection),
    /// Adds an item.
    Create(&'static Collection),
    /// Returns an item.
    Get(&'static Collection),
    /// Looks whether there is an item.
    Exists(&'static Collection),
    /// Changes the given members of an item.
    Edit(&'static Collection),
    /// Puts another item in the place of one.
    Replace(&'static Collection),
    /// Takes an item away.
    Delete(&'static Collection),
    /// Takes several items away, all or none.
    DeleteMany(&'static Collection, Ids),
}

/// Where a request lists identifiers of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ids {
    /// The body is the list.
    Body,
    /// This member of the body is.
    Member(&'static str),
    /// This parameter of the query is.
    Query(&'static str),
}

impl Role {
    /// The collection that it works on.
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

/// Items of one kind below one path, or one thing at it.
#[derive(Debug)]
pub struct Collection {
    /// The path, with `{placeholders}`; each way to fill them in is a collection of its own.
    pub path: &'static str,
    /// The member of an item that identifies it, if one does.
    pub id: Option<&'static str>,
    /// What an item is.
    pub item: Kind,
    /// Whether it is one thing rather than many: the path is its own.
    pub single: bool,
    /// Where its items come from.
    pub origin: Origin,
}

/// Where the items of a collection come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Operations add them.
    Operations,
    /// Only a test can add them: nothing in the API does.
    Test,
    /// They are there from the beginning: operations change them, and none adds or removes one.
    Beginning,
}

impl Collection {
    /// Number of placeholders in its path.
    pub(super) fn depth(&self) -> usize {
        self.path.matches('{').count()
    }
}

/// What a value is.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Any value.
    Json,
    /// A text.
    Text,
    /// `true` or `false`.
    Bool,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A number.
    Number,
    /// A moment, RFC 3339.
    DateTime,
    /// A day, RFC 3339.
    Date,
    /// A UUID, RFC 9562.
    Uuid,
    /// A URI; any text passes.
    Uri,
    /// An IP address.
    Ip,
    /// An IP network; any text passes.
    Cidr,
    /// Bytes in base 64, RFC 4648.
    Bytes,
    /// One of these words.
    Words(&'static [&'static str]),
    /// One of these numbers.
    Numbers(&'static [i64]),
    /// An object with named members.
    Object(&'static Object),
    /// A list of such values.
    List(&'static Kind),
    /// An object whose members are all such values.
    Map(&'static Kind),
    /// One of several values.
    Union(&'static Union),
}

/// One of several values.
#[derive(Debug)]
pub struct Union {
    /// The member whose value tells which one it is; where there is none, it is the first that fits.
    pub tag: Option<&'static str>,
    /// The values, each with its name.
    pub variants: &'static [(&'static str, Kind)],
}

/// An object with named members.
#[derive(Debug)]
pub struct Object {
    /// The members that are known.
    pub fields: &'static [Field],
    /// Whether others belong to it too.
    pub open: bool,
}

impl Object {
    /// An object with these members and no other.
    #[must_use]
    pub const fn new(fields: &'static [Field]) -> Self {
        Self {
            fields,
            open: false,
        }
    }

    /// Says that it may have any other member.
    #[must_use]
    pub const fn open(self) -> Self {
        Self { open: true, ..self }
    }

    /// The member of this name.
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// A member of an object, or a parameter.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether only the server writes it.
    pub read_only: bool,
    /// Whether the server never returns it.
    pub write_only: bool,
    /// The value that it has when it is left out, or that leaving it out stands for, as JSON text.
    pub default: Option<&'static str>,
    /// A value for where the fake has to make one up, as JSON text.
    pub example: Option<&'static str>,
}

impl Field {
    /// A member that may be left out and not be null.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            required: false,
            nullable: false,
            read_only: false,
            write_only: false,
            default: None,
            example: None,
        }
    }

    /// Says that it must be there.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// Says that it may be null.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self {
            nullable: true,
            ..self
        }
    }

    /// Says that only the server writes it.
    #[must_use]
    pub const fn read_only(self) -> Self {
        Self {
            read_only: true,
            ..self
        }
    }

    /// Says that the server never returns it.
    #[must_use]
    pub const fn write_only(self) -> Self {
        Self {
            write_only: true,
            ..self
        }
    }

    /// Says what it is when it is left out, as JSON text.
    #[must_use]
    pub const fn default(self, json: &'static str) -> Self {
        Self {
            default: Some(json),
            ..self
        }
    }

    /// Gives an example, as JSON text.
    #[must_use]
    pub const fn example(self, json: &'static str) -> Self {
        Self {
            example: Some(json),
            ..self
        }
    }
}

/// A parameter: a value outside of the body.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Where it travels.
    pub place: Place,
    /// How it is written, where it is a list.
    pub style: ListStyle,
    /// Its name, and what its value is.
    pub field: Field,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
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
    const fn new(place: Place, field: Field) -> Self {
        Self {
            place,
            style: ListStyle::Repeat,
            field,
        }
    }

    /// A parameter of the path.
    #[must_use]
    pub const fn path(field: Field) -> Self {
        Self::new(Place::Path, field)
    }

    /// A parameter of the query.
    #[must_use]
    pub const fn query(field: Field) -> Self {
        Self::new(Place::Query, field)
    }

    /// A header.
    #[must_use]
    pub const fn header(field: Field) -> Self {
        Self::new(Place::Header, field)
    }

    /// A cookie.
    #[must_use]
    pub const fn cookie(field: Field) -> Self {
        Self::new(Place::Cookie, field)
    }

    /// Says how its list is written.
    #[must_use]
    pub const fn style(self, style: ListStyle) -> Self {
        Self { style, ..self }
    }
}
