//! The rules, as data: the severity of each kind of difference on the wire and in Rust, and the version it requires.

mod relation;
mod rule;

pub use relation::Relation;
pub use rule::{Group, Pattern, Rule, Transition, When};

use super::facts::Aspect;
use super::report::Policy;
use std::collections::BTreeMap;
use std::fmt;

/// Content of each file in `codegen/rules/` by its stem. The build script writes the table.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// A transition, and the aspect that it is about; none for the element as a whole.
type Claim = (Transition, Option<Aspect>);

/// All rules.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    by_id: BTreeMap<String, Rule>,
    /// Rules that can claim a transition of an aspect, each with the index of the alternative.
    claims: BTreeMap<Claim, Vec<(String, usize)>>,
    /// Whether the policies do not apply.
    without_policies: bool,
}

/// An invalid rule file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleError {
    /// Stem of the file.
    pub stem: String,
    /// Description of the error.
    pub message: String,
}

impl Rules {
    /// The rules that are built into this crate.
    ///
    /// # Errors
    /// Returns the first file that is not a rule, or whose rule has a different id than the file.
    pub fn embedded() -> Result<Self, RuleError> {
        Self::read(FILES)
    }

    /// Parses rules from files, given by stem and content.
    ///
    /// # Errors
    /// As for [`Rules::embedded`].
    pub fn read(files: &[(&str, &str)]) -> Result<Self, RuleError> {
        let rules = files.iter().map(|(stem, text)| {
            let failed = |message: String| RuleError {
                stem: (*stem).to_owned(),
                message,
            };
            let rule: Rule =
                serde_yaml::from_str(text).map_err(|error| failed(error.to_string()))?;
            if rule.id != *stem {
                return Err(failed(format!("contains the rule `{}`", rule.id)));
            }
            Ok(rule)
        });
        rules.collect()
    }

    /// The rules for APIs without policies, such as those of others: nothing has to be announced or approved.
    #[must_use]
    pub fn without_policies(self) -> Self {
        let rules = self.by_id.into_values().map(|rule| Rule {
            policy: Policy::None,
            ..rule
        });
        Self {
            without_policies: true,
            ..rules.collect()
        }
    }

    /// Whether policies apply.
    pub(super) fn have_policies(&self) -> bool {
        !self.without_policies
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

    /// Rules that can claim a transition of an aspect, or of an element as a whole, each with the alternative.
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

    /// The rule with an id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.by_id.get(id)
    }

    /// All rules, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.by_id.values()
    }
}

impl FromIterator<Rule> for Rules {
    fn from_iter<T: IntoIterator<Item = Rule>>(rules: T) -> Self {
        let mut all = Self::default();
        rules.into_iter().for_each(|rule| all.add(rule));
        all
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rules/{}.yaml: {}", self.stem, self.message)
    }
}

impl std::error::Error for RuleError {}
