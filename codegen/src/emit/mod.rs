//! Prints the model of the crate as source files.
//!
//! The model decides names, types, signatures and attributes. Only docs, bodies and the statics that describe the API to
//! the runtime are decided here.

mod arguments;
mod client;
mod constants;
mod conversions;
mod credentials;
mod docs;
mod enums;
mod examples;
mod field_docs;
mod files;
mod guide;
mod inputs;
mod items;
mod lint_allows;
mod macro_calls;
mod manifest;
mod methods;
mod models;
mod module;
mod numbers;
mod operations;
mod print;
mod requests;
mod responses;
mod retries;
mod service;
mod structs;
mod testing;
mod type_docs;
mod values;
mod webhooks;

use crate::format;
use crate::ir::{Api, ResourceId};
use crate::rust::Crate;
use crate::tree::Tree;

/// Where the generated crate gets the runtime from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuntimeSource {
    /// Next to it in this workspace: the path from the crate to the runtime.
    Workspace {
        /// The path, with `/`.
        path: String,
        /// Examples that the crate offers: names, and paths from the crate.
        examples: Vec<(String, String)>,
    },
    /// Copied into the crate, so that the crate builds outside of this workspace.
    Copied {
        /// The runtime's files by path, as they are to be written below `runtime/`.
        files: Vec<(String, String)>,
    },
}

/// Renders the files of a crate.
pub fn emit(api: &Api, model: &Crate<'_>, runtime: &RuntimeSource) -> Tree {
    let mut tree = Tree::default();
    tree.insert("Cargo.toml", manifest::manifest(api, model, runtime));
    tree.insert("rustfmt.toml", manifest::rustfmt());
    let testing = testing::Testing::new(api);
    for module in &model.modules {
        let file = files::file(api, model, module, &testing);
        tree.insert(files::path(module), format::rust(&file));
    }
    for (index, resource) in api.resources.iter().enumerate() {
        let file = testing.resource_file(ResourceId(index));
        let folder = files::folder(&resource.rust);
        tree.insert(format!("{folder}/testing.rs"), format::rust(&file));
    }
    if let RuntimeSource::Copied { files } = runtime {
        for (path, text) in files {
            tree.insert(format!("runtime/{path}"), text.clone());
        }
    }
    tree
}
