//! How an API cuts its lists into pages, as data.

mod visited;

pub(crate) use visited::Visited;

/// Where the pages of a list are found and how the next one is asked for.
///
/// Places in a response are JSON pointers (RFC 6901) into the whole body: `/result_info/page`.
/// The index `-1` stands for the last element of a list.
#[derive(Debug)]
pub struct Pagination {
    /// How the next page is asked for.
    pub style: PageStyle,
    /// The list itself; the empty pointer when the body is the list.
    pub items: &'static str,
    /// Number of items in this page.
    pub count: Option<&'static str>,
    /// Number of this page.
    pub page: Option<&'static str>,
    /// Largest number of items in a page.
    pub per_page: Option<&'static str>,
    /// Number of items in all pages.
    pub total_count: Option<&'static str>,
    /// Number of pages.
    pub total_pages: Option<&'static str>,
    /// A flag that says whether there is another page.
    pub has_more: Option<&'static str>,
}

impl Pagination {
    /// Pages that say nothing about themselves, to be completed with `..Pagination::new(…)`.
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
        }
    }
}

/// How the next page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageStyle {
    /// Pages are numbered.
    PageNumber {
        /// Query parameter that takes the number.
        page: &'static str,
        /// Number of the first page.
        first: u64,
    },
    /// A page starts after a number of items.
    Offset {
        /// Query parameter that takes the number of items to skip.
        offset: &'static str,
    },
    /// Each page names the next.
    Cursor {
        /// Query parameter that takes the cursor.
        cursor: &'static str,
        /// Where a page holds the cursor of the next.
        next: &'static str,
    },
}

impl PageStyle {
    /// The query parameter that the next page is counted from, if it is counted.
    pub(crate) fn counted(&self) -> Option<&'static str> {
        match self {
            Self::PageNumber { page, .. } => Some(page),
            Self::Offset { offset } => Some(offset),
            Self::Cursor { .. } => None,
        }
    }

    /// Where a page holds the cursor of the next, if it does.
    pub(crate) fn next_cursor(&self) -> Option<&'static str> {
        match self {
            Self::Cursor { next, .. } => Some(next),
            _ => None,
        }
    }
}
