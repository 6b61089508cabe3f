//! The resolved API as source files, one module here for each kind of item there.

mod client;
mod constants;
mod crate_root;
mod credentials;
mod docs;
mod enums;
mod examples;
mod guide;
mod inline;
mod inputs;
mod lint_allows;
mod manifest;
mod models;
mod module;
mod operations;
mod requests;
mod resource;
mod responses;
mod service;
mod testing;
mod unions;
mod values;

use crate::format;
use crate::ir::{Api, ResourceId};
use crate::tree::Tree;

/// How the generated crate reaches the runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuntimeSource {
    /// Beside it in this workspace: the path from the crate to the runtime.
    Workspace {
        /// The path, with `/`.
        path: String,
        /// Examples that the crate offers: names, and paths from the crate.
        examples: Vec<(String, String)>,
    },
    /// Copied into the crate, so that the crate builds wherever it is put.
    Copied {
        /// The runtime's files by path, as they are to be written below `runtime/`.
        files: Vec<(String, String)>,
    },
}

/// The whole crate.
pub fn emit(api: &Api, runtime: &RuntimeSource) -> Tree {
    let mut tree = Tree::default();
    tree.insert("Cargo.toml", manifest::manifest(api, runtime));
    tree.insert("rustfmt.toml", manifest::rustfmt());
    tree.insert("src/lib.rs", format::rust(&crate_root::file(api)));
    tree.insert("src/client.rs", format::rust(&client::file(api)));
    let testing = testing::Testing::new(api);
    tree.insert("src/testing.rs", format::rust(&testing.crate_file()));
    if let Some(file) = resource::types_file(api, None) {
        tree.insert("src/types.rs", format::rust(&file));
    }
    for (index, resource) in api.resources.iter().enumerate() {
        let folder = format!("src/{}", resource.rust.trim_start_matches("r#"));
        let id = ResourceId(index);
        let types = resource::types_file(api, Some(id));
        tree.insert(
            format!("{folder}/mod.rs"),
            format::rust(&resource::module_file(resource, types.is_some())),
        );
        tree.insert(
            format!("{folder}/operations.rs"),
            format::rust(&operations::file(api, id)),
        );
        tree.insert(
            format!("{folder}/testing.rs"),
            format::rust(&testing.resource_file(id)),
        );
        if let Some(types) = types {
            tree.insert(format!("{folder}/types.rs"), format::rust(&types));
        }
    }
    if let RuntimeSource::Copied { files } = runtime {
        for (path, text) in files {
            tree.insert(format!("runtime/{path}"), text.clone());
        }
    }
    tree
}
