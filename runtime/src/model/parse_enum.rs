//! The error for values that an enum of a request body does not have.

use std::fmt;

/// An error parsing a value of an enum that request bodies use, e.g. `PatternTypeInput`.
///
/// `Display` lists the valid values, e.g. "expected one of `EMAIL`, `DOMAIN`, `IP`". It does not
/// repeat the invalid one, which may be confidential.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ParseEnumError(Values);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Values {
    Strings(&'static [&'static str]),
    Integers(&'static [i64]),
}

impl ParseEnumError {
    /// Called by the conversions of a generated enum of strings.
    #[doc(hidden)]
    #[must_use]
    pub const fn strings(values: &'static [&'static str]) -> Self {
        Self(Values::Strings(values))
    }

    /// Called by the conversions of a generated enum of integers.
    #[doc(hidden)]
    #[must_use]
    pub const fn integers(values: &'static [i64]) -> Self {
        Self(Values::Integers(values))
    }
}

impl fmt::Display for ParseEnumError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Values::Strings(values) => list(f, values),
            Values::Integers(values) => list(f, values),
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, values: &[impl fmt::Display]) -> fmt::Result {
    f.write_str("expected one of ")?;
    for (index, value) in values.iter().enumerate() {
        let separator = if index == 0 { "" } else { ", " };
        write!(f, "{separator}`{value}`")?;
    }
    Ok(())
}

impl fmt::Debug for ParseEnumError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ParseEnumError({self})")
    }
}

impl std::error::Error for ParseEnumError {}
