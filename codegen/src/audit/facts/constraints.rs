//! Facts of constraints.

use super::{Aspect, Element, Kind, Value};
use crate::ir::Constraints;
use serde_json::{Number, Value as Json};

/// Claims the constraints of a field or type.
pub(super) fn claim_constraints(constraints: &Constraints, element: &mut Element) {
    let Constraints {
        min_length,
        max_length,
        pattern,
        format,
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_items,
        max_items,
        unique_items,
        items,
    } = constraints;
    element.set_some(Aspect::MinLength, min_length.as_ref());
    element.set_some(Aspect::MaxLength, max_length.as_ref());
    element.set_some(Aspect::Pattern, pattern.as_ref());
    element.set_some(Aspect::Format, format.as_ref());
    element.set_some(Aspect::Minimum, minimum.as_ref());
    element.set_some(Aspect::Maximum, maximum.as_ref());
    element.set_some(Aspect::ExclusiveMinimum, exclusive_minimum.as_ref());
    element.set_some(Aspect::ExclusiveMaximum, exclusive_maximum.as_ref());
    element.set_some(Aspect::MultipleOf, multiple_of.as_ref());
    element.set_some(Aspect::MinItems, min_items.as_ref());
    element.set_some(Aspect::MaxItems, max_items.as_ref());
    if *unique_items {
        element.set(Aspect::UniqueItems, true);
    }
    let items = items.as_ref().map(|it| item_constraints(it));
    element.set_some(Aspect::ItemConstraints, items.as_ref());
}

/// The constraints of items as an object with the keys of the spec, which are also the names of the aspects.
fn item_constraints(constraints: &Constraints) -> Json {
    let mut element = Element::new(Kind::Field);
    claim_constraints(constraints, &mut element);
    let given = element.aspects.into_iter();
    let given = given.map(|(aspect, value)| {
        let value = match value {
            Value::Number(number) => Json::Number(number),
            Value::Flag(flag) => Json::Bool(flag),
            Value::Text(text) => Json::String(text),
            other => Json::String(other.to_string()),
        };
        (aspect.word().to_owned(), value)
    });
    Json::Object(given.collect())
}

impl Element {
    /// The constraints of the element.
    pub(in crate::audit) fn constraints(&self) -> Constraints {
        let text = |aspect| self.text(aspect).map(str::to_owned);
        let number = |aspect| match self.get(aspect) {
            Some(Value::Number(number)) => Some(number.clone()),
            _ => None,
        };
        let count = |aspect| number(aspect).as_ref().and_then(Number::as_u64);
        Constraints {
            min_length: count(Aspect::MinLength),
            max_length: count(Aspect::MaxLength),
            pattern: text(Aspect::Pattern),
            format: text(Aspect::Format),
            minimum: number(Aspect::Minimum),
            maximum: number(Aspect::Maximum),
            exclusive_minimum: number(Aspect::ExclusiveMinimum),
            exclusive_maximum: number(Aspect::ExclusiveMaximum),
            multiple_of: number(Aspect::MultipleOf),
            min_items: count(Aspect::MinItems),
            max_items: count(Aspect::MaxItems),
            unique_items: self.is(Aspect::UniqueItems),
            items: self.items().map(|it| Box::new(it.constraints())),
        }
    }

    /// The items of a list or values of a map, with their constraints as aspects; none if they have none.
    pub(in crate::audit) fn items(&self) -> Option<Self> {
        let Some(Value::Json(Json::Object(members))) = self.get(Aspect::ItemConstraints) else {
            return None;
        };
        let mut items = Self::new(Kind::Field);
        for (name, value) in members {
            let Some(aspect) = Aspect::from_word(name) else {
                continue;
            };
            let value = match value {
                Json::Number(number) => Value::Number(number.clone()),
                Json::Bool(flag) => Value::Flag(*flag),
                Json::String(text) => Value::Text(text.clone()),
                other => Value::Json(other.clone()),
            };
            items.aspects.insert(aspect, value);
        }
        Some(items)
    }
}
