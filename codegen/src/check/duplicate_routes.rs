//! Operations with the same method and path.

use crate::diag::{Code, Report};
use crate::ir::{Method, Operation, path_shape};
use crate::source::{FileId, Span};
use crate::spec::Spec;
use std::collections::BTreeMap;

/// The least number of duplicates between two resources with the same path for which the path is the probable cause.
const COPIED: usize = 2;

/// The methods and paths so far, without the names of placeholders, and those that occur again.
#[derive(Default)]
pub(super) struct Routes {
    first: BTreeMap<(Method, String), Span>,
    duplicates: Vec<Duplicate>,
}

struct Duplicate {
    method: Method,
    path: String,
    /// Location of `http` of the first operation.
    first: Span,
    /// Location of `http` of the other operation.
    other: Span,
}

impl Duplicate {
    /// The files of the two operations.
    fn files(&self) -> (FileId, FileId) {
        (self.first.file, self.other.file)
    }
}

impl Routes {
    /// Adds an operation. `http` is the location of its method and path.
    pub(super) fn add(&mut self, operation: &Operation, http: Span) {
        let route = (operation.method, path_shape(&operation.path));
        match self.first.get(&route) {
            Some(first) => self.duplicates.push(Duplicate {
                method: operation.method,
                path: operation.path.clone(),
                first: *first,
                other: http,
            }),
            None => {
                self.first.insert(route, http);
            }
        }
    }

    /// Reports the duplicates: those of a file that was copied once, at its path.
    pub(super) fn report(&self, spec: &Spec, report: &mut Report) {
        let mut counts: BTreeMap<(FileId, FileId), usize> = BTreeMap::new();
        for it in &self.duplicates {
            *counts.entry(it.files()).or_default() += 1;
        }
        counts.retain(|(first, other), count| {
            *count >= COPIED && report_copied(spec, *first, *other, *count, report)
        });
        for it in &self.duplicates {
            if counts.contains_key(&it.files()) {
                continue;
            }
            report.error_between(
                Code::DuplicateOperation,
                it.other,
                format!("two operations use `{} {}`", it.method.name(), it.path),
                (it.first, "the other operation"),
                "correct the method or the path of one of them, or remove it",
            );
        }
    }
}

/// Reports a resource with the same path as another one; returns `false` if the paths differ.
fn report_copied(
    spec: &Spec,
    first: FileId,
    other: FileId,
    count: usize,
    report: &mut Report,
) -> bool {
    let resource = |wanted: FileId| {
        let (id, _, file) = spec.resources.iter().find(|(_, file, _)| *file == wanted)?;
        let path = file.path.as_ref()?;
        Some((id, path, path_shape(path.value.trim_end_matches('/'))))
    };
    let (Some((first_id, first_path, first_shape)), Some((id, path, shape))) =
        (resource(first), resource(other))
    else {
        return false;
    };
    let is_copied = first != other && first_shape == shape;
    if is_copied {
        report.error_between(
            Code::DuplicateOperation,
            path.span,
            format!("the resource `{id}` has the same path as `{first_id}`, so {count} of its operations are duplicates"),
            (first_path.span, "the same path"),
            "correct `path`; or, if it is right, move the operations to one file",
        );
    }
    is_copied
}
