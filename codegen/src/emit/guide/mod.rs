//! The front page: what the API is, and a guide to its client, told with operations of the API itself.
//!
//! Every section leaves out what the API does not have, and every example is a doctest.

mod calls;
mod credentials;
mod deprecations;
mod driven;
mod failures;
mod missing;
mod testing;
mod transport;

use super::credentials::alternatives;
use super::docs;
use super::values::Writer;
use crate::ir::{Api, Operation, Resource};

/// The lines of the front page.
pub(super) fn front_page(api: &Api) -> Vec<String> {
    let mut guide = Guide::new(api);
    guide.block(docs::markdown(&api.docs));
    if let Some(address) = &api.documentation {
        guide.block(docs::markdown(&format!(
            "The API itself is documented at {address}."
        )));
    }
    if let (Some(first), Some(single)) = (first(api), single(api)) {
        calls::first(&mut guide, first);
        missing::section(&mut guide);
        credentials::section(&mut guide);
        failures::errors(&mut guide, single);
        calls::lists(&mut guide);
        failures::retries(&mut guide, single);
        calls::options(&mut guide, single);
        calls::blocking(&mut guide, single);
        deprecations::section(&mut guide);
        transport::section(&mut guide, single);
        testing::section(&mut guide, single);
        guide.features();
    }
    guide.lines
}

/// An operation and where it is.
type Told<'a> = (&'a Resource, &'a Operation);

fn operations(api: &Api) -> impl Iterator<Item = Told<'_>> {
    api.resources.iter().flat_map(|resource| {
        let operations = resource.operations.iter();
        operations.map(move |operation| (resource, operation))
    })
}

/// The operation that shows most of what the client can do: one that gives pages, or else the first.
fn first(api: &Api) -> Option<Told<'_>> {
    paged(api).or_else(|| operations(api).next())
}

/// An operation that gives pages.
fn paged(api: &Api) -> Option<Told<'_>> {
    operations(api)
        .filter(|(_, it)| it.item_type(api).is_some())
        .min_by_key(|(_, it)| it.deprecated.is_some())
}

/// The operation for sections that need any: one that fetches one thing and is called in one line, if there is one.
fn single(api: &Api) -> Option<Told<'_>> {
    operations(api).min_by_key(|(resource, operation)| {
        let mut writer = Writer::new(api);
        writer.call(resource, operation);
        (
            !writer.given.is_empty(),
            operation.deprecated.is_some(),
            operation.item_type(api).is_some(),
            writer.uses.len(),
            operation.path_parameters.is_empty(),
            operation.method != crate::ir::Method::Get,
        )
    })
}

/// A link to an item, by its path in the crate. Rustdoc wants raw names for modules, and for no others.
fn link(path: &str) -> String {
    let plain = path.replace("r#", "");
    match path.split_once("::") {
        Some((module, rest)) if path.contains("r#") => {
            format!("[`{plain}`]({module}::{})", rest.replace("r#", ""))
        }
        _ => format!("[`{plain}`]"),
    }
}

/// The front page while it is written.
struct Guide<'a> {
    api: &'a Api,
    lines: Vec<String>,
}

impl<'a> Guide<'a> {
    fn new(api: &'a Api) -> Self {
        let title = format!("{}.", api.title.trim_end_matches('.'));
        Self {
            api,
            lines: docs::markdown(&title),
        }
    }

    /// Whether a client can take anything from the environment.
    fn has_environment(&self) -> bool {
        !alternatives(self.api).is_empty() || self.api.base_url_env.is_some()
    }

    fn heading(&mut self, text: &str) {
        self.block(vec![format!("# {text}")]);
    }

    /// A paragraph of our own words, whose links are meant.
    fn text(&mut self, text: &str) {
        self.block(docs::wrapped(text));
    }

    fn table(&mut self, head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
        let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let names: Vec<_> = head.iter().map(|name| (*name).to_owned()).collect();
        let mut lines = vec![row(&names), format!("|{}", "---|".repeat(head.len()))];
        lines.extend(rows.into_iter().map(|cells| row(&cells)));
        self.block(lines);
    }

    /// Lines that belong together, parted from what stands before them.
    fn block(&mut self, lines: Vec<String>) {
        if !lines.is_empty() {
            self.lines.push(String::new());
            self.lines.extend(lines);
        }
    }

    fn features(&mut self) {
        self.heading("Features");
        let rows = [
            (
                "rustls",
                "HTTPS with rustls; on unless `default-features = false`",
            ),
            (
                "native-tls",
                "HTTPS with what the operating system has, where `rustls` is off",
            ),
            (
                "blocking",
                "calls for code that is not async; not on wasm32",
            ),
            (
                "tracing",
                "a span for each call and events for its attempts, without secrets and bodies",
            ),
            (
                "testing",
                "a fake of the API, for [tests of your code](#testing-code-of-yours)",
            ),
        ];
        let rows = rows.map(|(name, what)| vec![format!("`{name}`"), what.to_owned()]);
        self.table(&["feature", "what it brings"], rows);
    }
}
