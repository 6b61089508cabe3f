//! Versions of the package, and how far the changes make them step.

use super::report::{Bump, Locations, VersionCheck};
use std::fmt;

/// `major.minor.patch`, and whether something like `-dev` follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Version {
    major: u64,
    minor: u64,
    patch: u64,
    is_released: bool,
}

impl Version {
    /// None, when it is no version of SemVer 2.0.
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

    /// The step that it was, from the release before it.
    fn step(self) -> Bump {
        match (self.major, self.minor, self.patch) {
            (_, _, 1..) => Bump::Patch,
            // Before 1.0 the second number stands for breaking changes.
            (0, 1.., 0) => Bump::Major,
            (_, 1.., 0) => Bump::Minor,
            _ => Bump::Major,
        }
    }

    /// The least version that a step leads to. Before 1.0 a breaking change is a step of the second number, and
    /// anything else one of the third.
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

/// Whether the version of the head is enough for a step. A base that was not released yet, such as `1.3.0-dev`, is
/// itself a step from some release, and takes what that step covers. A version that cannot be read is enough as long as
/// it differs, or nothing changed; so is any, where that of the base is not known, which is empty here.
pub fn check(base: &str, head: &str, bump: Bump) -> VersionCheck {
    let (required, sufficient) = match (Version::parse(base), Version::parse(head)) {
        (Some(old), Some(new)) => {
            let covered = !old.is_released && bump <= shifted(old.step(), old);
            let required = old.after(if covered { Bump::None } else { bump });
            // A release that goes back is none that would do, though its numbers are enough.
            let enough = new.numbers() >= required.numbers() && !is_decreased(base, head);
            (required.to_string(), enough)
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

/// A step of the third number of 0.x covers additions too.
fn shifted(step: Bump, version: Version) -> Bump {
    match step {
        Bump::Patch if version.major == 0 => Bump::Minor,
        step => step,
    }
}

/// Whether a version is less than another one.
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
    use super::{Bump, check, is_decreased};

    #[test]
    fn a_step_of_the_version_must_cover_the_changes() {
        let cases = [
            ("1.2.3", "1.2.3", Bump::None, "1.2.3", true),
            ("1.2.3", "1.2.3", Bump::Patch, "1.2.4", false),
            ("1.2.3", "1.2.4", Bump::Minor, "1.3.0", false),
            ("1.2.3", "1.3.0", Bump::Minor, "1.3.0", true),
            ("1.2.3", "1.9.9", Bump::Major, "2.0.0", false),
            ("1.2.3", "2.0.0-rc.1", Bump::Major, "2.0.0", true),
            ("0.2.3", "0.2.4", Bump::Minor, "0.2.4", true),
            ("0.1.0", "0.1.0-rc.1", Bump::None, "0.1.0", false),
            // The base is known from its listing alone.
            ("", "0.2.3", Bump::Major, "", true),
            ("0.2.3", "0.2.4", Bump::Major, "0.3.0", false),
            ("0.2.3", "0.3.0", Bump::Major, "0.3.0", true),
            // A step that is being prepared covers what it stands for.
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
    fn a_version_does_not_go_back() {
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
