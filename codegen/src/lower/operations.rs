//! The client of a resource, and for each operation its parameters, request and responses.

use super::inputs::{inputs, is_part, side};
use super::params;
use super::types::{Side, Types, as_ref_str, runtime_client};
use super::{deprecation, enums, subject};
use crate::ir::{Body, Content, Media, Operation, Resource, Response, Scalar, Ty};
use crate::naming;
use crate::rust::{
    Behavior, Enum, Field, Function, Impl, Input, Item, Macro, Method, Origin, Path, Receiver,
    Struct, Type, Variant, VariantOrigin, names,
};

/// Lowers one operation.
struct OperationLowering<'a> {
    types: Types<'a>,
    resource: &'a Resource,
    operation: &'a Operation,
    subject: String,
}

pub(super) fn items<'a>(types: &Types<'a>, resource: &'a Resource, subject: &str) -> Vec<Item<'a>> {
    let operations: Vec<_> = resource
        .operations
        .iter()
        .map(|operation| OperationLowering {
            types: *types,
            resource,
            operation,
            subject: subject::operation(subject, operation),
        })
        .collect();
    let client = Path::own(&resource.rust, resource.rust_type.clone());
    let new = Function::new("new", None, Type::plain("Self"))
        .argument("client", runtime_client())
        .private()
        .does(Behavior::NewResource);
    let methods = operations.iter().map(OperationLowering::method);
    let mut items = vec![
        Item::Struct(Struct {
            path: client.clone(),
            origin: Origin::Resource(resource),
            derives: &["Debug", "Clone"],
            fields: vec![Field::private("client", runtime_client())],
            must_use: false,
            non_exhaustive: false,
            deprecated: None,
            subject: Some(subject.to_owned()),
        }),
        Item::Impl(Impl {
            ty: client,
            methods: [new].into_iter().chain(methods).collect(),
        }),
    ];
    for operation in &operations {
        let params = operation.own(&operation.operation.rust_params);
        items.extend(params::items(
            types,
            operation.operation,
            &params,
            &operation.subject,
        ));
        items.extend(operation.request());
        items.extend(operation.responses());
    }
    items
}

impl<'a> OperationLowering<'a> {
    fn own(&self, name: &str) -> Path {
        Path::own(&self.resource.rust, name.to_owned())
    }

    /// The method of the resource's client that makes the request.
    fn method(&self) -> Method<'a> {
        let operation = self.operation;
        let request = Type::named(self.own(&operation.rust_request));
        let mut method = Function::new(operation.rust.clone(), Some(Receiver::Reference), request)
            .subject(&self.subject)
            .deprecated(deprecation::of(operation.deprecated.as_ref()));
        for field in &operation.path_parameters {
            let ty = self.types.request_argument(&field.ty, Side::Any);
            method = method.argument(field.rust.clone(), ty);
        }
        let inputs = inputs(self.types.api, operation);
        if inputs.iter().any(|input| input.required) {
            let params = Type::named(self.own(&operation.rust_params));
            method = method.argument(operation.free_name("params"), params);
        }
        if let Some((body, ty)) = self.whole_body().filter(|(body, _)| !body.omittable) {
            let ty = self.body_argument(body.media, ty);
            method = method.argument(operation.free_name(names::BODY), ty);
        }
        method.does(Behavior::Request(self.resource, operation))
    }

    /// The body, if it is a single value, and its type.
    fn whole_body(&self) -> Option<(&'a Body, &'a Ty)> {
        let body = self.operation.body.as_ref()?;
        match &body.content {
            Content::Whole(ty) => Some((body, ty)),
            Content::Fields { .. } => None,
        }
    }

    /// The type of the argument that is the whole body.
    fn body_argument(&self, media: Media, ty: &Ty) -> Type {
        let stored = |ty| self.types.ty(ty, Side::Stored);
        if let Some(raw) = media.raw() {
            return named(raw.argument).into_impl();
        }
        match self.types.api.resolved(ty) {
            Ty::Scalar(Scalar::String) => as_ref_str(),
            Ty::Scalar(scalar) if scalar.is_primitive() => stored(ty),
            Ty::List(item) => Type::Slice(Box::new(stored(item))).reference(),
            _ => stored(ty).reference(),
        }
    }

    /// The request with its setters and the methods that send it.
    fn request(&self) -> [Item<'a>; 3] {
        let path = self.own(&self.operation.rust_request);
        let definition = Struct {
            path: path.clone(),
            origin: Origin::Request(self.resource, self.operation),
            derives: &["Debug", "Clone"],
            fields: vec![Field::private("request", Type::runtime("Request"))],
            must_use: true,
            non_exhaustive: false,
            deprecated: None,
            subject: Some(self.subject.clone()),
        };
        let inputs = inputs(self.types.api, self.operation);
        let optional = inputs.iter().filter(|input| !input.required);
        let setters = optional.flat_map(|input| self.setters(input));
        let setters = setters.chain(self.body()).chain(self.idempotency_key());
        let (output, send_methods) = self.send_methods();
        let methods = Item::Impl(Impl {
            ty: path.clone(),
            methods: setters.chain(send_methods).collect(),
        });
        let call = enums::call(&path, Macro::Request(output));
        [Item::Struct(definition), methods, call]
    }

    /// The setter of a value, and the method that sends `null`.
    fn setters(&self, input: &Input<'a>) -> Vec<Method<'a>> {
        let field = input.field;
        let deprecated = field.deprecated.as_ref();
        let deprecated = deprecated.map(|it| deprecation::of_setter(it, names::setter));
        let method = |name: String| {
            Function::new(name, Some(Receiver::Value), Type::plain("Self"))
                .deprecated(deprecation::of(deprecated.as_ref()))
                .subject(&subject::input(&self.subject, input))
        };
        let argument = if is_part(self.types.api, input) {
            Type::runtime("Part").into_impl()
        } else {
            self.types.request_argument(&field.ty, side(input.target))
        };
        let setter = method(names::setter(&field.rust))
            .argument(field.rust.clone(), argument)
            .does(Behavior::Set(*input));
        let mut setters = vec![setter];
        if input.has_null() {
            let clear = method(naming::clear(&field.rust));
            setters.push(clear.does(Behavior::Clear(*input)));
        }
        setters
    }

    /// The setter of a body that can be omitted.
    fn body(&self) -> Option<Method<'a>> {
        let (body, ty) = self.whole_body().filter(|(body, _)| body.omittable)?;
        let setter = Function::new(names::BODY, Some(Receiver::Value), Type::plain("Self"))
            .subject(&subject::body(&self.subject))
            .argument(names::BODY, self.body_argument(body.media, ty));
        Some(setter.does(Behavior::SetBody(body)))
    }

    /// The setter of the idempotency key.
    fn idempotency_key(&self) -> Option<Method<'a>> {
        self.operation.idempotency_key.then(|| {
            let name = names::IDEMPOTENCY_KEY;
            Function::new(name, Some(Receiver::Value), Type::plain("Self"))
                .subject(&self.subject)
                .argument("key", as_ref_str())
                .does(Behavior::IdempotencyKey)
        })
    }

    /// The output of the request, and the methods that send it.
    fn send_methods(&self) -> (Type, Vec<Method<'a>>) {
        let operation = self.operation;
        let end = |name: &str, of: &'static str, ty: Type, behavior| {
            let output = Type::Path(Path::runtime(of), vec![ty]);
            Function::new(name, Some(Receiver::Value), output).does(behavior)
        };
        let send = |ty: Type| end("send", "Call", ty, Behavior::Send(operation));
        let stream = |response: &Response| {
            let (method, stream) = response.media.raw()?.stream?;
            let ty = Type::runtime(stream);
            Some(end(method, "Call", ty, Behavior::Stream(method)))
        };
        if let Some(item) = operation.item_type(self.types.api) {
            let item = self.types.ty(item, Side::Any);
            let page = Type::Path(Path::runtime("Page"), vec![item.clone()]);
            let send_methods = vec![
                send(page.clone()),
                end("pages", "Pages", item.clone(), Behavior::Pages),
                end("items", "Items", item, Behavior::Items),
            ];
            return (page, send_methods);
        }
        let output = match operation.result() {
            Some((response, false)) => self.value_type(response).unwrap_or_else(Type::unit),
            Some((response, true)) => {
                let ty = response.ty.as_ref().map(Ty::present);
                ty.map_or_else(Type::unit, |ty| self.types.ty(ty, Side::Any).option())
            }
            None if operation.responses.is_empty() => Type::unit(),
            None => Type::named(self.own(&operation.rust_response)),
        };
        let streamed = match operation.responses.as_slice() {
            [response] => stream(response),
            _ => None,
        };
        let send_methods = [send(output.clone())].into_iter().chain(streamed);
        (output, send_methods.collect())
    }

    /// The type of the value of a response.
    fn value_type(&self, response: &Response) -> Option<Type> {
        let ty = response.ty.as_ref()?;
        let value = || self.types.ty(ty, Side::Any);
        Some(match (response.media.raw(), response.media.sequence()) {
            (Some(raw), _) => named(raw.rust),
            (_, Some(it)) => Type::Path(Path::runtime(it.stream), vec![value()]),
            (None, None) => value(),
        })
    }

    /// The enum of the success responses, if there are several.
    fn responses(&self) -> Option<Item<'a>> {
        let responses = &self.operation.responses;
        let variants = responses.iter().map(|response| Variant {
            holds: self.value_type(response),
            subject: Some(subject::response(&self.subject, response)),
            ..Variant::unit(response.rust.clone(), VariantOrigin::Response(response))
        });
        let has_several = !responses.is_empty() && self.operation.result().is_none();
        has_several.then(|| {
            Item::Enum(Enum {
                path: self.own(&self.operation.rust_response),
                origin: Origin::Responses(self.operation),
                derives: &["Debug", "Clone", "PartialEq"],
                variants: variants.collect(),
                deprecated: None,
                subject: Some(self.subject.clone()),
            })
        })
    }
}

/// A type by its module and name.
fn named((module, name): (&'static str, &'static str)) -> Type {
    Type::named(Path::of(module, name))
}
