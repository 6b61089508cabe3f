//! Constraints of values.

/// Constraints of a value. Numbers are compared as floats.
#[derive(Debug, Clone, Copy)]
pub struct Constraints {
    pub(in crate::testing) min_length: Option<u64>,
    pub(in crate::testing) max_length: Option<u64>,
    pub(in crate::testing) pattern: Option<&'static str>,
    pub(in crate::testing) minimum: Option<f64>,
    pub(in crate::testing) maximum: Option<f64>,
    pub(in crate::testing) exclusive_minimum: Option<f64>,
    pub(in crate::testing) exclusive_maximum: Option<f64>,
    pub(in crate::testing) multiple_of: Option<f64>,
    pub(in crate::testing) min_items: Option<u64>,
    pub(in crate::testing) max_items: Option<u64>,
    pub(in crate::testing) unique_items: bool,
    pub(in crate::testing) items: Option<&'static Constraints>,
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

impl Default for Constraints {
    fn default() -> Self {
        Self::new()
    }
}
