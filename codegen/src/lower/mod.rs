//! Turns the resolved API into the description of its Rust crate. It cannot fail.
//!
//! Everything that decides how an element of the API looks in Rust is here: whether a field is an `Option`, which enums
//! get a second type for requests, what a method takes and returns.

mod client;
mod deprecation;
mod enums;
mod ids;
mod inputs;
mod models;
mod operations;
mod params;
mod shape;
mod subject;
mod types;
mod unions;
mod webhooks;

pub use client::{alternatives, constructor};
pub use deprecation::{note, of_setter};
pub use inputs::{has_constant, inputs, is_part, values};
pub use shape::{has_input, presence};
pub use types::Side;

use crate::ir::{Api, ResourceId, Ty, Type as IrType, TypeId, TypeKind};
use crate::rust::{
    Alias, Constant, Crate, Feature, Implementation, Item, Module, ModuleKind, Origin, Package,
    Path, Reexport, TraitImpl, TraitRef, Type, reexports, request_methods, string_literal,
};
use types::Types;

/// Features of generated crates. All of them are the runtime's. The last one is only for APIs with signed webhooks.
const FEATURES: &[Feature] = &[
    feature("default", &["rustls"], None),
    feature(
        "rustls",
        &["runtime/rustls"],
        Some(
            "HTTPS with rustls, or with the TLS library of the operating system. Without either, set a custom transport.",
        ),
    ),
    feature("native-tls", &["runtime/native-tls"], None),
    feature(
        "blocking",
        &["runtime/blocking"],
        Some("`send_blocking` and blocking iterators."),
    ),
    feature(
        "tracing",
        &["runtime/tracing"],
        Some("A span for each call, and events for its attempts."),
    ),
    feature(
        TESTING,
        &["runtime/testing"],
        Some("A fake of the API for tests of the code that calls it."),
    ),
    feature(
        webhooks::FEATURE,
        &["runtime/webhooks"],
        Some("Verification of the signatures of webhooks."),
    ),
];

/// Rust edition of every generated crate.
const EDITION: &str = "2024";

/// Minimum supported Rust version of every generated crate.
const RUST_VERSION: &str = "1.88";

/// The feature of the fake.
const TESTING: &str = "testing";

/// Items of the runtime that the module `testing` re-exports.
const FAKE_REEXPORTS: &[&str] = &["Collection", "Fault", "RecordedRequest", "Sample", "json"];

const fn feature(
    name: &'static str,
    enables: &'static [&'static str],
    docs: Option<&'static str>,
) -> Feature {
    Feature {
        name,
        enables,
        docs,
    }
}

/// The crate of an API.
pub fn lower(api: &Api) -> Crate<'_> {
    let mut modules = vec![
        root(),
        client_module(api),
        response_headers(api),
        testing(),
        types_module(api),
    ];
    modules.retain(|it| !it.items.is_empty());
    for (index, _) in api.resources.iter().enumerate() {
        modules.extend(resource(api, ResourceId(index)));
    }
    Crate {
        package: Package {
            name: api.package.clone(),
            edition: EDITION,
            rust_version: RUST_VERSION,
            features: features(api),
        },
        request_methods: request_methods(),
        modules,
    }
}

fn features(api: &Api) -> &'static [Feature] {
    match FEATURES.split_last() {
        Some((_, others)) if api.webhook_signature().is_none() => others,
        _ => FEATURES,
    }
}

/// The Rust type of a use of a type of the spec.
pub fn ty(api: &Api, ty: &Ty, side: Side) -> Type {
    Types::new(api).ty(ty, side)
}

/// The root, which re-exports items of the runtime.
fn root<'a>() -> Module<'a> {
    let reexport = |name: &'static str| {
        Item::Reexport(Reexport {
            path: Path::own("", name),
            from: "runtime",
        })
    };
    let runtime = Item::Reexport(Reexport {
        path: Path::own("", "runtime"),
        from: "",
    });
    let items = reexports().into_iter().map(reexport);
    Module {
        kind: ModuleKind::Root,
        path: String::new(),
        is_public: false,
        feature: None,
        resource: None,
        subject: None,
        items: items.chain([runtime]).collect(),
    }
}

fn client_module(api: &Api) -> Module<'_> {
    Module {
        kind: ModuleKind::Client,
        path: "client".to_owned(),
        items: client::items(&Types::new(api)),
        ..root()
    }
}

/// A constant for each header of responses.
fn response_headers(api: &Api) -> Module<'_> {
    const PATH: &str = subject::RESPONSE_HEADERS;
    let types = Types::new(api);
    let items = api.response_headers.iter().map(|it| {
        let value = types.ty(&Ty::Scalar(it.scalar), Side::Any);
        Item::Constant(Constant {
            path: Path::own(PATH, it.rust.clone()),
            origin: Origin::ResponseHeader(it),
            ty: Type::Path(Path::of("runtime", "Header"), vec![value]),
            value: format!("Header::new({})", string_literal(&it.name)),
            subject: Some(subject::response_header(it)),
        })
    });
    Module {
        kind: ModuleKind::ResponseHeaders,
        path: PATH.to_owned(),
        is_public: true,
        items: items.collect(),
        ..root()
    }
}

/// The fake of the API.
fn testing<'a>() -> Module<'a> {
    let client = || Type::named(Path::own("", "Client"));
    let alias = |name: &'static str, origin| {
        Item::Alias(Alias {
            path: Path::own("testing", name),
            origin,
            ty: Type::Path(Path::of("runtime::testing", name), vec![client()]),
            deprecated: None,
            subject: None,
        })
    };
    let described = Item::TraitImpl(TraitImpl {
        ty: Path::own("", "Client"),
        of: TraitRef::plain(Path::of("runtime::testing::schema", "Described")),
        implementation: Implementation::Describe,
    });
    let reexports = FAKE_REEXPORTS.iter().map(|name| {
        Item::Reexport(Reexport {
            path: Path::own("testing", *name),
            from: "runtime::testing",
        })
    });
    let items = [
        alias("Fake", Origin::Fake),
        alias("Server", Origin::Server),
        described,
    ];
    Module {
        kind: ModuleKind::Testing,
        path: "testing".to_owned(),
        is_public: true,
        feature: Some(TESTING),
        items: items.into_iter().chain(reexports).collect(),
        ..root()
    }
}

/// Types that several resources share.
fn types_module(api: &Api) -> Module<'_> {
    Module {
        kind: ModuleKind::SharedTypes,
        path: "types".to_owned(),
        is_public: true,
        items: declared(&Types::new(api), None),
        ..root()
    }
}

/// The module of a resource and the private ones that it re-exports.
fn resource(api: &Api, id: ResourceId) -> Vec<Module<'_>> {
    let resource = &api.resources[id.0];
    let subject = subject::resource(resource);
    let types = Types::new(api);
    let module = |kind, inside: &str, items| Module {
        kind,
        path: format!("{}{inside}", resource.rust),
        is_public: inside.is_empty(),
        resource: Some(resource.id.clone()),
        subject: Some(subject.clone()),
        items,
        ..root()
    };
    let mut modules = vec![
        module(ModuleKind::Resource(resource), "", Vec::new()),
        module(
            ModuleKind::Operations(resource),
            "::operations",
            operations::items(&types, resource, &subject),
        ),
    ];
    let declared = declared(&types, Some(id));
    if !declared.is_empty() {
        modules.push(module(ModuleKind::Types(resource), "::types", declared));
    }
    modules
}

/// The types that the spec declares for a resource, or for all.
fn declared<'a>(types: &Types<'a>, owner: Option<ResourceId>) -> Vec<Item<'a>> {
    let all = types.api.types.iter().enumerate();
    all.filter(|(_, ty)| ty.owner == owner)
        .flat_map(|(index, ty)| of_type(types, TypeId(index), ty))
        .collect()
}

fn of_type<'a>(types: &Types<'a>, id: TypeId, ty: &'a IrType) -> Vec<Item<'a>> {
    let at = types::Declared {
        ty,
        path: types.own(ty.owner, ty.rust.clone()),
        subject: subject::ty(ty),
    };
    let mut items = of_kind(types, &at, id, ty);
    let webhooks = types.api.webhooks.as_ref().filter(|it| it.event == id);
    items.extend(webhooks.map(|it| webhooks::items(&at, it)));
    items
}

fn of_kind<'a>(
    types: &Types<'a>,
    at: &types::Declared<'a>,
    id: TypeId,
    ty: &'a IrType,
) -> Vec<Item<'a>> {
    match &ty.kind {
        TypeKind::Model(model) => models::items(types, at, model),
        TypeKind::StringEnum(variants) => enums::string_enum(types, at, id, variants),
        TypeKind::IntEnum(variants) => enums::int_enum(types, at, id, variants),
        TypeKind::Id(scalar) => ids::id(at, *scalar),
        TypeKind::Constrained(scalar, constraints) => ids::constrained(at, *scalar, constraints),
        TypeKind::TaggedUnion {
            discriminator,
            variants,
        } => unions::tagged(types, at, discriminator, variants),
        TypeKind::Union(variants) => unions::untagged(types, at, variants),
        TypeKind::Alias(target) => vec![Item::Alias(Alias {
            origin: Origin::Type(ty),
            ty: types.ty(target, Side::Any),
            deprecated: deprecation::of(ty.deprecated.as_ref()),
            subject: Some(at.subject.clone()),
            path: at.path.clone(),
        })],
    }
}
