//! The elements of the API that items are made from. Docs and bodies follow from them.

use super::{Input, Presence, Type};
use crate::ir::{self, Namespace, Operation, Resource, UnionVariant};

/// Element of the API that a type is generated from.
#[derive(Debug, Clone, Copy)]
pub enum Origin<'a> {
    /// The client.
    Client,
    /// The builder of the client.
    ClientBuilder,
    /// The credentials of the client.
    Credentials,
    /// The fake of the API.
    Fake,
    /// The fake as a server.
    Server,
    /// A namespace.
    Namespace(&'a Namespace),
    /// The client of a resource.
    Resource(&'a Resource),
    /// The required parameters of an operation.
    Params(&'a Operation),
    /// The request of an operation.
    Request(&'a Resource, &'a Operation),
    /// The success responses of an operation.
    Responses(&'a Operation),
    /// A header of responses.
    ResponseHeader(&'a ir::ResponseHeader),
    /// A type of the spec.
    Type(&'a ir::Type),
    /// An enum with read-only values, for which request bodies use [`InputEnum`](Self::InputEnum).
    EnumWithInput(&'a ir::Type),
    /// The second enum, without the read-only values.
    InputEnum(&'a ir::Type),
}

/// Element of the API that a field of a struct is generated from.
#[derive(Debug, Clone, Copy)]
pub enum FieldOrigin<'a> {
    /// A field that callers cannot name.
    Private,
    /// A field of a model.
    Member(&'a ir::Field, Presence),
    /// The members of a model that it does not declare.
    AdditionalProperties,
    /// A required value of a request.
    Parameter(Input<'a>),
}

/// Element of the API that a variant of an enum is generated from.
#[derive(Debug, Clone, Copy)]
pub enum VariantOrigin<'a> {
    /// A value of an enum.
    Value(&'a ir::Variant),
    /// A variant of a union.
    Union(&'a UnionVariant),
    /// A success response.
    Response(&'a ir::Response),
    /// Any other value.
    Unrecognized,
}

/// Behavior of a method.
#[derive(Debug, Clone)]
pub enum Behavior<'a> {
    /// Creates a client with default settings.
    NewClient,
    /// Creates a client from environment variables.
    FromEnv,
    /// Returns the builder of a client.
    Builder,
    /// Creates the credentials that meet a security requirement.
    Credentials {
        /// Index among the alternatives of the client.
        index: usize,
        /// Indexes of the schemes.
        schemes: &'a [usize],
    },
    /// Returns a namespace.
    Namespace(&'a Namespace),
    /// Returns the client of a resource.
    Resource(&'a Resource),
    /// Creates the client of a resource from that of the runtime.
    NewResource,
    /// Creates the request of an operation.
    Request(&'a Resource, &'a Operation),
    /// Sets an optional value of a request.
    Set(Input<'a>),
    /// Sends `null` for a value of a request.
    Clear(Input<'a>),
    /// Sets the body of a request, which can be omitted.
    SetBody(&'a ir::Body),
    /// Sets the idempotency key of a request.
    IdempotencyKey,
    /// Sends a request.
    Send(&'a Operation),
    /// Sends a request and returns the body of the response as a stream, with this method of the runtime.
    Stream(&'static str),
    /// Streams the pages of a list.
    Pages,
    /// Streams the items of a list.
    Items,
    /// Creates a model.
    NewModel(Vec<Initializer<'a>>),
    /// Sets an optional field of a model.
    SetField(&'a ir::Field, Presence),
    /// Sets a field of a model to `null`.
    ClearField(&'a ir::Field),
    /// Decodes an event from the body of a webhook.
    EventFromJson(Option<&'a ir::Signature>),
    /// Creates a verifier of the signatures of webhooks.
    WebhookVerifier(&'a ir::Signature),
}

/// Initializer of a field in the constructor of a model.
#[derive(Debug, Clone)]
pub enum Initializer<'a> {
    /// The argument of the same name.
    Argument(&'a ir::Field, Presence),
    /// The constant of the field, and the Rust type of the constant.
    Constant(&'a ir::Field, Presence, Type),
    /// `None`
    Unset(&'a ir::Field),
    /// No additional properties.
    NoAdditionalProperties,
}

/// Behavior of a trait implementation.
#[derive(Debug, Clone)]
pub enum Implementation<'a> {
    /// Wraps the client of the runtime.
    WrapClient,
    /// Unwraps the credentials of the runtime.
    UnwrapCredentials,
    /// Describes the API to its fake.
    Describe,
    /// Calls `new` without arguments.
    DefaultByNew,
    /// Converts the enum without read-only values into the whole one.
    Widen(Vec<&'a ir::Variant>),
    /// Converts an enum into the one without read-only values.
    Narrow(Vec<&'a ir::Variant>),
    /// Converts a model into the parameters with the same names.
    FromModel,
    /// Converts the value of a variant into a union.
    FromVariant(&'a UnionVariant),
    /// Converts a string slice into a union with a variant for strings.
    FromStr(&'a UnionVariant),
}
