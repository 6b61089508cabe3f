//! The rules as data: what each kind of difference means on the wire, for callers' source, and for the version.

mod relation;
mod rule;

pub use relation::Relation;
pub use rule::{Group, Pattern, Rule, Transition, When};

use super::facts::Aspect;
use std::collections::BTreeMap;
use std::fmt;

/// Text of each file in `codegen/rules/` by its stem. The build script writes the table.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// What happened, and to which aspect; to the part as a whole, when none is named.
type Question = (Transition, Option<Aspect>);

/// All rules.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    by_id: BTreeMap<String, Rule>,
    /// Which rules, and which of their alternatives, can claim what happened to an aspect.
    claims: BTreeMap<Question, Vec<(String, usize)>>,
}

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
        Self::read(FILES)
    }

    /// The rules of some files, by their stems.
    ///
    /// # Errors
    /// As [`Rules::embedded`].
    pub fn read(files: &[(&str, &str)]) -> Result<Self, RuleError> {
        let mut rules = Self::default();
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
            rules.add(rule);
        }
        Ok(rules)
    }

    fn add(&mut self, rule: Rule) {
        for (index, when) in rule.when.iter().enumerate() {
            let mut aspects: Vec<_> = when.aspect.iter().copied().map(Some).collect();
            if aspects.is_empty() {
                aspects.push(None);
            }
            for aspect in aspects {
                let claims = self.claims.entry((when.change, aspect)).or_default();
                claims.push((rule.id.clone(), index));
            }
        }
        self.by_id.insert(rule.id.clone(), rule);
    }

    /// The rules that can claim what happened to an aspect, or to a part as a whole, each with the alternative.
    pub fn candidates(
        &self,
        change: Transition,
        aspect: Option<Aspect>,
    ) -> impl Iterator<Item = (&When, &Rule)> {
        let claims = self.claims.get(&(change, aspect)).into_iter().flatten();
        claims.filter_map(|(id, index)| {
            let rule = self.by_id.get(id)?;
            Some((rule.when.get(*index)?, rule))
        })
    }

    /// A rule, by its id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.by_id.get(id)
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.by_id.values()
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rules/{}.yaml: {}", self.stem, self.message)
    }
}

impl std::error::Error for RuleError {}
