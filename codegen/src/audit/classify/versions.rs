//! Entries on the version of the package.

use super::Context;
use super::entry::plain;
use crate::audit::report::{Change, VersionCheck};
use crate::audit::subject::Subject;
use crate::audit::version::is_decreased;

const INSUFFICIENT: &str = "version-bump-insufficient";
const DECREASED: &str = "version-decreased";

/// The rules that speak here.
pub(in crate::audit) const RULES: &[&str] = &[INSUFFICIENT, DECREASED];

/// What is wrong with the version.
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
        ..plain(context, rule, &subject, values)?
    })
}
