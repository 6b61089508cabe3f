//! Pagination styles: how pages are addressed.

use super::Scalar;

/// Everything about a pagination style.
struct Row {
    /// Name in a spec, such as `offset`.
    name: &'static str,
    /// Noun for the value of the query parameter `start` in messages.
    noun: &'static str,
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
    /// Variant of `runtime::PageStyle`.
    variant: &'static str,
    /// Field of that variant with the name of the query parameter.
    field: &'static str,
}

table! {
    /// How pages are addressed.
    PaginationStyle {
        /// By page number.
        Page = Row {
            name: "page",
            noun: "a page number",
            is_start: Scalar::is_primitive_integer,
            fix_start: "change its type to `i64`",
            first: Some(1),
            has_first: true,
            has_next: false,
            variant: "PageNumber",
            field: "page",
        };
        /// By the number of items to skip.
        Offset = Row {
            name: "offset",
            noun: "an offset",
            is_start: Scalar::is_primitive_integer,
            fix_start: "change its type to `i64`",
            first: Some(0),
            has_first: false,
            has_next: false,
            variant: "Offset",
            field: "offset",
        };
        /// By a cursor from the previous page.
        Cursor = Row {
            name: "cursor",
            noun: "a cursor",
            is_start: Scalar::is_cursor,
            fix_start: "change its type to `string`, or to the type of the cursor in the response",
            first: None,
            has_first: false,
            has_next: true,
            variant: "Cursor",
            field: "cursor",
        };
    }
}

impl PaginationStyle {
    /// Noun for the value of the query parameter `start` in messages.
    pub fn noun(self) -> &'static str {
        self.row().noun
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

    /// Variant of `runtime::PageStyle`.
    pub fn variant(self) -> &'static str {
        self.row().variant
    }

    /// Field of that variant with the name of the query parameter.
    pub fn field(self) -> &'static str {
        self.row().field
    }
}
