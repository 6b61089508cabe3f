//! The request for the next page.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::layout::{Layout, PageInfo};
use crate::{Error, ErrorKind, PageStyle, RawResponse, Request};

/// Identifies a page by its cursor, or else by its items.
fn fingerprint(layout: &Layout<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    layout.cursor.as_deref().or(layout.items).hash(&mut hasher);
    hasher.finish()
}

/// The request for the next page; `None` if this is the last one.
pub(super) fn request(
    raw: &RawResponse,
    layout: &Layout<'_>,
    count: usize,
) -> Result<Option<Request>, Error> {
    let Some(pagination) = raw.request().operation().pagination else {
        return Ok(None);
    };
    let (parameter, next) = match pagination.style {
        PageStyle::Cursor { cursor, .. } => (cursor, layout.cursor.clone()),
        _ if count == 0 => return Ok(None),
        PageStyle::PageNumber { page, first } => {
            let current = asked_for(raw, page).unwrap_or(first);
            let last = layout.info.ends_at(current, first);
            (page, (!last).then(|| current.saturating_add(1).to_string()))
        }
        PageStyle::Offset { offset } => {
            let before = asked_for(raw, offset).unwrap_or(0);
            let next = before.saturating_add(count as u64);
            let last = layout.info.known_count().is_some_and(|total| next >= total);
            (offset, (!last).then(|| next.to_string()))
        }
    };
    let mut request = raw.request().clone();
    // Check this on the last page too, so that a repeated page is not taken for new items. A page
    // number in the response must advance; zero is ignored, since some servers send it for
    // "unknown".
    let numbered = matches!(pagination.style, PageStyle::PageNumber { .. });
    let number = layout.info.page.filter(|number| numbered && *number > 0);
    if !request.visited_mut().note(fingerprint(layout), number) {
        return Err(repeated(raw, parameter));
    }
    let next = next.filter(|_| layout.has_more != Some(false));
    Ok(next.map(|next| {
        request.query_mut().set_text(parameter, &next);
        request
    }))
}

fn repeated(raw: &RawResponse, parameter: &str) -> Error {
    Error::new(
        ErrorKind::RepeatedPage,
        format!("the server returned the same page again: it ignores `{parameter}`"),
    )
    .in_operation(raw.request().operation().name)
    .after_attempts(raw.attempts())
}

/// Value of the parameter in the request.
fn asked_for(raw: &RawResponse, parameter: &str) -> Option<u64> {
    raw.request().query_ref().get(parameter)?.parse().ok()
}

impl PageInfo {
    /// Whether the page with this number is the last one. A total of zero is ignored, since the
    /// page has items.
    fn ends_at(&self, current: u64, first: u64) -> bool {
        let pages_before_next = current.saturating_add(1).saturating_sub(first);
        if let Some(total) = self.total_pages.filter(|total| *total > 0) {
            return pages_before_next >= total;
        }
        match (self.known_count(), self.per_page) {
            (Some(total), Some(per_page)) if per_page > 0 => {
                pages_before_next.saturating_mul(per_page) >= total
            }
            _ => false,
        }
    }

    fn known_count(&self) -> Option<u64> {
        self.total_count.filter(|total| *total > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(total_pages: Option<u64>, total_count: Option<u64>, per_page: Option<u64>) -> PageInfo {
        PageInfo {
            total_pages,
            total_count,
            per_page,
            ..PageInfo::default()
        }
    }

    #[test]
    fn the_last_page_follows_from_either_total() {
        for (info, current, first, last) in [
            (info(Some(3), None, None), 2, 1, false),
            (info(Some(3), None, None), 3, 1, true),
            (info(Some(3), None, None), 2, 0, true),
            (info(Some(3), None, None), 0, 1, false),
            (info(Some(0), None, None), 1, 1, false),
            (info(None, Some(50), Some(25)), 1, 1, false),
            (info(None, Some(50), Some(25)), 2, 1, true),
            (info(Some(0), Some(51), Some(25)), 2, 1, false),
            (info(None, Some(50), Some(0)), 9, 1, false),
            (info(None, Some(0), Some(25)), 1, 1, false),
            (info(None, None, Some(25)), 1, 1, false),
            (info(Some(u64::MAX), None, None), u64::MAX, 0, true),
        ] {
            assert_eq!(
                info.ends_at(current, first),
                last,
                "{info:?} at {current} from {first}"
            );
        }
    }
}
