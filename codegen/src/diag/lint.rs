//! Lints: findings after which a correct client can still be generated, so that a spec may lower their level.

use super::Code;
use std::collections::BTreeMap;

/// A lint, and what the generator does with an element that it finds.
#[derive(Debug, Clone, Copy)]
pub struct Lint {
    /// Name in `lints` of `api.yaml`, in kebab-case.
    pub name: &'static str,
    /// Code of its findings.
    pub code: Code,
    /// Effect of a finding that is not an error, in Markdown.
    pub effect: &'static str,
}

/// All lints, ordered by name.
pub const LINTS: &[Lint] = &[
    Lint {
        name: "bare-deprecation",
        code: Code::BareDeprecation,
        effect: "The element is deprecated without a note.",
    },
    Lint {
        name: "invalid-example",
        code: Code::InvalidExample,
        effect: "The example or default is ignored.",
    },
    Lint {
        name: "long-name",
        code: Code::LongName,
        effect: "The name is used as it is.",
    },
    Lint {
        name: "misplaced-constraint",
        code: Code::MisplacedConstraint,
        effect: "The key is ignored.",
    },
    Lint {
        name: "shadowed-variant",
        code: Code::ShadowedVariant,
        effect: "The variant is generated, but never decoded.",
    },
    Lint {
        name: "unused-definition",
        code: Code::UnusedName,
        effect: "The definition is ignored.",
    },
    Lint {
        name: "unused-type",
        code: Code::UnusedType,
        effect: "The type is not generated.",
    },
];

impl Lint {
    /// Finds a lint by its name.
    pub fn from_name(name: &str) -> Option<&'static Self> {
        LINTS.iter().find(|lint| lint.name == name)
    }

    /// The lint with this code; `None` if findings with the code are always errors.
    pub fn of(code: Code) -> Option<&'static Self> {
        LINTS.iter().find(|lint| lint.code == code)
    }
}

/// Level of a lint that does not stop the generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Findings are warnings.
    Warn,
    /// Findings are not reported.
    Allow,
}

impl Level {
    /// The levels in the spec.
    pub const NAMES: &'static [&'static str] = &["warn", "allow"];

    /// Finds a level by its name in the spec.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "warn" => Some(Self::Warn),
            "allow" => Some(Self::Allow),
            _ => None,
        }
    }
}

/// The levels of codes whose findings are not errors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels(BTreeMap<Code, Level>);

impl Levels {
    /// Allows the findings of all lints.
    pub fn all_allowed() -> Self {
        Self(LINTS.iter().map(|it| (it.code, Level::Allow)).collect())
    }

    /// Sets the level of a lint.
    pub fn set(&mut self, lint: &Lint, level: Level) {
        self.0.insert(lint.code, level);
    }

    /// The level of a code; `None` if its findings are errors.
    pub(super) fn get(&self, code: Code) -> Option<Level> {
        self.0.get(&code).copied()
    }
}
