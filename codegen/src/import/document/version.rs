//! Version of OpenAPI of a document.

use super::file::File;
use crate::diag::{Code, Report};
use crate::yaml::{Node, Value};

/// A supported version of OpenAPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    /// OpenAPI 3.0.
    V3_0,
    /// OpenAPI 3.1.
    V3_1,
    /// OpenAPI 3.2.
    V3_2,
}

const HELP: &str = "use a document of version 3.0, 3.1 or 3.2";

/// Reads the version of the root file.
pub(super) fn read(file: &File, report: &mut Report) -> Option<Version> {
    let Value::Map(_) = &file.node.value else {
        report.error(
            Code::InvalidDocument,
            file.node.span,
            format!("expected an object, found {}", file.node.value.kind()),
            "pass the file that starts with `openapi: 3…`",
        );
        return None;
    };
    if let Some(node) = file.node.get("openapi") {
        let text = node.str().or_else(|| node.number()).unwrap_or_default();
        return of(text).or_else(|| unsupported(node, text, report));
    }
    if let Some(node) = file.node.get("swagger") {
        report.error(
            Code::UnsupportedVersion,
            node.span,
            "Swagger 2.0 is not supported",
            "convert the document first, for example with `npx swagger2openapi FILE -o openapi.json` or on \
             `https://converter.swagger.io`, and import the result",
        );
        return None;
    }
    report.error(
        Code::UnsupportedVersion,
        file.id.start(),
        "the key `openapi` with the version is missing",
        "pass the file of an OpenAPI document that starts with `openapi: 3…`; other files are read if it refers to them",
    );
    None
}

/// The version with this number: `3.1`, or with a patch number, which is ignored.
fn of(text: &str) -> Option<Version> {
    let mut parts = text.split('.');
    match (parts.next()?, parts.next()?) {
        ("3", "0") => Some(Version::V3_0),
        ("3", "1") => Some(Version::V3_1),
        ("3", "2") => Some(Version::V3_2),
        _ => None,
    }
}

fn unsupported(node: &Node, text: &str, report: &mut Report) -> Option<Version> {
    let message = match text {
        "" => "the version of OpenAPI is not a string".to_owned(),
        _ => format!("version `{text}` of OpenAPI is not supported"),
    };
    report.error(Code::UnsupportedVersion, node.span, message, HELP);
    None
}
