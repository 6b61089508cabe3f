//! The section on testing code that calls the API, without the API.

use super::{Guide, Told, driven};
use crate::emit::examples::chained;
use crate::emit::values::Writer;
use crate::ir::Api;

/// What the fake does, and a test with it.
pub(super) fn section(guide: &mut Guide<'_>, told: Told<'_>) {
    guide.heading("Testing code of yours");
    guide.text(
        "With the feature `testing`, best of a `dev-dependency`, the crate brings a fake of the API: it keeps what is \
         created, cuts lists into pages, refuses what is missing or malformed, and fails when told to. Its clients use \
         neither sockets nor real time, so that waits between attempts cost none; `serve` puts the same fake behind \
         HTTP on loopback.",
    );
    guide.block(example(guide.api, told));
    guide.text("`testing::Fake` in the docs of that feature tells what else it can do.");
}

/// A test that runs where the feature is on. The fake's clients need no executor either.
fn example(api: &Api, (resource, operation): Told<'_>) -> Vec<String> {
    let mut writer = Writer::new(api);
    let mut links = writer.call(resource, operation);
    links.push("await".to_owned());
    for name in ["Fake", "Fault"] {
        writer.uses.insert(format!("testing::{name}"));
    }
    let body = format!(
        "
let fake = Fake::new();
let client = fake.client()?;

// The first attempt fails and is repeated. The wait before the second takes no real time.
fake.fail_next(Fault::status(429))?;
{};
println!(\"{{answer:?}}\");
assert!(!fake.elapsed().is_zero());

// What was sent, without its secrets.
println!(\"{{:?}}\", fake.requests());",
        chained("let answer = ", &links)
    );
    driven::example(&writer, Some("testing"), &body)
}
