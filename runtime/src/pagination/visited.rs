//! Detects pagination loops.

/// The pages of a list that have been received, in constant memory. Detects a server that returns
/// the same pages again.
///
/// Two pages with the same fingerprint are assumed to be the same page. Each page is compared with
/// its predecessor and with an anchor that moves whenever twice as many pages have passed, which
/// finds cycles of any length (R. P. Brent, "An improved Monte Carlo factorization algorithm", BIT
/// 20, 1980, section 3).
#[derive(Clone, Copy, Default)]
pub(crate) struct Visited {
    before: Option<u64>,
    anchor: Option<u64>,
    /// Pages since the anchor moved, and the number after which it moves again.
    passed: u64,
    limit: u64,
    /// Number of pages received.
    pub(crate) pages: u64,
    /// Number of items received.
    pub(crate) items: u64,
    /// Number of items on the longest page.
    pub(crate) longest: u64,
}

impl Visited {
    /// Counts a page with this number of items.
    pub(crate) fn count(&mut self, items: u64) {
        self.pages = self.pages.saturating_add(1);
        self.items = self.items.saturating_add(items);
        self.longest = self.longest.max(items);
    }

    /// Records the fingerprint of a page; returns false if it was seen before.
    pub(crate) fn note(&mut self, fingerprint: u64) -> bool {
        let seen = [self.before, self.anchor].contains(&Some(fingerprint));
        self.before = Some(fingerprint);
        self.passed += 1;
        if self.passed >= self.limit {
            self.anchor = Some(fingerprint);
            self.limit = self.passed.saturating_mul(2);
            self.passed = 0;
        }
        !seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_of_any_length_are_detected() {
        for (before, circle) in [(0, 1), (0, 2), (3, 1), (5, 3), (1, 40)] {
            let mut visited = Visited::default();
            let pages = (0..before).chain((0..).map(|page| before + page % circle));
            let noticed = pages.take(1000).position(|page| !visited.note(page));
            assert!(
                noticed.is_some_and(|page| page as u64 >= before + circle),
                "{before} {circle}: {noticed:?}"
            );
        }
        let mut visited = Visited::default();
        assert!((0..10_000).all(|page| visited.note(page)));
        assert!(!visited.note(9_999));
    }
}
