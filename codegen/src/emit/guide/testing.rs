//! The section on testing code that calls the API, without the API.

use super::{Guide, Told, driven};
use crate::emit::examples::{chain, chained};
use crate::emit::inputs::inputs;
use crate::emit::testing::{Collection, Verb, collections, is_text, model};
use crate::emit::values::{self, Writer};
use crate::ir::{Api, Field, Operation, Resource, Scalar, Ty};
use crate::lower::presence;
use crate::rust::Presence;

/// What the fake does, and a test with it.
pub(super) fn section(guide: &mut Guide<'_>, told: Told<'_>) {
    guide.heading("Testing code of yours");
    guide.text(
        "With the feature `testing`, which belongs with your `dev-dependencies`, the crate brings a fake of the API: it \
         keeps what is created, cuts lists into pages, refuses what is missing or malformed, and fails when told to. Its \
         clients use neither sockets nor real time, so that waits between attempts cost none; `serve` puts the same fake \
         behind HTTP on loopback.",
    );
    guide.block(example(guide.api, told));
    guide.text("`testing::Fake` in the docs of that feature tells what else it can do.");
}

/// A test that runs where the feature is on. The fake's clients need no executor either.
fn example(api: &Api, told: Told<'_>) -> Vec<String> {
    let (mut writer, calls) = match round_trips(api).next() {
        Some((writer, calls)) => (writer, calls),
        None => one_call(api, told),
    };
    for name in ["Fake", "Fault"] {
        writer.uses.insert(format!("testing::{name}"));
    }
    if calls.contains("json!(") {
        writer.uses.insert("testing::json".to_owned());
    }
    let body = format!(
        "
let fake = Fake::new();
let client = fake.client()?;

{calls}
assert!(!fake.elapsed().is_zero());

// What was sent, without its secrets.
println!(\"{{:?}}\", fake.requests());"
    );
    driven::example(&writer, Some("testing"), &body)
}

/// A call whose first attempt fails, where nothing is known that can be created and fetched.
fn one_call<'a>(api: &'a Api, (resource, operation): Told<'_>) -> (Writer<'a>, String) {
    let mut writer = Writer::new(api);
    let mut links = writer.call(resource, operation);
    links.push("await".to_owned());
    let calls = format!(
        "// The first attempt fails and is repeated. The wait before the second takes no real time.
fake.fail_next(Fault::status(429))?;
{};
println!(\"{{answer:?}}\");",
        chained("let answer = ", &links)
    );
    (writer, calls)
}

/// What can be created and fetched again with values that an example can make.
fn round_trips(api: &Api) -> impl Iterator<Item = (Writer<'_>, String)> {
    let collections = collections(api).into_iter();
    let trips = collections.filter_map(|collection| round_trip(api, &collection));
    trips.filter(|(writer, _)| writer.given.is_empty())
}

fn round_trip<'a>(api: &'a Api, collection: &Collection<'a>) -> Option<(Writer<'a>, String)> {
    let (resource, create) = told(api, collection, Verb::Create)?;
    let (home, get) = told(api, collection, Verb::Get)?;
    let id = identifier(api, collection, create)?;
    let same = api.deep(create.responses.first()?.ty.as_ref()?)
        == api.deep(get.responses.first()?.ty.as_ref()?);
    let (last, others) = get.path_parameters.split_last()?;
    let plain =
        same && is_text(api, &last.ty) && !inputs(api, get).iter().any(|it| it.field.required);
    if !plain {
        return None;
    }
    let mut writer = Writer::new(api);
    let mut made = writer.call(resource, create);
    let mut arguments: Vec<_> = others.iter().map(|it| writer.argument(it)).collect();
    let seeding = seeding(api, collection, get, &arguments);
    arguments.push(format!("&made.{}", id.rust));
    let mut found: Vec<_> = chain(api, home).split('.').map(str::to_owned).collect();
    found.push(values::call(&get.rust, &arguments));
    made.push("await?".to_owned());
    found.push("await?".to_owned());
    let calls = format!(
        "{};

// The first attempt fails and is repeated. The wait before the second takes no real time.
fake.fail_next(Fault::status(429))?;
{};
assert_eq!(found, made);{seeding}",
        chained("let made = ", &made),
        chained("let found = ", &found)
    );
    Some((writer, calls))
}

/// Adds an item without the client, where the path of the collection takes nothing but texts.
fn seeding(api: &Api, collection: &Collection<'_>, get: &Operation, scope: &[String]) -> String {
    if scope.iter().any(|it| !it.starts_with('"')) {
        return String::new();
    }
    let shown = get.responses.first().and_then(|it| it.ty.as_ref());
    let mut fields = shown
        .and_then(|ty| model(api, ty))
        .into_iter()
        .flat_map(|it| &it.fields);
    let field = fields.find(|it| {
        let is_plain = *api.resolved(&it.ty) == Ty::Scalar(Scalar::String);
        is_plain && Some(it.wire.as_str()) != collection.id && it.deprecated.is_none()
    });
    let item = field.map_or_else(String::new, |it| {
        let example = it.example.as_ref().and_then(|it| it.as_str());
        format!("{:?}: {:?}", it.wire, example.unwrap_or("text"))
    });
    format!(
        "

// Items come in without the client, too. Whatever else they must have is made up.
let stored = fake.collection({:?}, &[{}])?;
stored.insert(json!({{{item}}}))?;
assert_eq!(stored.items().len(), 2);",
        get.id,
        scope.join(", ")
    )
}

/// The operation that does this to a collection, unless it is on its way out.
fn told<'a>(
    api: &'a Api,
    collection: &Collection<'a>,
    verb: Verb<'_>,
) -> Option<(&'a Resource, &'a Operation)> {
    let mut roles = collection.roles.iter();
    let ((resource, operation), _) = roles.find(|(_, it)| *it == verb)?;
    let resource = &api.resources[*resource];
    let operation = &resource.operations[*operation];
    operation
        .deprecated
        .is_none()
        .then_some((resource, operation))
}

/// The member of what is created that says its identifier, if that is always there and a text.
fn identifier<'a>(
    api: &'a Api,
    collection: &Collection<'a>,
    create: &'a Operation,
) -> Option<&'a Field> {
    let made = create.responses.first()?.ty.as_ref()?;
    let Ty::Named(id) = api.resolved(made) else {
        return None;
    };
    let mut fields = model(api, made)?.fields.iter();
    let field = fields.find(|it| Some(it.wire.as_str()) == collection.id)?;
    let is_there = presence(field, api.ty(*id)) == Presence::Required;
    (is_there && is_text(api, &field.ty)).then_some(field)
}
