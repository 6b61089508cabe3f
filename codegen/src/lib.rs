//! From a YAML description of an HTTP API to the source of a Rust client crate.
//!
//! Pure: no file system, clock, environment, process or network. Takes [`source::Sources`] and returns a [`tree::Tree`];
//! the caller does the I/O. Data flows one way:
//! `source → yaml → spec → check → ir → lower → rust`, then `rust → surface` and `rust → emit → format → tree`.
//!
//! [`audit`] compares two APIs, and [`import`] turns an OpenAPI document into a spec.

pub mod audit;
pub mod builtin;
pub mod check;
pub mod diag;
pub mod emit;
mod format;
pub mod import;
pub mod ir;
pub mod lower;
mod markdown;
pub mod naming;
pub mod openapi;
pub mod rust;
pub mod source;
pub mod spec;
mod subject;
pub mod surface;
pub mod tree;
mod yaml;

use diag::Report;
use emit::RuntimeSource;
use source::Sources;
use tree::Tree;

/// The API that a spec describes.
///
/// # Errors
/// Returns all errors of the first phase that fails: reading, then checking.
pub fn resolve(sources: &Sources) -> Result<ir::Api, Report> {
    let (api, _) = resolve_with_warnings(sources)?;
    Ok(api)
}

/// The API that a spec describes, and the warnings about the spec.
///
/// # Errors
/// Same as [`resolve`].
pub fn resolve_with_warnings(sources: &Sources) -> Result<(ir::Api, Report), Report> {
    let spec = spec::load(sources)?;
    check::check(&spec)
}

/// The crate that a spec describes.
///
/// # Errors
/// Same as [`resolve`].
pub fn generate(sources: &Sources, runtime: &RuntimeSource) -> Result<Tree, Report> {
    let api = resolve(sources)?;
    Ok(files(&api, runtime))
}

/// The crate of an API: its source, and the listings of its public items.
pub fn files(api: &ir::Api, runtime: &RuntimeSource) -> Tree {
    let (tree, _) = package(api, runtime);
    tree
}

/// The files of a crate, and its public items.
pub fn package(api: &ir::Api, runtime: &RuntimeSource) -> (Tree, Vec<surface::Item>) {
    let lowered = lower::lower(api);
    let items = surface::listing(&lowered);
    let mut tree = emit::emit(api, &lowered, runtime);
    for listing in [surface::files(&items), audit::wire::listing(api)] {
        for (path, text) in listing.files() {
            tree.insert(path, text.to_owned());
        }
    }
    (tree, items)
}
