//! Conversion of names in a spec to Rust names. A Rust name depends only on the name in the spec.

use heck::{ToKebabCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Reason why a name cannot be converted to a Rust name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameError {
    /// The name has no letters or digits, such as `+` or the empty string.
    Empty,
    /// The name has non-ASCII letters.
    NotAscii,
}

impl NameError {
    /// Error message for `name`.
    pub fn message(self, name: &str) -> String {
        match self {
            Self::Empty if name.is_empty() => "an empty string cannot form a Rust name".to_owned(),
            Self::Empty => format!("`{name}` has no letters or digits to form a Rust name"),
            Self::NotAscii => format!("`{name}` has non-ASCII letters"),
        }
    }
}

/// Keywords that are used as raw identifiers.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];
/// Keywords that cannot be raw identifiers. They get an underscore at the end.
const NOT_RAW: &[&str] = &["crate", "self", "super", "_"];

/// Converts to `snake_case`, keywords included. For names of crates and files.
pub fn snake(name: &str) -> String {
    name.to_snake_case()
}

/// Converts to `kebab-case`, for names of packages.
pub fn kebab(name: &str) -> String {
    name.to_kebab_case()
}

/// Converts to `SCREAMING_SNAKE_CASE`, for statics and constants.
pub fn constant(name: &str) -> String {
    name.to_shouty_snake_case()
}

/// Name of the static that describes an operation, e.g. `LIST_OPERATION`.
pub fn operation_static(method: &str) -> String {
    format!("{}_OPERATION", constant(plain(method)))
}

/// Name of a field, method, argument or module.
///
/// # Errors
/// Returns an error if `name` has no ASCII letters and digits, or other letters.
pub fn value(name: &str) -> Result<String, NameError> {
    let name = prefix_digit(check(name)?.to_snake_case(), 'v');
    Ok(if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else if NOT_RAW.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    })
}

/// Name of a type or enum variant.
///
/// # Errors
/// Returns an error if `name` has no ASCII letters and digits, or other letters.
pub fn type_name(name: &str) -> Result<String, NameError> {
    let name = prefix_digit(check(name)?.to_upper_camel_case(), 'V');
    // The only keyword in UpperCamelCase.
    Ok(if name == "Self" {
        "Self_".to_owned()
    } else {
        name
    })
}

/// Type of the values of an enum that can be sent, for enums with read-only values.
pub fn input(rust_type: &str) -> String {
    format!("{rust_type}Input")
}

/// Name of the method that sets a field to `null`.
pub fn clear(rust: &str) -> String {
    format!("clear_{}", plain(rust))
}

/// Name of the function that decodes the success responses of an operation.
pub fn decode(rust: &str) -> String {
    format!("decode_{}", plain(rust))
}

/// Name of the setter of a model, which must not shadow its constructor or `Clone`.
pub fn model_setter(rust: &str) -> String {
    if matches!(rust, "new" | "clone") {
        format!("{rust}_")
    } else {
        rust.to_owned()
    }
}

/// Strips the `r#` of a raw identifier, for use in docs and in longer names.
pub fn plain(rust: &str) -> &str {
    rust.trim_start_matches("r#")
}

/// Whether a name is a keyword of Rust.
pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name) || NOT_RAW.contains(&name) || name == "Self"
}

/// Whether a `rust_name` is a valid name for a type (`UpperCamelCase`) or for anything else (`snake_case`).
pub fn is_pinnable(name: &str, is_type: bool) -> bool {
    let converted = if is_type {
        type_name(name)
    } else {
        value(name)
    };
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let starts_in_case = name.starts_with(|first: char| {
        if is_type {
            first.is_ascii_uppercase()
        } else {
            first.is_ascii_lowercase() || first == '_'
        }
    });
    is_plain
        && passes_lints(name, is_type)
        && starts_in_case
        && converted.is_ok()
        && !is_keyword(name)
        && (is_type || name == name.to_ascii_lowercase())
}

/// Whether rustc's lints on the style of names accept a name.
fn passes_lints(name: &str, is_type: bool) -> bool {
    let inner = name.trim_matches('_');
    let joins_letters = |pair: &[u8]| matches!(pair, [b'_', letter] | [letter, b'_'] if letter.is_ascii_alphabetic());
    let is_joined = is_type && inner.as_bytes().windows(2).any(joins_letters);
    !is_joined && !inner.contains("__")
}

fn check(name: &str) -> Result<&str, NameError> {
    if !name.is_ascii() && name.chars().any(|c| !c.is_ascii() && c.is_alphanumeric()) {
        Err(NameError::NotAscii)
    } else if !name.chars().any(|c| c.is_ascii_alphanumeric()) {
        Err(NameError::Empty)
    } else {
        Ok(name)
    }
}

fn prefix_digit(name: String, prefix: char) -> String {
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("{prefix}{name}")
    } else {
        name
    }
}
