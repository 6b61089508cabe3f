//! Pagination of an API as data.

mod visited;

pub(crate) use visited::Visited;

/// Describes how a list is paginated.
///
/// Locations in a response are JSON pointers (RFC 6901) into the whole body, e.g.
/// `/result_info/page`. The index `-1` is the last element of a list.
#[derive(Debug)]
pub struct Pagination {
    /// How the next page is requested.
    pub style: PageStyle,
    /// Location of the list; empty if the body is the list.
    pub items: &'static str,
    /// Location of the number of items on this page.
    pub count: Option<&'static str>,
    /// Location of the number of this page.
    pub page: Option<&'static str>,
    /// Location of the maximum number of items per page.
    pub per_page: Option<&'static str>,
    /// Location of the number of items on all pages.
    pub total_count: Option<&'static str>,
    /// Location of the number of pages.
    pub total_pages: Option<&'static str>,
    /// Location of a boolean that is true if there is another page.
    pub has_more: Option<&'static str>,
    /// Whether the page number, offset or cursor is a member of the request body instead of a query
    /// parameter.
    pub in_body: bool,
}

impl Pagination {
    /// Creates a description without metadata. Use struct update syntax to add it.
    #[must_use]
    pub const fn new(style: PageStyle, items: &'static str) -> Self {
        Self {
            style,
            items,
            count: None,
            page: None,
            per_page: None,
            total_count: None,
            total_pages: None,
            has_more: None,
            in_body: false,
        }
    }
}

/// How the next page is requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageStyle {
    /// By page number.
    PageNumber {
        /// Parameter for the page number.
        page: &'static str,
        /// Number of the first page.
        first: u64,
    },
    /// By the number of items to skip.
    Offset {
        /// Parameter for the offset.
        offset: &'static str,
    },
    /// By a cursor in the current page.
    Cursor {
        /// Parameter for the cursor.
        cursor: &'static str,
        /// Location of the next cursor in the response.
        next: &'static str,
    },
    /// By the URL in the `Link` header with the relation `next` (RFC 8288).
    Link,
    /// By a URL in the current page.
    Url {
        /// Location of the URL in the response.
        next: &'static str,
    },
}

impl PageStyle {
    /// Parameter that counts pages or items.
    pub(crate) fn counted(&self) -> Option<&'static str> {
        match self {
            Self::PageNumber { page, .. } => Some(page),
            Self::Offset { offset } => Some(offset),
            Self::Cursor { .. } | Self::Link | Self::Url { .. } => None,
        }
    }
}
