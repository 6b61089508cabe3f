//! Pagination of lists.

use serde_json::{Map, Value};

use super::error_response::ErrorResponse;
use super::request;
use super::schema::Endpoint;
use crate::{PageStyle, Pagination};

/// Page size if neither the request nor the API description sets one.
const DEFAULT_SIZE: u64 = 20;
/// Maximum page size.
const MOST: u64 = 1000;

/// Prefix of a cursor; the rest is the number of items before it.
const CURSOR: &str = "after-";

/// The requested part of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub(super) offset: u64,
    pub(super) size: u64,
}

/// Query parameters that select a page and its size.
pub(super) fn parameters(endpoint: &Endpoint) -> [Option<&'static str>; 2] {
    let start = endpoint.operation.pagination.map(|it| match it.style {
        PageStyle::PageNumber { page, .. } => page,
        PageStyle::Offset { offset } => offset,
        PageStyle::Cursor { cursor, .. } => cursor,
    });
    [start, endpoint.page_size]
}

impl Window {
    /// Reads the pagination parameters. Selects everything if the list is not paginated.
    pub(super) fn read(endpoint: &Endpoint, query: &str) -> Result<Self, ErrorResponse> {
        let Some(pagination) = endpoint.operation.pagination else {
            return Ok(Self {
                offset: 0,
                size: u64::MAX,
            });
        };
        let number = |name: &str, least: u64| match request::first(query, name) {
            None => Ok(None),
            Some(text) => match text.parse() {
                Ok(number) if number >= least => Ok(Some(number)),
                _ => Err(ErrorResponse::bad_request(
                    &format!("/{name}"),
                    format!("query parameter `{name}` must be at least {least}"),
                )),
            },
        };
        let size = endpoint
            .page_size
            .map(|name| number(name, 1))
            .transpose()?
            .flatten();
        let size = size.or_else(|| default_size(endpoint));
        let size = size.unwrap_or(DEFAULT_SIZE).min(MOST);
        let offset = match pagination.style {
            PageStyle::PageNumber { page, first } => {
                let before = number(page, first)?.unwrap_or(first) - first;
                before.saturating_mul(size)
            }
            PageStyle::Offset { offset } => number(offset, 0)?.unwrap_or(0),
            PageStyle::Cursor { cursor, .. } => match request::first(query, cursor).as_deref() {
                None | Some("") => 0,
                Some(text) => text
                    .strip_prefix(CURSOR)
                    .and_then(|number| number.parse().ok())
                    .ok_or_else(|| {
                        ErrorResponse::bad_request(&format!("/{cursor}"), "unknown cursor")
                    })?,
            },
        };
        Ok(Self { offset, size })
    }

    /// Writes the items and the pagination metadata at their locations.
    pub(super) fn write(
        self,
        pagination: &Pagination,
        items: Vec<Value>,
        total: u64,
        body: &mut Value,
    ) {
        let count = items.len() as u64;
        let end = self.offset.saturating_add(count);
        let first = match pagination.style {
            PageStyle::PageNumber { first, .. } => first,
            _ => 1,
        };
        put(body, pagination.items, items.into());
        let facts = [
            (pagination.count, count),
            (
                pagination.page,
                first.saturating_add(self.offset / self.size),
            ),
            (pagination.per_page, self.size),
            (pagination.total_count, total),
            (pagination.total_pages, total.div_ceil(self.size)),
        ];
        for (place, number) in facts {
            if let Some(place) = place {
                put(body, place, number.into());
            }
        }
        if let Some(place) = pagination.has_more {
            put(body, place, (end < total).into());
        }
        if let PageStyle::Cursor { next, .. } = pagination.style {
            let cursor = (end < total && count > 0).then(|| format!("{CURSOR}{end}"));
            put(body, next, cursor.into());
        }
    }
}

/// Default of the page size parameter.
fn default_size(endpoint: &Endpoint) -> Option<u64> {
    let mut parameters = endpoint.parameters.iter();
    let size = parameters.find(|it| Some(it.field.name) == endpoint.page_size)?;
    let size = request::default(size)?.first()?.parse().ok()?;
    (size > 0).then_some(size)
}

/// Sets the value at a JSON pointer, creating objects on the way.
pub(super) fn put(body: &mut Value, pointer: &str, value: Value) {
    let mut place = body;
    for token in pointer.split('/').skip(1) {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let name = token.replace("~1", "/").replace("~0", "~");
        // Always an object at this point.
        let Value::Object(members) = place else {
            return;
        };
        place = members.entry(name).or_insert(Value::Null);
    }
    *place = value;
}
