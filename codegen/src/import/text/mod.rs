//! YAML text of a spec file, in the style of specs that are written by hand.

mod block;
mod flow;
mod scalar;
mod type_text;

use crate::yaml::{Node, Value};

/// A value to write as YAML.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Yaml {
    /// A value that is neither a list nor a map.
    Scalar(Scalar),
    /// A type expression, such as `[string?]`. It is written without quotes if YAML reads it as a type then.
    Type(String),
    /// A list.
    List(Vec<Yaml>),
    /// A map in the order of the text.
    Map(Vec<(String, Yaml)>),
}

/// A value that is neither a list nor a map.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Scalar {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written.
    Number(String),
    /// A string.
    String(String),
}

impl Yaml {
    /// The text of a file with this content.
    pub(crate) fn to_text(&self) -> String {
        block::file(self)
    }

    /// `null`.
    pub(crate) fn null() -> Self {
        Self::Scalar(Scalar::Null)
    }

    /// A number as written.
    pub(crate) fn number(text: impl Into<String>) -> Self {
        Self::Scalar(Scalar::Number(text.into()))
    }

    /// The content of a string.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Scalar(Scalar::String(text)) => Some(text),
            _ => None,
        }
    }
}

impl From<&str> for Yaml {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Yaml {
    fn from(text: String) -> Self {
        Self::Scalar(Scalar::String(text))
    }
}

impl From<bool> for Yaml {
    fn from(value: bool) -> Self {
        Self::Scalar(Scalar::Bool(value))
    }
}

/// A value of a document, such as an example.
impl From<&Node> for Yaml {
    fn from(node: &Node) -> Self {
        match &node.value {
            Value::Null => Self::Scalar(Scalar::Null),
            Value::Bool(value) => (*value).into(),
            Value::Number(text) => Self::Scalar(Scalar::Number(text.clone())),
            Value::String(text) => text.as_str().into(),
            Value::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Map(entries) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| (key.text.clone(), value.into()));
                Self::Map(entries.collect())
            }
        }
    }
}

#[cfg(test)]
mod tests;
