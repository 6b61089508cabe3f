//! Versions of the package, and the version that changes require.

use super::report::{Bump, Locations, VersionCheck};
use std::fmt;

/// A version: `major.minor.patch`, released unless a suffix such as `-dev` follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Version {
    major: u64,
    minor: u64,
    patch: u64,
    is_released: bool,
}

impl Version {
    /// Parses a version of Semantic Versioning 2.0.
    fn parse(text: &str) -> Option<Self> {
        let text = text.split('+').next()?;
        let (numbers, pre) = match text.split_once('-') {
            Some((numbers, _)) => (numbers, true),
            None => (text, false),
        };
        let mut numbers = numbers.split('.').map(|number| number.parse().ok());
        let version = Self {
            major: numbers.next()??,
            minor: numbers.next()??,
            patch: numbers.next()??,
            is_released: !pre,
        };
        numbers.next().is_none().then_some(version)
    }

    fn numbers(self) -> (u64, u64, u64) {
        (self.major, self.minor, self.patch)
    }

    /// The increment that led to this version.
    fn increment(self) -> Bump {
        match (self.major, self.minor, self.patch) {
            (_, _, 1..) => Bump::Patch,
            // Before 1.0, breaking changes increment the minor version.
            (0, 1.., 0) => Bump::Major,
            (_, 1.., 0) => Bump::Minor,
            _ => Bump::Major,
        }
    }

    /// The next version after an increment. Before 1.0, a breaking change increments the minor version, and any other
    /// change the patch version.
    fn after(self, bump: Bump) -> Self {
        let (major, minor, patch) = self.numbers();
        let (major, minor, patch) = match (major, bump) {
            (_, Bump::None) => (major, minor, patch),
            (0, Bump::Major) => (0, minor + 1, 0),
            (0, _) | (_, Bump::Patch) => (major, minor, patch + 1),
            (_, Bump::Minor) => (major, minor + 1, 0),
            (_, Bump::Major) => (major + 1, 0, 0),
        };
        Self {
            major,
            minor,
            patch,
            is_released: true,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// Checks whether the version of the head is sufficient for an increment. A base that is a pre-release, such as
/// `1.3.0-dev`, is itself an increment of a release, and covers changes of that increment. A version that cannot be parsed
/// is sufficient if it differs from the base or no increment is required. Any version is sufficient if that of the base is
/// unknown, which is an empty string.
pub fn check(base: &str, head: &str, bump: Bump) -> VersionCheck {
    let (required, sufficient) = match (Version::parse(base), Version::parse(head)) {
        (Some(old), Some(new)) => {
            let is_covered = !old.is_released && bump <= covered(old);
            let required = old.after(if is_covered { Bump::None } else { bump });
            // `0.1.0-rc.1` has the numbers of `0.1.0` but precedes it.
            let is_sufficient = new.numbers() >= required.numbers() && !is_decreased(base, head);
            (required.to_string(), is_sufficient)
        }
        _ if base.is_empty() => (String::new(), true),
        _ => (base.to_owned(), base != head || bump == Bump::None),
    };
    VersionCheck {
        base: base.to_owned(),
        head: head.to_owned(),
        required,
        sufficient,
        location: Locations::default(),
    }
}

/// The largest increment that a pre-release covers. A patch version of 0.x covers additions too.
fn covered(version: Version) -> Bump {
    match version.increment() {
        Bump::Patch if version.major == 0 => Bump::Minor,
        increment => increment,
    }
}

/// The version number that an increment changes after the version of the base: before 1.0, that of the minor version for
/// breaking changes and that of the patch version for others. The increment itself if the version cannot be parsed.
pub(super) fn increment(base: &str, bump: Bump) -> Bump {
    match (Version::parse(base), bump) {
        (Some(Version { major: 0, .. }), Bump::Major) => Bump::Minor,
        (Some(Version { major: 0, .. }), Bump::Minor) => Bump::Patch,
        _ => bump,
    }
}

/// The release that a version is or leads to: `0.2.0` for `0.2.0-dev`. A version that cannot be parsed is unchanged.
pub fn release(version: &str) -> String {
    Version::parse(version).map_or_else(|| version.to_owned(), |it| it.to_string())
}

/// Whether the version of the head precedes that of the base.
pub fn is_decreased(base: &str, head: &str) -> bool {
    match (Version::parse(base), Version::parse(head)) {
        (Some(base), Some(head)) => {
            (head.numbers(), head.is_released) < (base.numbers(), base.is_released)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Bump, check, is_decreased, release};

    #[test]
    fn the_version_must_cover_the_changes() {
        let cases = [
            ("1.2.3", "1.2.3", Bump::None, "1.2.3", true),
            ("1.2.3", "1.2.3", Bump::Patch, "1.2.4", false),
            ("1.2.3", "1.2.4", Bump::Minor, "1.3.0", false),
            ("1.2.3", "1.3.0", Bump::Minor, "1.3.0", true),
            ("1.2.3", "1.9.9", Bump::Major, "2.0.0", false),
            ("1.2.3", "2.0.0-rc.1", Bump::Major, "2.0.0", true),
            ("0.2.3", "0.2.4", Bump::Minor, "0.2.4", true),
            ("0.1.0", "0.1.0-rc.1", Bump::None, "0.1.0", false),
            // Only the listing of the base is known.
            ("", "0.2.3", Bump::Major, "", true),
            ("0.2.3", "0.2.4", Bump::Major, "0.3.0", false),
            ("0.2.3", "0.3.0", Bump::Major, "0.3.0", true),
            // A pre-release covers changes of its increment.
            ("1.3.0-dev", "1.3.0-dev", Bump::Minor, "1.3.0", true),
            ("1.3.0-dev", "1.3.0", Bump::Major, "2.0.0", false),
            ("2.0.0-dev", "2.0.0-dev", Bump::Major, "2.0.0", true),
            ("0.3.0-dev", "0.3.0-dev", Bump::Major, "0.3.0", true),
            ("0.2.4-dev", "0.2.4-dev", Bump::Minor, "0.2.4", true),
            ("0.2.4-dev", "0.2.4-dev", Bump::Major, "0.3.0", false),
        ];
        for (base, head, bump, required, sufficient) in cases {
            let found = check(base, head, bump);
            assert_eq!(
                (found.required.as_str(), found.sufficient),
                (required, sufficient),
                "{base} -> {head}, {bump:?}"
            );
        }
    }

    #[test]
    fn a_pre_release_leads_to_a_release() {
        let cases = [
            ("0.2.0-dev", "0.2.0"),
            ("1.0.0-rc.1+build", "1.0.0"),
            ("1.2.3", "1.2.3"),
            ("soon", "soon"),
        ];
        for (version, expected) in cases {
            assert_eq!(release(version), expected);
        }
    }

    #[test]
    fn a_lower_version_is_found() {
        let cases = [
            ("1.2.3", "1.2.2", true),
            ("1.2.3", "1.2.3-dev", true),
            ("1.2.3-dev", "1.2.3", false),
            ("1.2.3", "1.2.3", false),
            ("1.10.0", "1.9.0", true),
        ];
        for (base, head, decreased) in cases {
            assert_eq!(is_decreased(base, head), decreased, "{base} -> {head}");
        }
    }
}
