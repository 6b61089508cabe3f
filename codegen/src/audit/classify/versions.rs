//! Violations concerning the version of the package.

use super::Context;
use super::entry::of_rule;
use crate::audit::report::{Change, VersionCheck};
use crate::audit::subject::Subject;
use crate::audit::version::is_decreased;

const INSUFFICIENT: &str = "version-bump-insufficient";
const DECREASED: &str = "version-decreased";

/// Rules of this module.
pub(in crate::audit) const RULES: &[&str] = &[INSUFFICIENT, DECREASED];

/// The violation, if the version is too low.
pub(in crate::audit) fn changes(check: &VersionCheck, context: &Context<'_>) -> Option<Change> {
    let subject = Subject::reserved("service").child("version");
    let (rule, old, new) = if is_decreased(&check.base, &check.head) {
        (DECREASED, &check.base, &check.head)
    } else if check.sufficient {
        return None;
    } else {
        (INSUFFICIENT, &check.head, &check.required)
    };
    let values = (Some(old.clone()), Some(new.clone()));
    Some(Change {
        location: check.location.clone(),
        kind: "version".to_owned(),
        ..of_rule(context, rule, &subject, values)?
    })
}
