//! Paginated lists.

mod deadline;
mod identity;
mod layout;
mod link;
mod next;
mod stream;

use std::fmt;
use std::vec;

pub use layout::PageInfo;
pub use stream::{Items, Pages};

use crate::model::{self, Decode};
use crate::{Call, Error, RawResponse, Request};
use layout::Layout;

/// A page of a list.
#[derive(Clone)]
#[non_exhaustive]
pub struct Page<T> {
    /// Items on this page.
    pub items: Vec<T>,
    /// Pagination metadata sent by the server.
    pub info: PageInfo,
    next: Option<Request>,
}

impl<T> Page<T> {
    /// Returns true if there may be another page.
    ///
    /// Without totals, `has_more` or a cursor, this is true until a page is empty.
    #[must_use]
    pub fn has_next(&self) -> bool {
        self.next.is_some()
    }

    /// Number of items on this page.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns true if this page has no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Iterates over the items on this page.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    pub(crate) fn next_request(&self) -> Option<Request> {
        let mut next = self.next.clone()?;
        // It was the time left for the call of this page.
        next.set_list_deadline(None);
        Some(next)
    }
}

impl<T: Decode> Page<T> {
    /// Returns the call for the next page; `None` if this is the last page.
    pub fn next(&self) -> Option<Call<Page<T>>> {
        self.next_request().map(Request::send_page)
    }

    /// Returns a stream of the items on this page and on all following ones, which are fetched on
    /// demand.
    pub fn into_stream(self) -> Items<T> {
        Items::starting_with(self)
    }

    pub(crate) fn decode(raw: &RawResponse) -> Result<Self, Error> {
        let layout = Layout::read(raw)?;
        let items: Vec<T> = match layout.items {
            Some(json) => model::from_json(json.as_bytes())
                .map_err(|error| raw.undecodable(&layout.place, error))?,
            None => Vec::new(),
        };
        let next = next::request(raw, &layout, items.len())?;
        Ok(Self {
            items,
            info: layout.info,
            next,
        })
    }
}

/// Requests for pages.
impl Request {
    /// Sends the request for a single page.
    pub fn send_page<T: Decode>(self) -> Call<Page<T>> {
        self.send_with(Page::decode)
    }

    /// Returns a stream of pages, starting with the requested one.
    pub fn pages<T: Decode>(self) -> Pages<T> {
        Pages::new(self)
    }

    /// Returns a stream of items, starting with the requested page.
    pub fn items<T: Decode>(self) -> Items<T> {
        Items::new(self)
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Page")
            .field("items", &self.items)
            .field("info", &self.info)
            .finish_non_exhaustive()
    }
}
