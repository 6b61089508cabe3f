//! [`Source`] for a JSON tree.

use std::borrow::Cow;

use serde_json::Value;

use super::object::check_required;
use crate::model::scalar::mismatch;
use crate::model::{DecodeError, Member, Read, Rest, Scalar, Slot, Source};

/// A value in a tree until it is read. Unlike serde's deserializer, it lends its value, so that nested
/// unions need no copies.
pub(crate) struct Tree<'de> {
    value: Option<&'de Value>,
    is_trial: bool,
}

impl<'de> Tree<'de> {
    pub(crate) fn new(value: &'de Value) -> Self {
        Self {
            value: Some(value),
            is_trial: false,
        }
    }

    /// A value that is decoded only to find out whether it can be.
    pub(crate) fn trial(value: &'de Value) -> Self {
        Self {
            value: Some(value),
            is_trial: true,
        }
    }

    fn inner(&self, value: &'de Value) -> Self {
        Self {
            value: Some(value),
            is_trial: self.is_trial,
        }
    }

    fn take(&mut self) -> Result<&'de Value, DecodeError> {
        let value = self.value.take();
        value.ok_or_else(|| DecodeError::new("the value has already been read"))
    }
}

impl<'de> Source<'de> for Tree<'de> {
    fn scalar(&mut self, expected: &str) -> Result<Scalar<'de>, DecodeError> {
        Ok(match self.take()? {
            Value::Null => Scalar::Null,
            Value::Bool(boolean) => Scalar::Boolean(*boolean),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(integer), _) => Scalar::Integer(integer),
                (None, Some(integer)) => Scalar::Unsigned(integer),
                (None, None) => Scalar::Number(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => Scalar::Text(Cow::Borrowed(text)),
            Value::Array(_) => return Err(mismatch(expected, "a list")),
            Value::Object(_) => return Err(mismatch(expected, "an object")),
        })
    }

    fn value(&mut self) -> Result<Value, DecodeError> {
        self.take().cloned()
    }

    fn tree(&mut self) -> Result<Cow<'de, Value>, DecodeError> {
        self.take().map(Cow::Borrowed)
    }

    fn is_trial(&self) -> bool {
        self.is_trial
    }

    fn nullable(&mut self, read: Read<'_, 'de>) -> Result<(), DecodeError> {
        match self.take()? {
            Value::Null => Ok(()),
            value => read(&mut self.inner(value)),
        }
    }

    fn list(&mut self, read: Read<'_, 'de>) -> Result<(), DecodeError> {
        let value = self.take()?;
        let Value::Array(items) = value else {
            return Err(mismatch("a list", kind(value)));
        };
        for (index, item) in items.iter().enumerate() {
            read(&mut self.inner(item)).map_err(|error| error.in_item(index))?;
        }
        Ok(())
    }

    fn object(
        &mut self,
        members: &[Member<'_>],
        slots: &mut [&mut dyn Slot],
        rest: &mut [&mut dyn Rest],
    ) -> Result<(), DecodeError> {
        let value = self.take()?;
        let Value::Object(object) = value else {
            return Err(mismatch("an object", kind(value)));
        };
        for (member, slot) in members.iter().zip(slots.iter_mut()) {
            let Some(value) = object.get(member.name()) else {
                continue;
            };
            let outcome = if value.is_null() && member.presence.null_is_missing() {
                slot.fill(None)
            } else {
                slot.fill(Some(&mut self.inner(value)))
            };
            outcome.map_err(|error| error.in_member(member.name()))?;
        }
        if let Some(rest) = rest.first_mut() {
            let is_known = |name: &str| members.iter().any(|member| member.name() == name);
            for (name, value) in object.iter().filter(|(name, _)| !is_known(name)) {
                rest.insert(name, &mut self.inner(value))
                    .map_err(|error| error.in_member(name))?;
            }
        }
        check_required(members, slots)
    }
}

/// Name of the type in error messages.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
