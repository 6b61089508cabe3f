//! References to other files.

use super::file::File;
use super::reference::Reference;
use super::references;
use crate::diag::Report;
use crate::source::Sources;
use std::collections::BTreeSet;

/// Paths of the other files that a file refers to, relative to the folder of the root file, so that the caller can read them.
/// Remote and malformed references are left out; they are reported when they are resolved. Nothing is found in an invalid
/// file, which is reported.
pub fn external_files(sources: &Sources, path: &str, report: &mut Report) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (id, _, text) in sources.files().filter(|(_, it, _)| *it == path) {
        // Parsing a large file takes longer than reading it.
        if !may_refer_to_files(text) {
            continue;
        }
        let Some(file) = File::parse(id, path, text, report) else {
            continue;
        };
        references::visit(&file.node, &mut |reference| {
            // No file is the root here, so the path of none is left out.
            if let Ok(target) = Reference::parse(reference, path, "")
                && target.file != path
            {
                found.insert(target.file);
            }
        });
    }
    found
}

/// Whether any `$ref` in the text may not start with `#`.
fn may_refer_to_files(text: &str) -> bool {
    text.match_indices("$ref").any(|(at, key)| {
        let rest = text.get(at + key.len()..).unwrap_or_default();
        let value =
            rest.trim_start_matches(|c: char| matches!(c, '"' | '\'' | ':') || c.is_whitespace());
        !value.starts_with('#')
    })
}
