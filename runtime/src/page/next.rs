//! Asking for the next page, and noticing when it never comes.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::PageStyle;
use super::layout::{Layout, PageInfo};
use crate::{Error, ErrorKind, RawResponse, Request};

/// What was seen on the way to this page, to notice a server that goes in circles, in as much memory for the last of
/// ten thousand pages as for the first.
///
/// A whole list that comes twice can hardly be chance: its items have identifiers. Each page is compared with the one
/// before, and with one that is moved on whenever twice as many pages have passed, so that circles of any length are
/// found (R. P. Brent, "An improved Monte Carlo factorization algorithm", BIT 20, 1980, section 3).
#[derive(Clone, Copy, Default)]
pub(crate) struct Visited {
    before: Option<u64>,
    anchor: Option<u64>,
    /// Pages since the anchor, and how many may pass before it moves.
    passed: u64,
    limit: u64,
    number: Option<u64>,
}

impl Visited {
    /// Notes a page; `false` if it came before.
    fn note(&mut self, fingerprint: u64, number: Option<u64>) -> bool {
        let seen = [self.before, self.anchor].contains(&Some(fingerprint));
        self.before = Some(fingerprint);
        self.passed += 1;
        if self.passed >= self.limit {
            self.anchor = Some(fingerprint);
            self.limit = self.passed.saturating_mul(2);
            self.passed = 0;
        }
        let stuck = number.is_some() && number == self.number;
        self.number = number;
        !(seen || stuck)
    }
}

/// What tells one page from another: its cursor, or else its items.
fn fingerprint(layout: &Layout<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    layout.cursor.as_deref().or(layout.items).hash(&mut hasher);
    hasher.finish()
}

/// The request for the page after this one, unless this is the last.
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
    // Noticed even on what would be the last page: a repetition must not pass for items.
    // The number that a page gives itself must move on, where pages are asked for by number. Zero is what careless
    // servers write for "not known".
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
        format!("a page came twice: the server ignores `{parameter}`"),
    )
    .in_operation(raw.request().operation().name)
    .after_attempts(raw.attempts())
}

/// The number that the request has for this parameter. What is no number was not sent.
fn asked_for(raw: &RawResponse, parameter: &str) -> Option<u64> {
    raw.request().query_ref().get(parameter)?.parse().ok()
}

impl PageInfo {
    /// Whether the page of this number is the last. A total of zero beside items is no information.
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

impl PageStyle {
    /// Where a page holds the cursor of the next, if it does.
    pub(super) fn next_cursor(&self) -> Option<&'static str> {
        match self {
            Self::Cursor { next, .. } => Some(next),
            _ => None,
        }
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
    fn circles_of_any_length_are_noticed_and_straight_lines_are_not() {
        for (before, circle) in [(0, 1), (0, 2), (3, 1), (5, 3), (1, 40)] {
            let mut visited = Visited::default();
            let pages = (0..before).chain((0..).map(|page| before + page % circle));
            let noticed = pages.take(1000).position(|page| !visited.note(page, None));
            assert!(
                noticed.is_some_and(|page| page as u64 >= before + circle),
                "{before} {circle}: {noticed:?}"
            );
        }
        let mut visited = Visited::default();
        assert!((0..10_000).all(|page| visited.note(page, Some(page + 1))));
        assert!(!visited.note(10_000, Some(10_000)));
    }

    #[test]
    fn the_last_page_is_known_from_either_total() {
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
