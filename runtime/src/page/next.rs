//! The request for the next page.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::identity::identity;
use super::layout::{Cursor, Layout, PageInfo};
use crate::pagination::Visited;
use crate::{Error, ErrorKind, PageStyle, RawResponse, Request};

/// The request for the next page; `None` if this is the last one.
pub(super) fn request(
    raw: &RawResponse,
    layout: &Layout<'_>,
    count: usize,
) -> Result<Option<Request>, Error> {
    let Some(pagination) = raw.request().operation().pagination else {
        return Ok(None);
    };
    let count = count as u64;
    let mut request = raw.request().clone();
    let visited = request.visited_mut();
    visited.count(count);
    let asked_for = |name: &str| raw.request().position(pagination, name)?.parse().ok();
    let (parameter, next) = match pagination.style {
        PageStyle::Cursor { cursor, .. } => (Some(cursor), layout.next.clone()),
        PageStyle::Link | PageStyle::Url { .. } => (None, layout.next.clone()),
        PageStyle::Offset { .. } if count == 0 => return Ok(None),
        PageStyle::PageNumber { .. } if count == 0 && layout.has_more != Some(true) => {
            return Ok(None);
        }
        PageStyle::PageNumber { page, first } => {
            let current = layout.info.current(asked_for(page), first);
            let last = layout.ends(layout.info.ends_at(current, first, visited));
            let next = current.saturating_add(1);
            (Some(page), (!last).then(|| Cursor::number(next)))
        }
        PageStyle::Offset { offset } => {
            let before: u64 = asked_for(offset).unwrap_or(0);
            let next = before.saturating_add(count);
            let total = layout.info.known_count();
            let last = layout.ends(total.is_some_and(|total| next >= total));
            (Some(offset), (!last).then(|| Cursor::number(next)))
        }
    };
    let next = next.filter(|_| layout.has_more != Some(false));
    // Check this on the last page too, so that a repeated page is not taken for new items. A list
    // with one page has none to compare it with.
    if (next.is_some() || visited.pages > 1)
        && let Some(fingerprint) = fingerprint(layout, count, next.as_ref())
        && !visited.note(fingerprint)
    {
        return Err(repeated(raw, parameter));
    }
    let Some(next) = next else {
        return Ok(None);
    };
    request.forget_idempotency_key();
    match parameter {
        Some(name) => request.set_position(pagination, name, &next.text, next.is_number),
        None => {
            let followed = request.follow(&next.text);
            followed.map_err(|reason| {
                raw.malformed("", format!("the URL of the next page {reason}"))
            })?;
        }
    }
    Ok(Some(request))
}

/// Identifies a page by the cursor or URL that it leads to, or else by its items; `None` if it has
/// neither.
fn fingerprint(layout: &Layout<'_>, count: u64, next: Option<&Cursor>) -> Option<u64> {
    if let (Some(cursor), Some(_)) = (&layout.next, next) {
        let mut hasher = DefaultHasher::new();
        cursor.text.hash(&mut hasher);
        return Some(hasher.finish());
    }
    layout.items.filter(|_| count > 0).map(identity)
}

fn repeated(raw: &RawResponse, parameter: Option<&str>) -> Error {
    let message = match parameter {
        Some(name) => {
            format!("the server returned the same page again: it ignores `{name}`")
        }
        None => "the server returned the URL of a page that it returned before".to_owned(),
    };
    raw.error(ErrorKind::RepeatedPage, message)
}

impl Layout<'_> {
    /// Whether this is the last page. `has_more` of the response takes precedence over the totals.
    fn ends(&self, by_totals: bool) -> bool {
        by_totals && self.has_more != Some(true)
    }
}

impl PageInfo {
    /// Number of this page. A server may return the first page for a number below it.
    fn current(&self, asked_for: Option<u64>, first: u64) -> u64 {
        match asked_for {
            Some(number) if number < first && self.page == Some(first) => first,
            Some(number) => number,
            None => first,
        }
    }

    /// Whether the page with this number is the last one.
    ///
    /// If the server reports the number of all items, the list ends when that many were received,
    /// because a server may return shorter pages than it reports. The length of pages before the
    /// first requested one is unknown: it is at least that of the longest received page, or the
    /// reported one if the items then add up exactly. A total of zero is ignored, since the page
    /// has items.
    fn ends_at(&self, current: u64, first: u64, visited: &Visited) -> bool {
        if let Some(total) = self.known_count() {
            let before = current.saturating_sub(first);
            let skipped = before.saturating_sub(visited.pages.saturating_sub(1));
            let items = |length: u64| visited.items.saturating_add(skipped.saturating_mul(length));
            return items(visited.longest) >= total
                || self.per_page.is_some_and(|length| items(length) == total);
        }
        let total = self.total_pages.filter(|total| *total > 0);
        total.is_some_and(|total| current.saturating_add(1).saturating_sub(first) >= total)
    }

    fn known_count(&self) -> Option<u64> {
        self.total_count.filter(|total| *total > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(total_pages: Option<u64>, total_count: Option<u64>) -> PageInfo {
        PageInfo {
            total_pages,
            total_count,
            ..PageInfo::default()
        }
    }

    #[test]
    fn the_last_page_follows_from_either_total() {
        for (info, current, first, pages, last) in [
            (info(Some(3), None), 2, 1, 2, false),
            (info(Some(3), None), 3, 1, 3, true),
            (info(Some(3), None), 2, 0, 3, true),
            (info(Some(3), None), 0, 1, 1, false),
            (info(Some(0), None), 1, 1, 1, false),
            (info(None, Some(50)), 1, 1, 1, false),
            (info(None, Some(50)), 2, 1, 2, true),
            (info(None, Some(50)), 2, 1, 1, true),
            (info(Some(2), Some(51)), 2, 1, 2, false),
            (info(None, Some(0)), 1, 1, 1, false),
            (info(None, None), 1, 1, 1, false),
            (info(Some(u64::MAX), None), u64::MAX, 0, 1, true),
        ] {
            let mut visited = Visited::default();
            (0..pages).for_each(|_| visited.count(25));
            assert_eq!(
                info.ends_at(current, first, &visited),
                last,
                "{info:?} at {current} from {first} after {pages}"
            );
        }
    }
}
