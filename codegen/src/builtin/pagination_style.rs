//! Pagination styles: how pages are addressed.

use super::Scalar;

/// Everything about a pagination style.
struct Row {
    /// Name in a spec, such as `offset`.
    name: &'static str,
    /// Noun for the value of the parameter `start` in messages.
    noun: &'static str,
    /// Whether pages are addressed by the parameter `start`.
    has_start: bool,
    /// Whether `start` can have the type.
    is_start: fn(Scalar) -> bool,
    /// A fix for a `start` of another type.
    fix_start: &'static str,
    /// Number of the first page or item; `None` if there is none.
    first: Option<u64>,
    /// Whether the spec can set the number of the first page with `first`.
    has_first: bool,
    /// Whether the start of the next page is read from the response, at the path `next`.
    has_next: bool,
    /// Whether `item_cursor` can replace `next`.
    has_item_cursor: bool,
    /// Variant of `runtime::PageStyle`.
    variant: &'static str,
    /// Field of that variant with the name of the parameter `start`; empty if there is none.
    field: &'static str,
}

/// A style that takes the URL of the next page from the response.
const BY_URL: Row = Row {
    name: "",
    noun: "a URL",
    has_start: false,
    is_start: |_| false,
    fix_start: "remove it",
    first: None,
    has_first: false,
    has_next: false,
    has_item_cursor: false,
    variant: "",
    field: "",
};

table! {
    /// How pages are addressed.
    PaginationStyle {
        /// By page number.
        Page = Row {
            name: "page",
            noun: "a page number",
            has_start: true,
            is_start: Scalar::is_primitive_integer,
            fix_start: "change its type to `i64`",
            first: Some(1),
            has_first: true,
            has_next: false,
            has_item_cursor: false,
            variant: "PageNumber",
            field: "page",
        };
        /// By the number of items to skip.
        Offset = Row {
            name: "offset",
            noun: "an offset",
            has_start: true,
            is_start: Scalar::is_primitive_integer,
            fix_start: "change its type to `i64`",
            first: Some(0),
            has_first: false,
            has_next: false,
            has_item_cursor: false,
            variant: "Offset",
            field: "offset",
        };
        /// By a cursor from the previous page.
        Cursor = Row {
            name: "cursor",
            noun: "a cursor",
            has_start: true,
            is_start: Scalar::is_cursor,
            fix_start: "change its type to `string`, or to the type of the cursor in the response",
            first: None,
            has_first: false,
            has_next: true,
            has_item_cursor: true,
            variant: "Cursor",
            field: "cursor",
        };
        /// By the URL in the `Link` header with the relation `next`, RFC 8288.
        Link = Row {
            name: "link",
            variant: "Link",
            ..BY_URL
        };
        /// By a URL in the response body.
        Url = Row {
            name: "url",
            has_next: true,
            variant: "Url",
            ..BY_URL
        };
    }
}

impl PaginationStyle {
    /// Noun for the value of the parameter `start` in messages.
    pub fn noun(self) -> &'static str {
        self.row().noun
    }

    /// Whether pages are addressed by the parameter `start`.
    pub fn has_start(self) -> bool {
        self.row().has_start
    }

    /// Whether `start` can have the type.
    pub fn is_start(self, scalar: Scalar) -> bool {
        (self.row().is_start)(scalar)
    }

    /// A fix for a `start` of another type.
    pub fn fix_start(self) -> &'static str {
        self.row().fix_start
    }

    /// Number of the first page or item; `None` if there is none.
    pub fn first(self) -> Option<u64> {
        self.row().first
    }

    /// Whether the spec can set the number of the first page with `first`.
    pub fn has_first(self) -> bool {
        self.row().has_first
    }

    /// Whether the start of the next page is read from the response, at the path `next`.
    pub fn has_next(self) -> bool {
        self.row().has_next
    }

    /// Whether `item_cursor` can replace `next`.
    pub fn has_item_cursor(self) -> bool {
        self.row().has_item_cursor
    }

    /// Variant of `runtime::PageStyle`.
    pub fn variant(self) -> &'static str {
        self.row().variant
    }

    /// Field of that variant with the name of the parameter `start`; empty if there is none.
    pub fn field(self) -> &'static str {
        self.row().field
    }
}
