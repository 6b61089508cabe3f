//! Lists in pages.

mod layout;
mod next;
mod stream;

use std::fmt;
use std::vec;

pub use layout::PageInfo;
pub use stream::{Items, Pages};

use crate::model::{self, Decode};
use crate::{Call, Error, RawResponse, Request};
use layout::Layout;

/// One page of a list.
#[derive(Clone)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// What the server says of this page and of all.
    pub info: PageInfo,
    next: Option<Request>,
}

impl<T> Page<T> {
    /// Whether there may be another page. A server that does not tell how many there are is asked
    /// until a page is empty.
    #[must_use]
    pub fn has_next(&self) -> bool {
        self.next.is_some()
    }

    pub(crate) fn next_request(&self) -> Option<Request> {
        self.next.clone()
    }
}

impl<T: Decode> Page<T> {
    /// The call for the next page; `None` after the last.
    pub fn next(&self) -> Option<Call<Page<T>>> {
        self.next_request().map(Request::send_page)
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

/// What asks for pages.
impl Request {
    /// Sends the request for one page.
    pub fn send_page<T: Decode>(self) -> Call<Page<T>> {
        self.send_with(Page::decode)
    }

    /// All pages, from the one that this request asks for.
    pub fn pages<T: Decode>(self) -> Pages<T> {
        Pages::new(self)
    }

    /// The items of all pages, from the page that this request asks for.
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

#[allow(
    clippy::into_iter_without_iter,
    reason = "`items` is public and has an `iter`"
)]
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
