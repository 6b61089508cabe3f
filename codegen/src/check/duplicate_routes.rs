//! Operations with the same method, path and content types.

use crate::diag::{Code, Report};
use crate::ir::{Method, Operation, path_shape};
use crate::source::{FileId, Span};
use crate::spec::Spec;
use std::collections::{BTreeMap, BTreeSet};

/// The least number of duplicates between two resources with the same path for which the path is the probable cause.
const COPIED: usize = 2;

/// The methods and paths so far, without the names of placeholders, and those that occur again.
#[derive(Default)]
pub(super) struct Routes {
    first: BTreeMap<(Method, String), Vec<Route>>,
    duplicates: Vec<Duplicate>,
    /// Locations of `http` of operations that differ in content types and parameters.
    unequal: Vec<(Span, Span)>,
}

/// An operation with a method and path.
struct Route {
    /// Location of `http`.
    http: Span,
    /// Content type of the request body.
    content_type: Option<String>,
    /// Content type of responses that requests accept.
    accept: String,
    /// Locations and names of the parameters.
    parameters: BTreeSet<(&'static str, String)>,
}

impl Route {
    fn new(operation: &Operation, http: Span) -> Self {
        let parameters = operation.parameters.iter();
        Self {
            http,
            content_type: operation.content_type().map(str::to_owned),
            accept: operation.accept().to_owned(),
            parameters: parameters
                .map(|it| (it.location.word(), it.field.wire.clone()))
                .collect(),
        }
    }

    /// Whether requests of the two operations differ in their content types. A body with another content type is not a
    /// request without a body.
    fn differs_in_content(&self, other: &Self) -> bool {
        let bodies = (&self.content_type, &other.content_type);
        match bodies {
            (Some(one), Some(two)) if one != two => true,
            (Some(_), None) | (None, Some(_)) => false,
            _ => self.accept != other.accept,
        }
    }
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
        let key = (operation.method, path_shape(&operation.path));
        let route = Route::new(operation, http);
        let routes = self.first.entry(key).or_default();
        match routes.iter().find(|other| !route.differs_in_content(other)) {
            Some(first) => self.duplicates.push(Duplicate {
                method: operation.method,
                path: operation.path.clone(),
                first: first.http,
                other: http,
            }),
            None => {
                if let Some(first) = routes.first()
                    && first.parameters != route.parameters
                {
                    self.unequal.push((first.http, http));
                }
                routes.push(route);
            }
        }
    }

    /// Reports the duplicates: those of a file that was copied once, at its path.
    pub(super) fn report(&self, spec: &Spec, report: &mut Report) {
        for (first, other) in &self.unequal {
            report.error_between(
                Code::DuplicateOperation,
                *other,
                "two operations differ in their content types, but also in their parameters",
                (*first, "the other operation"),
                "declare the same parameters in both: they are one operation of the API",
            );
        }
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
                "correct the method or the path of one of them, or remove it; or set another content type, if the API has several",
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
