//! A spec with many operations: copies of the shipped resources under other names.

use super::files;
use crate::error::Error;
use clientwright_codegen::ir::ResourceId;
use std::cmp::Reverse;
use std::fs;
use std::path::Path;

/// Writes a spec with at most this many operations, as close to it as copies of whole resources allow.
pub(super) fn write(dir: &Path, operations: usize) -> Result<(), Error> {
    let (sources, api) = files::resolve(&files::shipped_spec())?;
    if dir.exists() {
        fs::remove_dir_all(dir).map_err(Error::io("remove directory", dir))?;
    }
    for (_, path, text) in sources
        .files()
        .filter(|(_, path, _)| !path.starts_with("resources/"))
    {
        let text = text.replace(
            &format!("name: {}\n", api.package),
            &format!("name: {}-{operations}\n", api.package),
        );
        files::write(&dir.join(path), &text)?;
    }
    // Largest first, so that small resources fill the rest.
    let mut resources: Vec<_> = api.resources.iter().enumerate().collect();
    resources.sort_by_key(|(_, resource)| Reverse(resource.operations.len()));
    let mut left = operations;
    for copy in 1.. {
        let before = left;
        for (index, resource) in &resources {
            if resource.operations.len() <= left {
                left -= resource.operations.len();
                let own = api
                    .types
                    .iter()
                    .filter(|ty| ty.owner == Some(ResourceId(*index)));
                let names = Names {
                    id: &resource.id,
                    item: &resource.item,
                    types: own.map(|ty| ty.name.as_str()).collect(),
                };
                let text = names.numbered(sources.text(resource.span.file), copy);
                files::write(
                    &dir.join(format!("resources/{}_{copy}.yaml", resource.id)),
                    &text,
                )?;
            }
        }
        if left == before {
            break;
        }
    }
    Ok(())
}

/// Names that must be unique in a spec.
struct Names<'a> {
    id: &'a str,
    item: &'a str,
    types: Vec<&'a str>,
}

impl Names<'_> {
    /// The source of a resource with a number appended to each of its names.
    fn numbered(&self, text: &str, copy: usize) -> String {
        let mut numbered = String::with_capacity(text.len() + text.len() / 8);
        for line in text.split_inclusive('\n') {
            let key = line.trim_end();
            let path = key.starts_with("path: ") && key.ends_with(self.id);
            if path || key.strip_prefix("item: ") == Some(self.item) {
                numbered.push_str(&format!("{key}_{copy}\n"));
                continue;
            }
            for piece in line.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
                let word = piece.trim_end_matches(|letter: char| !letter.is_alphanumeric());
                numbered.push_str(word);
                if self.types.contains(&word) {
                    numbered.push_str(&copy.to_string());
                }
                numbered.push_str(&piece[word.len()..]);
            }
        }
        numbered
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_are_numbered_and_nothing_else_is() {
        let names = Names {
            id: "domains",
            item: "domain",
            types: vec!["Domain", "DomainId"],
        };
        let text = "item: domain\npath: /a/{domain_id}/domains\nreturns: [Domain]\ndocs: A DomainId, not Domains or domain.\n";
        let expected = "item: domain_2\npath: /a/{domain_id}/domains_2\nreturns: [Domain2]\ndocs: A DomainId2, not Domains or domain.\n";
        assert_eq!(names.numbered(text, 2), expected);
    }
}
