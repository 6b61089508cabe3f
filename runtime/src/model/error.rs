//! Decoding errors.

use std::fmt;

use crate::quoted::Quoted;

/// An error decoding a document.
///
/// `Display` shows the path and the reason, e.g. `result[3].created_at: missing`. Both may contain
/// member names, but never values, which may be confidential.
///
/// A call that cannot decode its response returns a [`DecodeFailure`](crate::DecodeFailure)
/// instead, which also has the status and an excerpt of the body.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Detail>);

/// Boxed to keep `Result` small.
#[derive(Clone, PartialEq, Eq)]
struct Detail {
    /// Innermost step first: the path grows while the error is returned.
    steps: Vec<Step>,
    message: String,
}

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Member(String),
    Index(usize),
}

impl DecodeError {
    /// Creates an error for the current value. Callers add the path.
    pub fn new(message: impl fmt::Display) -> Self {
        Self(Box::new(Detail {
            steps: Vec::new(),
            message: message.to_string(),
        }))
    }

    /// Path to the invalid value, e.g. `result[3].created_at`; empty for the document itself.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.0.steps.iter().rev() {
            match step {
                Step::Index(index) => path.extend(["[", &index.to_string(), "]"]),
                Step::Member(name) if path.is_empty() => path.push_str(name),
                Step::Member(name) => {
                    path.push('.');
                    path.push_str(name);
                }
            }
        }
        path
    }

    /// Reason the value is invalid.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Renames the members in the path.
    pub(crate) fn renamed(mut self, name: impl Fn(&str) -> String) -> Self {
        for step in &mut self.0.steps {
            if let Step::Member(member) = step {
                *member = name(member);
            }
        }
        self
    }

    /// Adds the enclosing object to the path.
    pub(crate) fn in_member(mut self, name: &str) -> Self {
        self.0.steps.push(Step::Member(name.to_owned()));
        self
    }

    /// Adds the enclosing list to the path.
    pub(crate) fn in_item(mut self, index: usize) -> Self {
        self.0.steps.push(Step::Index(index));
        self
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = Quoted(self.message());
        if self.0.steps.is_empty() {
            write!(f, "{message}")
        } else {
            write!(f, "{}: {message}", Quoted(&self.path()))
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &Quoted(&self.path()))
            .field("message", &Quoted(self.message()))
            .finish()
    }
}

impl std::error::Error for DecodeError {}
