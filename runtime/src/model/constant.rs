//! Constants: members with a single possible value.

use std::fmt;

use serde_json::Value;

use super::{DecodeError, Slot, Source};

/// A constant of a member.
pub trait Constant: fmt::Debug + Sync {
    /// Returns true if the value is the constant.
    fn is(&self, value: &Value) -> bool;

    /// The constant as JSON.
    fn value(&self) -> Value;
}

impl Constant for &str {
    fn is(&self, value: &Value) -> bool {
        value == self
    }

    fn value(&self) -> Value {
        (*self).into()
    }
}

impl Constant for bool {
    fn is(&self, value: &Value) -> bool {
        value == self
    }

    fn value(&self) -> Value {
        (*self).into()
    }
}

impl Constant for f64 {
    fn is(&self, value: &Value) -> bool {
        value.as_f64() == Some(*self)
    }

    fn value(&self) -> Value {
        (*self).into()
    }
}

/// Servers may encode an integer such as `1` as `1.0`.
macro_rules! integer {
    ($($type:ty)+) => {
        $(impl Constant for $type {
            fn is(&self, value: &Value) -> bool {
                value == self || value.is_f64() && value.as_f64() == Value::from(*self).as_f64()
            }

            fn value(&self) -> Value {
                (*self).into()
            }
        })+
    };
}

integer!(i32 i64 u32 u64);

/// The slot of a member that is always a constant. It checks the value and does not store it.
#[derive(Debug)]
pub struct Fixed<'a> {
    constant: &'a dyn Constant,
    is_filled: bool,
}

impl<'a> Fixed<'a> {
    /// Creates an empty slot.
    #[must_use]
    pub fn new(constant: &'a dyn Constant) -> Self {
        Self {
            constant,
            is_filled: false,
        }
    }
}

impl Slot for Fixed<'_> {
    fn fill(&mut self, source: Option<&mut dyn Source<'_>>) -> Result<(), DecodeError> {
        self.is_filled = false;
        if let Some(source) = source {
            if !self.constant.is(&*source.tree()?) {
                // The constant is part of the API, so the message may contain it.
                let constant = self.constant.value();
                return Err(DecodeError::new(format_args!("expected {constant}")));
            }
            self.is_filled = true;
        }
        Ok(())
    }

    fn is_filled(&self) -> bool {
        self.is_filled
    }
}
