//! The rules as data: what each kind of difference means on the wire, for callers' source, and for the version.

mod embedded;
mod relation;
mod rule;

pub use relation::Relation;
pub use rule::{Group, Pattern, Rule, Transition, When};

use std::collections::BTreeMap;
use std::fmt;

/// All rules.
#[derive(Debug, Clone, Default)]
pub struct Rules(BTreeMap<String, Rule>);

/// A rule's file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleError {
    /// The stem of its file.
    pub stem: String,
    /// What is wrong with it.
    pub message: String,
}

impl Rules {
    /// The rules that this crate brings.
    ///
    /// # Errors
    /// The first file that cannot be read as a rule, or holds another than its name says.
    pub fn embedded() -> Result<Self, RuleError> {
        Self::read(embedded::FILES)
    }

    /// The rules of some files, by their stems.
    ///
    /// # Errors
    /// As [`Rules::embedded`].
    pub fn read(files: &[(&str, &str)]) -> Result<Self, RuleError> {
        let mut rules = BTreeMap::new();
        for (stem, text) in files {
            let failed = |message: String| RuleError {
                stem: (*stem).to_owned(),
                message,
            };
            let rule: Rule =
                serde_yaml::from_str(text).map_err(|error| failed(error.to_string()))?;
            if rule.id != *stem {
                return Err(failed(format!("holds the rule `{}`", rule.id)));
            }
            rules.insert(rule.id.clone(), rule);
        }
        Ok(Self(rules))
    }

    /// A rule, by its id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.0.get(id)
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.0.values()
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rules/{}.yaml: {}", self.stem, self.message)
    }
}

impl std::error::Error for RuleError {}
