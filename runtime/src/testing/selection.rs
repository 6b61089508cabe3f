//! Filtering and sorting of lists.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;
use std::sync::Arc;

use serde_json::Value;

use super::error_response::ErrorResponse;
use super::page;
use super::request::{self, text};
use super::schema::{Endpoint, Field, Location, Parameter, Type};
use super::store::Store;
use super::validation::accepts_text;
use crate::{Date, Time, Timestamp};

/// Returns whether a value of a query parameter selects an item.
pub(super) type Predicate = Arc<dyn Fn(&Value, &str) -> bool + Send + Sync>;

/// Filters defined by the test, by operation and parameter.
#[derive(Clone, Default)]
pub(super) struct CustomFilters(BTreeMap<(&'static str, &'static str), Predicate>);

impl CustomFilters {
    pub(super) fn insert(
        &mut self,
        operation: &'static str,
        parameter: &'static str,
        predicate: Predicate,
    ) {
        self.0.insert((operation, parameter), predicate);
    }
}

impl fmt::Debug for CustomFilters {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

/// Query parameters that are not part of the pagination.
pub(super) fn parameters(endpoint: &Endpoint) -> impl Iterator<Item = &'static Parameter> + Clone {
    let of_pages = page::parameters(endpoint);
    let queries = endpoint.parameters.iter();
    queries.filter(move |it| {
        it.location == Location::Query && !of_pages.contains(&Some(it.field.name))
    })
}

/// Filters and sort order of a request.
#[derive(Default)]
pub(super) struct Selection {
    filters: Vec<Filter>,
    order: Option<Field>,
    descending: bool,
}

enum Filter {
    /// A member equals one of these values.
    Member(Box<Field>, Vec<String>),
    /// A filter defined by the test, with the values of its parameter.
    Custom(Predicate, Vec<String>),
}

impl Selection {
    /// Reads the query parameters and the defaults of omitted ones.
    ///
    /// A parameter with `order` or `sort` in its name whose values are member names sets the sort
    /// order, and another one whose values are directions sets the direction. Any other parameter
    /// named like a member selects equal items. A parameter in the query must be one of these; a
    /// default that is not is ignored.
    pub(super) fn read(
        endpoint: &Endpoint,
        query: &str,
        item: Type,
        custom_filters: &CustomFilters,
    ) -> Result<Self, ErrorResponse> {
        let mut selection = Self::default();
        let operation = endpoint.operation.name;
        let has_order = parameters(endpoint).any(|it| is_order(&it.field, item));
        let mut direction = None;
        for parameter in parameters(endpoint) {
            let name = parameter.field.name;
            let set = request::in_query(parameter, query);
            let is_set = set.is_some();
            let Some(values) = set.or_else(|| request::default(parameter)) else {
                continue;
            };
            let value = values.last().map_or("", String::as_str);
            if let Some(predicate) = custom_filters.0.get(&(operation, name)) {
                let filter = Filter::Custom(Arc::clone(predicate), values);
                selection.filters.push(filter);
            } else if is_order(&parameter.field, item)
                && let Some(field) = member(item, value)
            {
                selection.order = Some(field);
            } else if has_order && is_direction(parameter.field.ty) {
                selection.descending = value.to_ascii_lowercase().starts_with("desc");
                direction = is_set.then_some(name);
            } else if let Some(field) = member(item, name)
                && values.iter().all(|value| can_be(&field, value))
            {
                selection
                    .filters
                    .push(Filter::Member(Box::new(field), values));
            } else if is_set {
                return Err(unknown_filter(operation, name));
            }
        }
        match direction {
            // Without an order, the direction would apply to the API's own order, which is unknown.
            Some(name) if selection.order.is_none() => {
                Err(direction_without_order(operation, name))
            }
            _ => Ok(selection),
        }
    }

    /// The items of a window, and the total number. Other items are not created unless there is a
    /// filter or an order.
    pub(super) fn window(&self, store: &Store, offset: u64, size: u64) -> (Vec<Value>, u64) {
        let is_selected = |item: &Value| self.filters.iter().all(|filter| filter.selects(item));
        let filter: Option<&dyn Fn(&Value) -> bool> =
            (!self.filters.is_empty()).then_some(&is_selected);
        let Some(field) = self.order else {
            return store.window(offset, size, filter);
        };
        let (mut items, total) = store.window(0, u64::MAX, filter);
        items.sort_by(|one, other| compare(&field, one, other));
        if self.descending {
            items.reverse();
        }
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let items = items.into_iter().skip(count(offset)).take(count(size));
        (items.collect(), total)
    }
}

impl Filter {
    fn selects(&self, item: &Value) -> bool {
        match self {
            Self::Custom(predicate, values) => values.iter().any(|value| predicate(item, value)),
            Self::Member(field, values) => item
                .get(field.name)
                .is_some_and(|own| values.iter().any(|value| is_equal(field.ty, own, value))),
        }
    }
}

/// The member with this name, if its values are scalars.
fn member(item: Type, name: &str) -> Option<Field> {
    let is_composite = |field: &Field| {
        matches!(
            field.ty,
            Type::Object(_) | Type::List(_) | Type::Map(_) | Type::Union(_)
        )
    };
    item.object()?
        .field(name)
        .filter(|field| !is_composite(field))
}

/// Whether a member can equal this value. If not, the parameter has another meaning.
fn can_be(field: &Field, value: &str) -> bool {
    accepts_text(field.ty, value) || (field.nullable && value == "null")
}

/// Whether a member equals a query value, in any notation.
fn is_equal(ty: Type, own: &Value, value: &str) -> bool {
    let own = text(own);
    own == value
        || match ty {
            Type::Int32 | Type::Int64 | Type::UInt32 | Type::UnixTime | Type::IntEnum(_) => {
                is_same::<i64>(&own, value)
            }
            Type::UInt64 => is_same::<u64>(&own, value),
            Type::Number => is_same::<f64>(&own, value),
            Type::DateTime => is_same::<Timestamp>(&own, value),
            Type::Date => is_same::<Date>(&own, value),
            Type::Time => is_same::<Time>(&own, value),
            Type::Ip => is_same::<IpAddr>(&own, value),
            Type::Ipv6 => is_same::<Ipv6Addr>(&own, value),
            Type::Uuid => own.eq_ignore_ascii_case(value),
            _ => false,
        }
}

fn is_same<T: FromStr + PartialEq>(one: &str, other: &str) -> bool {
    let parsed = (one.parse::<T>(), other.parse::<T>());
    matches!(parsed, (Ok(one), Ok(other)) if one == other)
}

/// Whether a parameter sets the sort order. Its values must be member names; only its name
/// distinguishes it from a filter.
fn is_order(field: &Field, item: Type) -> bool {
    let is_called_so = field.name.contains("order") || field.name.contains("sort");
    let is_member = |word: &&str| member(item, word).is_some();
    is_called_so && matches!(field.ty, Type::StringEnum(words) if words.iter().all(is_member))
}

/// Whether the values of a parameter are directions.
fn is_direction(ty: Type) -> bool {
    let known = ["asc", "desc", "ascending", "descending"];
    matches!(ty, Type::StringEnum(words) if words.iter().all(|word| {
        known.contains(&word.to_ascii_lowercase().as_str())
    }))
}

/// Compares two items. An item without the member comes first.
fn compare(field: &Field, one: &Value, other: &Value) -> Ordering {
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
            let time = |text: &str| text.parse::<Timestamp>().ok();
            match (field.ty, time(&one), time(&other)) {
                // Timestamps with the same value can be written with a different offset and
                // precision.
                (Type::DateTime, Some(one), Some(other)) => one.cmp(&other),
                _ => one.cmp(&other),
            }
        }
        (one, other) => one.is_some().cmp(&other.is_some()),
    }
}

fn direction_without_order(operation: &str, parameter: &str) -> ErrorResponse {
    let message = format!(
        "`{parameter}` of `{operation}` is ambiguous without a sort order; set that parameter too"
    );
    ErrorResponse::not_configured(message)
}

fn unknown_filter(operation: &str, parameter: &str) -> ErrorResponse {
    let message = format!(
        "the fake cannot derive the filter `{parameter}` of `{operation}` from the API; define it: \
         fake.filter(\"{operation}\", \"{parameter}\", |item, value| …)"
    );
    ErrorResponse::not_configured(message)
}
