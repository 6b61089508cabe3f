//! Locates the list and its pagination metadata in a response.

use super::link;
use crate::model::Members;
use crate::{Error, PageStyle, Pagination, RawResponse};

/// Pagination metadata of a page. Each number is `None` if the server does not send it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct PageInfo {
    /// Number of items in this page.
    pub count: Option<u64>,
    /// Number of this page.
    pub page: Option<u64>,
    /// Maximum number of items per page.
    pub per_page: Option<u64>,
    /// Number of items on all pages.
    pub total_count: Option<u64>,
    /// Number of pages.
    pub total_pages: Option<u64>,
}

/// A cursor or URL.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) text: String,
    /// Whether the server sent it as a number.
    pub(super) is_number: bool,
}

impl Cursor {
    pub(super) fn number(number: u64) -> Self {
        Self {
            text: number.to_string(),
            is_number: true,
        }
    }
}

/// The parts of a response that make up a page.
#[derive(Default)]
pub(super) struct Layout<'a> {
    /// The list as JSON; `None` if it is null, which some servers send for an empty list.
    pub(super) items: Option<&'a str>,
    /// Path of the list for error messages, e.g. `result.items`.
    pub(super) place: String,
    pub(super) info: PageInfo,
    pub(super) has_more: Option<bool>,
    /// Cursor or URL of the next page, from the response.
    pub(super) next: Option<Cursor>,
}

impl<'a> Layout<'a> {
    pub(super) fn read(raw: &'a RawResponse) -> Result<Self, Error> {
        let pagination = raw.request().operation().pagination;
        let envelope = raw.request().client().service().envelope.as_ref();
        let pointer = match (pagination, envelope) {
            (Some(pagination), _) => pagination.items.to_owned(),
            (None, Some(envelope)) => format!("/{}", envelope.result),
            (None, None) => String::new(),
        };
        if pointer.is_empty() {
            let body = std::str::from_utf8(raw.bytes());
            let body = body.map_err(|error| raw.malformed("", error.to_string()))?;
            return Ok(Self {
                items: Some(body),
                next: linked(raw, pagination),
                ..Self::default()
            });
        }
        let members = raw.members()?;
        let place = pointer.trim_start_matches('/').replace('/', ".");
        let items = members
            .locate(&pointer)
            .ok_or_else(|| raw.malformed(&place, "missing".to_owned()))?;
        let mut layout = Self {
            items: (items != "null").then_some(items),
            place,
            next: linked(raw, pagination),
            ..Self::default()
        };
        if let Some(pagination) = pagination {
            layout.read_info(&members, pagination);
        }
        Ok(layout)
    }

    /// Reads what is valid and ignores the rest: with incorrect metadata, the list can still be
    /// read up to the first empty page.
    fn read_info(&mut self, members: &Members<'_>, pagination: &Pagination) {
        let text = |pointer: Option<&str>| pointer.and_then(|pointer| members.locate(pointer));
        let number = |pointer| text(pointer).and_then(|json| json.trim_matches('"').parse().ok());
        self.info = PageInfo {
            count: number(pagination.count),
            page: number(pagination.page),
            per_page: number(pagination.per_page),
            total_count: number(pagination.total_count),
            total_pages: number(pagination.total_pages),
        };
        self.has_more = text(pagination.has_more).and_then(|json| json.parse().ok());
        if let PageStyle::Cursor { next, .. } | PageStyle::Url { next } = pagination.style {
            self.next = members.locate(next).and_then(cursor);
        }
    }
}

/// A cursor is a string or a number. Null and the empty string mean that there is no next page.
fn cursor(json: &str) -> Option<Cursor> {
    let (text, is_number) = match serde_json::from_str(json).ok()? {
        serde_json::Value::String(text) => (text, false),
        serde_json::Value::Number(number) => (number.to_string(), true),
        _ => return None,
    };
    (!text.is_empty()).then_some(Cursor { text, is_number })
}

/// The URL of the next page in the `Link` header, if the pagination uses it.
fn linked(raw: &RawResponse, pagination: Option<&Pagination>) -> Option<Cursor> {
    let is_linked = pagination.is_some_and(|it| it.style == PageStyle::Link);
    let text = is_linked.then(|| link::next(raw.headers())).flatten()?;
    Some(Cursor {
        text,
        is_number: false,
    })
}
