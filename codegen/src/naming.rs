//! Every Rust name follows from one rule here, so that no name depends on what else the spec holds.

use heck::{ToKebabCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Why a name cannot become a Rust name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// It has no letter or digit, such as `+` or the empty string.
    NothingLeft,
    /// It has letters outside ASCII.
    NotAscii,
}

impl Problem {
    /// What to say of it.
    pub fn message(self, name: &str) -> String {
        match self {
            Self::NothingLeft => format!("`{name}` has no letter or digit to make a Rust name of"),
            Self::NotAscii => format!("`{name}` has letters that a Rust name here may not have"),
        }
    }
}

/// Words that cannot be used as they are; those that not even `r#` saves get an underscore.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];
const UNESCAPABLE: &[&str] = &["crate", "self", "super", "_"];

/// `snake_case`, without regard to keywords: for file names, and as the base of [`value`].
pub fn snake(name: &str) -> String {
    name.to_snake_case()
}

/// `kebab-case`: for package names.
pub fn kebab(name: &str) -> String {
    name.to_kebab_case()
}

/// `SHOUTY_SNAKE_CASE`: for statics.
pub fn constant(name: &str) -> String {
    name.to_shouty_snake_case()
}

/// The name of a field, method, argument or module.
pub fn value(name: &str) -> Result<String, Problem> {
    let name = after_digit(usable(name)?.to_snake_case(), 'v');
    Ok(if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else if UNESCAPABLE.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    })
}

/// The name of a type or of an enum's variant.
pub fn type_name(name: &str) -> Result<String, Problem> {
    let name = after_digit(usable(name)?.to_upper_camel_case(), 'V');
    // The one keyword in this case.
    Ok(if name == "Self" {
        "Self_".to_owned()
    } else {
        name
    })
}

/// The type of an enum's values that may be sent, where that is fewer.
pub fn input(rust_type: &str) -> String {
    format!("{rust_type}Input")
}

/// The method that sets a field to `null`.
pub fn clear(rust: &str) -> String {
    format!("clear_{}", plain(rust))
}

/// The function that chooses an operation's shape of success.
pub fn decode(rust: &str) -> String {
    format!("decode_{}", plain(rust))
}

/// The setter of a model, which must not hide the constructor, nor what every model can do.
pub fn model_setter(rust: &str) -> String {
    if matches!(rust, "new" | "clone") {
        format!("{rust}_")
    } else {
        rust.to_owned()
    }
}

/// A name without the mark of a raw one, as part of a longer name or in docs.
pub fn plain(rust: &str) -> &str {
    rust.trim_start_matches("r#")
}

/// Whether a pinned name can be used as it is, for a value (`snake_case`) or a type.
pub fn is_pinnable(name: &str, is_type: bool) -> bool {
    let ruled = if is_type {
        type_name(name)
    } else {
        value(name)
    };
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let starts = name.starts_with(|first: char| {
        if is_type {
            first.is_ascii_uppercase()
        } else {
            first.is_ascii_lowercase() || first == '_'
        }
    });
    plain
        && starts
        && ruled.is_ok()
        && !(KEYWORDS.contains(&name) || UNESCAPABLE.contains(&name) || name == "Self")
        && (is_type || name == name.to_ascii_lowercase())
}

fn usable(name: &str) -> Result<&str, Problem> {
    if !name.is_ascii() && name.chars().any(|c| !c.is_ascii() && c.is_alphanumeric()) {
        Err(Problem::NotAscii)
    } else if !name.chars().any(|c| c.is_ascii_alphanumeric()) {
        Err(Problem::NothingLeft)
    } else {
        Ok(name)
    }
}

fn after_digit(name: String, prefix: char) -> String {
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("{prefix}{name}")
    } else {
        name
    }
}
