//! Suggestions for types and keys of other formats and languages, such as OpenAPI's `integer` and `$ref`.

use crate::builtin::Scalar;
use std::borrow::Cow;

/// Help for a type name of another format or language.
pub(crate) fn type_help(name: &str) -> Option<Cow<'static, str>> {
    if let Some(scalar) = Scalar::from_foreign_name(name) {
        return Some(format!("use `{}`", scalar.name()).into());
    }
    let help = match name.to_ascii_lowercase().as_str() {
        "object" => {
            "define a type with `fields`; or use `{T}` for a map from strings, or `json` for any value"
        }
        "map" | "dict" | "record" => "use `{T}`, in quotes, for a map from strings",
        "array" | "list" | "vec" => "use `[T]` for a list",
        "null" | "none" | "void" => {
            "remove the type; a response or body without one has no content"
        }
        _ => return None,
    };
    Some(help.into())
}

/// Help for a type in the syntax of another format or language, such as `T[]` or `List<T>`.
pub(super) fn syntax_help(text: &str) -> Option<String> {
    if let Some(help) = type_help(text) {
        return Some(help.into_owned());
    }
    if text.contains("#/") || text.contains("$ref") {
        let name = text.rsplit('/').next().unwrap_or(text);
        return Some(format!("use the name of the type: `{name}`"));
    }
    if let Some(item) = text.strip_suffix("[]") {
        return Some(format!("use `[{item}]` for a list"));
    }
    if let Some((outer, inner)) = text.strip_suffix('>').and_then(|text| text.split_once('<')) {
        return generic_help(outer, inner);
    }
    if text.contains('|') {
        return Some("define a union: a type with `one_of` and named variants".to_owned());
    }
    looks_like_a_name(text).then(|| {
        "rename the type; type names have only ASCII letters, digits and `_`, and start with a letter"
            .to_owned()
    })
}

fn generic_help(outer: &str, inner: &str) -> Option<String> {
    Some(match outer.to_ascii_lowercase().as_str() {
        "list" | "vec" | "array" | "set" => format!("use `[{inner}]` for a list"),
        "option" | "optional" | "nullable" => {
            format!("use `{inner}`, and set `required` and `nullable` of the field")
        }
        "map" | "dict" | "hashmap" | "btreemap" | "record" => {
            let value = inner
                .split_once(',')
                .map_or(inner, |(_, value)| value)
                .trim();
            format!("use `{{{value}}}`, in quotes, for a map from strings")
        }
        _ => return None,
    })
}

/// Whether a string looks like a type name of another format.
fn looks_like_a_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || "-_.".contains(c))
}

/// Help for a key of OpenAPI.
pub(super) fn key_help(key: &str) -> Option<&'static str> {
    Some(match key {
        "$ref" => "use the name of the type instead of a reference",
        "operationId" => "remove it; the name of an operation is its key in `operations`",
        "allOf" => "list the fields of all parts in one model",
        "format" => "remove it, and use a type such as `datetime` or `uuid`",
        _ => return None,
    })
}
