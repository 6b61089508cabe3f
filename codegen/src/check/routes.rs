//! Methods and paths: what `path` of a resource and `http` of an operation say together.

use super::context::Context;
use super::grammar;
use crate::diag::{Code, Report, did_you_mean};
use crate::ir::{Field, Method};
use crate::source::Span;
use crate::spec::ResourceFile;
use crate::spec::record::Text;
use std::collections::BTreeMap;

const METHODS: &[(&str, Method)] = &[
    ("GET", Method::Get),
    ("HEAD", Method::Head),
    ("POST", Method::Post),
    ("PUT", Method::Put),
    ("PATCH", Method::Patch),
    ("DELETE", Method::Delete),
];

/// The method and path of an operation.
pub(super) struct Route {
    pub method: Method,
    /// The whole path.
    pub path: String,
    /// The parameters of its placeholders, in their order.
    pub parameters: Vec<Field>,
}

/// What the paths of a resource have in common.
pub(super) struct Paths<'a> {
    file: &'a ResourceFile,
    context: &'a Context<'a>,
    /// The start of all paths; none, when it cannot be used.
    prefix: Option<&'a str>,
    /// What can stand in a placeholder, by name: the resource's own parameters, and those of the API.
    parameters: BTreeMap<&'a str, &'a Field>,
}

impl<'a> Paths<'a> {
    /// Checks what all paths of a resource start with.
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
            let sound = is_path(text, path.span, report)
                && paths.of_placeholders(text, path.span, report).is_some();
            paths.prefix = sound.then_some(text);
        }
        paths
    }

    /// Reads the method and path of an operation.
    pub(super) fn route(&self, http: &Text, report: &mut Report) -> Option<Route> {
        let (word, rest) = http.value.split_once(' ').unwrap_or((&http.value, ""));
        let Some((_, method)) = METHODS.iter().find(|(name, _)| *name == word) else {
            no_method(word, http.span, report);
            return None;
        };
        let (prefix, rest) = (self.prefix?, rest.trim());
        let path = format!("{prefix}{rest}");
        if !begins_a_part(prefix, rest, http.span, report) || !is_path(&path, http.span, report) {
            return None;
        }
        let parameters = self.of_placeholders(&path, http.span, report)?;
        Some(Route {
            method: *method,
            path,
            parameters,
        })
    }

    /// The parameters of a path's placeholders.
    fn of_placeholders(&self, path: &str, span: Span, report: &mut Report) -> Option<Vec<Field>> {
        let names = match grammar::placeholders(path) {
            Ok(names) => names,
            Err(problem) => {
                let message = problem.message(path);
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
        let mut sound = true;
        for name in names {
            if found.insert(name, ()).is_some() {
                repeated(name, span, report);
                sound = false;
            } else if let Some(field) = self.parameters.get(name) {
                parameters.push((*field).clone());
            } else {
                self.missing(name, span, report);
                sound = false;
            }
        }
        sound.then_some(parameters)
    }

    /// Reports a placeholder without its parameter; one that is declared but wrong was reported where it is declared.
    fn missing(&self, name: &str, span: Span, report: &mut Report) {
        let own = || {
            self.file
                .path_parameters
                .iter()
                .any(|(key, _)| key.text == name)
        };
        if own() || self.context.shared.declares(name) {
            return;
        }
        report.error(
            Code::MissingPathParameter,
            span,
            format!("the path has the placeholder `{{{name}}}`, which is no parameter"),
            match did_you_mean(name, self.parameters.keys().copied()) {
                Some(near) => format!(
                    "did you mean `{{{near}}}`? If not, add `{name}: {{type: …}}` under `path_parameters`"
                ),
                None => format!(
                    "add `{name}: {{type: …}}` under `path_parameters`, or with `in: path` under `parameters` of \
                     `api.yaml` if other resources have it too"
                ),
            },
        );
    }
}

fn no_method(word: &str, span: Span, report: &mut Report) {
    let upper = word.to_ascii_uppercase();
    let (message, help) = if word.starts_with('/') {
        let message = format!("`{word}` is a path without a method");
        (
            message,
            format!("write `GET {word}`, or another method before it"),
        )
    } else {
        let known = METHODS.iter().map(|(name, _)| *name);
        let help = match known.clone().find(|name| *name == upper) {
            Some(method) => format!("write it in capitals: `{method}`"),
            None => format!(
                "expected one of `{}`",
                known.collect::<Vec<_>>().join("`, `")
            ),
        };
        (format!("`{word}` is not a method"), help)
    };
    report.error(Code::MalformedPath, span, message, help);
}

/// Whether the rest of a path begins where a part of it can: `/things` and `list` would run into each other.
fn begins_a_part(prefix: &str, rest: &str, span: Span, report: &mut Report) -> bool {
    let (message, help) = if prefix.is_empty() && rest.is_empty() {
        (
            "the operation has no path".to_owned(),
            "write it behind the method, as in `GET /things`, or as `path` of the resource",
        )
    } else if rest.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '{') {
        (
            format!("the path `{rest}` does not start with `/`"),
            "put a `/` before it",
        )
    } else {
        return true;
    };
    report.error(Code::MalformedPath, span, message, help);
    false
}

/// Whether a text is a path with plain characters that leads where it seems to.
fn is_path(path: &str, span: Span, report: &mut Report) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@{}%".contains(c);
    let (message, help) = if !path.starts_with('/') {
        (
            format!("the path `{path}` does not start with `/`"),
            "put a `/` before it",
        )
    } else if path.contains("//") {
        (
            format!("the path `{path}` has an empty part"),
            "remove one of the two `/`",
        )
    } else if path.contains(['?', '#']) {
        (
            format!("the path `{path}` has a query or a fragment"),
            "describe what comes behind `?` under `query`, and remove what comes behind `#`",
        )
    } else if let Some(odd) = path.chars().find(|c| !plain(*c)) {
        let name = if odd == ' ' {
            "a space".to_owned()
        } else {
            format!("`{odd}`")
        };
        (
            format!("the path `{path}` has {name} in it"),
            "write it as it is sent, with `%` and two digits for what a URL cannot hold",
        )
    } else if path.split('/').any(is_dots) {
        (
            format!("the path `{path}` has a part of dots, which servers take for a step up"),
            "write out where the path leads",
        )
    } else {
        return true;
    };
    report.error(Code::MalformedPath, span, message, help);
    false
}

/// Whether a URL parser takes a segment for "here" or "one up".
pub(super) fn is_dots(segment: &str) -> bool {
    let segment = segment.to_ascii_lowercase().replace("%2e", ".");
    segment == "." || segment == ".."
}

fn repeated(name: &str, span: Span, report: &mut Report) {
    report.error(
        Code::MalformedPath,
        span,
        format!("the placeholder `{{{name}}}` stands twice in the path"),
        "give the second one a name and a parameter of its own",
    );
}
