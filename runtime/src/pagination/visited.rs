//! Detects pagination loops.

/// Detects a server that returns the same pages again, in constant memory.
///
/// Two pages with the same items are assumed to be the same page, since items have identifiers.
/// Each page is compared with its predecessor and with an anchor that moves whenever twice as many
/// pages have passed, which finds cycles of any length (R. P. Brent, "An improved Monte Carlo
/// factorization algorithm", BIT 20, 1980, section 3).
#[derive(Clone, Copy, Default)]
pub(crate) struct Visited {
    before: Option<u64>,
    anchor: Option<u64>,
    /// Pages since the anchor moved, and the number after which it moves again.
    passed: u64,
    limit: u64,
    number: Option<u64>,
}

impl Visited {
    /// Records a page; returns false if it was seen before.
    pub(crate) fn note(&mut self, fingerprint: u64, number: Option<u64>) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_of_any_length_are_detected() {
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
}
