//! What other formats and languages call things: a word that is right elsewhere deserves more than a list of those
//! that are right here.

/// What to write instead of a word for a type that is known elsewhere, such as OpenAPI's `integer`.
pub(crate) fn type_word(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "integer" | "int" | "int64" | "long" | "u32" | "u64" | "usize" => "write `i64`",
        "int32" => "write `i32`",
        "number" | "float" | "double" | "decimal" | "f32" => "write `f64`",
        "boolean" => "write `bool`",
        "str" | "text" => "write `string`",
        "date-time" | "date_time" | "timestamp" => "write `datetime`",
        "url" => "write `uri`",
        "guid" => "write `uuid`",
        "binary" | "byte" | "base64" | "blob" => "write `bytes`",
        "any" | "value" => "write `json`",
        "object" => {
            "name a type with `fields`, or write `{T}` for a map from strings, or `json` for anything at all"
        }
        "map" | "dict" | "record" => "write `{T}` for a map from strings, in quotes",
        "array" | "list" | "vec" => "write `[T]` for a list",
        "null" | "none" | "void" => "leave the type out where there is no value",
        _ => return None,
    })
}

/// What to write instead of a type that is put together as elsewhere, such as `T?` or `List<T>`.
pub(super) fn type_sign(text: &str) -> Option<String> {
    if let Some(help) = type_word(text) {
        return Some(help.to_owned());
    }
    if text.contains("#/") || text.contains("$ref") {
        let name = text.rsplit('/').next().unwrap_or(text);
        return Some(format!("write the bare name: `{name}`"));
    }
    if let Some(inner) = text.strip_suffix('?') {
        return Some(format!(
            "write `{inner}`; a field may be left out unless it is `required`, and may be `null` if it is `nullable`"
        ));
    }
    if let Some(item) = text.strip_suffix("[]") {
        return Some(format!("write `[{item}]` for a list"));
    }
    if let Some((outer, inner)) = text.strip_suffix('>').and_then(|text| text.split_once('<')) {
        return generic(outer, inner);
    }
    if text.contains('|') {
        return Some("define a type with `one_of` and a name for each variant".to_owned());
    }
    is_a_name(text).then(|| {
        "types are named with ASCII letters, digits and `_`, beginning with a letter; rename it where it is \
         defined too"
            .to_owned()
    })
}

fn generic(outer: &str, inner: &str) -> Option<String> {
    Some(match outer.to_ascii_lowercase().as_str() {
        "list" | "vec" | "array" | "set" => format!("write `[{inner}]` for a list"),
        "option" | "optional" | "nullable" => {
            format!(
                "write `{inner}`; whether it must be there is said by `required` and `nullable`"
            )
        }
        "map" | "dict" | "hashmap" | "btreemap" | "record" => {
            let value = inner
                .split_once(',')
                .map_or(inner, |(_, value)| value)
                .trim();
            format!("write `{{{value}}}`, in quotes, for a map from strings")
        }
        _ => return None,
    })
}

/// Whether a text looks like a name that was written for another format.
fn is_a_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || "-_.".contains(c))
}

/// What to write instead of a key that OpenAPI has.
pub(super) fn key(word: &str) -> Option<&'static str> {
    Some(match word {
        "$ref" => "write the bare name of the type instead of a reference",
        "operationId" => "the key of the operation in its map is its name",
        "allOf" => "write the fields out in one model",
        "format" => "types such as `datetime` and `uuid` say it; remove the key",
        _ => return None,
    })
}
