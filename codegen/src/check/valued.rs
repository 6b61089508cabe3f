//! Keys whose values belong to the type of a field.

use crate::diag::Code;
use std::fmt;

/// A key whose value belongs to the type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Valued {
    Default,
    Constant,
    Example,
}

impl Valued {
    /// Code of an invalid value. The client sends constants, so an invalid one cannot be ignored.
    pub(super) fn code(self) -> Code {
        match self {
            Self::Default | Self::Example => Code::InvalidExample,
            Self::Constant => Code::InvalidConstant,
        }
    }
}

impl fmt::Display for Valued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Default => "default",
            Self::Constant => "constant",
            Self::Example => "example",
        })
    }
}
