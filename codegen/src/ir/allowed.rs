//! The values that a scalar and its constraints allow, and which of them others allow too.

use super::{Constraints, Scalar};
use crate::builtin::JsonType;
use serde_json::Number;
use std::cmp::Ordering;

/// The values of a scalar that meet constraints, as clients check them: patterns are compared as text, and formats ignored.
#[derive(Debug, Clone, Copy)]
pub struct Allowed<'a> {
    /// Scalar of the values.
    pub scalar: Scalar,
    /// Constraints of the type; `None` if it has none.
    pub of_type: Option<&'a Constraints>,
    /// Constraints of the field or parameter with the type; `None` if it has none, or if they do not matter.
    pub of_use: Option<&'a Constraints>,
}

/// An end of a range of numbers.
#[derive(Debug, Clone, PartialEq)]
struct End {
    value: Number,
    /// Whether the end itself is allowed.
    inclusive: bool,
}

/// A side of a range of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

impl<'a> Allowed<'a> {
    /// Whether every value of the other set is in this one. `false` if that cannot be decided.
    pub fn contains(self, other: Self) -> bool {
        // Bounds can make the values of a wider integer fit.
        let are_integers = self.scalar.is_integer() && other.scalar.is_integer();
        (are_integers || self.scalar.contains(other.scalar))
            && (!self.scalar.has_length() || self.contains_texts(other))
            && (!self.scalar.is_number() || self.contains_numbers(other))
    }

    fn constraints(self) -> impl Iterator<Item = &'a Constraints> {
        [self.of_type, self.of_use].into_iter().flatten()
    }

    fn contains_texts(self, other: Self) -> bool {
        let least = other.constraints().filter_map(|it| it.min_length).max();
        let greatest = other.constraints().filter_map(|it| it.max_length).min();
        let least = least.unwrap_or_default();
        self.constraints().all(|wide| {
            let has_pattern = |pattern: &String| {
                let mut patterns = other.constraints().filter_map(|it| it.pattern.as_ref());
                patterns.any(|it| it == pattern)
            };
            wide.min_length.is_none_or(|it| it <= least)
                && wide
                    .max_length
                    .is_none_or(|it| greatest.is_some_and(|greatest| greatest <= it))
                && wide.pattern.as_ref().is_none_or(has_pattern)
        })
    }

    fn contains_numbers(self, other: Self) -> bool {
        let contains_end = |side: Side| {
            let others = other.reached(side);
            let is_implied = |end: End| others.iter().any(|other| side.is_within(other, &end));
            self.ends(side).all(is_implied)
        };
        contains_end(Side::Low)
            && contains_end(Side::High)
            && self.steps().all(|step| other.has_step(step))
    }

    /// The ends of the range on a side, including that of the scalar.
    fn ends(self, side: Side) -> impl Iterator<Item = End> {
        let given = self.constraints().flat_map(move |it| match side {
            Side::Low => [(&it.minimum, true), (&it.exclusive_minimum, false)],
            Side::High => [(&it.maximum, true), (&it.exclusive_maximum, false)],
        });
        let given = given.filter_map(|(value, inclusive)| {
            let value = value.clone()?;
            Some(End { value, inclusive })
        });
        let of_scalar = match self.scalar.json() {
            JsonType::Integer { min, max } => Number::from_i128(match side {
                Side::Low => min,
                Side::High => max,
            }),
            _ => None,
        };
        given.chain(of_scalar.map(|value| End {
            value,
            inclusive: true,
        }))
    }

    /// The ends of the range on a side that values can reach.
    fn reached(self, side: Side) -> Vec<End> {
        let is_integer = self.scalar.is_integer();
        let ends = self.ends(side);
        ends.map(|end| if is_integer { end.inward(side) } else { end })
            .collect()
    }

    fn steps(self) -> impl Iterator<Item = &'a Number> {
        self.constraints().filter_map(|it| it.multiple_of.as_ref())
    }

    /// Whether all values are multiples of a number.
    fn has_step(self, of: &Number) -> bool {
        let is_whole = self.scalar.is_integer() && is_multiple(&Number::from(1), of);
        is_whole || self.steps().any(|step| is_multiple(step, of))
    }
}

impl End {
    /// The last integer within the end, as an end of its own.
    fn inward(self, side: Side) -> Self {
        let inner = match integer(&self.value) {
            Some(_) if self.inclusive => None,
            Some(value) => Number::from_i128(side.next(value)),
            None => self.value.as_f64().and_then(|value| side.whole(value)),
        };
        match inner {
            Some(value) => Self {
                value,
                inclusive: true,
            },
            None => self,
        }
    }
}

impl Side {
    /// Whether all numbers within an end are within another one. Clients compare numbers as floats, which can round two
    /// integers to the same number.
    fn is_within(self, end: &End, other: &End) -> bool {
        match compare_numbers(&end.value, &other.value) {
            Ordering::Equal => other.inclusive || !end.inclusive,
            order if order == self.outward() => false,
            _ => other.inclusive || !end.inclusive || end.value.as_f64() != other.value.as_f64(),
        }
    }

    /// Order of a number outside of the end to the end.
    fn outward(self) -> Ordering {
        match self {
            Self::Low => Ordering::Less,
            Self::High => Ordering::Greater,
        }
    }

    /// The integer next to an exclusive end.
    fn next(self, end: i128) -> i128 {
        match self {
            Self::Low => end + 1,
            Self::High => end - 1,
        }
    }

    /// The integer next to a fraction; none for a number that is no fraction.
    fn whole(self, end: f64) -> Option<Number> {
        let whole = match self {
            Self::Low => end.ceil(),
            Self::High => end.floor(),
        };
        Number::from_f64(whole).filter(|_| end.fract() != 0.0)
    }
}

/// Whether a step is a multiple of another one, up to the rounding of decimal numbers.
pub fn is_multiple(step: &Number, of: &Number) -> bool {
    if let (Some(step), Some(of)) = (integer(step), integer(of)) {
        return of != 0 && step % of == 0;
    }
    let (Some(step), Some(of)) = (step.as_f64(), of.as_f64()) else {
        return false;
    };
    let quotient = step / of;
    quotient >= 0.5 && (quotient - quotient.round()).abs() <= quotient * 4.0 * f64::EPSILON
}

/// The integer that a number is written as; none for one with a fraction or exponent.
pub fn integer(number: &Number) -> Option<i128> {
    number
        .as_i64()
        .map(i128::from)
        .or_else(|| number.as_u64().map(i128::from))
}

/// Compares two numbers, exactly if both are integers; `f64` would round large ones.
pub fn compare_numbers(one: &Number, other: &Number) -> Ordering {
    match (integer(one), integer(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => one
            .as_f64()
            .partial_cmp(&other.as_f64())
            .unwrap_or(Ordering::Equal),
    }
}
