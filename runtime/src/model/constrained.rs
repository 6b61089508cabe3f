//! Types of strings and numbers with constraints.

use std::fmt;
#[cfg(feature = "pattern")]
use std::sync::OnceLock;

#[cfg(feature = "pattern")]
use regex_lite::Regex;

use super::Constraints;
#[cfg(feature = "pattern")]
use super::mismatch;

/// An error creating a value that violates a constraint of its type.
///
/// `Display` describes the constraint, e.g. "the value must have at most 8 characters". It does not
/// repeat the value, which may be confidential.
#[derive(Clone, PartialEq, Eq)]
pub struct ConstraintError(String);

impl ConstraintError {
    /// Called by the `FromStr` implementations of generated types.
    #[doc(hidden)]
    #[must_use]
    pub fn not_a_number() -> Self {
        Self("must be a number of the type".to_owned())
    }
}

impl fmt::Display for ConstraintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the value {}", self.0)
    }
}

impl fmt::Debug for ConstraintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ConstraintError({self})")
    }
}

impl std::error::Error for ConstraintError {}

/// The constraints of a type, with the compiled pattern.
#[doc(hidden)]
pub struct Constrained {
    constraints: Constraints,
    /// `None` inside if the pattern is not supported.
    #[cfg(feature = "pattern")]
    regex: OnceLock<Option<Regex>>,
}

impl Constrained {
    /// Takes the constraints of a type.
    #[must_use]
    pub const fn new(constraints: Constraints) -> Self {
        Self {
            constraints,
            #[cfg(feature = "pattern")]
            regex: OnceLock::new(),
        }
    }

    /// Checks a string.
    ///
    /// # Errors
    /// Returns an error if the string violates a constraint.
    pub fn text(&self, text: &str) -> Result<(), ConstraintError> {
        let violation = self.constraints.length(text);
        let violation = violation.or_else(|| self.pattern(text));
        violation.map_or(Ok(()), |it| Err(ConstraintError(it)))
    }

    /// Checks a number.
    ///
    /// # Errors
    /// Returns an error if the number violates a constraint.
    pub fn number(&self, number: f64) -> Result<(), ConstraintError> {
        let violation = self.constraints.number(number);
        violation.map_or(Ok(()), |it| Err(ConstraintError(it)))
    }

    #[cfg(feature = "pattern")]
    fn pattern(&self, text: &str) -> Option<String> {
        let pattern = self.constraints.pattern?;
        // Some patterns of JSON Schema, such as those with look-ahead, are not supported.
        let regex = self.regex.get_or_init(|| Regex::new(pattern).ok());
        let is_match = regex.as_ref()?.is_match(text);
        (!is_match).then(|| mismatch(pattern))
    }

    /// A type with a pattern enables the feature.
    #[cfg(not(feature = "pattern"))]
    #[expect(clippy::unused_self, reason = "the other implementation uses it")]
    fn pattern(&self, _text: &str) -> Option<String> {
        None
    }
}

/// Implements a checked constructor, access to the value, conversions, `Decode`, `Serialize` and
/// `Deserialize` for a type that wraps a `String` or a number with constraints.
///
/// Only creating a value checks the constraints. Decoding keeps every string or number, because
/// constraints may be loosened after the client was built. `is_valid` checks a decoded value. A union
/// without a discriminator checks the constraints to choose its variant.
///
/// ```
/// # use clientwright_runtime as runtime;
/// #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
/// pub struct Code(String);
/// runtime::constrained!(Code(String): max_length(3));
///
/// assert_eq!(Code::new("abc")?.as_str(), "abc");
/// let error = "abcd".parse::<Code>().unwrap_err();
/// assert_eq!(error.to_string(), "the value must have at most 3 characters");
///
/// let received: Code = runtime::model::from_json(br#""abcd""#)?;
/// assert!(!received.is_valid());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! constrained {
    ($type:ident(String): $($constraint:ident($bound:expr)),+ $(,)?) => {
        const _: () = {
            static CONSTRAINTS: $crate::model::Constrained = $crate::model::Constrained::new(
                $crate::model::Constraints::new()$(.$constraint($bound))+,
            );

            impl $type {
                /// Creates a value.
                ///
                /// # Errors
                /// Returns an error if the string violates a constraint of the type.
                pub fn new(
                    text: impl ::std::convert::Into<::std::string::String>,
                ) -> ::std::result::Result<Self, $crate::model::ConstraintError> {
                    let text = text.into();
                    CONSTRAINTS.text(&text)?;
                    ::std::result::Result::Ok(Self(text))
                }

                /// Returns the value as a string.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    &self.0
                }

                /// Returns whether the value meets the constraints of the type. Values from the
                /// server may not.
                #[must_use]
                pub fn is_valid(&self) -> bool {
                    CONSTRAINTS.text(&self.0).is_ok()
                }
            }
            impl $crate::model::Decode for $type {
                fn decode(
                    source: &mut dyn $crate::model::Source<'_>,
                ) -> ::std::result::Result<Self, $crate::model::DecodeError> {
                    let is_trial = source.is_trial();
                    let value = Self(source.text()?.into_owned());
                    if is_trial {
                        CONSTRAINTS.text(&value.0).map_err($crate::model::violated)?;
                    }
                    ::std::result::Result::Ok(value)
                }
            }
        };
        impl ::std::convert::TryFrom<::std::string::String> for $type {
            type Error = $crate::model::ConstraintError;
            fn try_from(
                text: ::std::string::String,
            ) -> ::std::result::Result<Self, $crate::model::ConstraintError> {
                Self::new(text)
            }
        }
        impl ::std::convert::TryFrom<&str> for $type {
            type Error = $crate::model::ConstraintError;
            fn try_from(
                text: &str,
            ) -> ::std::result::Result<Self, $crate::model::ConstraintError> {
                Self::new(text)
            }
        }
        impl ::std::str::FromStr for $type {
            type Err = $crate::model::ConstraintError;
            fn from_str(
                text: &str,
            ) -> ::std::result::Result<Self, $crate::model::ConstraintError> {
                Self::new(text)
            }
        }
        impl ::std::convert::From<$type> for ::std::string::String {
            fn from(value: $type) -> Self {
                value.0
            }
        }
        $crate::__from_as_str!($type);
        $crate::__deserialize!($type);
        $crate::__typed!(constrained $type: ::std::string::String; $($constraint($bound)),+);
    };
    ($type:ident($inner:ty): $($constraint:ident($bound:expr)),+ $(,)?) => {
        const _: () = {
            static CONSTRAINTS: $crate::model::Constrained = $crate::model::Constrained::new(
                $crate::model::Constraints::new()$(.$constraint($bound))+,
            );

            impl $type {
                /// Creates a value.
                ///
                /// # Errors
                /// Returns an error if the number violates a constraint of the type.
                pub fn new(
                    number: $inner,
                ) -> ::std::result::Result<Self, $crate::model::ConstraintError> {
                    let value = Self(number);
                    CONSTRAINTS.number(number as f64)?;
                    ::std::result::Result::Ok(value)
                }

                /// Returns the number.
                #[must_use]
                pub fn get(self) -> $inner {
                    self.0
                }

                /// Returns whether the value meets the constraints of the type. Values from the
                /// server may not.
                #[must_use]
                pub fn is_valid(self) -> bool {
                    CONSTRAINTS.number(self.0 as f64).is_ok()
                }
            }
            impl $crate::model::Decode for $type {
                fn decode(
                    source: &mut dyn $crate::model::Source<'_>,
                ) -> ::std::result::Result<Self, $crate::model::DecodeError> {
                    let is_trial = source.is_trial();
                    let value = <$inner as $crate::model::Decode>::decode(source).map(Self)?;
                    if is_trial {
                        CONSTRAINTS.number(value.0 as f64).map_err($crate::model::violated)?;
                    }
                    ::std::result::Result::Ok(value)
                }
            }
        };
        impl ::std::convert::TryFrom<$inner> for $type {
            type Error = $crate::model::ConstraintError;
            fn try_from(
                number: $inner,
            ) -> ::std::result::Result<Self, $crate::model::ConstraintError> {
                Self::new(number)
            }
        }
        impl ::std::str::FromStr for $type {
            type Err = $crate::model::ConstraintError;
            fn from_str(
                text: &str,
            ) -> ::std::result::Result<Self, $crate::model::ConstraintError> {
                let number = text.parse().map_err(|_| $crate::model::ConstraintError::not_a_number())?;
                Self::new(number)
            }
        }
        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl $crate::model::serde::Serialize for $type {
            fn serialize<S: $crate::model::serde::Serializer>(
                &self,
                to: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::model::serde::Serialize::serialize(&self.0, to)
            }
        }
        $crate::__deserialize!($type);
        $crate::__typed!(constrained $type: $inner; $($constraint($bound)),+);
    };
}

/// The error of a trial whose value violates a constraint.
#[doc(hidden)]
#[must_use]
pub fn violated(_: ConstraintError) -> super::DecodeError {
    super::DecodeError::new("violates a constraint")
}

#[cfg(test)]
mod tests {
    use crate::model::{Constraints, from_json, from_value};
    use serde_json::{Value, json};

    use super::Constrained;

    #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
    struct Code(String);
    constrained!(Code(String): min_length(2), max_length(3));

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
    struct Port(i32);
    constrained!(Port(i32): minimum(1.0), maximum(65_535.0));

    #[derive(Debug, Clone, PartialEq)]
    enum Target {
        Port(Port),
        Code(Code),
        Name(String),
        Unrecognized(Value),
    }
    crate::untagged_union!(Target: Port(_), Code(_), Name(_));

    #[test]
    fn constructors_check_and_decoding_does_not() {
        assert_eq!(Code::new("ab").map(String::from), Ok("ab".to_owned()));
        for invalid in ["a", "abcd"] {
            Code::try_from(invalid).expect_err("an invalid value");
            let received: Code = from_value(&json!(invalid)).expect("a string");
            assert!(!received.is_valid() && received.as_str() == invalid);
            assert_eq!(serde_json::to_value(&received).ok(), Some(json!(invalid)));
        }
        assert_eq!("80".parse().map(Port::get), Ok(80));
        assert!(Port::new(0).is_err() && "x".parse::<Port>().is_err());
        assert!(!from_json::<Port>(b"-1").expect("a number").is_valid());
        assert!(from_json::<Code>(b"1").is_err());
    }

    #[test]
    fn unions_choose_a_variant_by_its_constraints() {
        let decoded = |value: Value| from_value::<Target>(&value).expect("a value");
        assert_eq!(decoded(json!(80)), Target::Port(Port(80)));
        assert_eq!(decoded(json!(0)), Target::Unrecognized(json!(0)));
        assert_eq!(decoded(json!("ab")), Target::Code(Code("ab".into())));
        assert_eq!(decoded(json!("long")), Target::Name("long".into()));
    }

    #[cfg(feature = "pattern")]
    #[test]
    fn patterns_are_checked_if_they_are_supported() {
        let pattern = |pattern| Constrained::new(Constraints::new().pattern(pattern));
        assert!(pattern("^[a-z]+$").text("ab").is_ok());
        let error = pattern("^[a-z]+$").text("A").expect_err("a mismatch");
        assert_eq!(
            error.to_string(),
            "the value must match the pattern `^[a-z]+$`"
        );
        assert!(pattern("^(?=a)").text("b").is_ok());
    }
}
