//! Which items a list returns, and in which order.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use super::describe::{Endpoint, Field, Kind, Object, Parameter, Place};
use super::page;
use super::refusal::Refusal;
use super::request;
use super::store::Store;
use crate::Timestamp;

/// Whether an item is kept by a value of a query parameter.
pub(super) type Keeps = Arc<dyn Fn(&Value, &str) -> bool + Send + Sync>;

/// What tests said of query parameters, by operation and name.
#[derive(Clone, Default)]
pub(super) struct Taught(BTreeMap<(&'static str, &'static str), Keeps>);

impl Taught {
    pub(super) fn add(&mut self, operation: &'static str, parameter: &'static str, keeps: Keeps) {
        self.0.insert((operation, parameter), keeps);
    }
}

impl fmt::Debug for Taught {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

/// The query parameters that choose items: all but those that choose a page.
pub(super) fn parameters(endpoint: &Endpoint) -> impl Iterator<Item = &'static Parameter> + Clone {
    let turning = page::parameters(endpoint);
    let queries = endpoint.parameters.iter();
    queries.filter(move |it| it.place == Place::Query && !turning.contains(&Some(it.field.name)))
}

/// What a request asks for.
#[derive(Default)]
pub(super) struct Selection {
    filters: Vec<Filter>,
    order: Option<&'static Field>,
    descends: bool,
}

enum Filter {
    /// A member is equal to one of these values.
    Member(&'static str, Vec<String>),
    /// A test said what is kept by each of these values.
    Taught(Keeps, Vec<String>),
}

impl Selection {
    /// What the query says. A parameter that has the name of a member keeps what is equal to it; one that is
    /// called `order` or `sort` and whose words are names of members says what the items are sorted by, and one whose words
    /// are directions, which way.
    pub(super) fn read(
        endpoint: &Endpoint,
        query: &str,
        item: Kind,
        taught: &Taught,
    ) -> Result<Self, Refusal> {
        let mut selection = Self::default();
        let operation = endpoint.operation.name;
        for parameter in parameters(endpoint) {
            let name = parameter.field.name;
            let Some(values) = request::in_query(parameter, query) else {
                continue;
            };
            let value = values.last().map_or("", String::as_str);
            if let Some(keeps) = taught.0.get(&(operation, name)) {
                let filter = Filter::Taught(Arc::clone(keeps), values);
                selection.filters.push(filter);
            } else if let Some(field) = member(item, name) {
                selection.filters.push(Filter::Member(field.name, values));
            } else if is_direction(parameter.field.kind) {
                selection.descends = value.to_ascii_lowercase().starts_with("desc");
            } else if is_order(&parameter.field, item)
                && let Some(field) = member(item, value)
            {
                selection.order = Some(field);
            } else {
                return Err(unknown(operation, name));
            }
        }
        Ok(selection)
    }

    /// The items of a window, and how many there are in all. Without filters and orders, no other item is made.
    pub(super) fn window(&self, store: &Store, offset: u64, size: u64) -> (Vec<Value>, u64) {
        let fits = |item: &Value| self.filters.iter().all(|filter| filter.fits(item));
        let filter: Option<&dyn Fn(&Value) -> bool> = (!self.filters.is_empty()).then_some(&fits);
        if self.order.is_none() && !self.descends {
            return store.window(offset, size, filter);
        }
        let (mut items, total) = store.window(0, u64::MAX, filter);
        if let Some(field) = self.order {
            items.sort_by(|one, other| compared(field, one, other));
        }
        if self.descends {
            items.reverse();
        }
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let items = items.into_iter().skip(count(offset)).take(count(size));
        (items.collect(), total)
    }
}

impl Filter {
    fn fits(&self, item: &Value) -> bool {
        match self {
            Self::Taught(keeps, values) => values.iter().any(|value| keeps(item, value)),
            Self::Member(name, values) => match item.get(name) {
                Some(Value::String(text)) => values.contains(text),
                Some(value) => values.contains(&value.to_string()),
                None => false,
            },
        }
    }
}

/// The member of an item with this name, if it is one value, so that it can be equal to one.
fn member(item: Kind, name: &str) -> Option<&'static Field> {
    let several = |field: &&Field| {
        matches!(
            field.kind,
            Kind::Object(_) | Kind::List(_) | Kind::Map(_) | Kind::Union(_)
        )
    };
    object(item)?.field(name).filter(|field| !several(field))
}

fn object(item: Kind) -> Option<&'static Object> {
    match item {
        Kind::Object(object) => Some(object),
        _ => None,
    }
}

/// Whether a parameter says what items are sorted by: its words are names of members, and that they are not there to be
/// looked for only its own name can tell.
fn is_order(field: &Field, item: Kind) -> bool {
    let is_called_so = field.name.contains("order") || field.name.contains("sort");
    let is_member = |word: &&str| member(item, word).is_some();
    is_called_so && matches!(field.kind, Kind::Words(words) if words.iter().all(is_member))
}

/// Whether the words of a parameter are directions.
fn is_direction(kind: Kind) -> bool {
    let known = ["asc", "desc", "ascending", "descending"];
    matches!(kind, Kind::Words(words) if words.iter().all(|word| {
        known.contains(&word.to_ascii_lowercase().as_str())
    }))
}

/// Which of two items comes first. What does not have the member comes before all that have it.
fn compared(field: &Field, one: &Value, other: &Value) -> Ordering {
    let value = |item: &Value| item.get(field.name).cloned().filter(|it| !it.is_null());
    match (value(one), value(other)) {
        (Some(Value::Number(one)), Some(Value::Number(other))) => {
            match (one.as_i64(), other.as_i64()) {
                (Some(one), Some(other)) => one.cmp(&other),
                _ => one
                    .as_f64()
                    .partial_cmp(&other.as_f64())
                    .unwrap_or(Ordering::Equal),
            }
        }
        (Some(Value::Bool(one)), Some(Value::Bool(other))) => one.cmp(&other),
        (Some(Value::String(one)), Some(Value::String(other))) => {
            let moment = |text: &str| text.parse::<Timestamp>().ok();
            match (field.kind, moment(&one), moment(&other)) {
                // The same moment may be written in several ways, and with more or fewer digits.
                (Kind::DateTime, Some(one), Some(other)) => one.cmp(&other),
                _ => one.cmp(&other),
            }
        }
        (one, other) => one.is_some().cmp(&other.is_some()),
    }
}

fn unknown(operation: &str, parameter: &str) -> Refusal {
    let message = format!(
        "the fake does not know what `{parameter}` of `{operation}` keeps; tell it: \
         fake.filter(\"{operation}\", \"{parameter}\", |item, value| …)"
    );
    Refusal::untold(message)
}
