//! Lists in pages.

mod description;
mod layout;
mod next;
mod stream;

use std::fmt;
use std::vec;

pub use description::{PageStyle, Pagination};
pub use layout::PageInfo;
pub(crate) use next::Visited;
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
