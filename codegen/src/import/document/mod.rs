//! The files of an OpenAPI document, parsed, with its references resolved.

mod duplicates;
mod external;
mod file;
mod json;
mod path;
mod pointers;
mod reference;
mod references;
mod settings;
mod version;

pub use external::external_files;
pub(crate) use reference::{RefError, Reference};
pub(crate) use version::Version;

use crate::diag::{Code, Report};
use crate::source::{FileId, Sources};
use crate::yaml::Node;
use duplicates::Position;
use file::File;
use references::References;

/// The files of an OpenAPI document, parsed. `$ref`s can point to each of them.
pub(crate) struct Document {
    files: Vec<File>,
    /// Index of the file that the user named.
    root: usize,
    version: Version,
    references: References,
    /// Positions of members whose names occur again in their objects.
    duplicates: Vec<Position>,
}

impl Document {
    /// Parses `sources`, all files of the document. `root` is the path of the one that the user named. Returns `None` if
    /// there are errors, which are added to the report.
    pub(crate) fn parse(sources: &Sources, root: &str, report: &mut Report) -> Option<Self> {
        let mut files = Vec::new();
        let mut duplicates = Vec::new();
        for (id, path, text) in sources.files() {
            if let Some(mut file) = File::parse(id, path, text, report) {
                duplicates::remove(files.len(), &mut file.node, &mut duplicates);
                files.push(file);
            }
        }
        let Some(root) = files.iter().position(|file| file.path == root) else {
            if report.is_empty() {
                report.error(
                    Code::InvalidDocument,
                    FileId::NONE.start(),
                    format!("the file `{root}` is missing"),
                    "check its path",
                );
            }
            return None;
        };
        let version = version::read(&files[root], report)?;
        if !report.is_empty() {
            return None;
        }
        let references = References::collect(&files, root);
        Some(Self {
            files,
            root,
            version,
            references,
            duplicates,
        })
    }

    /// The content of the file that the user named.
    pub(crate) fn root(&self) -> &Node {
        &self.files[self.root].node
    }

    /// Version of OpenAPI of the document.
    pub(crate) fn version(&self) -> Version {
        self.version
    }

    /// The node that a reference finally refers to. A node that is no reference is its own target.
    pub(crate) fn resolve<'d>(&'d self, node: &'d Node) -> Result<&'d Node, RefError> {
        self.references.resolve(&self.files, node)
    }

    /// Target of a `$ref`, which need not exist; `None` if the node is no reference, or one that cannot be parsed.
    pub(crate) fn reference(&self, node: &Node) -> Option<Reference> {
        self.references.target(node)?.reference.clone().ok()
    }

    /// JSON pointers of nodes of the document, as in `schemas.yaml#/Pet`. The path of the root file is left out.
    pub(crate) fn pointers(&self, nodes: &[&Node]) -> Vec<String> {
        pointers::find(&self.files, self.root, nodes)
    }

    /// Values of names that occur more than once in an object. The last one is kept.
    pub(crate) fn duplicates(&self) -> Vec<&Node> {
        let nodes = self.duplicates.iter().map(|it| it.node(&self.files));
        nodes.flatten().collect()
    }
}

#[cfg(test)]
mod tests;
