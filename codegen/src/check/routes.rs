//! Methods and paths of operations, from `path` of the resource and `http` of the operation.

use super::context::Context;
use super::grammar;
use crate::diag::{Code, Report, did_you_mean};
use crate::ir::{Field, Method};
use crate::source::{FileId, Span};
use crate::spec::ResourceFile;
use crate::spec::decode::Text;
use std::collections::BTreeMap;

/// The method and path of an operation.
pub(super) struct Route {
    pub method: Method,
    /// Full path, including that of the resource.
    pub path: String,
    /// Path parameters, in the order of their placeholders.
    pub parameters: Vec<Field>,
}

/// Common parts of the paths of a resource.
pub(super) struct Paths<'a> {
    file: &'a ResourceFile,
    context: &'a Context<'a>,
    /// `path` of the resource; `None` if it is invalid.
    prefix: Option<&'a str>,
    /// Path parameters by name: those of the resource, and the shared ones.
    parameters: BTreeMap<&'a str, &'a Field>,
}

impl<'a> Paths<'a> {
    /// Checks `path` of a resource.
    pub(super) fn new(
        file: &'a ResourceFile,
        own: &'a [Field],
        context: &'a Context<'a>,
        report: &mut Report,
    ) -> Self {
        let shared = context.shared.in_path();
        let own = own.iter().map(|field| (field.wire.as_str(), field));
        let parameters = shared.chain(own).collect();
        let mut paths = Self {
            file,
            context,
            prefix: Some(""),
            parameters,
        };
        if let Some(path) = &file.path
            && let text = path.value.trim_end_matches('/')
            && !text.is_empty()
        {
            let is_valid = is_path(text, path.span, report)
                && paths.of_placeholders(text, path.span, report).is_some();
            paths.prefix = is_valid.then_some(text);
        }
        paths
    }

    /// Resolves `http` of an operation.
    pub(super) fn route(&self, http: &Text, report: &mut Report) -> Option<Route> {
        let (word, rest) = http.value.split_once(' ').unwrap_or((&http.value, ""));
        let Some(method) = Method::from_name(word) else {
            report_method(word, http.span, report);
            return None;
        };
        let (prefix, rest) = (self.prefix?, rest.trim());
        let path = format!("{prefix}{rest}");
        if !starts_segment(prefix, rest, http.span, report) || !is_path(&path, http.span, report) {
            return None;
        }
        let parameters = self.of_placeholders(&path, http.span, report)?;
        Some(Route {
            method,
            path,
            parameters,
        })
    }

    /// Parameters of the placeholders in a path.
    fn of_placeholders(&self, path: &str, span: Span, report: &mut Report) -> Option<Vec<Field>> {
        let names = match grammar::placeholders(path) {
            Ok(names) => names,
            Err(error) => {
                let message = error.message(path);
                report.error(
                    Code::MalformedPath,
                    span,
                    message,
                    "write placeholders as `{name}`",
                );
                return None;
            }
        };
        let mut found = BTreeMap::new();
        let mut parameters = Vec::new();
        let mut is_valid = true;
        for name in names {
            if found.insert(name, ()).is_some() {
                report_duplicate(name, span, report);
                is_valid = false;
            } else if let Some(field) = self.parameters.get(name) {
                parameters.push((*field).clone());
            } else {
                self.report_missing(name, span, report);
                is_valid = false;
            }
        }
        is_valid.then_some(parameters)
    }

    /// Reports a placeholder without a parameter. A declared parameter with errors is reported where it is declared.
    fn report_missing(&self, name: &str, span: Span, report: &mut Report) {
        let is_declared = || {
            self.file
                .path_parameters
                .iter()
                .any(|(key, _)| key.text == name)
        };
        if is_declared() || self.context.shared.declares(name) {
            return;
        }
        report.error(
            Code::MissingPathParameter,
            span,
            format!("the placeholder `{{{name}}}` has no path parameter"),
            match did_you_mean(name, self.parameters.keys().copied()) {
                Some(similar) => format!(
                    "did you mean `{{{similar}}}`? Otherwise, add `{name}: {{type: …}}` under `path_parameters`"
                ),
                None => format!(
                    "add `{name}: {{type: …}}` under `path_parameters`; or, to share it, with `in: path` under \
                     `parameters` in `api.yaml`"
                ),
            },
        );
    }
}

fn report_method(word: &str, span: Span, report: &mut Report) {
    let upper = word.to_ascii_uppercase();
    let (message, help) = if word.starts_with('/') {
        let message = format!("the path `{word}` has no method");
        (message, format!("add a method, such as `GET {word}`"))
    } else {
        let known = Method::NAMES.iter().copied();
        let help = match known.clone().find(|name| *name == upper) {
            Some(method) => format!("write it in uppercase: `{method}`"),
            None => format!("use one of `{}`", known.collect::<Vec<_>>().join("`, `")),
        };
        (format!("`{word}` is not a supported HTTP method"), help)
    };
    report.error(Code::MalformedPath, span, message, help);
}

/// Whether the path of an operation starts a new segment after that of the resource; reports it if not.
fn starts_segment(prefix: &str, rest: &str, span: Span, report: &mut Report) -> bool {
    let (message, help) = if prefix.is_empty() && rest.is_empty() {
        (
            "the operation has no path".to_owned(),
            "add it after the method, as in `GET /things`, or set `path` of the resource",
        )
    } else if rest.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '{') {
        (
            format!("the path `{rest}` does not start with `/`"),
            "add a `/` before it",
        )
    } else {
        return true;
    };
    report.error(Code::MalformedPath, span, message, help);
    false
}

/// Whether operations can have a path, whatever its parameters are.
pub(crate) fn is_valid_path(path: &str) -> bool {
    is_path(path, FileId::NONE.start(), &mut Report::default())
        && grammar::placeholders(path).is_ok()
}

/// Whether a string is a valid path; reports it if not.
fn is_path(path: &str, span: Span, report: &mut Report) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@{}%".contains(c);
    let (message, help) = if !path.starts_with('/') {
        (
            format!("the path `{path}` does not start with `/`"),
            "add a `/` before it",
        )
    } else if path.contains("//") {
        (
            format!("the path `{path}` has an empty segment"),
            "remove one of the two `/`",
        )
    } else if path.contains(['?', '#']) {
        (
            format!("the path `{path}` has a query or a fragment"),
            "declare the query parameters under `query`, and remove the fragment",
        )
    } else if let Some(odd) = path.chars().find(|c| !is_allowed(*c)) {
        let name = if odd == ' ' {
            "a space".to_owned()
        } else {
            format!("`{odd}`")
        };
        (
            format!("the path `{path}` contains {name}"),
            "percent-encode the characters that a URL cannot contain",
        )
    } else if path.split('/').any(is_dot_segment) {
        (
            format!("the path `{path}` has a `.` or `..` segment, which servers resolve"),
            "write the resolved path",
        )
    } else if let Some(name) = path.split('/').find_map(colon_parameter) {
        report.error(
            Code::MalformedPath,
            span,
            format!("the path `{path}` has the parameter `:{name}`, which is not a placeholder"),
            format!(
                "write it as `{{{name}}}`; or, if the path contains a colon, write that as `%3A`"
            ),
        );
        return false;
    } else {
        return true;
    };
    report.error(Code::MalformedPath, span, message, help);
    false
}

/// Whether a URL parser resolves a segment as `.` or `..`.
pub(super) fn is_dot_segment(segment: &str) -> bool {
    let segment = segment.to_ascii_lowercase().replace("%2e", ".");
    segment == "." || segment == ".."
}

/// The name in a segment such as `:id`, the syntax of placeholders in other formats. A segment such as `{id}:cancel` has a
/// colon in another position.
fn colon_parameter(segment: &str) -> Option<&str> {
    let name = segment.strip_prefix(':')?;
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        .then_some(name)
}

fn report_duplicate(name: &str, span: Span, report: &mut Report) {
    report.error(
        Code::MalformedPath,
        span,
        format!("duplicate placeholder `{{{name}}}` in the path"),
        "rename the second one, and declare a parameter for it",
    );
}
