//! The error of decoding: what is wrong, and where in the document.

use std::fmt;

use crate::quoted::Quoted;

/// A document that does not have the expected shape.
///
/// `Display` gives both parts, as in `result[3].created_at: missing`. Neither holds a value of the
/// document, which may be none of a log's business; only the names of members appear.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Detail>);

/// Boxed, so that a `Result` on the path of success stays small.
#[derive(Clone, PartialEq, Eq)]
struct Detail {
    /// Innermost step first: the path grows while the error travels outwards.
    steps: Vec<Step>,
    message: String,
}

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Member(String),
    Index(usize),
}

impl DecodeError {
    /// An error at the place that is being read; the callers add the path to it.
    pub fn new(message: impl fmt::Display) -> Self {
        Self(Box::new(Detail {
            steps: Vec::new(),
            message: message.to_string(),
        }))
    }

    /// Where: `result[3].created_at`, or empty for the document itself.
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

    /// What is wrong there.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The same error with other names of members.
    pub(crate) fn renamed(mut self, name: impl Fn(&str) -> String) -> Self {
        for step in &mut self.0.steps {
            if let Step::Member(member) = step {
                *member = name(member);
            }
        }
        self
    }

    /// The same error, seen from the object around it.
    pub(crate) fn in_member(mut self, name: &str) -> Self {
        self.0.steps.push(Step::Member(name.to_owned()));
        self
    }

    /// The same error, seen from the list around it.
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
