//! Pagination of lists.

use serde_json::{Map, Value};

use super::error_response::ErrorResponse;
use super::request::{self, text};
use super::schema::Endpoint;
use crate::form::form_encoded;
use crate::{PageStyle, Pagination};

/// Page size if neither the request nor the API description sets one.
const DEFAULT_SIZE: u64 = 20;
/// Maximum page size.
const MOST: u64 = 1000;

/// Prefix of a cursor; the rest is the number of items before it.
const CURSOR: &str = "after-";
/// Parameter with a cursor in the URL of the next page.
const CURSOR_PARAMETER: &str = "fake-cursor";

/// The requested part of a list.
#[derive(Debug, Clone)]
pub(super) struct Window {
    pub(super) offset: u64,
    pub(super) size: u64,
    /// Cursor of the item that the page starts after, if items have cursors.
    after: Option<String>,
}

/// Query parameters that select a page and its size.
pub(super) fn parameters(endpoint: &Endpoint) -> [Option<&'static str>; 2] {
    let pagination = endpoint.operation.pagination;
    let start = pagination.and_then(|it| match it.style {
        PageStyle::PageNumber { page, .. } => Some(page),
        PageStyle::Offset { offset } => Some(offset),
        PageStyle::Cursor { cursor, .. } => Some(cursor),
        PageStyle::Link | PageStyle::Url { .. } => None,
    });
    [start, endpoint.page_size]
}

/// Location of the cursor in an item, if the cursor of a page is that of its last item.
fn item_cursor(pagination: &Pagination) -> Option<&'static str> {
    match pagination.style {
        PageStyle::Cursor { next, .. } => next.strip_prefix(pagination.items)?.strip_prefix("/-1"),
        _ => None,
    }
}

impl Window {
    /// Reads the pagination parameters. Selects everything if the list is not paginated.
    pub(super) fn read(endpoint: &Endpoint, query: &str) -> Result<Self, ErrorResponse> {
        let Some(pagination) = endpoint.operation.pagination else {
            return Ok(Self {
                offset: 0,
                size: u64::MAX,
                after: None,
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
        let mut after = None;
        let offset = match pagination.style {
            PageStyle::PageNumber { page, first } => {
                let before = number(page, first)?.unwrap_or(first) - first;
                before.saturating_mul(size)
            }
            PageStyle::Offset { offset } => number(offset, 0)?.unwrap_or(0),
            PageStyle::Cursor { cursor, .. } if item_cursor(pagination).is_some() => {
                after = request::first(query, cursor).filter(|it| !it.is_empty());
                0
            }
            PageStyle::Cursor { cursor, .. } => from_cursor(query, cursor)?,
            PageStyle::Link | PageStyle::Url { .. } => from_cursor(query, CURSOR_PARAMETER)?,
        };
        Ok(Self {
            offset,
            size,
            after,
        })
    }

    /// Starts the window after the item with the requested cursor. `items` returns the whole list.
    pub(super) fn locate(
        &mut self,
        pagination: Option<&Pagination>,
        items: impl FnOnce() -> Vec<Value>,
    ) -> Result<(), ErrorResponse> {
        let (Some(after), Some(pagination)) = (&self.after, pagination) else {
            return Ok(());
        };
        let pointer = item_cursor(pagination).unwrap_or_default();
        let has_cursor = |item: &Value| item.pointer(pointer).map(text).as_ref() == Some(after);
        let before = items().iter().position(has_cursor);
        let before = before.ok_or_else(|| ErrorResponse::bad_request("", "unknown cursor"))?;
        self.offset = (before as u64).saturating_add(1);
        Ok(())
    }

    /// Writes the items and the pagination metadata at their locations. Returns the URL of the next
    /// page, if the style has one; `url` is that of the request.
    pub(super) fn write(
        &self,
        pagination: &Pagination,
        items: Vec<Value>,
        total: u64,
        url: &str,
        body: &mut Value,
    ) -> Option<String> {
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
        let cursor = (end < total && count > 0).then(|| format!("{CURSOR}{end}"));
        let next_url = cursor.as_ref().map(|cursor| with_cursor(url, cursor));
        match pagination.style {
            PageStyle::Cursor { next, .. } if item_cursor(pagination).is_none() => {
                put(body, next, cursor.into());
            }
            PageStyle::Url { next } => put(body, next, next_url.into()),
            PageStyle::Link => return next_url,
            PageStyle::Cursor { .. } | PageStyle::PageNumber { .. } | PageStyle::Offset { .. } => {}
        }
        None
    }
}

/// Number of items before the page with the cursor in this parameter.
fn from_cursor(query: &str, parameter: &str) -> Result<u64, ErrorResponse> {
    let unknown = || ErrorResponse::bad_request(&format!("/{parameter}"), "unknown cursor");
    match request::first(query, parameter).as_deref() {
        None | Some("") => Ok(0),
        Some(text) => {
            let number = text.strip_prefix(CURSOR).and_then(|it| it.parse().ok());
            number.ok_or_else(unknown)
        }
    }
}

/// The URL of a request with this cursor instead of its own.
fn with_cursor(url: &str, cursor: &str) -> String {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let own = request::pairs(query).filter(|(name, _)| name != CURSOR_PARAMETER);
    let pairs = own.chain([(CURSOR_PARAMETER.to_owned(), cursor.to_owned())]);
    let pairs =
        pairs.map(|(name, value)| format!("{}={}", form_encoded(&name), form_encoded(&value)));
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
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
