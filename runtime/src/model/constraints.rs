//! Constraints of values, such as a maximum length.

/// Largest rounding error of the quotient of two decimal numbers, relative to the quotient.
const TOLERANCE: f64 = 4.0 * f64::EPSILON;

/// Constraints of a value. Numbers are compared as floats.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(
    not(feature = "testing"),
    allow(
        dead_code,
        reason = "only the fake checks lists, and only the feature `pattern` patterns"
    )
)]
pub struct Constraints {
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) pattern: Option<&'static str>,
    pub(crate) minimum: Option<f64>,
    pub(crate) maximum: Option<f64>,
    pub(crate) exclusive_minimum: Option<f64>,
    pub(crate) exclusive_maximum: Option<f64>,
    pub(crate) multiple_of: Option<f64>,
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) unique_items: bool,
    pub(crate) items: Option<&'static Constraints>,
}

/// Implements a method per constraint.
macro_rules! setters {
    ($($(#[$docs:meta])* $name:ident: $type:ty;)*) => {
        $(
            $(#[$docs])*
            #[must_use]
            pub const fn $name(self, $name: $type) -> Self {
                Self { $name: Some($name), ..self }
            }
        )*
    };
}

impl Constraints {
    /// Allows every value.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            min_length: None,
            max_length: None,
            pattern: None,
            minimum: None,
            maximum: None,
            exclusive_minimum: None,
            exclusive_maximum: None,
            multiple_of: None,
            min_items: None,
            max_items: None,
            unique_items: false,
            items: None,
        }
    }

    setters! {
        /// Sets the minimum length of a string, in characters.
        min_length: u64;
        /// Sets the maximum length of a string, in characters.
        max_length: u64;
        /// Sets the regular expression that a string must match.
        pattern: &'static str;
        /// Sets the minimum, inclusive.
        minimum: f64;
        /// Sets the maximum, inclusive.
        maximum: f64;
        /// Sets the minimum, exclusive.
        exclusive_minimum: f64;
        /// Sets the maximum, exclusive.
        exclusive_maximum: f64;
        /// Sets the number that a number must be a multiple of.
        multiple_of: f64;
        /// Sets the minimum number of items of a list or members of a map.
        min_items: u64;
        /// Sets the maximum number of items of a list or members of a map.
        max_items: u64;
        /// Sets the constraints of each item of a list, or of each value of a map.
        items: &'static Constraints;
    }

    /// Requires that no two items of a list are equal.
    #[must_use]
    pub const fn unique_items(self) -> Self {
        Self {
            unique_items: true,
            ..self
        }
    }
}

impl Constraints {
    /// The constraint of lengths that a string violates, e.g. "must have at least 2 characters".
    pub(crate) fn length(&self, text: &str) -> Option<String> {
        let length = text.chars().count() as u64;
        if let Some(least) = self.min_length.filter(|least| length < *least) {
            return Some(format!("must have at least {least} characters"));
        }
        let most = self.max_length.filter(|most| length > *most)?;
        Some(format!("must have at most {most} characters"))
    }

    /// The constraint that a number violates, e.g. "must be at most 1000".
    pub(crate) fn number(&self, number: f64) -> Option<String> {
        let is_multiple = |of: f64| {
            let quotient = number / of;
            (quotient - quotient.round()).abs() <= quotient.abs() * TOLERANCE
        };
        let checks = [
            ("at least", self.minimum.filter(|it| number < *it)),
            ("at most", self.maximum.filter(|it| number > *it)),
            (
                "greater than",
                self.exclusive_minimum.filter(|it| number <= *it),
            ),
            (
                "less than",
                self.exclusive_maximum.filter(|it| number >= *it),
            ),
            (
                "a multiple of",
                self.multiple_of.filter(|it| !is_multiple(*it)),
            ),
        ];
        let mut violated = checks
            .into_iter()
            .filter_map(|(name, bound)| Some((name, bound?)));
        violated
            .next()
            .map(|(name, bound)| format!("must be {name} {bound}"))
    }
}

/// The message for a string that does not match a pattern.
#[cfg(feature = "pattern")]
pub(crate) fn mismatch(pattern: &str) -> String {
    format!("must match the pattern `{pattern}`")
}

impl Default for Constraints {
    fn default() -> Self {
        Self::new()
    }
}
