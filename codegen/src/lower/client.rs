//! The client, its credentials, and the namespaces between the client and the resources.

use super::subject;
use super::types::{Types, runtime_client};
use crate::ir::Api;
use crate::naming::plain;
use crate::rust::{
    Alias, Behavior, Field, Function, Impl, Implementation, Item, Method, Origin, Path, Receiver,
    Struct, TraitImpl, TraitRef, Type,
};

pub(super) fn items<'a>(types: &Types<'a>) -> Vec<Item<'a>> {
    let api = types.api;
    let mut items = client(api);
    items.extend(credentials(api));
    for namespace in &api.namespaces {
        let subject = subject::namespace(namespace);
        let name = namespace.rust_type.clone();
        items.extend([
            holder(
                name.clone(),
                Field::private("client", runtime_client()),
                Origin::Namespace(namespace),
                Some(subject),
            ),
            methods(name, steps(api, &namespace.path)),
        ]);
    }
    items
}

fn client(api: &Api) -> Vec<Item<'_>> {
    let path = Path::own("", "Client");
    let builder = Path::own("", "ClientBuilder");
    let from = TraitRef::of(Path::plain("From"), runtime_client());
    vec![
        holder(
            "Client".to_owned(),
            Field::private("client", runtime_client()),
            Origin::Client,
            None,
        ),
        Item::Alias(Alias {
            path: builder.clone(),
            origin: Origin::ClientBuilder,
            ty: Type::Path(
                Path::runtime("ClientBuilder"),
                vec![Type::named(path.clone())],
            ),
            deprecated: None,
            subject: None,
        }),
        methods(
            "Client".to_owned(),
            constructors(api)
                .into_iter()
                .chain([
                    Function::new("builder", None, Type::named(builder)).does(Behavior::Builder)
                ])
                .chain(steps(api, &[]))
                .collect(),
        ),
        Item::TraitImpl(TraitImpl {
            ty: path,
            of: from,
            implementation: Implementation::WrapClient,
        }),
    ]
}

/// The constructors of a client that needs no configuration.
fn constructors(api: &Api) -> Vec<Method<'_>> {
    let has_credentials = !alternatives(api).is_empty();
    let output = || {
        let error = Type::runtime("Error");
        Type::Path(Path::plain("Result"), vec![Type::plain("Self"), error])
    };
    let mut new = Function::new("new", None, output());
    if has_credentials {
        new = new.argument("credentials", Type::named(Path::own("", "Credentials")));
    }
    let has_env = has_credentials || api.base_url_env.is_some();
    let from_env =
        has_env.then(|| Function::new("from_env", None, output()).does(Behavior::FromEnv));
    [new.does(Behavior::NewClient)]
        .into_iter()
        .chain(from_env)
        .collect()
}

/// All alternatives of credentials: those of the API, then those of single operations.
pub fn alternatives(api: &Api) -> Vec<&[usize]> {
    let mut alternatives: Vec<&[usize]> = Vec::new();
    let operations = api.resources.iter().flat_map(|it| &it.operations);
    let own = operations.filter_map(|it| it.security.as_ref()).flatten();
    for alternative in api.security.iter().chain(own) {
        if !alternatives.contains(&alternative.as_slice()) {
            alternatives.push(alternative);
        }
    }
    alternatives
}

/// The name of the constructor of an alternative.
pub fn constructor(api: &Api, alternative: &[usize]) -> String {
    match alternative {
        [] => "anonymous".to_owned(),
        [one] => api.schemes[*one].rust.clone(),
        several => several
            .iter()
            .map(|index| plain(&api.schemes[*index].rust))
            .collect::<Vec<_>>()
            .join("_and_"),
    }
}

fn credentials(api: &Api) -> Vec<Item<'_>> {
    let alternatives = alternatives(api);
    if alternatives.is_empty() {
        return Vec::new();
    }
    let constructors = alternatives
        .iter()
        .enumerate()
        .map(|(index, &alternative)| {
            let mut function =
                Function::new(constructor(api, alternative), None, Type::plain("Self")).must_use();
            for index in alternative {
                let scheme = &api.schemes[*index];
                let secret = match scheme.kind.is_token() {
                    true => "BearerToken",
                    false => "SecretString",
                };
                let secret = Type::runtime(secret).into_impl();
                function = function.argument(scheme.rust.clone(), secret);
            }
            if let [one] = alternative {
                function = function.subject(&subject::scheme(&api.schemes[*one]));
            }
            function.does(Behavior::Credentials {
                index,
                schemes: alternative,
            })
        });
    let path = Path::own("", "Credentials");
    let runtime = Path::runtime("Credentials");
    vec![
        holder(
            "Credentials".to_owned(),
            Field::private("0", Type::named(runtime.clone())),
            Origin::Credentials,
            None,
        ),
        methods("Credentials".to_owned(), constructors.collect()),
        Item::TraitImpl(TraitImpl {
            ty: runtime,
            of: TraitRef::of(Path::plain("From"), Type::named(path)),
            implementation: Implementation::UnwrapCredentials,
        }),
    ]
}

/// A struct of the root with one private field.
fn holder<'a>(
    name: String,
    field: Field<'a>,
    origin: Origin<'a>,
    subject: Option<String>,
) -> Item<'a> {
    Item::Struct(Struct {
        path: Path::own("", name),
        origin,
        derives: &["Debug", "Clone"],
        fields: vec![field],
        must_use: false,
        non_exhaustive: false,
        deprecated: None,
        subject,
    })
}

fn methods(name: String, methods: Vec<Method<'_>>) -> Item<'_> {
    Item::Impl(Impl {
        ty: Path::own("", name),
        methods,
    })
}

/// The methods that lead from the client, or from a namespace, to what is below.
fn steps<'a>(api: &'a Api, path: &[String]) -> Vec<Method<'a>> {
    let step = |name: &str, ty: Path, subject: &str| {
        Function::new(name, Some(Receiver::Reference), Type::named(ty))
            .must_use()
            .subject(subject)
    };
    let is_next = |inner: &[String]| inner.split_last().is_some_and(|(_, outer)| outer == path);
    let namespaces = api
        .namespaces
        .iter()
        .filter(|it| is_next(&it.path))
        .map(|it| {
            let ty = Path::own("", it.rust_type.clone());
            step(&it.rust, ty, &subject::namespace(it)).does(Behavior::Namespace(it))
        });
    let resources = api.resources.iter().filter(|it| it.namespace == path);
    let resources = resources.map(|it| {
        let ty = Path::own(&it.rust, it.rust_type.clone());
        step(&it.rust, ty, &subject::resource(it)).does(Behavior::Resource(it))
    });
    namespaces.chain(resources).collect()
}
